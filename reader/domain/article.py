"""The article as it came: immutable. What the reader does with it is in `status` and `mark`."""

from datetime import datetime
from enum import StrEnum

from reader.domain.document import Document
from reader.domain.frozen import frozen

WORDS_PER_MINUTE = 230
"""Silent reading of non-fiction in English: 238 words a minute (Brysbaert 2019), rounded down."""


def minutes_for(words: int) -> int:
    """Reading time in whole minutes, at least one."""
    return max(1, round(words / WORDS_PER_MINUTE))


class MediaType(StrEnum):
    """What the bytes of an article are."""

    TEXT = "text/plain"
    HTML = "text/html"
    MARKDOWN = "text/markdown"


@frozen
class Metadata:
    """What an article says of itself. A value that it does not state is empty, never guessed.

    Attributes:
        title: the headline.
        source: the outlet or agency.
        authors: names as printed, in order.
        published: ISO 8601, a date or a date-time.
        url: where it was published.
        language: an ISO 639-1 code.
    """

    title: str = ""
    source: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    url: str = ""
    language: str = ""


@frozen
class Article:
    """One article of the library, without its text.

    Attributes:
        id: ten characters, derived from the bytes first seen; never changes.
        address: where the bytes came from: an absolute path, a URL, or `stdin:` and a digest.
        media_type: what the bytes are.
        raw_digest: SHA-256 (hex) of the bytes.
        text_digest: names the version of the cleaned text; see `Document.digest`.
        added: when it came into the library (aware, UTC).
        metadata: what the article says of itself.
        opening: its first words, for an article without a headline.
        words: length of the kept text in words.
        cut_blocks: how many blocks the cleaning took out.
    """

    id: str
    address: str
    media_type: MediaType
    raw_digest: str
    text_digest: str
    added: datetime
    metadata: Metadata
    opening: str
    words: int
    cut_blocks: int

    @property
    def label(self) -> str:
        """What to call the article: its headline, else its opening words, else its address."""
        return self.metadata.title or self.opening or self.address

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at least one."""
        return minutes_for(self.words)


@frozen
class Reading:
    """What cleaning makes of an article's bytes: what it says of itself, and its labelled text."""

    metadata: Metadata
    document: Document
