"""Where the reader jumped from, as in vim: back and forth, within an article and across articles. Pure."""

from reader.domain.frozen import frozen

MOST = 100
"""Places that are remembered."""

_NEAR = 60
"""Code points within which two places count as one: about a line, whatever the width."""


@frozen
class Place:
    """A place in an article.

    Attributes:
        article_id: the article.
        at: the code point of its text.
        text_digest: the version of the text that this counts in.
    """

    article_id: str
    at: int
    text_digest: str = ""

    def is_near(self, other: "Place") -> bool:
        """True if the other is about where this one is."""
        return self.article_id == other.article_id and abs(self.at - other.at) < _NEAR


@frozen
class Jumps:
    """The places that the reader left by a jump, the oldest first.

    Attributes:
        places: each once.
        index: which of them the reader went back to; their number if to none.
        before: where the last jump began.
    """

    places: tuple[Place, ...] = ()
    index: int = 0
    before: Place | None = None

    def left(self, place: Place) -> "Jumps":
        """The reader jumps away from a place; it becomes the newest."""
        places = (*(other for other in self.places if not other.is_near(place)), place)[-MOST:]
        return Jumps(places, len(places), place)

    def back(self, here: Place) -> tuple["Jumps", Place | None]:
        """Go to the place before; None if there is none. Who goes back first can come forth again to `here`."""
        jumps = self
        if self.index >= len(self.places):
            left = self.left(here)
            jumps = Jumps(left.places, left.index - 1, left.before)
        return jumps.at(jumps.index - 1) if jumps.index else (self, None)

    def forth(self) -> tuple["Jumps", Place | None]:
        """Go to the place after; None if there is none."""
        return self.at(self.index + 1) if self.index + 1 < len(self.places) else (self, None)

    def at(self, index: int) -> tuple["Jumps", Place]:
        """The same with the reader at one of the places."""
        return Jumps(self.places, index, self.before), self.places[index]
