"""Every highlight of the library, with the article that it is on."""

import re
from dataclasses import dataclass, field, replace

from reader.domain.anchor import place
from reader.domain.document import Document, Span
from reader.domain.mark import Highlight
from reader.domain.query import Query, Row
from reader.library.listing import rows
from reader.library.model import Library
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


Places = dict[tuple[str, str], Span | None]
"""Where highlights were found, by id of the highlight and version of the text."""


def passages(library: Library, query: Query, places: Places | None = None) -> list[Passage]:
    """Highlights that answer the query: newest article first, then in order of place.

    Words and phrases are looked for in quote, note, tags and the article's title; a tag must be the highlight's or its
    article's; all else in the query is asked of the article. A highlight without its article answers words and tags.
    A caller that asks again and again keeps `places`, so that no text is read twice.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    if query.marked is False:
        return []
    wider = replace(query, words=(), phrases=(), excluded=(), tags=(), marked=None)
    by_article = {row.article.id: row for row in rows(library, wider)}
    order = {article_id: number for number, article_id in enumerate(by_article)}
    own_tags = {marks.article_id: marks.tags for marks in library.marks.all_article_marks()}
    asks_of_articles = wider != Query(view=query.view)
    finder = _Finder(library, {} if places is None else places)
    found = []
    for highlight in library.marks.highlights():
        article_id = highlight.article_id
        row = by_article.get(article_id)
        tags = {*highlight.tags, *own_tags.get(article_id, ())}
        if not _answers(highlight, row, query) or not tags.issuperset(query.tags):
            continue
        if row is None and asks_of_articles:
            continue
        found.append(Passage(highlight, row, finder.span(highlight, row) if row else None))
    return sorted(found, key=lambda passage: order.get(passage.highlight.article_id, len(order)))


@dataclass(slots=True)
class _Finder:
    """Finds highlights in present texts; a text is read once for all highlights on it."""

    library: Library
    places: Places
    texts: dict[str, Document | None] = field(default_factory=dict)

    def span(self, highlight: Highlight, row: Row) -> Span | None:
        article = row.article
        key = (highlight.id, article.text_digest)
        if key not in self.places:
            if article.id not in self.texts:
                self.texts[article.id] = present_text(self.library, article.id)
            text = self.texts[article.id]
            self.places[key] = place(highlight, text).span if text else None
        return self.places[key]


def _answers(highlight: Highlight, row: Row | None, query: Query) -> bool:
    title = row.article.label if row else ""
    text = " ".join(" ".join((highlight.quote.exact, highlight.note, *highlight.tags, title)).casefold().split())
    begins = all(re.search(rf"(?<!\w){re.escape(word.casefold())}", text) for word in query.words)
    stands = all(" ".join(phrase.casefold().split()) in text for phrase in query.phrases)
    return begins and stands and not any(word.casefold() in text for word in query.excluded)
