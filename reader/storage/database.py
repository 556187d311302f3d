"""One SQLite file: opened, guarded, closed. Here, and only here, sqlite3's errors become ours."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import RLock, local
from typing import Any

from reader.domain.errors import CancelledError, DamagedArticleError, StorageError
from reader.domain.matching import folded
from reader.domain.safe_text import safe_line
from reader.storage.failures import file_errors, shown
from reader.storage.schema import Told, migrate

_PATIENCE = 10.0
"""Seconds to wait for another process that writes."""

_ADVICE = {
    sqlite3.SQLITE_NOTADB: "it is no SQLite database; move it away and add your articles again",
    sqlite3.SQLITE_CORRUPT: "it is damaged; move it away and add your articles again (marks.json has your marks)",
    sqlite3.SQLITE_BUSY: "another copy of Newsmark is writing to it; close that one, or try again",
    sqlite3.SQLITE_LOCKED: "another copy of Newsmark is writing to it; close that one, or try again",
    sqlite3.SQLITE_FULL: "the disk is full; free some space and try again",
    sqlite3.SQLITE_READONLY: "it or its folder is write-protected; check who owns them",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that it is a file and who owns its folder",
    sqlite3.SQLITE_PERM: "permission denied; check who owns it",
    sqlite3.SQLITE_IOERR: "the disk failed or is full; check it and try again",
}


_TICK = 20_000
"""Steps of SQLite's machine between two looks whether the work is still wanted: about a millisecond."""

_CACHE, _LARGE_CACHE = 1000, 4000
"""KiB of pages that a connection keeps: mostly, and while much is written."""

_LONG_LOG = 4000
"""Pages of the write-ahead log (16 MB) after which it is folded into the file while much is written."""


