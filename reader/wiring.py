"""The only module that names every concrete part: who answers the ports.

What only some commands need is imported where it is made, so that each command loads its own parts only.
"""

# ruff: noqa: PLC0415 - see above

from pathlib import Path

from reader.clock import SystemClock
from reader.domain.errors import StorageError
from reader.domain.ports import Cleaner, Exporter, Source
from reader.domain.safe_text import safe_line
from reader.library.model import Library
from reader.settings import Settings

MARKS_FILE = "marks.json"
"""The file of the library that holds what the user made."""

ARTICLES_FILE = "articles.sqlite"
"""The file of the library that holds what was read."""


def make_library(settings: Settings, *, patient: bool = False) -> Library:
    """The library in the folder that the settings name; the folder is made if it is not there.

    Args:
        settings: as read at the start.
        patient: whether marks that the disk refuses are kept in memory and tried again.

    Raises:
        StorageError: the folder cannot be made, or a file in it cannot be opened.
    """
    from reader.storage.articles import SqliteArticleStore
    from reader.storage.marks import TinyMarkStore

    folder = settings.library
    _make_folder(folder)
    return Library(
        articles=SqliteArticleStore(folder / ARTICLES_FILE),
        marks=TinyMarkStore(folder / MARKS_FILE, patient=patient),
        source=make_source(),
        cleaner=make_cleaner(),
        exporter=make_exporter(),
        clock=SystemClock(),
    )


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
