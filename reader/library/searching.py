"""Full text, notes, quotes and tags, best first."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reader.domain.matching import all_patterns, excerpt, words_of
from reader.domain.query import Hit, Query, Row
from reader.library.answering import resolved
from reader.library.listing import filled, marks_of
from reader.library.mark_words import Written, mark_words
from reader.library.model import Library
from reader.library.settling import settle

Patterns = Sequence[re.Pattern[str]]


def search(library: Library, query: Query, limit: int = 50) -> list[Hit]:
    """Answers to a query, each saying where it matched.

    First the notes, quotes and tags in which all words stand, then articles by rank, then articles of which some words
    stand in what the reader wrote and the others elsewhere.

    Raises:
        StorageError: a file of the library cannot be read, or the index cannot be brought up to date.
    """
    settle(library)
    index, words = marks_of(library), mark_words(library)
    wanted = resolved(library, query)
    bare = resolved(library, replace(query, words=(), phrases=()))
    patterns = all_patterns(query.words, query.phrases)
    terms = [*((word, False) for word in query.words), *((phrase, True) for phrase in query.phrases)]
    standing = [words.standing(term, whole=whole) for term, whole in terms if words_of(term)]
    complete = (
        [words.parts[number] for number in sorted(set(standing[0]).intersection(*standing[1:]))] if standing else []
    )
    hits = _in_written(library, bare, complete, patterns)[:limit]
    if len(hits) < limit:
        ranked = replace(bare, words=query.words, phrases=query.phrases)
        hits.extend(library.articles.search(ranked, limit - len(hits)))
    if len(hits) < limit:
        seen = {hit.row.article.id for hit in hits}
        some = (words.parts[number] for number in sorted(set().union(*standing)))
        hits.extend(_across(library, wanted, [part for part in some if part.article_id not in seen], patterns))
    return [replace(hit, row=filled(hit.row, index)) for hit in hits[:limit]]


def _in_written(library: Library, bare: Query, whole: Iterable[Written], patterns: Patterns) -> list[Hit]:
    """A hit for each highlight, note and tag with all words; where they stand in a note, its quote is not asked."""
    first: dict[tuple[str, ...], Written] = {}
    for part in whole:
        of_highlight = part.highlight and part.field != "tag"
        first.setdefault((part.highlight,) if of_highlight else (part.article_id, part.field, part.text), part)
    rows = _rows(library, bare, first.values())
    return [_hit(rows[part.article_id], part, patterns) for part in first.values() if part.article_id in rows]


def _across(library: Library, wanted: Query, parts: Sequence[Written], patterns: Patterns) -> Iterator[Hit]:
    """A hit for each article that answers only by all that stands in it and on it together."""
    rows = _rows(library, wanted, parts)
    first: dict[str, Written] = {}
    for part in parts:
        first.setdefault(part.article_id, part)
    for article_id, row in rows.items():
        yield _hit(row, first[article_id], patterns)


def _rows(library: Library, query: Query, parts: Iterable[Written]) -> Mapping[str, Row]:
    """The rows, by id, of those articles of the parts that answer a query; the newest first."""
    on = frozenset(part.article_id for part in parts)
    if not on:
        return {}
    ids = on if query.ids is None else on & query.ids
    return {row.article.id: row for row in library.articles.rows(replace(query, ids=ids))}


def _hit(row: Row, part: Written, patterns: Patterns) -> Hit:
    snippet, matches = excerpt(part.text, patterns)
    return Hit(row, snippet, part.field, matches, part.highlight)
