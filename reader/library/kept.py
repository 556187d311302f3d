"""What was read lately of the marks as they are, for whoever asks next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import compress, count
from operator import attrgetter, is_not
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.domain.mark import ArticleMarks, Highlight
    from reader.library.listing import MarkIndex
    from reader.library.mark_words import MarkWords

FEW = 500
"""Changed articles up to which the others are not looked at anew."""

Mark = TypeVar("Mark", "Highlight", "ArticleMarks")


class Kept:
    """What was read last, with the versions that it was read from; each one value, since several threads replace it.

    Attributes:
        indexed: the marks that were counted last, and what was counted.
        last: the version of the marks, and their words.
        told: the marks that were read last for verdicts, and a digest of what they say of each article.
        lost: the versions of marks and texts, and the articles with a lost highlight.
    """

    __slots__ = ("indexed", "last", "lost", "told")

    def __init__(self) -> None:
        self.indexed: tuple[Sequence[Highlight], Sequence[ArticleMarks], MarkIndex] | None = None
        self.last: tuple[str, MarkWords] | None = None
        self.lost: tuple[tuple[str, int], frozenset[str]] | None = None
        self.told: tuple[Sequence[Highlight], Sequence[ArticleMarks], Mapping[str, str]] | None = None


def changed_articles(before: Sequence[Mark], now: Sequence[Mark]) -> set[str]:
    """The articles of all that lies between what both begin with and what both end with."""
    shorter = min(len(before), len(now))
    start: int = next(compress(count(), map(is_not, before, now)), shorter)
    alike: int = next(compress(count(), map(is_not, reversed(before), reversed(now))), shorter)
    same: int = min(alike, shorter - start)
    between = [*before[start : len(before) - same], *now[start : len(now) - same]]
    return {one.article_id for one in between}


def on_article(marks: Sequence[Mark], article_id: str) -> Sequence[Mark]:
    """Those on one article."""
    of_article = attrgetter("article_id")
    start = bisect_left(marks, article_id, key=of_article)
    return marks[start : bisect_right(marks, article_id, start, key=of_article)]
