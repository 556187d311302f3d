"""One article, opened: its text with the reader's verdicts, and where its marks stand."""

from reader.domain.anchor import Placement
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
from reader.library.positions import Standing, standing


@frozen
class OpenArticle:
    """Everything that the reading view shows of an article.

    Attributes:
        article: the article, measured by what is kept of its text.
        status: its triage.
        document: its latest text, with every verdict applied; see `domain.verdicts`.
        marks: tags and note on the whole.
        placements: its highlights in order of place; the lost ones last.
        positions: the places in it that have a letter, in order of letter.
    """

    article: Article
    status: Status
    document: Document
    marks: ArticleMarks
    placements: tuple[Placement, ...]
    positions: tuple[Standing, ...]


def open_article(library: Library, article_id: str) -> OpenArticle:
    """Open an article.

    Raises:
        NotFoundError: no article has this id.
        StorageError: a file of the library cannot be read.
    """
    article = library.articles.get(article_id)
    marks = library.marks.article_marks(article.id)
    stored = library.articles.document(article.id)
    found = placed(library, library.marks.highlights(article.id), stored)
    spans = [placement.span for placement in found if placement.span is not None]
    document = judged(library, article, stored, marks, spans)
    return OpenArticle(
        article=measured(article, document),
        status=library.articles.status(article.id),
        document=document,
        marks=marks,
        placements=tuple(sorted(found, key=_by_place)),
        positions=standing(library, library.marks.positions(article.id), stored),
    )


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