class Tables:
    """Tables that are asked in SQL; what goes wrong is a StorageError."""

    def __init__(self, path: Path) -> None:
        """`path` is the file that errors are told of."""
        self._path = path

    def all(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Every row that a statement gives."""
        with self._using() as connection:
            return connection.execute(sql, values).fetchall()

    def first(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> tuple[Any, ...] | None:
        """The first row that a statement gives, or None."""
        rows = self.all(sql, values)
        return rows[0] if rows else None

    def _using(self) -> AbstractContextManager[sqlite3.Connection]:
        """The connection; nobody closes it before the block ends."""
        raise NotImplementedError

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
                message = f"{shown(self._path)}: the question was withdrawn"
                raise CancelledError(message) from error
            raise self._fault(error) from error
        except sqlite3.Error as error:
            raise self._fault(error) from error

    def _fault(self, error: sqlite3.Error) -> StorageError:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        advice = _ADVICE.get(code) or f"{safe_line(str(error))}; newsmark check tells more"
        return StorageError(f"{shown(self._path)}: {advice}")


class Database(Tables):
    """A file that several threads may use: each has a connection of its own, so that none waits for another's reading.

    Threads of one process write one at a time.
    """

    def __init__(self, path: Path, told: Told | None = None) -> None:
        """Open the file, or make it, and bring it to the newest version, which may take a while and is told.

        Raises:
            StorageError: it cannot be opened, or is no database of ours.
            NewerLibraryError: it was written by a newer version.
        """
        super().__init__(path)
        self._told = told
        self._writing = RLock()
        self._own = local()
        self._opened: list[_Connection] = []
        self._closed = False
        with file_errors(path, "opened"):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not path.is_dir():
                path.touch(mode=0o600, exist_ok=True)
        with self._using():
            pass

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of the block is kept, or nothing of it.

        Inside another one of the same thread it is a part of that: nothing is kept of either if one fails.
        """
        with self._writing, self._using() as connection:
            part = connection.in_transaction
            if not part:
                connection.execute("BEGIN IMMEDIATE")
            kept = False
            try:
                yield connection
                if not part:
                    connection.execute("COMMIT")
                kept = True
            finally:
                # A full disk makes SQLite roll back by itself.
                if not kept and connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def much_change(self) -> Iterator[None]:
        """A transaction, and many more of this thread to follow, each of which touches pages all over the file."""
        with self._using() as connection:
            connection.execute(f"PRAGMA cache_size = -{_LARGE_CACHE}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_LONG_LOG}")
        with self.change():
            yield

    @contextmanager
    def while_wanted(self, unwanted: Callable[[], bool]) -> Iterator[None]:
        """Break off what this thread asks in the block as soon as it is unwanted; it then raises CancelledError."""
        with self._using() as connection:
            connection.set_progress_handler(unwanted, _TICK)
        try:
            yield
        finally:
            with suppress(StorageError), self._using() as connection:
                connection.set_progress_handler(None, _TICK)

    @contextmanager
    def reading(self, what: str) -> Iterator[None]:
        """Turn a ValueError about a stored value into a DamagedArticleError; `what` names the value."""
        try:
            yield
        except ValueError as error:
            message = f"{shown(self._path)}: {safe_line(what)} cannot be read; newsmark check tells more"
            raise DamagedArticleError(message) from error

    def memory(self) -> "Memory":
        """New tables in memory, which can be filled from this file; they go when it is closed."""
        with self._translated():
            connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False, uri=True)
            connection.create_function("folded", 1, _folded, deterministic=True)
            connection.execute(f"ATTACH ? AS {Memory.FILE}", (f"{self._path.absolute().as_uri()}?mode=ro",))
            connection.execute(f"PRAGMA {Memory.FILE}.cache_size = -{_CACHE}")
        opened = _Connection(connection)
        self._opened.append(opened)
        return Memory(self._path, opened)

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it; a statement that still runs is broken off."""
        self._closed = True
        for opened in list(self._opened):
            opened.close()

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        """The connection of this thread; nobody closes it before the block ends."""
        with self._translated():
            own: _Connection | None = getattr(self._own, "connection", None)
            if own is None:
                own = self._own.connection = self._open()
            with own.lock:
                if self._closed:
                    message = f"{shown(self._path)}: it was closed; start Newsmark again"
                    raise StorageError(message)
                yield own.connection

    def _open(self) -> "_Connection":
        connection = sqlite3.connect(
            self._path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False, cached_statements=64
        )
        try:
            self._prepare(connection)
        except (sqlite3.Error, StorageError):
            connection.close()
            raise
        opened = _Connection(connection)
        self._opened.append(opened)
        return opened

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.create_function("folded", 1, _folded, deterministic=True)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # Each thread has a connection, and the system keeps the pages of the file anyway.
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        # Before the journal mode, which would write to a file of another program or of a newer version.
        migrate(connection, self._path, told=self._told)
        connection.execute("PRAGMA journal_mode = WAL")


class Memory(Tables):
    """Tables in memory, beside those of a file. Threads that use them wait for one another."""

    FILE = "library"
    """What the file is called in SQL."""

    def __init__(self, path: Path, opened: "_Connection") -> None:
        super().__init__(path)
        self._opened = opened

    def version(self) -> int:
        """A number that is another when anyone has changed the file."""
        found = self.first(f"PRAGMA {self.FILE}.data_version")
        return int(found[0]) if found else 0

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of the block is kept, or nothing of it; the file is read as it is at one moment."""
        with self._using() as connection, connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        with self._translated(), self._opened.lock:
            yield self._opened.connection


class _Connection:
    """A connection, and the lock that its thread holds while it uses it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.lock = RLock()

    def close(self) -> None:
        """Close it; a thread that uses it is stopped before."""
        with suppress(sqlite3.Error):
            if not self.lock.acquire(blocking=False):
                self.connection.interrupt()
                self.lock.acquire()
            try:
                self.connection.close()
            finally:
                self.lock.release()


def _folded(text: str | bytes) -> str:
    """A column without case and diacritics."""
    return folded(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)
