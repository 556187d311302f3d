"""TinyDB over the marks: a storage that hands on edits, and a table that touches only the records it is asked to.

Stock TinyDB rebuilds a whole table and writes a whole file for each change. Here a change costs the same at any size.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from copy import deepcopy
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from reader.storage.journal import Edit
from reader.storage.mark_records import Record
from reader.storage.marks_file import Tables, key_of
from reader.storage.marks_state import MarksState


class JournalStorage(Storage):
    """TinyDB's storage for one act: reads from memory, and collects the edits that the act makes."""

    def __init__(self, state: MarksState, edits: list[Edit]) -> None:
        self._state = state
        self._edits = edits
        self._given: dict[str, int] = {}

    def read(self) -> Tables:
        """All tables as they were when the act began; their records are not to be changed."""
        return dict(self._state.marks.tables)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Hand on whatever differs from what was read."""
        before = self._state.marks.tables
        for name in {**before, **data}:
            old, new = before.get(name, {}), data.get(name, {})
            for number in {**old, **new}:
                if old.get(number) != new.get(number):
                    self.hand_on(name, number, new.get(number))

    def hand_on(self, table: str, number: str, record: Record | None) -> None:
        """Add the edit that makes of the record with this number the one given."""
        old = self._state.marks.tables.get(table, {}).get(number)
        known = record or old
        if known is None or record == old:
            return
        changed = None
        if old is not None and record is not None:
            names = {**old, **record}
            changed = tuple(
                name for name in names if (name in old, old.get(name)) != (name in record, record.get(name))
            )
        self._edits.append(Edit(table, number, key_of(table, number, known), record, changed))

    def next_number(self, table: str) -> int:
        """A number that no record of the table has, and that was not given before in this act."""
        self._given[table] = max(self._given.get(table, 0) + 1, self._state.next_number(table))
        return self._given[table]


class JournalTable(Table):
    """TinyDB's table, but a change hands on only the records that it touched."""

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        storage = cast("JournalStorage", self._storage)
        touched = _Touched(self._read_table())
        updater(cast("dict[int, Mapping[str, Any]]", touched))
        for number, record in touched.changes.items():
            storage.hand_on(self.name, str(number), record)
        self.clear_cache()

    def _get_next_id(self) -> int:
        return cast("JournalStorage", self._storage).next_number(self.name)


class MarksDatabase(TinyDB):
    """TinyDB with these two."""

    table_class = JournalTable
    default_storage_class = JournalStorage  # type: ignore[assignment]


def put(database: MarksDatabase, table: str, number: str, fields: Record) -> None:
    """Change these fields of the record with this number, or insert a record; an empty number is a new one."""
    found = _table(database, table)
    if number:
        found.update(fields, doc_ids=[int(number)])
    else:
        found.insert(fields)


def replace(database: MarksDatabase, table: str, number: str, record: Record) -> None:
    """Make of the record with this number the one given; if there is none, it comes under this number."""
    cast("JournalStorage", database.storage).hand_on(table, number, record)


def remove(database: MarksDatabase, table: str, number: str) -> None:
    """Remove the record with this number."""
    _table(database, table).remove(doc_ids=[int(number)])


def get(database: MarksDatabase, table: str, number: str) -> Document | None:
    """A copy of the record with this number; None if there is none."""
    found = _table(database, table).get(doc_id=int(number)) if number else None
    return found if isinstance(found, Document) else None


def _table(database: MarksDatabase, name: str) -> Table:
    return database.table(name, cache_size=0)


class _Touched(MutableMapping[int, Record]):
    """A table under whole numbers that leaves the table it is made of alone, and notes what is done to it.

    Attributes:
        changes: records as they were taken out or put in, by number; None for those removed.
    """

    def __init__(self, records: Mapping[str, Mapping[str, Any]]) -> None:
        self._records = records
        self.changes: dict[int, Record | None] = {}

    def __getitem__(self, number: int) -> Record:
        if number not in self.changes:
            # A copy, because TinyDB changes records in place before they are on disk.
            self.changes[number] = deepcopy(dict(self._records[str(number)]))
        found = self.changes[number]
        if found is None:
            raise KeyError(number)
        return found

    def __setitem__(self, number: int, record: Record) -> None:
        self.changes[number] = record

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self.changes[number] = None

    def __contains__(self, number: object) -> bool:
        return self.changes[number] is not None if number in self.changes else str(number) in self._records

    def __iter__(self) -> Iterator[int]:
        numbers = dict.fromkeys([*map(int, self._records), *self.changes])
        return (number for number in numbers if number in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove every record, in one go."""
        self.changes = dict.fromkeys(self, None)
