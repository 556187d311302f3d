"""Marks in TinyDB: the file `marks.json`, the reader's own work.

Each change is made under a lock that all running copies share, on the file as it is at that moment, and is on disk
before the method returns. A TinyDB object lives for one change only, so that neither its counter of record numbers
nor its query cache can miss what another copy wrote.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from tinydb import TinyDB, where
from tinydb.storages import Storage
from tinydb.table import Document, Table

from reader.atomic import leftovers, read_signed, signature, write_atomically
from reader.domain.errors import StorageError
from reader.domain.mark import ArticleMarks, Highlight, HighlightKind, SourceChoice
from reader.storage import recovery
from reader.storage.choice import the_one
from reader.storage.damage import backup_of, understood
from reader.storage.failures import file_errors, shown
from reader.storage.locking import exclusive
from reader.storage.mark_records import Record, article_record, choice_record, highlight_record, unknown_kind
from reader.storage.marks_file import ARTICLES, HIGHLIGHTS, OURS, SOURCE_CHOICES, MarksFile, Tables, interpret, layout


class OneChange(Storage):
    """TinyDB's storage for one change: it reads what was read under the lock and hands on what is to be written."""

    def __init__(self, tables: Tables, write: Callable[[Tables], None]) -> None:
        # Copies of the records, because TinyDB changes them in place before the write has succeeded.
        self._tables = {
            name: {key: record.copy() for key, record in table.items()} if name in OURS else table
            for name, table in tables.items()
        }
        self._write = write

    def read(self) -> Tables:
        """All tables as they were when the change began."""
        return self._tables.copy()

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Hand on the tables."""
        self._write(data)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A state of the file: its signature, its bytes, and what they hold."""

    signature: str
    data: bytes
    marks: MarksFile


_NOTHING = _Seen("", b"", MarksFile())


