"""When each field of a record was last changed, and what was removed when: what merging two files needs to know.

A record that was changed has a field `times`, from field name to moment; a field that is not named there is as old as
the record (`modified`, else `created`). Of a list of texts, such as tags, it also names each text that was put in or
taken out, as `tags/ferries`. `note_past` names the notes that the reader replaced, so that a merge does not bring them
back. A record that was removed leaves one in the table `removed`, without its words.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from reader.domain.mark import RULE
from reader.storage.mark_records import Record

TIMES = "times"
PAST = "note_past"
NOTES = "notes"
BOOKKEEPING = frozenset({TIMES, PAST, NOTES, "modified"})
"""Fields that say something of other fields and have no time of their own."""

_PART = "/"
"""What stands in `times` between the name of a field and a text in its list."""

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
    moment = _after(now, max(times.values(), default=""))
    times |= dict.fromkeys(fields, moment)
    for name in fields:
        times |= dict.fromkeys(_parts(name, {*texts(old.get(name))} ^ {*texts(new[name])}), moment)
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
    names = sorted({*new, *unknown} - BOOKKEEPING)
    if isinstance(was, dict):
        names += [part for name in names for part in _parts(name, {*texts(was.get(name))} ^ {*texts(new.get(name))})]
    return {**new, **unknown, TIMES: dict.fromkeys(names, moment)}


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
    """The moment of each field, and of each text in a list that was put in or taken out since the record was made."""
    known = record.get(TIMES)
    times = {name: canonical(moment) for name, moment in known.items()} if isinstance(known, dict) else {}
    age = canonical(record.get("modified", record.get("created", "")))
    parts = {name: moment for name, moment in times.items() if _PART in name}
    return {name: times.get(name, age) for name in sorted(record.keys() - BOOKKEEPING)} | parts


def texts(value: object) -> list[str]:
    """A list of texts; of anything else, an empty one."""
    return value if isinstance(value, list) and all(isinstance(one, str) for one in value) else []


def _parts(name: str, among: Iterable[str]) -> list[str]:
    """The names that texts in the list of a field have in `times`."""
    return [f"{name}{_PART}{text}" for text in sorted(among)]


def put_together(name: str, records: Iterable[Record]) -> list[str]:
    """The texts in a list that several records have: each is there or not as it was decided last.

    One of which nothing is known but that it is there stays. They stand in the order in which they were put in.
    """
    last: dict[str, tuple[str, bool]] = {}
    for record in records:
        present, times = texts(record.get(name)), times_of(record)
        decided = {part.removeprefix(f"{name}{_PART}") for part in times if part.startswith(f"{name}{_PART}")}
        for text in {*present, *decided}:
            here = times.get(f"{name}{_PART}{text}", ""), text in present
            last[text] = max(last.get(text, here), here)
    order = sorted(last, key=lambda text: (last[text][0], text))
    return [text for text in order if last[text][1]]


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
