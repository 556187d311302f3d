"""Every highlight of the library, with the article that it is on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from itertools import chain, groupby

from reader.domain.document import Span
from reader.domain.errors import CancelledError
from reader.domain.frozen import frozen
from reader.domain.mark import HandPlace, Highlight, TextPosition
from reader.domain.matching import Term, folded
from reader.domain.query import Asked, Key, Query, Row
from reader.library.answering import resolved
from reader.library.model import Library
from reader.library.placing import placed
from reader.library.reading import present_text

_STEP = 2000
"""Highlights that are looked at before it is asked whether the answer is still wanted."""

_EVERY = Query()


@frozen
class Passage:
    """One highlight as lists show it.

    Attributes:
        highlight: the passage and what is written on it.
        row: its article; None if the library no longer has it.
        span: where it is in the present text; None if it has no certain place there.
    """

    highlight: Highlight
    row: Row | None
    span: Span | None

    @property
    def lost(self) -> bool:
        """True if the passage has no certain place in the present text."""
        return self.span is None


def passages(library: Library, query: Query) -> list[Passage]:
    """Highlights that answer the query, each with its place; see `Overview.answering`.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    overview = Overview(library)
    return [Passage(one, overview.row(one), overview.span(one)) for one in overview.answering(query)]


@frozen
class Finds:
    """What was found about highlights, so that it need not be found again.

    Attributes:
        places: where they stand, by id of the highlight, what it is on, and version of the text.
        words: what is written on each as it is searched, by its id.
    """

    places: dict[tuple[str, TextPosition, HandPlace | None, str], Span | None] = field(default_factory=dict)
    words: dict[str, tuple[Highlight, str]] = field(default_factory=dict)


class Overview:
    """All highlights as they were when it was made."""

    def __init__(self, library: Library, finds: Finds | None = None) -> None:
        """Read them; whoever makes another one later keeps `finds`.

        Raises:
            StorageError: the marks cannot be read.
        """
        self._library = library
        self.highlights = library.marks.highlights()
        self._own_tags = {marks.article_id: marks.tags for marks in library.marks.all_article_marks()}
        self._rows: dict[Query, Mapping[str, Row]] = {}
        self._finds = Finds() if finds is None else finds

    def row(self, highlight: Highlight) -> Row | None:
        """The article of a highlight; None if the library does not have it. Raises StorageError."""
        return self._rows_of(_EVERY).get(highlight.article_id)

    def title(self, highlight: Highlight) -> str:
        """The article of a highlight, in words. Raises StorageError."""
        row = self.row(highlight)
        return row.article.label if row else f"{highlight.article_id}, not in this library"

    def span(self, highlight: Highlight) -> Span | None:
        """Where a highlight is in the present text; None if it has no certain place. Raises StorageError."""
        row = self.row(highlight)
        if row is None:
            return None
        article = row.article
        key = (highlight.id, highlight.position, highlight.placed, article.text_digest)
        places = self._finds.places
        if key not in places:
            text = present_text(self._library, article.id)
            places[key] = placed(self._library, [highlight], text)[0].span if text else None
        return places[key]

    def answering(self, query: Query, unwanted: Callable[[], bool] = lambda: False) -> Sequence[Highlight]:
        """Highlights that answer the query: newest article first, then in order of place.

        Words and phrases are looked for in quote, note, tags and the article's title; a tag must be the highlight's or
        its article's, `has:` asks what the highlight has, and `is:lost` whether it has no certain place; all else is
        asked of the article. A highlight without its article answers words and tags, and is lost.

        Raises:
            StorageError: a file of the library cannot be read.
            CancelledError: the answer is unwanted.
        """
        wider = replace(query, words=(), phrases=(), excluded=(), asked=_of_articles(query))
        found: Sequence[Highlight] = [*self._in_order(wider, orphans=wider == Query(view=query.view))]
        for holds in self._conditions(query):
            kept: list[Highlight] = []
            for start in range(0, len(found), _STEP):
                if unwanted():
                    raise CancelledError
                kept += filter(holds, found[start : start + _STEP])
            found = kept
        return found

    def _conditions(self, query: Query) -> Iterator[Callable[[Highlight], bool]]:
        asked = query.of_key(Key.TAG, Key.HAS)
        if asked:
            yield lambda one: _holds(one, self._own_tags.get(one.article_id, ()), asked)
        yield from self._standing(query.words, whole=False)
        yield from self._standing(query.phrases, whole=True)
        for stands in self._standing(query.excluded, whole=True):
            yield lambda one, stands=stands: not stands(one)  # type: ignore[misc]
        for lost in (one for one in query.asked if one.asks_for_lost):
            yield lambda one, negated=lost.negated: (self.span(one) is None) is not negated  # type: ignore[misc]

    def _standing(self, terms: Sequence[str], *, whole: bool) -> Iterator[Callable[[Highlight], bool]]:
        """Each tells whether a term stands in what is written on a highlight, or in the title of its article."""
        words = self._folded
        for stands in (one.stands_in for one in (Term(term, whole=whole) for term in terms) if one.words):
            titled = {article_id for article_id, title in self._titles.items() if stands(title)}
            yield lambda one, stands=stands, titled=titled: stands(words(one)) or one.article_id in titled  # type: ignore[misc]

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return {article_id: folded(row.article.label) for article_id, row in self._rows_of(_EVERY).items()}

    def _folded(self, highlight: Highlight) -> str:
        """Quote, note and tags, as they are searched."""
        known = self._finds.words.get(highlight.id)
        if known is not None and known[0] is highlight:
            return known[1]
        words = folded("\n".join((highlight.quote.exact, highlight.note, *highlight.tags)))
        self._finds.words[highlight.id] = highlight, words
        return words

    def _in_order(self, wider: Query, *, orphans: bool) -> Iterator[Highlight]:
        """The highlights on the articles that answer, the newest article first; then those without an article."""
        on, every = self._on_article, self._rows_of(_EVERY)
        yield from chain.from_iterable(on[article_id] for article_id in self._rows_of(wider))
        if orphans:
            yield from chain.from_iterable(marks for article_id, marks in on.items() if article_id not in every)

    @cached_property
    def _on_article(self) -> Mapping[str, Sequence[Highlight]]:
        return {key: [*marks] for key, marks in groupby(self.highlights, key=lambda one: one.article_id)}

    def _rows_of(self, wider: Query) -> Mapping[str, Row]:
        """Articles with highlights that answer a query, the newest first."""
        if wider not in self._rows:
            marked = replace(wider, ids=frozenset(self._on_article))
            found = self._library.articles.rows(resolved(self._library, marked)) if self._on_article else ()
            self._rows[wider] = {row.article.id: row for row in found}
        return self._rows[wider]


def _of_articles(query: Query) -> tuple[Asked, ...]:
    """What the keys ask of articles."""
    return tuple(one for one in query.but_for(Key.TAG, Key.HAS) if not one.asks_for_lost)


def _holds(highlight: Highlight, own_tags: Sequence[str], asked: Sequence[Asked]) -> bool:
    """True if a highlight is what `tag:` and `has:` ask for; the tags of its article count as its own."""
    tags = (*highlight.tags, *own_tags)
    has = ("marks", *(["notes"] if highlight.note else []), *(["tags"] if tags else []))
    answers = {Key.TAG: tags, Key.HAS: has}
    return all(one.negated is frozenset(one.values).isdisjoint(answers[one.key]) for one in asked)
