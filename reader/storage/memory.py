"""Tables in memory beside those of a file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.storage.database import CACHE, Connection, Tables, fold


class Memory(Tables):
    """Tables in memory, beside those of a file. Threads that use them wait for one another."""

    FILE = "library"
    """What the file is called in SQL."""

    def __init__(self, path: Path, opened: Connection) -> None:
        super().__init__(path)
        self._opened = opened

    @classmethod
    def beside(cls, own: Connection) -> Connection:
        """A connection to memory with a file that another connection has open. Raises sqlite3.Error."""
        made = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False, uri=True)
        made.create_function("folded", 1, fold, deterministic=True)
        made.execute(f"ATTACH ? AS {cls.FILE}", (own.uri.replace("mode=rw", "mode=ro"),))
        made.execute(f"PRAGMA {cls.FILE}.cache_size = -{CACHE}")
        return Connection(made, own.uri, own.look, own.look(), is_writable=False, on_trust=own.on_trust)

    @property
    def is_stale(self) -> bool:
        """True if these tables are beside a file that is another by now: new ones must be made."""
        return not self._opened.is_current()

    def version(self) -> int:
        """A number that is another when anyone has changed the file."""
        if self.is_stale:
            return -1
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
