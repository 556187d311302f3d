"""Marks out: what to write of each article."""

from collections.abc import Iterator
from pathlib import Path

from reader.domain.ports import ArticleExport, Written
from reader.domain.query import Query
from reader.library.listing import rows
from reader.library.model import Library
from reader.library.reading import open_article


def gather(library: Library, query: Query) -> Iterator[ArticleExport]:
    """What there is to export of each article that answers the query and has a highlight or a note.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    exported = library.clock.now().date().isoformat()
    for row in rows(library, query):
        opened = open_article(library, row.article.id)
        if not opened.placements and not opened.marks.note:
            continue
        yield ArticleExport(
            article=opened.article,
            marks=opened.marks,
            highlights=tuple(placement.highlight for placement in opened.placements),
            lost=frozenset(placed.highlight.id for placed in opened.placements if placed.span is None),
            exported=exported,
        )


def export(library: Library, query: Query, folder: Path) -> list[Written]:
    """Write one file an article into a folder.

    Raises:
        ExportError: a file cannot be written.
        StorageError: a file of the library cannot be read.
    """
    return [library.exporter.write(item, folder) for item in gather(library, query)]
