"""A new `articles.sqlite` of what can be read of a damaged one, which is set aside."""

import fcntl
import hashlib
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from mmap import ACCESS_READ, mmap
from pathlib import Path

from reader.atomic import resolved
from reader.domain.article import Article, MediaType, Metadata
from reader.domain.document import Document
from reader.domain.errors import StorageError
from reader.domain.safe_text import safe_line
from reader.domain.status import State, Status
from reader.domain.wording import counted
from reader.storage import article_records as records
from reader.storage.articles import SqliteArticleStore
from reader.storage.failures import file_errors, shown
from reader.storage.migrating import FORMAT, Told, migrate
from reader.storage.recovery import second_name
from reader.storage.torn_pages import TornPages, Value

_ID = re.compile("[a-z2-7]{10}")
_DIGEST = re.compile("[0-9a-f]{64}")
_STATES = {state.value for state in State}
_LINE = 1 + len(records.ARTICLE_COLUMNS)
"""Values of an article's line that are not found out again: its number, which is the row's, and these."""

_COLUMNS = ", ".join(records.ARTICLE_COLUMNS)

_SHARED_LOCK, _SHARED_LENGTH = 0x40000002, 510
"""The bytes of a file that each program locks while SQLite has it open."""

_AT_ONCE, _TOLD_EACH = 1000, 5000
_LOG = "-wal"
_TITLE, _OPENING = 120, 280
"""Letters of what is made up for a list."""


@dataclass
class _Found:
    """What was read, by id; of each article one line, the last of several.

    Attributes:
        lines: the articles in the order in which they came.
        raw: their bytes, compressed.
        texts: their texts, compressed, by digest.
        statuses: what was decided.
    """

    lines: dict[str, Article] = field(default_factory=dict)
    raw: dict[str, bytes] = field(default_factory=dict)
    texts: dict[str, dict[str, bytes]] = field(default_factory=dict)
    statuses: dict[str, Status] = field(default_factory=dict)


def rescue(path: Path, now: datetime, told: Told | None = None) -> list[str]:
    """Make the file anew of what can be read of it, if SQLite cannot read all of it, or a table is missing.

    A line of a list that cannot be understood is made up of the text, too. How far it has come is told.

    Returns:
        What was done, a line each; the first one says where the file lies as it was. Empty if there is nothing to do:
        also if there is no file, or a newer version or another program wrote it.

    Raises:
        StorageError: no article can be read in it, another program has it open, or it cannot be read or written; it is
            as it was.
    """
    if not path.is_file() or not path.stat().st_size or _is_whole(path):
        return []
    path, tell = resolved(path), told or _unheard
    tell(f"reading what is left of {shown(path)} …")
    log, made = path.with_name(path.name + _LOG), path.with_name(f".{path.name}.rescued")
    with _alone(path) as database, file_errors(path, "mended"):
        found = _read(TornPages(database, log.read_bytes() if log.exists() else b""))
        if not (found.lines or found.texts):
            message = f"{shown(path)}: no article can be read in it; move it away and add your articles again"
            raise StorageError(message)
        _remove(made)
        try:
            kept, made_up = _make(made, found, now, tell)
            aside = _set_aside(path, log, now)
            made.replace(path)
        finally:
            _remove(made)
    lost = len(found.raw.keys() | found.texts.keys() | found.lines.keys()) - kept
    done = [f"set aside: {shown(aside)}", f"rescued: {counted(kept, 'article')}, with what was decided about them"]
    if made_up:
        done.append(f"their source, date and address are lost: {counted(made_up, 'article')} of these")
    if lost:
        done.append(f"lost: the text of {counted(lost, 'article')}; add the files again")
    return done


def _unheard(_: str) -> None:
    """Nobody is told."""


def _set_aside(path: Path, log: Path, now: datetime) -> Path:
    """Give the file another name, under which it stays once another takes its own; its log goes there at once."""
    aside = second_name(path, now) or path
    if log.exists() and log.stat().st_size:
        log.replace(aside.with_name(aside.name + _LOG))
    for left in (log, path.with_name(f"{path.name}-shm")):
        left.unlink(missing_ok=True)
    return aside


