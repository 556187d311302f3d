"""Two marks files joined by the records' own ids: in whatever order files are joined, the same marks come out.

Each field of a record has the time of its last change, and the later one stands. Notes are not weighed against each
other: a note that nobody replaced or removed stays, beside the other if there are two. A record that was removed stays
away, unless it was changed after that elsewhere, or has a note that whoever removed it did not see.
"""

import json
from collections.abc import Callable
from typing import NamedTuple

from reader.storage.mark_records import Record
from reader.storage.mark_times import (
    NOTES,
    PAST,
    TIMES,
    WAS,
    canonical,
    joined,
    notes_of,
    past_of,
    put_together,
    texts,
    times_of,
    without_words,
)
from reader.storage.marks_file import KEY_FIELDS, REMOVED, Tables

Join = Callable[[Record, Record], Record]

Key = tuple[str, str]
"""A table and a record's own id."""


class Known(NamedTuple):
    """What a file knows of one record: how it is, and that it was removed; one of the two may be missing."""

    record: Record | None = None
    removal: Record | None = None


def knowledge(tables: Tables) -> dict[Key, Known]:
    """What a file knows of each record that is or was in it, in one form, whoever wrote it."""
    found: dict[Key, Known] = {}
    for table in KEY_FIELDS.keys() - {REMOVED}:
        for record in tables.get(table, {}).values():
            found[_key(table, record)] = Known(record=_joined_records(record, record))
    for removal in tables.get(REMOVED, {}).values():
        key = _key(REMOVED, removal)
        if key[0] in KEY_FIELDS.keys() - {REMOVED}:
            found[key] = _settled(found.get(key, Known()).record, _joined_removals(removal, removal))
    return found


def merged(mine: dict[Key, Known], theirs: dict[Key, Known]) -> dict[Key, Known]:
    """What two files know together."""
    return {key: _merged(mine.get(key, Known()), theirs.get(key, Known())) for key in {**mine, **theirs}}


def joining(mine: Tables, theirs: Tables) -> tuple[dict[Key, Known], dict[Key, Known]]:
    """What of my records becomes another when their file is joined: as they are now, and as they will be."""
    ours, others = differing(mine, theirs)
    before = knowledge(ours)
    after = merged(before, knowledge(others))
    changed = {key: known for key, known in after.items() if known != before.get(key, Known())}
    return {key: before.get(key, Known()) for key in changed}, changed


def differing(mine: Tables, theirs: Tables) -> tuple[Tables, Tables]:
    """Of two files, only the records that they do not hold in the same form."""
    my_rows, their_rows = _as_they_stand(mine), _as_they_stand(theirs)
    same = {key for key, rows in my_rows.items() if their_rows.get(key) == rows}
    return _without(mine, same), _without(theirs, same)


def _as_they_stand(tables: Tables) -> dict[Key, list[Record]]:
    """The rows that speak of each record: itself, and its removal."""
    found: dict[Key, list[Record]] = {}
    for table in KEY_FIELDS:
        for row in tables.get(table, {}).values():
            found.setdefault(_key(table, row), []).append(row)
    return found


def _without(tables: Tables, keys: set[Key]) -> Tables:
    return {
        table: {number: row for number, row in tables.get(table, {}).items() if _key(table, row) not in keys}
        for table in KEY_FIELDS
    }


def _key(table: str, row: Record) -> Key:
    """The record that a row speaks of."""
    key = str(row[KEY_FIELDS[table]])
    if table != REMOVED:
        return table, key
    of, _, name = key.partition("/")
    return of, name


def _merged(mine: Known, theirs: Known) -> Known:
    removal = _either(mine.removal, theirs.removal, _joined_removals)
    return _settled(_either(mine.record, theirs.record, _joined_records), removal)


def _settled(record: Record | None, removal: Record | None) -> Known:
    """The record if it is alive, with all that the removal knows of it; the removal with all that it needs of it."""
    if record is None or removal is None:
        return Known(record, removal)
    full = _joined_records(record, _remains(removal))
    alive = bool(notes_of(full)) or max(_all_times(record).values(), default="") > str(removal["at"])
    known = _joined_removals(removal, {**removal, WAS: without_words(full), TIMES: full[TIMES], PAST: full[PAST]})
    return Known(full if alive else None, known)


def _joined_records(mine: Record, theirs: Record) -> Record:
    """Field by field, the later one; both notes."""
    times, values = _fields(mine, theirs)
    past = past_of(mine) | past_of(theirs)
    notes = {name: note for name, note in {**notes_of(mine), **notes_of(theirs)}.items() if name not in past}
    record: Record = {**values, TIMES: times, PAST: sorted(past)}
    if "note" in values:
        parts = sorted(notes.values())
        record["note"] = joined(parts)
        if parts and parts != [(times["note"], record["note"])]:
            record[NOTES] = [{"at": at, "text": text} for at, text in parts]
    return record


def _joined_removals(mine: Record, theirs: Record) -> Record:
    times, was = _fields(_remains(mine), _remains(theirs))
    return {
        "key": mine["key"],
        "at": max(canonical(mine.get("at")), canonical(theirs.get("at"))),
        WAS: was,
        TIMES: dict(sorted(times.items())),
        PAST: sorted(past_of(mine) | past_of(theirs)),
    }


def _remains(removal: Record) -> Record:
    """What a removal knows of the record, as a record without words."""
    was = removal.get(WAS)
    return {**(was if isinstance(was, dict) else {}), TIMES: removal.get(TIMES, {}), PAST: removal.get(PAST, [])}


def _fields(mine: Record, theirs: Record) -> tuple[dict[str, str], Record]:
    """The times of all fields that either record has or had, and the values that stand."""
    my_times, their_times = _all_times(mine), _all_times(theirs)
    times: dict[str, str] = {}
    values: Record = {}
    for name in sorted({*my_times, *their_times}):
        sides = [(side[name], record) for side, record in ((my_times, mine), (their_times, theirs)) if name in side]
        times[name] = max(moment for moment, _ in sides)
        present = [(moment, record[name]) for moment, record in sides if name in record]
        if present and all(texts(value) == value for _, value in present):
            values[name] = put_together(name, [record for _, record in sides if name in record])
        elif present:
            latest = max(moment for moment, _ in present)
            values[name] = _one_of([value for moment, value in present if moment == latest])
    changed = [canonical(record["modified"]) for record in (mine, theirs) if "modified" in record]
    if changed:
        values["modified"] = max(changed)
    return times, values


def _all_times(record: Record) -> dict[str, str]:
    """The times of the fields that are there, and of those that a removal has taken the words of."""
    known = record.get(TIMES)
    gone = {name: canonical(moment) for name, moment in known.items()} if isinstance(known, dict) else {}
    return {**gone, **times_of(record)}


def _one_of(values: list[object]) -> object:
    """Of values of the same moment, one that does not depend on their order."""
    return max(values, key=lambda value: json.dumps(value, sort_keys=True))


def _either(mine: Record | None, theirs: Record | None, join: Join) -> Record | None:
    if mine is None or theirs is None:
        return mine or theirs
    return join(mine, theirs)
