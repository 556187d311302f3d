"""Lists of articles: the stores' answers joined."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.domain.mark import ArticleMarks, Highlight
from reader.domain.query import Query, Row, View
from reader.library.model import Library
from reader.library.settling import settle


@dataclass(frozen=True, slots=True)
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
    """The index of all marks as they are now."""
    return index_marks(library.marks.highlights(), library.marks.all_article_marks())


def rows(library: Library, query: Query) -> list[Row]:
    """Articles that answer the query, newest first.

    Each word and phrase must stand in title, source, text or a tag; what is excluded in none of them.

    Raises:
        StorageError: a file of the library cannot be read, or the index cannot be brought up to date.
    """
    settle(library)
    index = marks_of(library)
    wanted, hidden = resolved(library, query, index)
    return [filled(row, index) for row in library.articles.rows(wanted) if row.article.id not in hidden]


def resolved(library: Library, query: Query, index: MarkIndex) -> tuple[Query, frozenset[str]]:
    """The query with all that it says about marks turned into ids; and the ids of articles that do not answer it."""
    hidden = index.marked if query.marked is False else frozenset[str]()
    hidden |= _tagged(index, query.excluded, whole=True)
    return _with_tags(library, with_marks(query, index), index), hidden


def _with_tags(library: Library, query: Query, index: MarkIndex) -> Query:
    """The query with each word and phrase that stands in tags turned into ids: of these articles and of others."""
    ids, left = query.ids, {"words": list(query.words), "phrases": list(query.phrases)}
    for name, terms in (("words", query.words), ("phrases", query.phrases)):
        for term in terms:
            tagged = _tagged(index, [term], whole=name == "phrases")
            if tagged:
                left[name].remove(term)
                either = tagged | library.articles.ids(Query(**{name: (term,)}))  # type: ignore[arg-type]
                ids = either if ids is None else ids & either
    return replace(query, words=tuple(left["words"]), phrases=tuple(left["phrases"]), ids=ids)


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
    """Every tag in use, the commonest first, then by name."""
    used: Counter[str] = Counter()
    for highlight in library.marks.highlights():
        used.update(highlight.tags)
    for marks in library.marks.all_article_marks():
        used.update(marks.tags)
    return sorted(used, key=lambda tag: (-used[tag], tag))


def with_marks(query: Query, index: MarkIndex) -> Query:
    """The query with its tags, and its asking for marks, turned into a set of ids."""
    ids = query.ids
    for tag in query.tags:
        tagged = frozenset(article_id for article_id, tags in index.tags.items() if tag in tags)
        ids = tagged if ids is None else ids & tagged
    if query.view is View.MARKED or query.marked:
        ids = index.marked if ids is None else ids & index.marked
    return replace(query, ids=ids)


def _tagged(index: MarkIndex, terms: Sequence[str], *, whole: bool) -> frozenset[str]:
    """Articles with a tag in which a word begins with one of these, or is one of them as a whole."""
    patterns = [rf"(?<!\w){re.escape(term.lstrip('#').casefold())}" for term in terms if term.strip("#")]
    if not patterns:
        return frozenset()
    pattern = re.compile("|".join(f"{one}(?!\\w)" if whole else one for one in patterns))
    return frozenset(article_id for article_id, tags in index.tags.items() if any(pattern.search(tag) for tag in tags))
