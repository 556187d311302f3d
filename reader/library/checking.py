"""Is the library sound?"""

from collections.abc import Iterator

from reader.domain.document import Document
from reader.domain.errors import StorageError
from reader.domain.mark import Highlight
from reader.library.model import Library
from reader.library.placing import placed
from reader.library.reading import present_text


def faults(library: Library) -> Iterator[str]:
    """Everything that is wrong, a line each: files, index, and every highlight's anchor.

    Raises:
        StorageError: a file cannot be read at all.
    """
    yield from library.articles.faults()
    yield from library.marks.faults()
    yield from library.past.faults()
    try:
        highlights = library.marks.highlights()
    except StorageError:
        return  # the store has named it among its faults
    documents: dict[str, Document | None] = {}
    for highlight in highlights:
        if highlight.article_id not in documents:
            documents[highlight.article_id] = present_text(library, highlight.article_id)
        fault = _anchor_fault(library, highlight, documents[highlight.article_id])
        if fault:
            yield f"highlight {highlight.id}: {fault}"


def _anchor_fault(library: Library, highlight: Highlight, document: Document | None) -> str:
    if document is None:
        return f"its article {highlight.article_id} is not in the library; add the article again"
    span = placed(library, [highlight], document)[0].span
    if span is None:
        return "its passage is not in the present text; the quote is kept"
    found = document.text[span.start : span.end]
    if highlight.position.text_digest == document.digest and found.split() != highlight.quote.exact.split():
        return "its offsets do not hold the quoted words; the quote is kept"
    return ""
