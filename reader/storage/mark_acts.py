"""One act on the marks, through TinyDB: records put, removed, and made what a merge knows."""

from datetime import datetime

from reader.domain.frozen import frozen
from reader.storage import tables
from reader.storage.journal import Edit
from reader.storage.mark_records import Record
from reader.storage.mark_times import NOTES, WAS, reborn, removal, stamped
from reader.storage.marks_file import REMOVED
from reader.storage.marks_state import MarksState
from reader.storage.merging import Known


@frozen
class MarkAct:
    """One act on the marks: what is there, the database to change it in, and the moment."""

    state: MarksState
    database: tables.MarksDatabase
    now: datetime

    def record(self, table: str, key: str) -> Record | None:
        """A record by its own id."""
        return tables.get(self.database, table, self.state.number(table, key))

    def remains(self, table: str, key: str) -> Record:
        """What is kept of a record that was removed; empty if none was."""
        was = (self.record(REMOVED, f"{table}/{key}") or {}).get(WAS)
        return was if isinstance(was, dict) else {}

    def put(self, table: str, key: str, fields: Record) -> None:
        """Change a record, or add it."""
        old = self.record(table, key)
        gone = self.record(REMOVED, f"{table}/{key}") if old is None else None
        if old is not None:
            fields = stamped(old, fields, self.now)
        elif gone is not None:
            fields = reborn(fields, gone, self.now)
        if fields:
            tables.put(self.database, table, self.state.number(table, key), fields)

    def remove(self, table: str, key: str) -> None:
        """Remove a record and note that it was; nothing happens if it is not there."""
        old = self.record(table, key)
        if old is None:
            return
        tables.remove(self.database, table, self.state.number(table, key))
        name = f"{table}/{key}"
        note = removal(table, key, old, self.record(REMOVED, name), self.now)
        tables.put(self.database, REMOVED, self.state.number(REMOVED, name), note)

    def replace(self, table: str, key: str, known: Known) -> None:
        """Make of a record, and of what is noted on its removal, what a merge knows."""
        number = self.state.number(table, key)
        if known.record is not None:
            several: Record = {NOTES: []} if number else {}
            tables.put(self.database, table, number, {**several, **known.record})
        elif number:
            tables.remove(self.database, table, number)
        if known.removal is not None:
            name = f"{table}/{key}"
            tables.put(self.database, REMOVED, self.state.number(REMOVED, name), known.removal)


def begun(state: MarksState, edits: list[Edit], now: datetime) -> MarkAct:
    """An act on the marks as they are, which adds what it changes to the edits."""
    return MarkAct(state, tables.MarksDatabase(state, edits), now)
