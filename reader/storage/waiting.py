"""Edits that the disk refused, made anew on what other copies have written meanwhile."""

from collections.abc import Mapping
from datetime import datetime

from reader.domain.mark import both_notes, both_tags
from reader.storage.journal import Edit
from reader.storage.mark_acts import MarkAct, begun
from reader.storage.mark_records import Record
from reader.storage.mark_times import BOOKKEEPING
from reader.storage.marks_file import ARTICLES, REMOVED
from reader.storage.marks_state import MarksState

Key = tuple[str, str]
"""A table and a record's own id."""

_OWN = BOOKKEEPING - {"modified"}
_ON_ARTICLES: Record = {"tags": [], "note": "", "restored": [], "removed": []}
"""What is written on an article, if it is nothing."""


def made_anew(
    state: MarksState, waiting: list[Edit], origins: Mapping[Key, Record | None], now: datetime
) -> list[Edit]:
    """The edits that make on the marks what the waiting ones made on their origins.

    What both sides changed is put together: both notes are kept, and the tags that either gave. A record that was
    removed elsewhere stays away, and one that was removed here goes, unless it has a note that the other side wrote.

    Args:
        state: the marks on disk.
        waiting: what was made in memory, in order.
        origins: the records as they were before that; None for those that were not there.
        now: the moment.
    """
    last = {(edit.table, edit.key): edit.record for edit in waiting if edit.table != REMOVED}
    moved = {key: record for key, record in last.items() if state.record(*key) != origins[key]}
    names = {*moved, *((REMOVED, f"{table}/{key}") for table, key in moved)}
    edits: list[Edit] = []
    act = begun(state, edits, now)
    for key, mine in moved.items():
        _make(act, key, origins[key], mine)
    return [*(edit for edit in waiting if (edit.table, edit.key) not in names), *edits]


def _make(act: MarkAct, key: Key, origin: Record | None, mine: Record | None) -> None:
    present, was = act.record(*key), origin or {}
    there: Record = dict(present or {})
    if mine is None and key[0] == ARTICLES:
        mine = {**was, **_ON_ARTICLES}
    if mine is None:
        if there.get("note", "") == was.get("note", ""):
            act.remove(*key)
        return
    if present is None and origin is not None and mine.get("note", "") == was.get("note", ""):
        return
    fields = {
        name: _both(name, was.get(name), value, there.get(name))
        for name, value in mine.items()
        if name not in _OWN and (present is None or was.get(name) != value)
    }
    if key[0] == ARTICLES and not any({**there, **fields}.get(name) for name in _ON_ARTICLES):
        act.remove(*key)
    else:
        act.put(*key, fields)


def _both(name: str, was: object, mine: object, theirs: object) -> object:
    """A field that was changed here, and may have been elsewhere."""
    if theirs is None or theirs == was:
        return mine
    if name == "note":
        return both_notes(str(was or ""), str(mine), str(theirs))
    if isinstance(mine, list) and isinstance(theirs, list):
        return [*both_tags(tuple(was) if isinstance(was, list) else (), tuple(mine), tuple(theirs))]
    return mine
