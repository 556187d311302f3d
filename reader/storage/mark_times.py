"""When each field of a record was last changed, and what was removed when: what merging two files needs to know.

A record that was changed has a field `times`, from field name to moment; a field that is not named there is as old as
the record (`modified`, else `created`). `note_past` names the notes that the reader replaced, so that a merge does not
bring them back. A record that was removed leaves one in the table `removed`, without its words.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from reader.domain.mark import RULE
from reader.storage.mark_records import Record

TIMES = "times"
PAST = "note_past"
NOTES = "notes"
BOOKKEEPING = frozenset({TIMES, PAST, NOTES, "modified"})
"""Fields that say something of other fields and have no time of their own."""

WAS = "was"
"""The field of a removal with what is kept of the record."""

_WORDS = frozenset({"exact", "prefix", "suffix", "note", "line", "name", "placed", "place", TIMES, PAST, NOTES})


def stamped(old: Record, new: Record, now: datetime) -> Record:
    """The fields of `new` that differ from the old record, with the times of all fields.

    A moment is never earlier than the one before it, also if the clock was set back.
    """
    changed = {name: value for name, value in new.items() if old.get(name) != value}
    fields = changed.keys() - BOOKKEEPING
    if not fields:
        return changed
    times = times_of(old)
    times |= dict.fromkeys(fields, _after(now, max(times.values(), default="")))
    result: Record = {**changed, TIMES: times}
    if "note" in fields:
        result[PAST] = sorted({*past_of(old), *notes_of(old)})
        if NOTES in old:
            result[NOTES] = []
    return result


def reborn(new: Record, removal: Record, now: datetime) -> Record:
    """The fields of a record that is put back after its removal: all are newer than that.

    Fields that are not known here are what they were before it.
    """
    moment, was = _after(now, canonical(removal.get("at", ""))), removal.get(WAS)
    unknown = {name: was[name] for name in was.keys() - BOOKKEEPING if name not in new} if isinstance(was, dict) else {}
    return {**new, **unknown, TIMES: dict.fromkeys(sorted({*new, *unknown} - BOOKKEEPING), moment)}


def removal(table: str, key: str, old: Record, before: Record | None, now: datetime) -> Record:
    """The record in the table `removed` for one that is taken away; `before` is the one that is there already."""
    times = times_of(old)
    earlier: Record = before or {}
    latest = max([canonical(earlier.get("at", "")), *times.values()])
    past = sorted({*past_of(earlier), *past_of(old), *notes_of(old)})
    return {"key": f"{table}/{key}", "at": _after(now, latest), WAS: without_words(old), TIMES: times, PAST: past}


def without_words(record: Record) -> Record:
    """What is kept of a record that was removed: what a merge may need if it turns out to be alive, and no text."""
    return {name: value for name, value in record.items() if name not in _WORDS}


def times_of(record: Record) -> dict[str, str]:
    """The moment of each field that has one of its own."""
    known = record.get(TIMES)
    times = {name: canonical(moment) for name, moment in known.items()} if isinstance(known, dict) else {}
    age = canonical(record.get("modified", record.get("created", "")))
    return {name: times.get(name, age) for name in sorted(record.keys() - BOOKKEEPING)}


def notes_of(record: Record) -> dict[str, tuple[str, str]]:
    """The notes that a record holds, by name, each with its moment; several where a merge put them together."""
    note, several = str(record.get("note", "")), record.get(NOTES)
    moment = times_of(record).get("note", "")
    if isinstance(several, list) and several:
        parts = [(canonical(one.get("at", "")), str(one.get("text", ""))) for one in several if isinstance(one, dict)]
        if joined(parts) == note:
            return {named(at, text): (at, text) for at, text in parts}
    return {named(moment, note): (moment, note)} if note else {}


def past_of(record: Record) -> set[str]:
    """The names of the notes that the reader replaced."""
    past = record.get(PAST)
    return {str(one) for one in past} if isinstance(past, list) else set()


def joined(notes: list[tuple[str, str]]) -> str:
    """Several notes as one, in order of time; one that is said twice stands once."""
    return RULE.join(dict.fromkeys(text for _, text in sorted(notes)))


def named(moment: str, text: str) -> str:
    """A short name for a note that was written at some moment."""
    return hashlib.blake2b(f"{moment} {text}".encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def canonical(moment: object) -> str:
    """A moment as ISO 8601 in UTC with six decimals, so that moments can be compared as texts; else empty."""
    try:
        found = datetime.fromisoformat(str(moment))
        return written(found if found.tzinfo else found.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return ""


def written(moment: datetime) -> str:
    """A moment in that form."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _after(now: datetime, before: str) -> str:
    """Now, or just after `before` if the clock says that this is not over yet."""
    moment = written(now)
    if moment > before:
        return moment
    try:
        return written(datetime.fromisoformat(before) + timedelta(microseconds=1))
    except OverflowError:  # a file from outside may name the last moment that there is
        return before
