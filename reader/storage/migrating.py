"""Bringing `articles.sqlite` to the tables of today; which they are is loaded for a file that has not got them."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader import storage
from reader.domain.errors import NewerLibraryError, StorageError
from reader.storage.failures import shown

if TYPE_CHECKING:
    from reader.storage.schema import Statement

FORMAT = 7
"""The version of a file with the tables of today: so many steps are in `schema.MIGRATIONS`."""

Told = Callable[[str], None]
"""What tells the reader about work that takes a while."""


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    migrations: "Sequence[Sequence[Statement]] | None" = None,
    told: Told | None = None,
) -> None:
    """Bring the database to the newest version, each step whole or not at all; each is told of an older library.

    Raises:
        NewerLibraryError: it has a version that is not known here.
        StorageError: it is another program's database.
        sqlite3.Error: a step failed; the database is as it was before that step.
    """
    found = _version(connection)
    if found == FORMAT and migrations is None:
        return
    migrations = storage.schema.MIGRATIONS if migrations is None else migrations
    newest, fresh = len(migrations), found == 0
    while (version := _version(connection)) < newest:
        if told is not None and not fresh:
            told(f"bringing {shown(path)} up to date, step {version} of {newest - 1} …")
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another copy may have been quicker while this one waited for the lock.
            if _version(connection) == version:
                _refuse_foreign(connection, version, path)
                for statement in migrations[version]:
                    if isinstance(statement, str):
                        connection.execute(statement)
                    else:
                        statement(connection)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
    if version > newest:
        known = f"format {version}, this one knows {newest}"
        message = f"{shown(path)} was written by a newer Newsmark ({known}); update Newsmark"
        raise NewerLibraryError(message)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _refuse_foreign(connection: sqlite3.Connection, version: int, path: Path) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version == 0 and tables:
        message = f"{shown(path)} belongs to another program; move it away, or choose another library with --library"
        raise StorageError(message)
