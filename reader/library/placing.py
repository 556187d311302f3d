"""Where highlights are in the present text, read through the versions of it that they were made on."""

from collections.abc import Iterable

from reader.domain.anchor import Placement, place
from reader.domain.document import Document
from reader.domain.errors import NotFoundError
from reader.domain.mark import Highlight
from reader.library.model import Library


def placed(library: Library, highlights: Iterable[Highlight], document: Document) -> list[Placement]:
    """The place of each highlight of an article, in the order given; a version of the text is read once at most.

    Raises:
        StorageError: a version of the text cannot be read.
    """
    versions: dict[tuple[str, str], str | None] = {}
    found = []
    for highlight in highlights:
        digest = highlight.position.text_digest
        if digest == document.digest:
            found.append(place(highlight, document))
            continue
        key = (highlight.article_id, digest)
        if key not in versions:
            versions[key] = _version(library, *key)
        found.append(place(highlight, document, versions[key]))
    return found


def _version(library: Library, article_id: str, digest: str) -> str | None:
    """A version of the text; None if it is not kept."""
    try:
        return library.articles.document(article_id, digest).text if digest else None
    except NotFoundError:
        return None
