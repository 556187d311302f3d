"""Marks out: what to write of each article."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from reader.domain.exports import ArticleExport, Written
from reader.domain.query import Query
from reader.domain.status import HowFar
from reader.library.acts import unheard
from reader.library.listing import marks_of, rows
from reader.library.model import Library
from reader.library.reading import open_article


def gather(
    library: Library, query: Query, only: Collection[str] | None = None, how_far: HowFar = unheard
) -> Iterator[ArticleExport]:
    """What there is to export of each article that answers the query and has a highlight or a note.

    Args:
        library: where it is.
        query: which articles.
        only: ids of the highlights wanted; None for all of them.
        how_far: told before each article.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    exported = library.clock.now().date().isoformat()
    marked = marks_of(library).marked
    if query.ids is not None:
        marked &= query.ids
    found = [row.article.id for row in rows(library, replace(query, ids=marked))] if marked else []
    for number, article_id in enumerate(found):
        how_far(number, len(found))
        opened = open_article(library, article_id)
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


def export(
    library: Library,
    query: Query,
    folder: Path,
    only: Collection[str] | None = None,
    how_far: HowFar = unheard,
) -> list[Written]:
    """Write one file an article into a folder; of `only` these highlights, if given.

    If `how_far` breaks it off, the files written before stay.

    Raises:
        ExportError: a file cannot be written.
        StorageError: a file of the library cannot be read.
    """
    return [library.exporter.write(item, folder) for item in gather(library, query, only, how_far)]
