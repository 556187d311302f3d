"""One article, opened: its text with the reader's verdicts, and where its marks stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import library as use_cases
from reader.domain.article import Article
from reader.domain.document import Document
from reader.domain.errors import NotFoundError
from reader.domain.frozen import frozen
from reader.domain.mark import ArticleMarks
from reader.domain.status import Status
from reader.library.judging import judged
from reader.library.measuring import measured
from reader.library.model import Library
from reader.library.placing import placed

if TYPE_CHECKING:
    from reader.domain.anchor import Placement
    from reader.library.positions import Standing


@frozen
class Previewed:
    """What is looked at of an article that is not opened.

    Attributes:
        article: the article, measured by what is kept of its text.
        document: its latest text, with every verdict applied; see `domain.verdicts`.
        marks: tags and note on the whole.
        placements: its highlights in order of place; the lost ones last.
    """

    article: Article
    document: Document
    marks: ArticleMarks
    placements: tuple[Placement, ...]


@frozen
class OpenArticle(Previewed):
    """Everything that the reading view shows of an article.

    Attributes:
        status: its triage.
        positions: the places in it that have a letter, in order of letter.
    """

    status: Status
    positions: tuple[Standing, ...]


def open_article(library: Library, article_id: str) -> OpenArticle:
    """Open an article.

    Raises:
        NotFoundError: no article has this id.
        StorageError: a file of the library cannot be read.
    """
    article = library.articles.get(article_id)
    stored = library.articles.document(article.id)
    shown = _previewed(library, article, stored)
    return OpenArticle(
        article=shown.article,
        status=library.articles.status(article.id),
        document=shown.document,
        marks=shown.marks,
        placements=shown.placements,
        positions=use_cases.positions.standing(library, library.marks.positions(article.id), stored),
    )


def preview(library: Library, article: Article) -> Previewed:
    """What a preview shows of an article that a list has read: all of `open_article` that is to be seen there.

    Raises:
        NotFoundError: it is no longer there.
        StorageError: a file of the library cannot be read.
    """
    return _previewed(library, article, library.articles.document(article.id))


def _previewed(library: Library, article: Article, stored: Document) -> Previewed:
    marks = library.marks.article_marks(article.id)
    found = placed(library, library.marks.highlights(article.id), stored)
    spans = [placement.span for placement in found if placement.span is not None]
    document = judged(library, article, stored, marks, spans)
    return Previewed(measured(article, document), document, marks, tuple(sorted(found, key=_by_place)))


def present_text(library: Library, article_id: str) -> Document | None:
    """The latest text of an article; None if the library no longer has it.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    try:
        return library.articles.document(article_id)
    except NotFoundError:
        return None


def _by_place(placement: Placement) -> tuple[bool, int, int]:
    span = placement.span
    if span is None:
        return (True, placement.highlight.position.start, 0)
    return (False, span.start, span.end)
