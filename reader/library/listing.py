"""Lists of articles: the stores' answers joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reader import library as use_cases
from reader.domain.errors import DamagedArticleError
from reader.domain.frozen import frozen
from reader.domain.mark import ArticleMarks, Highlight
from reader.domain.query import Query, Row, View
from reader.library.kept import FEW, changed_articles, on_article
from reader.library.model import Library
from reader.library.settling import settle

if TYPE_CHECKING:
    from reader.domain.ports import ArticleStore


_AT_ONCE = 500
"""Rows that are in memory together while a list is written out."""


@frozen
class MarkIndex:
    """What the marks say of each article, counted once for a whole list.

    Attributes:
        highlights: how many highlights an article has.
        tags: its tags and those of its highlights, sorted.
        noted: ids of articles with a note on the whole.
    """

    highlights: dict[str, int]
    tags: dict[str, tuple[str, ...]]
    noted: frozenset[str]

    @property
    def marked(self) -> frozenset[str]:
        """Ids of articles with a highlight or a note."""
        return self.noted | self.highlights.keys()


def index_marks(highlights: Sequence[Highlight], article_marks: Sequence[ArticleMarks]) -> MarkIndex:
    """Count marks by article."""
    tags: dict[str, set[str]] = {}
    for highlight in highlights:
        tags.setdefault(highlight.article_id, set()).update(highlight.tags)
    for marks in article_marks:
        tags.setdefault(marks.article_id, set()).update(marks.tags)
    return MarkIndex(
        highlights=dict(Counter(highlight.article_id for highlight in highlights)),
        tags={article_id: tuple(sorted(names)) for article_id, names in tags.items() if names},
        noted=frozenset(marks.article_id for marks in article_marks if marks.note),
    )


def marks_of(library: Library) -> MarkIndex:
    """The index of all marks as they are now; only articles whose marks are others than last time are counted anew."""
    highlights, article_marks = library.marks.highlights(), library.marks.all_article_marks()
    last = library.kept.indexed
    index = index_marks(highlights, article_marks) if last is None else _index_anew(last, highlights, article_marks)
    library.kept.indexed = highlights, article_marks, index
    return index


def _index_anew(
    last: tuple[Sequence[Highlight], Sequence[ArticleMarks], MarkIndex],
    highlights: Sequence[Highlight],
    article_marks: Sequence[ArticleMarks],
) -> MarkIndex:
    """The last index with what differs counted anew; all are in order of their articles."""
    before, before_on_articles, index = last
    changed = changed_articles(before, highlights) | changed_articles(before_on_articles, article_marks)
    if not changed:
        return index
    if len(changed) > FEW:
        return index_marks(highlights, article_marks)
    part = index_marks(
        [one for article_id in changed for one in on_article(highlights, article_id)],
        [one for article_id in changed for one in on_article(article_marks, article_id)],
    )
    counts, tags = dict(index.highlights), dict(index.tags)
    for article_id in changed:
        counts.pop(article_id, None)
        tags.pop(article_id, None)
    return MarkIndex(counts | part.highlights, tags | part.tags, (index.noted - changed) | part.noted)


def rows(library: Library, query: Query) -> list[Row]:
    """Articles that answer the query, newest first.

    Each word and phrase must stand in title, source, text, a tag, a note or a quote; what is excluded in none of them.

    Raises:
        StorageError: a file of the library cannot be read, or the index cannot be brought up to date.
    """
    settle(library)
    index = marks_of(library)
    return [filled(row, index) for row in library.articles.rows(use_cases.answering.resolved(library, query))]


def streamed(library: Library, query: Query) -> Iterator[Row]:
    """The same one after another, read a few at a time.

    Raises:
        DamagedArticleError: some cannot be read; all others came before.
        StorageError: a file of the library cannot be read, or the index cannot be brought up to date.
    """
    settle(library)
    index = marks_of(library)
    numbers = library.articles.numbers(use_cases.answering.resolved(library, query))
    damage: DamagedArticleError | None = None
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        found, fault = readable(library.articles, some)
        damage = fault or damage
        yield from (filled(found[number], index) for number in some if number in found)
    if damage is not None:
        raise damage


def readable(articles: ArticleStore, numbers: Sequence[int]) -> tuple[dict[int, Row], DamagedArticleError | None]:
    """The rows of those articles that can be read, and why others cannot.

    Raises:
        StorageError: none can be read.
    """
    try:
        return articles.numbered(numbers), None
    except DamagedArticleError as error:
        damage = error
    found: dict[int, Row] = {}
    for number in numbers:
        with suppress(DamagedArticleError):
            found |= articles.numbered([number])
    return found, damage


def filled(row: Row, index: MarkIndex) -> Row:
    """The row with its tags and its count of highlights."""
    article_id = row.article.id
    return replace(row, tags=index.tags.get(article_id, ()), highlights=index.highlights.get(article_id, 0))


def counts(library: Library) -> dict[View, int]:
    """How many articles each view holds."""
    found = library.articles.counts()
    marked = marks_of(library).marked
    found[View.MARKED] = len(library.articles.ids(Query(ids=marked))) if marked else 0
    return found


def known_tags(library: Library) -> list[str]:
    """Every tag in use: the commonest first, then the one given last to a highlight, then by name."""
    used: Counter[str] = Counter()
    last: dict[str, float] = {}
    for highlight in library.marks.highlights():
        used.update(highlight.tags)
        moment = highlight.modified.timestamp() if highlight.tags else 0.0
        for tag in highlight.tags:
            last[tag] = max(moment, last.get(tag, 0.0))
    for marks in library.marks.all_article_marks():
        used.update(marks.tags)
    return sorted(used, key=lambda tag: (-used[tag], -last.get(tag, 0.0), tag))
