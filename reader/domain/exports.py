"""What an export is made of, and what writes it."""

from pathlib import Path
from typing import Protocol

from reader.domain.article import Article
from reader.domain.frozen import frozen
from reader.domain.mark import ArticleMarks, Highlight


class Exporter(Protocol):
    """Writes what was marked on one article."""

    def write(self, export: "ArticleExport", folder: Path) -> "Written":
        """Write or update the article's file in `folder`.

        Raises:
            ExportError: the file cannot be written.
        """


@frozen
class ArticleExport:
    """Everything an export of one article shows.

    Attributes:
        article: the article.
        marks: tags and note on the whole article.
        highlights: in order of position.
        lost: ids of highlights whose place in the present text is lost.
        exported: the day of the export (ISO date).
    """

    article: Article
    marks: ArticleMarks
    highlights: tuple[Highlight, ...]
    lost: frozenset[str]
    exported: str


@frozen
class Written:
    """What became of one export file.

    Attributes:
        path: the file.
        outcome: `new`, `updated`, `unchanged`, or `merged` (edited by hand: only new highlights were added).
    """

    path: Path
    outcome: str
