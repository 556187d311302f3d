"""The reader's places in articles, which stay when the text changes."""

from reader.domain.document import Document
from reader.domain.errors import NotFoundError
from reader.domain.whereabouts import nearest
from reader.library.model import Library
from reader.library.triage import remember_position


def find_place(library: Library, article_id: str, document: Document, at: int, text_digest: str) -> int:
    """Where a place in some version of an article's text is in the present one, in code points.

    Args:
        library: keeps the versions.
        article_id: the article.
        document: its present text.
        at: a code point of the version.
        text_digest: names the version; if it is not kept, `at` is taken as it is.

    Raises:
        StorageError: the version cannot be read.
    """
    if text_digest == document.digest:
        return at
    try:
        return nearest(library.articles.document(article_id, text_digest).text, document.text, at)
    except NotFoundError:
        return at


def carry_position(library: Library, article_id: str, before: Document, after: Document) -> None:
    """Keep the reader's place in an article whose text is another now.

    Raises:
        StorageError: it cannot be read or written.
    """
    position = library.articles.status(article_id).position
    if position and before.digest != after.digest:
        remember_position(library, article_id, nearest(before.text, after.text, position))
