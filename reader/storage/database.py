"""One SQLite file: opened, guarded, closed. Here, and only here, sqlite3's errors become ours."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any

from reader.domain.errors import StorageError
from reader.domain.matching import folded
from reader.domain.safe_text import safe_line
from reader.storage.failures import file_errors, shown
from reader.storage.schema import migrate

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


class Database:
    """A connection that several threads may use, one at a time."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it, and bring it to the newest version.

        Raises:
            StorageError: it cannot be opened, or is no database of ours.
            NewerLibraryError: it was written by a newer version.
        """
        self._path = path
        self._lock = RLock()
        with file_errors(path, "opened"):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not path.is_dir():
                path.touch(mode=0o600, exist_ok=True)
        with self._translated():
            self._connection = sqlite3.connect(
                path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False, cached_statements=64
            )
            try:
                self._prepare()
            except (sqlite3.Error, StorageError):
                self._connection.close()
                raise

    def all(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Every row that a statement gives."""
        with self._lock, self._translated():
            return self._connection.execute(sql, values).fetchall()

    def first(self, sql: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row that a statement gives, or None."""
        rows = self.all(sql, values)
        return rows[0] if rows else None

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of the block is kept, or nothing of it."""
        with self._lock, self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            finally:
                # A full disk makes SQLite roll back by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def reading(self, what: str) -> Iterator[None]:
        """Turn a ValueError about a stored value into a StorageError; `what` names the value."""
        try:
            yield
        except ValueError as error:
            message = f"{shown(self._path)}: {safe_line(what)} cannot be read; newsmark check tells more"
            raise StorageError(message) from error

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it."""
        with self._lock, suppress(sqlite3.Error):
            self._connection.close()

    def _prepare(self) -> None:
        connection = self._connection
        connection.create_function("folded", 1, _folded, deterministic=True)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # Before the journal mode, which would write to a file of another program or of a newer version.
        migrate(connection, self._path)
        connection.execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            advice = _ADVICE.get(code) or f"{safe_line(str(error))}; newsmark check tells more"
            if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):
                advice = "it was closed; start Newsmark again"
            message = f"{shown(self._path)}: {advice}"
            raise StorageError(message) from error


def _folded(text: str | bytes) -> str:
    """A column without case and diacritics."""
    return folded(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)
