"""Lists of articles: the stores' answers joined."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.domain.mark import ArticleMarks, Highlight
from reader.domain.query import Query, Row, View
from reader.library.model import Library


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

    Words are looked for in title, source, text and tags.
    """
    index = marks_of(library)
    wanted = with_marks(query, index)
    found = list(library.articles.rows(wanted))
    if query.words and not query.excluded and not query.phrases:
        tagged = _tagged(query.words, index) - {row.article.id for row in found}
        if wanted.ids is not None:
            tagged &= wanted.ids
        if tagged:
            found.extend(library.articles.rows(replace(wanted, words=(), ids=frozenset(tagged))))
            found.sort(key=newest_first, reverse=True)
    if query.marked is False:
        found = [row for row in found if row.article.id not in index.marked]
    return [filled(row, index) for row in found]


def filled(row: Row, index: MarkIndex) -> Row:
    """The row with its tags and its count of highlights."""
    article_id = row.article.id
    return replace(row, tags=index.tags.get(article_id, ()), highlights=index.highlights.get(article_id, 0))


def newest_first(row: Row) -> tuple[str, str, str]:
    """The sort key of lists: when it was published, else when it was added."""
    article = row.article
    added = article.added.isoformat()
    return (article.metadata.published or added, added, article.id)


def counts(library: Library) -> dict[View, int]:
    """How many articles each view holds."""
    found = library.articles.counts()
    marked = marks_of(library).marked
    found[View.MARKED] = len(library.articles.rows(Query(ids=marked))) if marked else 0
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


def _tagged(words: Sequence[str], index: MarkIndex) -> set[str]:
    """Articles of which every word begins a tag."""
    folded = [word.lstrip("#").casefold() for word in words]
    return {
        article_id
        for article_id, tags in index.tags.items()
        if all(any(tag.startswith(word) for tag in tags) for word in folded)
    }