class TinyMarkStore:
    """MarkStore on `marks.json`.

    A file that is damaged or written by a newer version is never written to: every method then raises.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = _NOTHING
        self._writing = Lock()
        if leftovers(path) or leftovers(backup_of(path)):
            self._sweep()

    def highlights(self, article_id: str = "") -> Sequence[Highlight]:
        """All highlights, or those on one article, in order of article, position, creation."""
        found = self._current().highlights.values()
        return sorted((mark for mark in found if not article_id or mark.article_id == article_id), key=_order)

    def highlight(self, highlight_id: str) -> Highlight:
        """One highlight, by its id or the only one whose id starts so.

        Raises:
            NotFoundError: none has it, or several do.
        """
        found = self._current().highlights
        return found[the_one(found, highlight_id, "highlight")]

    def put_highlight(self, highlight: Highlight) -> None:
        """Add it, or replace the one with its id; fields that this version does not know stay."""
        with self._change() as database:
            table = _table(database, HIGHLIGHTS)
            fields = highlight_record(highlight)
            old = _find(table, "id", highlight.id)
            if old is not None and unknown_kind(old) and highlight.kind is HighlightKind.PLAIN:
                del fields["kind"]
            _put(table, old, fields)

    def remove_highlight(self, highlight_id: str) -> None:
        """Remove it; nothing happens if it is not there."""
        with self._change() as database:
            _remove(_table(database, HIGHLIGHTS), highlight_id)

    def article_marks(self, article_id: str) -> ArticleMarks:
        """What is written on this article; empty marks if nothing is."""
        return self._current().articles.get(article_id, ArticleMarks(article_id))

    def all_article_marks(self) -> Sequence[ArticleMarks]:
        """What is written on any article, in order of article id."""
        return [marks for _, marks in sorted(self._current().articles.items()) if not marks.empty]

    def put_article_marks(self, marks: ArticleMarks) -> None:
        """Keep it; empty marks are removed."""
        with self._change() as database:
            table = _table(database, ARTICLES)
            old = _find(table, "article_id", marks.article_id)
            if not marks.empty:
                _put(table, old, article_record(marks))
            elif old is not None:
                table.remove(doc_ids=[old.doc_id])

    def source_choices(self, source: str = "") -> Sequence[SourceChoice]:
        """The reader's verdicts for all sources, or for the one with this key, the oldest first."""
        found = self._current().choices.values()
        wanted = (choice for choice in found if not source or choice.source == source)
        return sorted(wanted, key=lambda choice: (choice.created, choice.id))

    def source_choice(self, choice_id: str) -> SourceChoice:
        """One verdict for a source, by its id or the only one whose id starts so.

        Raises:
            NotFoundError: none has it, or several do.
        """
        found = self._current().choices
        return found[the_one(found, choice_id, "choice")]

    def put_source_choice(self, choice: SourceChoice) -> None:
        """Add it, or replace the one with its id; fields that this version does not know stay."""
        with self._change() as database:
            table = _table(database, SOURCE_CHOICES)
            _put(table, _find(table, "id", choice.id), choice_record(choice))

    def remove_source_choice(self, choice_id: str) -> None:
        """Remove it; nothing happens if it is not there."""
        with self._change() as database:
            _remove(_table(database, SOURCE_CHOICES), choice_id)

    def version(self) -> str:
        """Changes whenever anyone changes the marks, this copy or another."""
        with file_errors(self._path, "read"):
            return signature(self._path)

    def faults(self) -> Sequence[str]:
        """What is wrong with the file, a line each; empty if it is sound."""
        try:
            tables = self._current().tables
        except StorageError as error:
            return [str(error)]
        records = tables.get(HIGHLIGHTS, {}).values()
        return [
            f"{shown(self._path)}: highlight {record['id']} is of the unknown kind {kind} and is shown as plain"
            for record in records
            if (kind := unknown_kind(record))
        ]

    def last_good(self) -> str:
        """The last good copy in words; empty if there is none."""
        try:
            return recovery.describe_backup(backup_of(self._path))
        except StorageError:
            return ""

    def set_aside(self, now: datetime) -> Path:
        """Put the file aside, whole, under another name, and begin anew; where it lies now."""
        return recovery.set_aside(self._path, now)

    def restore(self, now: datetime) -> Path:
        """Put the file aside, whole, and the last good copy in its place; where the damaged file lies now."""
        return recovery.restore(self._path, backup_of(self._path), now)

    def close(self) -> None:
        """Let go of the file: nothing of it stays in memory."""
        self._seen = _NOTHING

    def _current(self) -> MarksFile:
        """What the file holds; it is read again only if its signature has changed."""
        with file_errors(self._path, "read"):
            if signature(self._path) == self._seen.signature:
                return self._seen.marks
        return self._read()

    def _read(self) -> MarksFile:
        """What the file holds, from its bytes; they are parsed again only if they have changed."""
        with file_errors(self._path, "read"):
            data, found = read_signed(self._path)
        known = self._seen.marks if data and data == self._seen.data else None
        marks = known or understood(self._path, data, exists=bool(found))
        self._seen = _Seen(found, data, marks)
        return marks

    @contextmanager
    def _change(self) -> Iterator[TinyDB]:
        """The database as it is now, held against all other writers until the block ends."""
        with self._writing, exclusive(self._path):
            tables = self._read().tables
            yield TinyDB(tables, self._write, storage=OneChange)

    def _write(self, tables: Tables) -> None:
        marks = interpret(tables, before=self._seen.marks)
        data = layout(tables)
        with file_errors(self._path, "written"):
            if not signature(self._path):
                _spare_old_copy(backup_of(self._path))
            written = write_atomically(self._path, data)
        self._seen = _Seen(written, data, marks)
        # The marks are safe at this point: a copy that cannot be made is no reason to say that they are not.
        with suppress(OSError):
            write_atomically(backup_of(self._path), data)

    def _sweep(self) -> None:
        """Remove what a killed copy left behind; under the lock nobody else has a write under way."""
        with suppress(StorageError, OSError), exclusive(self._path, patience=0):
            for path in (*leftovers(self._path), *leftovers(backup_of(self._path))):
                path.unlink(missing_ok=True)


def _order(highlight: Highlight) -> tuple[object, ...]:
    return highlight.article_id, highlight.position.start, highlight.position.end, highlight.created, highlight.id


def _table(database: TinyDB, name: str) -> Table:
    return database.table(name, cache_size=0)


def _find(table: Table, key_field: str, identifier: str) -> Document | None:
    found = table.search(where(key_field) == identifier)
    return found[0] if found else None


def _put(table: Table, old: Document | None, fields: Record) -> None:
    if old is None:
        table.insert(fields)
    else:
        table.update(fields, doc_ids=[old.doc_id])


def _remove(table: Table, identifier: str) -> None:
    old = _find(table, "id", identifier)
    if old is not None:
        table.remove(doc_ids=[old.doc_id])


def _spare_old_copy(copy: Path) -> None:
    """Keep the last good copy under another name when marks begin anew, for the next write will replace it."""
    if not copy.exists():
        return
    number = 1
    while (spare := copy.with_name(f"{copy.name}.{number}")).exists():
        number += 1
    copy.rename(spare)
