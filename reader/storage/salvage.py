"""What can be read of a damaged `marks.json`, put into its last good copy: each record stands on a line of its own."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress

from reader.storage.mark_records import Record
from reader.storage.mark_times import canonical, times_of
from reader.storage.marks_file import KEY_FIELDS, SHAPES, MarksFile, Tables, layout, parse, taken_in
from reader.storage.merging import knowledge

_TABLE = re.compile(r'"([a-z_]+)": \{')
_RECORD = re.compile(r'"\d+": (\{.*\}),?')


def salvaged(damaged: bytes, copy: MarksFile) -> bytes:
    """The bytes of a sound file: the copy, with each record of the damaged file that is sound and not older.

    A record whose line cannot be read is as it is in the copy; one that a hand has taken out is there again.
    """
    tables: Tables = {
        **copy.tables,
        **{name: {**copy.tables.get(name, {})} for name in KEY_FIELDS & copy.tables.keys()},
    }
    numbers = {
        (name, str(record.get(KEY_FIELDS[name]))): number
        for name in KEY_FIELDS
        for number, record in tables.get(name, {}).items()
    }
    for name, record in _sound_lines(damaged):
        rows, key = tables.setdefault(name, {}), str(record.get(KEY_FIELDS[name]))
        number = numbers.setdefault((name, key), str(max(map(int, rows), default=0) + 1))
        if number not in rows or _moment(record) >= _moment(rows[number]):
            rows[number] = record
    for (name, key), known in knowledge(tables).items():
        if known.record is None and (name, key) in numbers:
            del tables[name][numbers[name, key]]
    data = layout(taken_in(MarksFile(tables), ""))
    parse(data)
    return data


def _sound_lines(data: bytes) -> Iterator[tuple[str, Record]]:
    """The records that can be read, with their tables."""
    table = ""
    for line in data.splitlines():
        with suppress(ValueError, RecursionError):
            text = line.decode().strip()
            if found := _TABLE.fullmatch(text):
                table = found[1]
            elif table in SHAPES and (found := _RECORD.fullmatch(text)):
                record = json.loads(found[1])
                SHAPES[table].read(record)
                yield table, record


def _moment(record: Record) -> str:
    """When it was changed last, or when what it speaks of was removed."""
    return max([canonical(record.get("at", "")), *times_of(record).values()])
