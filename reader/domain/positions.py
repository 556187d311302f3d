"""Places in articles to which the reader gave a letter, as in vim: small ones in an article, capitals everywhere."""

from datetime import datetime

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