def _is_whole(path: Path) -> bool:
    """True if SQLite reads the whole file and misses nothing in it; also if it is not for us to say."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > FORMAT:
                return True
            if version == FORMAT:
                if not _names(connection) >= _names(_fresh()):
                    return False
                connection.execute("SELECT 1 FROM article_words WHERE article_words MATCH 'a' LIMIT 1")
            if [line for (line,) in connection.execute("PRAGMA quick_check(1)")] != ["ok"]:
                return False
            for line in connection.execute(f"SELECT {_COLUMNS} FROM article"):  # noqa: S608 - only our own column names
                records.read_article(line)
            return True
    except ValueError:
        return False
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        return code not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def _names(connection: sqlite3.Connection) -> set[str]:
    """The tables, indexes and triggers of a file."""
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def _fresh() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, Path(":memory:"))
    return connection


@contextmanager
def _alone(path: Path) -> Iterator[mmap]:
    """The bytes of the file; nobody else has it open meanwhile.

    Nothing in the block may open the file itself: the lock would go when that is closed.
    """
    with file_errors(path, "opened"), path.open("r+b") as held:
        try:
            fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_LENGTH, _SHARED_LOCK)
        except OSError as error:
            message = f"{shown(path)}: another copy of Newsmark has it open; close that one, and try again"
            raise StorageError(message) from error
        with mmap(held.fileno(), 0, access=ACCESS_READ) as database:
            yield database


def _read(pages: TornPages) -> _Found:
    """Every row of ours, told by what is in it."""
    found = _Found()
    numbered: list[tuple[int, Article]] = []
    for number, values in pages.rows():
        if len(values) >= _LINE and values[0] is None:
            with suppress(ValueError, TypeError):
                numbered.append((number, records.read_article(values[1:_LINE])))
        elif len(values) > 1 and isinstance(values[0], str) and _ID.fullmatch(values[0]):
            _take(found, values[0], values[1:])
    addresses: dict[str, str] = {}
    for _, article in sorted(numbered, key=lambda one: one[0]):
        if _ID.fullmatch(article.id) and addresses.setdefault(article.address, article.id) == article.id:
            found.lines[article.id] = article
    return found


def _take(found: _Found, article_id: str, values: Sequence[Value]) -> None:
    match values:
        case [bytes(packed)]:
            found.raw[article_id] = packed
        case [str(digest), bytes(packed)] if _DIGEST.fullmatch(digest):
            found.texts.setdefault(article_id, {})[digest] = packed
        case [str(state), int(starred), int(read), int(position)] if state in _STATES:
            found.statuses[article_id] = Status(article_id, State(state), bool(starred), bool(read), position)
        case _:
            pass


def _make(path: Path, found: _Found, now: datetime, told: Told) -> tuple[int, int]:
    """Make the file; how many articles are in it, and how many of their lines had to be made up."""
    store = SqliteArticleStore(path)
    try:
        kept: list[str] = []
        ids = [*found.lines, *(found.texts.keys() - found.lines.keys())]
        for start in range(0, len(ids), _AT_ONCE):
            if start % _TOLD_EACH == 0:
                told(f"making it anew, article {start + 1:,} of {len(ids):,} …")
            with store.at_once():
                kept.extend(one for one in ids[start : start + _AT_ONCE] if _put(store, found, one, now))
        store.set_status([found.statuses[one] for one in kept if one in found.statuses])
    finally:
        store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        for article_id in kept:
            earlier = [(article_id, digest, packed) for digest, packed in found.texts[article_id].items()]
            connection.executemany("INSERT OR IGNORE INTO text_version VALUES (?, ?, ?)", earlier)
            if not _unpacked(found.raw.get(article_id)):
                connection.execute("DELETE FROM raw WHERE article_id = ?", (article_id,))
    return len(kept), len(set(kept) - found.lines.keys())


def _put(store: SqliteArticleStore, found: _Found, article_id: str, now: datetime) -> bool:
    """Keep an article with its latest text, or with any other that can be read; False if none can."""
    line, texts, raw = found.lines.get(article_id), found.texts.get(article_id, {}), found.raw.get(article_id)
    for digest in ([line.text_digest] if line else []) + [*texts]:
        document = _document(texts.get(digest), digest)
        if document is not None:
            bare = _unpacked(raw) or b""
            store.put(replace(line or _made_up(article_id, bare, document, now), text_digest=digest), bare, document)
            return True
    return False


def _made_up(article_id: str, raw: bytes, document: Document, now: datetime) -> Article:
    """The line of an article of which only text and bytes are left."""
    words = [safe_line(block.text) for block in document.kept if block.text.strip()] or [article_id]
    return Article(
        id=article_id,
        address=f"rescued:{article_id}",
        media_type=MediaType.HTML if raw.lstrip().startswith(b"<") else MediaType.TEXT,
        raw_digest=hashlib.sha256(raw).hexdigest(),
        text_digest=document.digest,
        added=now,
        metadata=Metadata(title=words[0][:_TITLE]),
        opening=" ".join(words[1:])[:_OPENING],
        words=document.length,
        cut_blocks=len(document.cut),
    )


def _document(packed: bytes | None, digest: str) -> Document | None:
    """A text; None if it is damaged."""
    with suppress(ValueError):
        document = records.unpack_document(packed or b"")
        if document.digest == digest:
            return document
    return None


def _unpacked(packed: bytes | None) -> bytes | None:
    with suppress(ValueError):
        return records.unpack(packed or b"")
    return None


def _remove(path: Path) -> None:
    """Remove a database, if there is one."""
    for suffix in ("", _LOG, "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
