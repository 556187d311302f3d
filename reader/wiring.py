"""The only module that names every concrete part: who answers the ports.

What only some commands need is imported where it is made, so that each command loads its own parts only.
"""

from __future__ import annotations

# ruff: noqa: PLC0415 - see above
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from reader.clock import SystemClock
from reader.domain.article import Reading
from reader.domain.errors import SourceError, StorageError
from reader.domain.safe_text import safe_line
from reader.library.model import Library
from reader.settings import Settings

if TYPE_CHECKING:
    from reader.domain.exports import ArticleExport, Exporter, Written
    from reader.domain.ports import Cleaner, Fetched, Source


MARKS_FILE = "marks.json"
"""The file of the library that holds what the user made."""

ARTICLES_FILE = "articles.sqlite"
"""The file of the library that holds what was read."""


HISTORY_FILE = "history.jsonl"
"""The file of the library that holds what can be undone."""


def make_library(settings: Settings, *, patient: bool = False, told: Callable[[str], None] | None = None) -> Library:
    """The library in the folder that the settings name; the folder is made if it is not there.

    Args:
        settings: as read at the start.
        patient: whether marks that the disk refuses are kept in memory and tried again.
        told: tells the reader, if a library of an earlier version is brought up to date.

    Raises:
        StorageError: the folder cannot be made, or a file in it cannot be opened.
    """
    from reader.storage.articles import SqliteArticleStore
    from reader.storage.marks import TinyMarkStore
    from reader.storage.past import HistoryFile

    folder, clock = settings.library, SystemClock()
    _make_folder(folder)
    return Library(
        articles=SqliteArticleStore(folder / ARTICLES_FILE, told),
        marks=TinyMarkStore(folder / MARKS_FILE, patient=patient),
        source=_LaterSource(),
        cleaner=_LaterCleaner(),
        exporter=_LaterExporter(),
        clock=clock,
        past=HistoryFile(folder / HISTORY_FILE),
    )


def rescue_articles(settings: Settings, told: Callable[[str], None] | None = None) -> list[str]:
    """Make `articles.sqlite` anew of what can be read of it, if it is damaged; what was done, a line each.

    How far it has come is told.

    Raises:
        StorageError: another program has it open, or it cannot be read or written; it is as it was.
    """
    from reader.storage.article_rescue import rescue

    return rescue(settings.library / ARTICLES_FILE, SystemClock().now(), told)


def make_source() -> Source:
    """Where bytes come from: files, folders, standard input."""
    from reader.sources.files import FileSource

    return FileSource()


def make_cleaner() -> Cleaner:
    """What cleans articles, hostile pages included."""
    from reader.sources.cleaner import SandboxedCleaner

    return SandboxedCleaner()


def make_exporter() -> Exporter:
    """What writes an export folder."""
    from reader.export.files import MarkdownFolder

    return MarkdownFolder()


class _LaterSource:
    """The source, made when something is fetched."""

    def fetch(self, what: str) -> Iterator[Fetched | SourceError]:
        """Read a file, every article in a folder, or `-`."""
        return make_source().fetch(what)

    def count(self, what: str) -> int:
        """How many articles and errors `fetch` is about to give."""
        return make_source().count(what)


class _LaterCleaner:
    """The cleaner, made when something is cleaned."""

    def __init__(self) -> None:
        self._made: Cleaner | None = None
        self._making = Lock()

    def clean(self, fetched: Fetched) -> Reading:
        """Decode, parse and label."""
        with self._making:
            self._made = self._made or make_cleaner()
        return self._made.clean(fetched)

    def close(self) -> None:
        """Let go of any process that helps."""
        if self._made is not None:
            self._made.close()


class _LaterExporter:
    """The exporter, made when something is written."""

    def write(self, export: ArticleExport, folder: Path) -> Written:
        """Write or update the article's file in `folder`."""
        return make_exporter().write(export, folder)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:
        message = f"{safe_line(str(folder))} is a file, so it cannot be a library; choose a folder with --library"
        raise StorageError(message) from error
    except (OSError, ValueError) as error:
        reason = safe_line(getattr(error, "strerror", None) or str(error))
        message = f"the library {safe_line(str(folder))} cannot be made: {reason}; choose another folder with --library"
        raise StorageError(message) from error
