"""What the reader has decided about articles: mutable triage, one record an article, or one for many that lie alike."""

from collections.abc import Callable
from enum import StrEnum

from reader.domain.frozen import frozen


class State(StrEnum):
    """Where an article lies."""

    INBOX = "inbox"
    LATER = "later"
    ARCHIVE = "archive"


@frozen
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


@frozen
class Alike:
    """Triage of many articles about which the same was decided; where each was last read is no part of it.

    Attributes:
        ids: the articles, each once, in no order.
        state: where they lie.
        starred: whether they are starred.
        read: whether the reader called them read.
    """

    ids: tuple[str, ...]
    state: State = State.INBOX
    starred: bool = False
    read: bool = False


HowFar = Callable[[int, int], None]
"""Told how many articles are done, and of how many; what it raises breaks the work off."""
