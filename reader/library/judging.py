"""The text of an article with every verdict on it: the rules', the other articles', the reader's own."""

from collections.abc import Sequence

from reader.domain.article import Article
from reader.domain.document import Document, Span
from reader.domain.mark import ArticleMarks, SourceChoice
from reader.domain.source import source_of
from reader.library.model import Library
from reader.library.placing import placed


def judged(
    library: Library, article: Article, document: Document, marks: ArticleMarks, highlighted: Sequence[Span]
) -> Document:
    """The document as the reader is to see it; `highlighted` is where highlights stand.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    told = told_by_source(library, article, document, highlighted)
    return library.judgements.decided(told, marks.restored, marks.removed)


def told_by_source(
    library: Library,
    article: Article,
    document: Document,
    highlighted: Sequence[Span],
    choices: Sequence[SourceChoice] | None = None,
) -> Document:
    """The same without the reader's verdicts on this article, and with other verdicts on its source if some are given.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    source = source_of(article)
    if not source:
        return document
    known = library.judgements
    evidence = library.articles.evidence(article.id)
    made = library.marks.source_choices(source.key) if choices is None else choices
    return known.told(document, article.metadata, evidence, made, highlighted)


def highlighted(library: Library, article_id: str, document: Document) -> tuple[Span, ...]:
    """Where the highlights of an article stand in a text.

    Raises:
        StorageError: the marks cannot be read.
    """
    found = (one.span for one in placed(library, library.marks.highlights(article_id), document))
    return tuple(span for span in found if span is not None)
