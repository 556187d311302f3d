"""Marks on a disk that refuses one call to the system, or all from one on, with each error that a disk has.

python benchmarks/soak_refusals.py [--step 1] [--folder DIR]

A program makes, changes and removes marks, takes the journal in, undoes, and ends. Its n-th call that opens, writes,
flushes, renames, links or removes a file is refused, for each n in steps until it comes through; a write is refused
after half of it. What is refused must be told in one line with what to do, and leave the marks as they were; a program
that goes on running must show its marks all the same, if they could be read, and put them on disk once that takes them.
What was told to be done must be on disk. Exits with 1 if anything is otherwise.
"""

import argparse
import errno
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from soak_calls import highlight
from tinydb import TinyDB

from reader.clock import SystemClock
from reader.domain.errors import StorageError
from reader.domain.history import Change, Step
from reader.domain.mark import RULE
from reader.storage import shared_marks
from reader.storage.marks import TinyMarkStore
from reader.storage.past import HistoryFile

_CALLS = ("write", "fsync", "rename", "replace", "link", "unlink", "ftruncate", "fchmod", "open", "mkdir")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT)

Notes = dict[str, str]
"""Notes by the id of their highlight."""


class Refuser:
    """Counts the calls, and refuses the n-th one, or all from that on, until it is lifted."""

    def __init__(self, at: int, code: int, *, lasting: bool) -> None:
        self._left = at
        self._code = code
        self._lasting = lasting
        self.reached = self.lifted = False

    @contextmanager
    def placed(self) -> Iterator[None]:
        """In the way of all calls, until the block ends."""
        calls = {name: getattr(os, name) for name in _CALLS}
        for name, call in calls.items():
            setattr(os, name, self._wrapped(name, call))
        try:
            yield
        finally:
            for name, call in calls.items():
                setattr(os, name, call)

    def _wrapped(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*values: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the call takes and gives
            self._left -= 1
            if self.lifted or self._left > 0 or (self._left < 0 and not self._lasting):
                return call(*values, **named)
            if name == "open" and not self._is_for_writing(values):
                return call(*values, **named)
            self.reached = True
            if name == "write":
                call(values[0], values[1][: len(values[1]) // 2])
            raise OSError(self._code, os.strerror(self._code))

        return counted

    def _is_for_writing(self, values: tuple[Any, ...]) -> bool:
        return self._code == errno.EIO or bool(values[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def acts(number: int) -> list[tuple[str, str]]:
    """What is done in a round: the id of a highlight, and its note then; none if it is removed."""
    return [(f"new{number}", "n" * 900), (f"new{number}", f"changed {number}"), (f"old{number}", "")]


def put(store: TinyMarkStore, key: str, note: str) -> None:
    """Make it so."""
    if note:
        store.put_highlight(highlight(key, note))
    else:
        store.remove_highlight(key)


def notes(store: TinyMarkStore) -> Notes:
    """What a store shows."""
    return {mark.id: mark.note for mark in store.highlights()}


def is_readable(store: TinyMarkStore) -> bool:
    """False if the disk gives nothing back."""
    try:
        notes(store)
    except StorageError:
        return False
    return True


def tried(path: Path, refuser: Refuser, *, patient: bool) -> list[str]:
    """Work on a fresh library; what went wrong."""
    store = TinyMarkStore(path)
    known = {f"old{number}": f"kept {number}" for number in range(4)}
    for key, note in known.items():
        put(store, key, note)
    store.close()
    found: list[str] = []
    refused: dict[str, set[str | None]] = {}
    with refuser.placed():
        store, past = TinyMarkStore(path, patient=patient), HistoryFile(path.with_name("history.jsonl"))
        for number in range(4):
            for key, note in acts(number):
                with suppress(StorageError):
                    past.announce(Change(key, (Step(None, highlight(key, note)),)), SystemClock().now())
                try:
                    put(store, key, note)
                    known = {**known, key: note} if note else {name: known[name] for name in known if name != key}
                    refused.pop(key, None)
                except StorageError as error:
                    refused.setdefault(key, {known.get(key)}).add(note or None)
                    if (patient and is_readable(store)) or "\n" in str(error) or "; " not in str(error):
                        found.append(f"{key}: {error!r}")
                with suppress(StorageError):
                    if notes(store) != known and not (refuser.reached and not patient):
                        found.append(f"{key} is not shown as it was told")
            if number % 2:
                store.close()
        if patient and refuser.reached:
            refuser.lifted = True
            store.retry()
            if store.unwritten():
                found.append(f"still waiting: {store.unwritten()}")
        store.close()
    return found + wrong(path, known, refused)


def wrong(path: Path, known: Notes, refused: Mapping[str, Collection[str | None]]) -> list[str]:
    """What a fresh copy does not find as it was told, and what stock TinyDB does not.

    What was refused for good may be there or not: a disk that takes a line and fails then need not let go of it; an
    earlier note may then stand beside the later one.
    """
    store = TinyMarkStore(path)
    try:
        found = notes(store)
        told = [
            f"{key} is not on disk as told"
            for key in {**known, **found}
            if found.get(key) not in refused.get(key, [known.get(key)])
            and known.get(key) not in found.get(key, "").split(RULE)
        ]
        told += store.faults()
        told += HistoryFile(path.with_name("history.jsonl")).faults()
        store.put_highlight(highlight("fresh", "afterwards"))
        store.close()
    except StorageError as error:
        return [str(error)]
    left = [f"{file.name} is left" for file in path.parent.glob(".marks*.tmp")]
    with TinyDB(path, access_mode="r") as database:
        kept = {record["id"] for record in database.table("highlights")}
    return [*told, *left, *(["stock TinyDB reads other marks"] if kept != {*found, "fresh"} else [])]


def main() -> int:
    """Refuse each call; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--step", type=int, default=1, help="refuse one of so many calls only")
    parser.add_argument("--folder")
    arguments = parser.parse_args()
    shared_marks._SMALL = 1500  # noqa: SLF001 - so that the journal is often taken in
    refusals = bad = 0
    ways = [(code, lasting, patient) for code in ERRORS for lasting in (False, True) for patient in (False, True)]
    for code, lasting, patient in ways:
        refuser, at = Refuser(1, code, lasting=lasting), 1
        refuser.reached = True
        while refuser.reached:
            refuser = Refuser(at, code, lasting=lasting)
            with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
                found = tried(Path(folder) / "marks.json", refuser, patient=patient)
            refusals += refuser.reached
            bad += bool(found)
            for fault in found[:3]:
                print(f"{errno.errorcode[code]} at call {at}{' and on' * lasting}{', patient' * patient}: {fault}")
            at += arguments.step
    print(f"{refusals} refusals, {bad} with a fault")
    return 1 if bad or not refusals else 0


if __name__ == "__main__":
    sys.exit(main())
