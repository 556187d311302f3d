"""What the reader made on an article: highlights with notes and tags. The reader's work: never lost.

The names are those of the W3C Web Annotation model: a quote selector is `exact`, `prefix`, `suffix`; a position
selector is `start`, `end`.
"""

from datetime import datetime
from enum import StrEnum

from reader.domain.frozen import frozen


class HighlightKind(StrEnum):
    """What a passage is to the reader: plain, or one of five that mean something in news work."""

    PLAIN = "plain"
    CLAIM = "claim"
    FIGURE = "figure"
    QUOTE = "quote"
    QUESTION = "question"
    CHECK = "check"

    @property
    def letter(self) -> str:
        """One character that tells the kind without colour."""
        return {"plain": "·", "question": "?", "check": "!"}.get(self.value, self.value[0])


@frozen
class TextQuote:
    """The quoted words as shown, and their surroundings (TextQuoteSelector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@frozen
class TextPosition:
    """Where the quote stood: half-open code-point offsets into one version of the text (TextPositionSelector).

    Attributes:
        start: first code point.
        end: one past the last.
        text_digest: which version of the text the offsets count in (the selector's State).
    """

    start: int
    end: int
    text_digest: str


@frozen
class HandPlace:
    """The passage that the reader gave to a lost highlight: its words, and where they stood."""

    quote: TextQuote
    position: TextPosition


@frozen
class Highlight:
    """One marked passage. `quote` and `position` are overwritten only when the reader gives it another passage.

    `placed` is where the reader put it when it was lost; it counts only while the quote itself has no place.
    """

    id: str
    article_id: str
    quote: TextQuote
    position: TextPosition
    kind: HighlightKind
    note: str
    tags: tuple[str, ...]
    created: datetime
    modified: datetime
    placed: HandPlace | None = None


@frozen
class ArticleMarks:
    """What the reader wrote on an article as a whole.

    Attributes:
        article_id: whose marks these are.
        tags: in the order in which they were given.
        note: Markdown.
        restored: digests of cut blocks that the reader brought back.
        removed: digests of kept blocks that the reader cut.
    """

    article_id: str
    tags: tuple[str, ...] = ()
    note: str = ""
    restored: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True if nothing is written here."""
        return not (self.tags or self.note or self.restored or self.removed)


@frozen
class SourceChoice:
    """The reader's verdict on a block, for every article of a source.

    Attributes:
        id: a name of its own.
        source: the key of the source; see `domain.source`.
        name: how the source is called.
        line: the block's words, on one line.
        keep: whether such a block is brought back or cut.
        created: when the reader decided.
    """

    id: str
    source: str
    name: str
    line: str
    keep: bool
    created: datetime


RULE = "\n\n---\n\n"
"""What stands between notes that were put together."""


def both_notes(seen: str, mine: str, theirs: str) -> str:
    """A note that was changed here, and elsewhere meanwhile: both are kept; `seen` is what both began with."""
    if mine in (seen, theirs):
        return theirs
    return mine if theirs == seen else RULE.join(filter(None, (theirs, mine)))


def both_tags(seen: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Tags that were changed here, and elsewhere meanwhile: what either gave is there, what either took is gone."""
    kept = tuple(tag for tag in mine if tag in theirs or tag not in seen)
    return (*kept, *(tag for tag in theirs if tag not in seen and tag not in kept))


def clean_tag(text: str) -> str:
    """A tag as it is kept: no leading `#`, inner spaces turned to hyphens, lower case; empty if nothing is left."""
    words = text.replace("#", " ").replace(",", " ").split()
    return "-".join(words).casefold()
