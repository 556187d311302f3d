"""Every highlight of the library, with the article that it is on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reader.domain.document import Document, Span
from reader.domain.mark import HandPlace, Highlight, TextPosition
from reader.domain.matching import all_patterns, folded
from reader.domain.query import Asked, Key, Query, Row
from reader.library.listing import rows
from reader.library.model import Library
from reader.library.placing import placed
from reader.library.reading import present_text


@dataclass(frozen=True, slots=True)
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


Places = dict[tuple[str, TextPosition, HandPlace | None, str], Span | None]
"""Where highlights were found, by id of the highlight, what it is on, and version of the text."""


def passages(library: Library, query: Query, places: Places | None = None) -> list[Passage]:
    """Highlights that answer the query: newest article first, then in order of place.

    Words and phrases are looked for in quote, note, tags and the article's title; a tag must be the highlight's or its
    article's, `has:` asks what the highlight has, and `is:lost` whether it has no certain place; all else is asked of
    the article. A highlight without its article answers words and tags, and is lost.
    A caller that asks again and again keeps `places`, so that no text is read twice.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    wider = replace(query, words=(), phrases=(), excluded=(), asked=_of_articles(query))
    by_article = {row.article.id: row for row in rows(library, wider)}
    order = {article_id: number for number, article_id in enumerate(by_article)}
    own_tags = {marks.article_id: marks.tags for marks in library.marks.all_article_marks()}
    asks_of_articles = wider != Query(view=query.view)
    terms = _Terms.of(query)
    finder = _Finder(library, {} if places is None else places)
    found = []
    for highlight in library.marks.highlights():
        article_id = highlight.article_id
        row = by_article.get(article_id)
        if not terms.answered_by(highlight, row) or not _holds(highlight, own_tags.get(article_id, ()), query):
            continue
        if row is None and asks_of_articles:
            continue
        passage = Passage(highlight, row, finder.span(highlight, row) if row else None)
        if all(one.negated is not passage.lost for one in query.asked if one.asks_for_lost):
            found.append(passage)
    return sorted(found, key=lambda passage: order.get(passage.highlight.article_id, len(order)))


@dataclass(slots=True)
class _Finder:
    """Finds highlights in present texts; a text is read once for all highlights on it."""

    library: Library
    places: Places
    texts: dict[str, Document | None] = field(default_factory=dict)

    def span(self, highlight: Highlight, row: Row) -> Span | None:
        article = row.article
        key = (highlight.id, highlight.position, highlight.placed, article.text_digest)
        if key not in self.places:
            if article.id not in self.texts:
                self.texts[article.id] = present_text(self.library, article.id)
            text = self.texts[article.id]
            self.places[key] = placed(self.library, [highlight], text)[0].span if text else None
        return self.places[key]


@dataclass(frozen=True, slots=True)
class _Terms:
    """The words of a query, as patterns."""

    wanted: Sequence[re.Pattern[str]]
    excluded: Sequence[re.Pattern[str]]

    @classmethod
    def of(cls, query: Query) -> "_Terms":
        return cls(all_patterns(query.words, query.phrases), all_patterns((), query.excluded))

    def answered_by(self, highlight: Highlight, row: Row | None) -> bool:
        """True if quote, note, tags and the article's title have all that is wanted and nothing that is excluded."""
        if not (self.wanted or self.excluded):
            return True
        title = row.article.label if row else ""
        text = folded("\n".join((highlight.quote.exact, highlight.note, *highlight.tags, title)))
        return all(one.search(text) for one in self.wanted) and not any(one.search(text) for one in self.excluded)


def _of_articles(query: Query) -> tuple[Asked, ...]:
    """What the keys ask of articles."""
    return tuple(one for one in query.but_for(Key.TAG, Key.HAS) if not one.asks_for_lost)


def _holds(highlight: Highlight, own_tags: Sequence[str], query: Query) -> bool:
    """True if a highlight is what `tag:` and `has:` ask for; the tags of its article count as its own."""
    tags = (*highlight.tags, *own_tags)
    has = ("marks", *(["notes"] if highlight.note else []), *(["tags"] if tags else []))
    answers = {Key.TAG: tags, Key.HAS: has}
    return all(
        one.negated is frozenset(one.values).isdisjoint(answers[one.key]) for one in query.of_key(Key.TAG, Key.HAS)
    )
