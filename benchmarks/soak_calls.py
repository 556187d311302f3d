"""Marks under a kill at each call to the system that writes, flushes, renames, links or removes.

python benchmarks/soak_calls.py [--step 1] [--folder DIR]

A process makes, changes and removes marks, takes the journal in again and again, and ends; it tells each act once it is
on disk. It is killed before its n-th call, after it, and in the middle of it if that is a write, for each n in steps
until it comes through. Then a fresh copy must read every mark that was told, and no other but the one in flight, stock
TinyDB must read the file, and no temporary file may be left. Exits with 1 if anything is otherwise.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from reader.domain.errors import StorageError
from reader.domain.mark import Highlight, HighlightKind, TextPosition, TextQuote
from reader.storage import shared_marks
from reader.storage.marks import TinyMarkStore

_NOW = datetime(2026, 3, 14, 10, 42, tzinfo=UTC)
_CALLS = ("write", "fsync", "rename", "replace", "link", "unlink", "ftruncate", "fchmod", "open")
WAYS = ("before", "after", "within")
_KILLED = 9

Told = dict[str, str]
"""Notes by the id of their highlight."""


def highlight(identifier: str, note: str) -> Highlight:
    """A highlight with this note."""
    quote, position = TextQuote("the night ferry"), TextPosition(5, 20, "d" * 64)
    return Highlight(identifier, "art0000001", quote, position, HighlightKind.PLAIN, note, (), _NOW, _NOW)


def acts(store: TinyMarkStore, tell: Callable[[str, str, str], None]) -> None:
    """What the process does; each act is told as begun and as done, with the note that then stands."""
    for number in range(6):
        for key, note in ((f"new{number}", "n" * 900), (f"new{number}", f"changed {number}"), (f"old{number}", "")):
            tell("try", key, note)
            if note:
                store.put_highlight(highlight(key, note))
            else:
                store.remove_highlight(key)
            tell("did", key, note)
        if number % 2:
            store.close()
    store.close()


class Killer:
    """Counts the calls, and ends the process at one of them as a kill does: nothing is cleared up."""

    def __init__(self, at: int, way: str) -> None:
        self._left = at
        self._way = way
        for name in _CALLS:
            setattr(os, name, self.wrapped(name, getattr(os, name)))

    def wrapped(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call, counted."""

        def counted(*values: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the call takes and gives
            self._left -= 1
            if self._left:
                return call(*values, **named)
            if self._way == "within" and name == "write":
                call(values[0], values[1][: len(values[1]) // 2])
            elif self._way == "after":
                call(*values, **named)
            os._exit(_KILLED)

        return counted


def told_until_killed(
    at: int, way: str, work: Callable[[Killer, Callable[[Any], None]], None]
) -> tuple[bool, list[Any]]:
    """Work in a process that is killed; whether it came to its n-th call, and what it told before.

    Args:
        at: the number of the call, from 1.
        way: whether it is killed before, after or within that call.
        work: gets the killer, which can count more than the calls to the system, and what tells a value; the calls of
            telling are not counted.

    Raises:
        RuntimeError: it ended in another way.
    """
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        say = os.write

        def tell(value: Any) -> None:  # noqa: ANN401 - whatever JSON takes
            say(mouth, json.dumps(value).encode() + b"\n")

        try:
            work(Killer(at, way), tell)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(mouth)
    with os.fdopen(ear, encoding="utf-8") as lines:
        told = [json.loads(line) for line in lines]
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code not in (0, _KILLED):
        message = f"the process that was to be killed {way} call {at} ended with {code}"
        raise RuntimeError(message)
    return code == _KILLED, told


def killed(path: Path, at: int, way: str) -> tuple[bool, Told, str]:
    """Run the process on a fresh file; whether it came to its n-th call, what it told, and the act in flight."""
    store = TinyMarkStore(path)
    known = {f"old{number}": f"kept {number}" for number in range(6)}
    for key, note in known.items():
        store.put_highlight(highlight(key, note))
    store.close()

    def work(_: Killer, tell: Callable[[Any], None]) -> None:
        shared_marks._SMALL = 1500  # noqa: SLF001 - so that the journal is often taken in
        acts(TinyMarkStore(path), lambda *words: tell(words))

    reached, told = told_until_killed(at, way, work)
    known |= {key: note for what, key, note in told if what == "did"}
    in_flight = told[-1][1] if told and told[-1][0] == "try" else ""
    return reached, known, in_flight


def faults(path: Path, known: Told, in_flight: str) -> list[str]:
    """What a fresh copy does not find as it was told, and what stock TinyDB does not."""
    store = TinyMarkStore(path)
    try:
        found = {mark.id: mark.note for mark in store.highlights()}
        wrong = [key for key in {**known, **found} if known.get(key, "") != found.get(key, "") and key != in_flight]
        told = [*(f"{key} is not as it was told" for key in wrong), *store.faults()]
        left = [f"{file.name} is left" for file in path.parent.glob(".*.tmp")]
        store.put_highlight(highlight("fresh", "afterwards"))
        store.close()
    except StorageError as error:
        return [str(error)]
    with TinyDB(path, access_mode="r") as database:
        kept = {record["id"] for record in database.table("highlights")}
    return [*told, *left, *(["stock TinyDB reads other marks"] if kept != {*found, "fresh"} else [])]


def main() -> int:
    """Kill at each call; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--step", type=int, default=1, help="kill at one of so many calls only")
    parser.add_argument("--folder")
    arguments = parser.parse_args()
    kills = bad = 0
    for way in WAYS:
        reached, at = True, 1
        while reached:
            with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
                path = Path(folder) / "marks.json"
                reached, known, in_flight = killed(path, at, way)
                found = faults(path, known, in_flight)
            kills += reached
            bad += bool(found)
            for fault in found[:3]:
                print(f"killed {way} call {at}: {fault}")
            at += arguments.step
    print(f"{kills} kills, {bad} with a fault")
    return 1 if bad or not kills else 0


if __name__ == "__main__":
    sys.exit(main())
