"""What was read lately of the marks as they are, for whoever asks next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.domain.mark import ArticleMarks, Highlight
    from reader.library.listing import MarkIndex
    from reader.library.mark_words import MarkWords


class Kept:
    """What was read last, with the versions that it was read from; each one value, since several threads replace it.

    Attributes:
        indexed: the marks that were counted last, and what was counted.
        last: the version of the marks, and their words.
        lost: the versions of marks and texts, and the articles with a lost highlight.
    """

    __slots__ = ("indexed", "last", "lost")

    def __init__(self) -> None:
        self.indexed: tuple[Sequence[Highlight], Sequence[ArticleMarks], MarkIndex] | None = None
        self.last: tuple[str, MarkWords] | None = None
        self.lost: tuple[tuple[str, int], frozenset[str]] | None = None
