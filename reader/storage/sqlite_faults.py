"""What SQLite says of a file, in words for a person: what is wrong, and what to do."""

import os
import sqlite3
from pathlib import Path

from reader.domain.errors import CancelledError, DamagedArticleError, NewsmarkError, StorageError, UnwrittenError
from reader.domain.safe_text import safe_line
from reader.storage.database import code_of
from reader.storage.failures import shown

_ADVICE = {
    sqlite3.SQLITE_NOTADB: "it is no SQLite database, or a damaged one; newsmark check --repair saves what can be read",
    sqlite3.SQLITE_CORRUPT: "it is damaged; newsmark check --repair saves what can be read",
    sqlite3.SQLITE_BUSY: "another copy of Newsmark is writing to it; close that one, or try again",
    sqlite3.SQLITE_LOCKED: "another copy of Newsmark is writing to it; close that one, or try again",
    sqlite3.SQLITE_FULL: "the disk is full; free some space and try again",
    sqlite3.SQLITE_READONLY: "it or its folder is write-protected; check who owns them",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that it is a file and who owns its folder",
    sqlite3.SQLITE_PERM: "permission denied; check who owns it",
    sqlite3.SQLITE_IOERR: "the disk failed or is full; check it and try again",
}

_UNDECODABLE = "Could not decode to UTF-8"

_REFUSALS = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_IOERR,
}
"""What SQLite answers where nothing can be written; it may be readable all the same."""

_WITHOUT_ROOM = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
"""What SQLite may answer, besides `SQLITE_FULL`, where there is no room for the files beside the database."""


def fault(path: Path, error: sqlite3.Error, *, writing: bool) -> NewsmarkError:
    """The error to raise.

    Args:
        path: the file.
        error: SQLite's.
        writing: whether it came in a transaction that was to change something.
    """
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
        return CancelledError(f"{shown(path)}: the question was withdrawn")
    if str(error).startswith(_UNDECODABLE):
        return DamagedArticleError(
            f"{shown(path)}: a text in it is damaged; newsmark check --repair saves what can be read"
        )
    code = code_of(error)
    advice = why_refused(path, error) if is_refusal(error) else ""
    advice = advice or _ADVICE.get(code) or f"{safe_line(str(error))}; newsmark check tells more"
    always = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY}
    kind = UnwrittenError if code in always or (writing and is_refusal(error)) else StorageError
    return kind(f"{shown(path)}: {advice}")


def is_refusal(error: sqlite3.Error) -> bool:
    """True for what SQLite answers where nothing can be written; the file may be readable all the same."""
    return code_of(error) in _REFUSALS


def why_refused(path: Path, error: sqlite3.Error) -> str:
    """Why a database cannot be written, and what to do, as far as the disk tells; else empty."""
    folder = path.absolute().parent
    try:
        disk = os.statvfs(folder)
    except OSError:
        return "its folder has vanished; bring it back and try again"
    if disk.f_flag & os.ST_RDONLY:
        return "the disk is read-only; choose another library with --library to change anything"
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        return "it or its folder is write-protected; check who owns them"
    is_full = not disk.f_bavail or (disk.f_files and not disk.f_favail)
    code = code_of(error)
    return "the disk is full; free some space and try again" if is_full and code in _WITHOUT_ROOM else ""
