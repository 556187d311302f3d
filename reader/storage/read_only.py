"""`articles.sqlite` where nothing can be written beside it: on a full or read-only disk, in a folder of somebody else.

SQLite wants to make two files beside a database that has a write-ahead log, even to read it. Where it cannot, the file
is read in one of three ways:

- as ever, if the two files are there: another copy of Newsmark has it open, or was killed;
- if there is no log, as a file that does not change, which SQLite takes on trust. Somebody else may be able to write
  nevertheless, and then a log appears first: so the caller looks at the files before and after each answer;
- if there is a log and nothing to find one's way in it, as a copy of both in a folder for passing things.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from reader.domain.errors import StorageError
from reader.storage.database import Connection, which
from reader.storage.failures import file_errors, shown
from reader.storage.migrating import FORMAT, migrate
from reader.storage.sqlite_faults import why_refused

Connected = Callable[[str, Callable[[sqlite3.Connection], None]], sqlite3.Connection]
"""Opens what a URI names and does something with it first."""

_TRIES = 20
"""How often the files are looked at again because somebody wrote to them meanwhile."""


class ReadOnly:
    """A database file that cannot be opened as ever. Several threads may use it."""

    def __init__(self, path: Path) -> None:
        self._path = Path(os.path.realpath(path))
        self._log = self._path.with_name(self._path.name + "-wal")
        self._lock = Lock()
        self._copy: TemporaryDirectory[str] | None = None
        self._copied = ""

    def _files(self) -> str:
        """What tells one state of the file and its log from another; empty if the file is gone."""
        return " ".join(filter(None, (_state(self._path), _state(self._log))))

    def opened(self, connected: Connected, refusal: sqlite3.Error) -> Connection | None:
        """Open it the best way that works; None if none does.

        Args:
            connected: opens a URI, and closes it again if what it is given to do first fails.
            refusal: why it could not be opened as ever.

        Raises:
            StorageError: it is of another version, or there is no room for a copy.
        """

        def prepare(connection: sqlite3.Connection) -> None:
            self._check_version(connection, refusal)

        for uri, files in self._ways():
            with suppress(sqlite3.Error):
                connection = connected(uri, prepare)
                if files:
                    return Connection(connection, uri, self._files, files, is_writable=False, on_trust=True)
                look = partial(which, self._path)
                return Connection(connection, uri, look, look(), is_writable=False)
        return None

    def _ways(self) -> Iterator[tuple[str, str]]:
        """What SQLite can open, the best first, each with the state of the files if it will not see that change."""
        yield f"{self._path.as_uri()}?mode=ro", ""
        for _ in range(_TRIES):
            files = self._files()
            if _length(self._log):
                with self._lock:
                    uri = f"{self._copied_at(files).as_uri()}?mode=rw"
            else:
                uri = f"{self._path.as_uri()}?immutable=1"
            if self._files() == files:
                yield uri, files
                return
        message = f"{shown(self._path)} cannot be read: somebody writes to it without a pause; try again"
        raise StorageError(message)

    def _check_version(self, connection: sqlite3.Connection, refusal: sqlite3.Error) -> None:
        """Read something, and refuse what cannot be brought up to date."""
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise refusal
        if 0 < version < FORMAT:
            why = why_refused(self._path, refusal) or "copy the library to where it can be written"
            message = f"{shown(self._path)} was written by an earlier Newsmark and must be brought up to date: {why}"
            raise StorageError(message)
        migrate(connection, self._path)

    @contextmanager
    def copied(self) -> Iterator[Path]:
        """A copy of the file, until the block ends. Raises StorageError if there is no room for it."""
        with file_errors(self._path, "copied"):
            folder = TemporaryDirectory(prefix="newsmark-")
        with folder as place:
            yield self._copy_to(Path(place))

    def close(self) -> None:
        """Remove the copy."""
        with self._lock:
            if self._copy is not None:
                self._copy.cleanup()
            self._copy = None

    def _copied_at(self, files: str) -> Path:
        if self._copy is None or self._copied != files:
            with file_errors(self._path, "copied"):
                self._copy, self._copied = TemporaryDirectory(prefix="newsmark-"), ""
            self._copy_to(Path(self._copy.name))
            self._copied = files
        return Path(self._copy.name) / self._path.name

    def _copy_to(self, folder: Path) -> Path:
        """Copy the file, and its log, which SQLite finds beside it."""
        target = folder / self._path.name
        with file_errors(target, "written"):
            shutil.copyfile(self._path, target)
            if _length(self._log):
                shutil.copyfile(self._log, folder / self._log.name)
        return target


def _state(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_dev}-{found.st_ino}-{found.st_size}-{found.st_mtime_ns}"


def _length(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
