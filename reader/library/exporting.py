"""Marks out: what to write of each article."""

from collections.abc import Collection, Iterator
from pathlib import Path

from reader.domain.exports import ArticleExport, Written
from reader.domain.query import Query
from reader.library.listing import rows
from reader.library.model import Library
from reader.library.reading import open_article


def gather(library: Library, query: Query, only: Collection[str] | None = None) -> Iterator[ArticleExport]:
    """What there is to export of each article that answers the query and has a highlight or a note.

    Args:
        library: where it is.
        query: which articles.
        only: ids of the highlights wanted; None for all of them.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    exported = library.clock.now().date().isoformat()
    for row in rows(library, query):
        opened = open_article(library, row.article.id)
        wanted = [one for one in opened.placements if only is None or one.highlight.id in only]
        if not wanted and (only is not None or not opened.marks.note):
            continue
        yield ArticleExport(
            article=opened.article,
            marks=opened.marks,
            highlights=tuple(placement.highlight for placement in wanted),
            lost=frozenset(placed.highlight.id for placed in wanted if placed.span is None),
            exported=exported,
        )


def export(library: Library, query: Query, folder: Path, only: Collection[str] | None = None) -> list[Written]:
    """Write one file an article into a folder; of `only` these highlights, if given.

    Raises:
        ExportError: a file cannot be written.
        StorageError: a file of the library cannot be read.
    """
    return [library.exporter.write(item, folder) for item in gather(library, query, only)]
