"""Places in articles to which the reader gave a letter, as in vim: small ones in an article, capitals everywhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from reader.domain.frozen import frozen
from reader.domain.mark import TextPosition, TextQuote


@frozen
class PositionMark:
    """A sentence with a letter.

    Attributes:
        id: a capital; or the id of the article, a slash and a small letter.
        article_id: the article.
        quote: the sentence, and its surroundings.
        position: where it stood.
        created: when the letter was set here.
    """

    id: str
    article_id: str
    quote: TextQuote
    position: TextPosition
    created: datetime

    @property
    def letter(self) -> str:
        """Its letter."""
        return self.id[-1:]


def position_id(article_id: str, letter: str) -> str:
    """The id of the position with a letter, as it is meant in an article."""
    return letter if letter.isupper() else f"{article_id}/{letter}"


class PositionStore(Protocol):
    """Keeps positions, as safely as marks. Every method may raise StorageError."""

    def positions(self, article_id: str = "") -> Sequence[PositionMark]:
        """All positions, or those in one article, in order of letter and id."""

    def position(self, position_id: str) -> PositionMark | None:
        """One position by its id; None if that letter is not set."""

    def put_position(self, mark: PositionMark) -> None:
        """Add it, or replace the one with its id; fields that this version does not know stay."""

    def remove_position(self, position_id: str) -> None:
        """Remove it; nothing happens if it is not there."""
