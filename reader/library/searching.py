"""Full text, notes and quotes, best first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.domain.mark import ArticleMarks, Highlight
from reader.domain.query import Hit, Query, Row
from reader.library.listing import MarkIndex, filled, index_marks, with_marks
from reader.library.model import Library
from reader.library.settling import settle

_AROUND = 60


def search(library: Library, query: Query, limit: int = 50) -> list[Hit]:
    """Answers to a query: first what the reader wrote or marked, then articles by rank.

    Raises:
        StorageError: a file of the library cannot be read, or the index cannot be brought up to date.
    """
    settle(library)
    highlights = library.marks.highlights()
    article_marks = library.marks.all_article_marks()
    index = index_marks(highlights, article_marks)
    wanted = with_marks(query, index)
    hits: list[Hit] = []
    if query.words or query.phrases:
        hits.extend(_in_marks(library, wanted, highlights, index))
        hits.extend(_in_notes(library, wanted, article_marks, index))
    found = library.articles.search(wanted, limit)
    hits.extend(replace(hit, row=filled(hit.row, index)) for hit in found)
    if query.marked is False:
        hits = [hit for hit in hits if hit.row.article.id not in index.marked]
    return hits[:limit]


def _in_marks(library: Library, query: Query, highlights: Sequence[Highlight], index: MarkIndex) -> Iterator[Hit]:
    for highlight in highlights:
        field, text = "note", highlight.note
        if not _matches(text, query):
            field, text = "quote", highlight.quote.exact
            if not _matches(text, query):
                continue
        for row in _row(library, query, highlight.article_id):
            yield _hit(filled(row, index), text, field, query)


def _in_notes(library: Library, query: Query, written: Sequence[ArticleMarks], index: MarkIndex) -> Iterator[Hit]:
    for marks in written:
        if _matches(marks.note, query):
            for row in _row(library, query, marks.article_id):
                yield _hit(filled(row, index), marks.note, "note", query)


def _row(library: Library, query: Query, article_id: str) -> list[Row]:
    """The article's row if it answers everything in the query but its words."""
    if query.ids is not None and article_id not in query.ids:
        return []
    bare = replace(query, words=(), phrases=(), excluded=(), ids=frozenset([article_id]))
    return list(library.articles.rows(bare))


def _matches(text: str, query: Query) -> bool:
    folded = " ".join(text.casefold().split())
    if not folded or any(word.casefold() in folded for word in query.excluded):
        return False
    starts = all(re.search(rf"(?<!\w){re.escape(word.casefold())}", folded) for word in query.words)
    return starts and all(phrase.casefold() in folded for phrase in query.phrases)


def _hit(row: Row, text: str, field: str, query: Query) -> Hit:
    line = " ".join(text.split())
    needle = next(iter((*query.phrases, *query.words)), "")
    at = max(0, line.casefold().find(needle.casefold()))
    start, end = max(0, at - _AROUND), at + len(needle) + _AROUND
    snippet = ("… " if start else "") + line[start:end].strip() + (" …" if end < len(line) else "")
    return Hit(row, snippet, field)
