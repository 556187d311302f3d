"""What a query asks of marks, answered: turned into articles to list and articles to leave out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reader.domain.mark import ArticleMarks, Highlight
from reader.domain.matching import folded, pattern
from reader.domain.query import Asked, Key, Query, View, with_fixed_days
from reader.library.model import Library


@dataclass(frozen=True, slots=True)
class Written:
    """Words that the reader wrote or marked on an article.

    Attributes:
        article_id: on which.
        field: `note`, `quote` or `tag`.
        text: the words as they are.
        highlight: the id of the highlight that they belong to; empty if they are about the whole article.
    """

    article_id: str
    field: str
    text: str
    highlight: str = ""


def written(highlights: Sequence[Highlight], article_marks: Sequence[ArticleMarks]) -> Iterator[Written]:
    """Every note and quote of the library, of each highlight the note first; then the tags, once an article."""
    tags: dict[tuple[str, str], Written] = {}
    for highlight in highlights:
        if highlight.note:
            yield Written(highlight.article_id, "note", highlight.note, highlight.id)
        yield Written(highlight.article_id, "quote", highlight.quote.exact, highlight.id)
        for tag in highlight.tags:
            tags.setdefault((highlight.article_id, tag), Written(highlight.article_id, "tag", tag, highlight.id))
    for marks in article_marks:
        if marks.note:
            yield Written(marks.article_id, "note", marks.note)
        for tag in marks.tags:
            tags[marks.article_id, tag] = Written(marks.article_id, "tag", tag)
    yield from tags.values()


def resolved(library: Library, query: Query) -> Query:
    """The query as the articles alone can answer it.

    Days told from today are fixed; tags and marks asked for, and each word or phrase that stands in notes, quotes or
    tags, are turned into ids: of these articles, and of those whose title, text or source has the word.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    fixed = with_fixed_days(query, library.clock.now().date())
    about_marks = fixed.view is View.MARKED or fixed.of_key(Key.TAG, Key.HAS)
    if not (about_marks or fixed.words or fixed.phrases or fixed.excluded):
        return fixed
    highlights, article_marks = library.marks.highlights(), library.marks.all_article_marks()
    if about_marks:
        fixed = _without_marks(fixed, highlights, article_marks)
    return _with_written(library, fixed, [*written(highlights, article_marks)])


def _without_marks(query: Query, highlights: Sequence[Highlight], article_marks: Sequence[ArticleMarks]) -> Query:
    """The query with what it asks of tags and marks turned into ids."""
    ids, without = query.ids, query.without
    asked = query.of_key(Key.TAG, Key.HAS)
    if query.view is View.MARKED:
        asked = (*asked, Asked(Key.HAS, ("marks",)))
    for one in asked:
        holding = frozenset(_holding(one, highlights, article_marks))
        if one.negated:
            without |= holding
        else:
            ids = holding if ids is None else ids & holding
    return replace(query, asked=query.but_for(Key.TAG, Key.HAS), ids=ids, without=without)


def _holding(asked: Asked, highlights: Sequence[Highlight], article_marks: Sequence[ArticleMarks]) -> Iterator[str]:
    """Ids of the articles for which one of the values holds."""
    wanted = frozenset(asked.values)
    for highlight in highlights:
        if not wanted.isdisjoint(_of_highlight(highlight, asked.key)):
            yield highlight.article_id
    for marks in article_marks:
        if not wanted.isdisjoint(_of_article(marks, asked.key)):
            yield marks.article_id


def _of_highlight(highlight: Highlight, key: Key) -> Sequence[str]:
    """The values of `tag:` or `has:` that a highlight answers for its article."""
    if key is Key.TAG:
        return highlight.tags
    return ("marks", *(["notes"] if highlight.note else []), *(["tags"] if highlight.tags else []))


def _of_article(marks: ArticleMarks, key: Key) -> Sequence[str]:
    if key is Key.TAG:
        return marks.tags
    return (*(["marks", "notes"] if marks.note else []), *(["tags"] if marks.tags else []))


def _with_written(library: Library, query: Query, parts: Sequence[Written]) -> Query:
    """The query with each word or phrase that stands in what is written turned into ids."""
    ids, without = query.ids, query.without
    left: dict[str, list[str]] = {"words": [], "phrases": []}
    for name, terms in (("words", query.words), ("phrases", query.phrases)):
        for term in terms:
            found = _standing(parts, pattern(term, whole=name == "phrases"))
            if not found:
                left[name].append(term)
                continue
            either = found | library.articles.ids(Query(**{name: (term,)}))  # type: ignore[arg-type]
            ids = either if ids is None else ids & either
    for term in query.excluded:
        without |= _standing(parts, pattern(term, whole=True))
    return replace(query, words=tuple(left["words"]), phrases=tuple(left["phrases"]), ids=ids, without=without)


def _standing(parts: Iterable[Written], wanted: re.Pattern[str] | None) -> frozenset[str]:
    """Ids of the articles on which something is written that the pattern is found in."""
    if wanted is None:
        return frozenset()
    return frozenset(part.article_id for part in parts if wanted.search(folded(part.text)))
