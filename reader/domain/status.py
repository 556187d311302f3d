"""What the reader has decided about an article: mutable triage, one record an article."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where an article lies."""

    INBOX = "inbox"
    LATER = "later"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Status:
    """Triage of one article.

    Attributes:
        article_id: whose status this is.
        state: where the article lies.
        starred: whether it is starred.
        read: whether the reader called it read.
        position: the code point of the article's text that was last on top of the screen.
    """

    article_id: str
    state: State = State.INBOX
    starred: bool = False
    read: bool = False
    position: int = 0
