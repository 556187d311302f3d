"""One SQLite file: opened, guarded, closed. Here, and only here, sqlite3's errors become ours."""

import os
import sqlite3
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from threading import RLock, local
from typing import TYPE_CHECKING, Any, TypeVar

from reader.domain.errors import DamagedArticleError, StorageError, UnwrittenError
from reader.domain.safe_text import safe_line
from reader.storage.failures import file_errors, shown
from reader.storage.migrating import Told, migrate

if TYPE_CHECKING:
    from reader.storage.memory import Memory
    from reader.storage.read_only import ReadOnly

_Value = TypeVar("_Value")

_PATIENCE = 10.0
"""Seconds to wait for another process that writes."""

_TRIES = 20
"""How often something is asked again because the file was changed or replaced meanwhile."""

_TICK = 20_000
"""Steps of SQLite's machine between two looks whether the work is still wanted: about a millisecond."""

CACHE, _LARGE_CACHE = 1000, 4000
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
    def _translated(self, *, writing: bool = False) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            from reader.storage.sqlite_faults import fault  # noqa: PLC0415 - seldom

            raise fault(self._path, error, writing=writing) from error


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
        self._opened: list[Connection] = []
        self._closed = False
        self._numbers = count(1)
        self._age = 0
        with file_errors(path, "opened"):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not path.exists():
                path.touch(mode=0o600)
        with self._using():
            pass

    def all(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Every row that a statement gives; it is asked again if a file that is read on trust was changed meanwhile."""
        for _ in range(_TRIES):
            try:
                with self._using() as connection:
                    rows = connection.execute(sql, values).fetchall()
            except StorageError:
                if self._is_trusty():
                    raise
            else:
                if self._is_trusty():
                    return rows
        message = f"{shown(self._path)} cannot be read: somebody writes to it without a pause; try again"
        raise StorageError(message)

    def version(self) -> int:
        """A number that is another when another thread or program has changed the file; of use in one thread only.

        It is also seen whether the file is another by now; then all threads open that one.
        """
        own: Connection | None = getattr(self._own, "connection", None)
        if own is not None and not own.is_current():
            self._age += 1
        found = self.first("PRAGMA data_version")
        own = self._own.connection
        return own.number << 32 | int(found[0] if found else 0)

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of the block is kept, or nothing of it.

        Inside another one of the same thread it is a part of that: nothing is kept of either if one fails.

        Raises:
            UnwrittenError: the file cannot be written; nothing is kept, and it may be tried again.
        """
        with self._writing, self._using(writing=True) as connection:
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
        with self._using(writing=True) as connection:
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

    def while_unchanged(self, key: Hashable, find: Callable[[], _Value]) -> _Value:
        """What `find` gave for a key when this thread asked before, unless anyone has changed the file since."""
        version = self.version()
        with self._using() as connection:
            may_be_taken_back = connection.in_transaction
            state = version, connection.total_changes  # what others have changed, and this connection itself
        if may_be_taken_back:
            return find()
        kept: tuple[object, dict[Hashable, _Value]] = getattr(self._own, "kept", (None, {}))
        if kept[0] != state:
            kept = self._own.kept = state, {}
        if key not in kept[1]:
            kept[1][key] = find()
        return kept[1][key]

    def memory(self) -> "Memory":
        """New tables in memory, which can be filled from this file; they go when it is closed."""
        from reader.storage.memory import Memory  # noqa: PLC0415 - not before a filter is typed

        with self._using():
            own: Connection = self._own.connection
            opened = Memory.beside(own)
        self._opened.append(opened)
        return Memory(self._path, opened)

    @cached_property
    def _reading(self) -> "ReadOnly":
        """How the file is read where it cannot be written."""
        from reader.storage.read_only import ReadOnly  # noqa: PLC0415 - seldom

        return ReadOnly(self._path)

    @contextmanager
    def checkable(self) -> "Iterator[Database]":
        """Where all can be checked: the file itself, or a copy if nothing can be written, which some checks need.

        Raises:
            StorageError: there is no room for a copy.
        """
        with self._using():
            own: Connection = self._own.connection
        if own.is_writable:
            yield self
        else:
            with self._reading.copied() as copy, closing(Database(copy)) as database:
                yield database

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it; a statement that still runs is broken off."""
        self._closed = True
        for opened in list(self._opened):
            opened.close()
        if "_reading" in vars(self):
            self._reading.close()

    @contextmanager
    def _using(self, *, writing: bool = False) -> Iterator[sqlite3.Connection]:
        """The connection of this thread; nobody closes it before the block ends."""
        with self._translated(writing=writing):
            own = self._mine(writing=writing)
            with own.lock:
                self._refuse_closed()
                try:
                    yield own.connection
                except sqlite3.OperationalError as error:
                    own.has_failed = code_of(error) == sqlite3.SQLITE_IOERR
                    raise

    def _refuse_closed(self) -> None:
        if self._closed:
            message = f"{shown(self._path)}: it was closed; start Newsmark again"
            raise StorageError(message)

    def _mine(self, *, writing: bool) -> "Connection":
        """The connection of this thread; a new one if the file is another by now, or is to be written after all."""
        own: Connection | None = getattr(self._own, "connection", None)
        if own is not None and own.age == self._age and not (writing or own.on_trust or own.has_failed):
            return own
        self._refuse_closed()
        if own is not None:
            if own.connection.in_transaction:
                return own
            if writing and not own.look():
                message = f"{shown(self._path)} cannot be written: it has vanished; bring it back and try again"
                raise UnwrittenError(message)
            if own.is_current() and not own.has_failed and (own.is_writable or not writing):
                own.age = self._age
                return own
        self._own.connection = fresh = self._open(writing=writing)
        fresh.age = self._age
        if own is not None:
            # If another file is in the place of its own by now, SQLite leaves the log of that one alone.
            own.close()
            self._opened.remove(own)
        return fresh

    def _is_trusty(self) -> bool:
        """False if the file was read as one that does not change, and has changed."""
        own: Connection | None = getattr(self._own, "connection", None)
        return own is None or not own.on_trust or own.is_current()

    def _open(self, *, writing: bool = False) -> "Connection":
        """Open the file, if that is refused for reading only. Raises sqlite3.Error and StorageError."""
        try:
            uri, look = f"{self._path.absolute().as_uri()}?mode=rw", partial(which, self._path)
            seen = look()
            connection = self._connected(uri, self._prepare)
            # Of a file that may not be written, and has its log and the index to that, SQLite opens what it can.
            opened = Connection(connection, uri, look, seen, is_writable=os.access(self._path, os.W_OK))
        except sqlite3.OperationalError as error:
            from reader.storage.sqlite_faults import is_refusal  # noqa: PLC0415 - seldom

            found = None if writing or not is_refusal(error) else self._reading.opened(self._connected, error)
            if found is None:
                raise
            opened = found
        self._opened.append(opened)
        opened.number = next(self._numbers)
        return opened

    def _connected(self, uri: str, prepare: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
        connection = sqlite3.connect(
            uri, timeout=_PATIENCE, isolation_level=None, check_same_thread=False, cached_statements=64, uri=True
        )
        try:
            connection.create_function("folded", 1, fold, deterministic=True)
            # Each thread has a connection, and the system keeps the pages of the file anyway.
            connection.execute(f"PRAGMA cache_size = -{CACHE}")
            prepare(connection)
        except (sqlite3.Error, StorageError):
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # Before the journal mode, which would write to a file of another program or of a newer version.
        migrate(connection, self._path, told=self._told)
        connection.execute("PRAGMA journal_mode = WAL")


class Connection:
    """A connection, and the lock that its thread holds while it uses it.

    Attributes:
        connection: SQLite's own.
        uri: what is open.
        look: tells what the file is now; something false if it is gone.
        is_writable: whether changes can be tried.
        on_trust: whether SQLite was told that the file does not change, or a copy of it is read.
        has_failed: whether the disk has; a new connection may find it mended.
        number: tells it from those that were opened before it.
        age: how often the file was another when this was seen to be open on the right one.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        uri: str,
        look: Callable[[], object],
        seen: object,
        *,
        is_writable: bool = True,
        on_trust: bool = False,
    ) -> None:
        self.connection = connection
        self.uri = uri
        self.look = look
        self.is_writable = is_writable
        self.on_trust = on_trust
        self.has_failed = False
        self.number = self.age = 0
        self.lock = RLock()
        self._seen = seen

    def is_current(self) -> bool:
        """True if the file is what it was when it was opened, or is gone: what was opened can still be read."""
        now = self.look()
        return not now or now == self._seen

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


def which(path: Path) -> tuple[int, int] | None:
    """What tells a file from every other one; None if it is gone."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a Path costs more, at each question
    except OSError:
        return None
    return found.st_dev, found.st_ino


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary code of an error; 0 if it has none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def fold(text: str | bytes) -> str:
    """A column without case and diacritics."""
    from reader.domain.matching import folded  # noqa: PLC0415 - not before a filter about sources

    return folded(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)
