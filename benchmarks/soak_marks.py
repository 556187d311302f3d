"""Marks under kill -9, full disks and many writers, for as long as you like.

python benchmarks/soak_marks.py [--rounds 500] [--writers 3] [--marks 50] [--folder DIR]

Each round starts a process that makes, changes and removes marks and tells each act once it is on disk; it is killed
at a random moment, and in every tenth round its files may not grow past a limit. Then a fresh copy must read every mark
that was told, and no other but the one in flight. In every other tenth round, several writers at once must lose nothing
to each other. Exits with 1 if a mark was lost, came back, or could not be read.
"""

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from reader.domain.errors import StorageError
from reader.domain.mark import Highlight, HighlightKind, TextPosition, TextQuote
from reader.storage import shared_marks
from reader.storage.marks import TinyMarkStore

_NOW = datetime(2026, 3, 14, 10, 42, tzinfo=UTC)


def highlight(identifier: str, note: str) -> Highlight:
    """A highlight with this note."""
    quote, position = TextQuote("the night ferry"), TextPosition(5, 20, "d" * 64)
    return Highlight(identifier, "art0000001", quote, position, HighlightKind.PLAIN, note, (), _NOW, _NOW)


def write(path: Path, name: str, count: int, limit: int) -> None:
    """Make, change and remove marks, telling each act before and after; a refused one is told as such."""
    shared_marks._SMALL = 20_000  # noqa: SLF001 - so that the journal is often taken in
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    chance = random.Random(name)  # noqa: S311 - moments, not secrets
    store = TinyMarkStore(path)
    keys: list[str] = []
    for number in range(count):
        key = chance.choice(keys) if keys and chance.random() < 0.4 else f"{name}x{number}"
        remove = key in keys and chance.random() < 0.5
        note = "n" * chance.randint(0, 3000) + str(number)
        print("TRY", key, flush=True)
        try:
            if remove:
                store.remove_highlight(key)
                keys.remove(key)
            else:
                store.put_highlight(highlight(key, note))
                keys.append(key)
        except StorageError:
            print("NOT", key, flush=True)
            continue
        print("DEL" if remove else "PUT", key, "" if remove else note[-20:], flush=True)
        if chance.random() < 0.03:
            store.close()
    store.close()


def start(path: Path, name: str, count: int, limit: int = 0) -> subprocess.Popen[str]:
    """Write in a process of its own."""
    options = ["--write", str(path), "--name", name, "--marks", str(count), "--limit", str(limit)]
    return subprocess.Popen([sys.executable, __file__, *options], stdout=subprocess.PIPE, text=True)  # noqa: S603


def told(output: str, known: dict[str, str]) -> set[str]:
    """Note what was told to be on disk; the keys of the acts of which nothing was told."""
    open_acts: set[str] = set()
    for line in output.split("\n")[:-1]:
        act, key, *note = line.split(" ")
        if act == "TRY":
            open_acts.add(key)
            continue
        open_acts.discard(key)
        if act == "PUT":
            known[key] = note[0]
        elif act == "DEL":
            known.pop(key, None)
    return open_acts


def faults(path: Path, known: dict[str, str], in_flight: set[str]) -> list[str]:
    """What a fresh copy does not read as it was told; `known` becomes what is there."""
    store = TinyMarkStore(path)
    try:
        found = {mark.id: mark.note[-20:] for mark in store.highlights()}
    except StorageError as error:
        return [str(error)]
    wrong = [key for key in {**known, **found} if known.get(key) != found.get(key) and key not in in_flight]
    left = [file.name for file in path.parent.glob(".*.tmp")]
    known.clear()
    known.update(found)
    return [*(f"{key} is not as it was told" for key in wrong), *left, *store.faults()]


def main() -> int:
    """Run the rounds; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--writers", type=int, default=3)
    parser.add_argument("--marks", type=int, default=50)
    parser.add_argument("--folder")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--name", default="", help=argparse.SUPPRESS)
    parser.add_argument("--limit", type=int, default=0, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        write(arguments.write, arguments.name, arguments.marks, arguments.limit)
        return 0
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        return _soak(Path(folder) / "marks.json", arguments)


def _soak(path: Path, arguments: argparse.Namespace) -> int:
    chance = random.Random(1)  # noqa: S311 - moments, not secrets
    known: dict[str, str] = {}
    acts = bad = 0
    for number in range(arguments.rounds):
        if number % 10 == 9:
            writers = [start(path, f"r{number}w{one}", arguments.marks) for one in range(arguments.writers)]
            outputs = [writer.communicate()[0] for writer in writers]
        else:
            limit = path.stat().st_size + 30_000 if number % 10 == 4 and path.exists() else 0
            writer = start(path, f"r{number}", 1_000_000, limit)
            first = writer.stdout.readline() if writer.stdout else ""
            time.sleep(chance.uniform(0, 0.4))
            os.kill(writer.pid, signal.SIGKILL)
            outputs = [first + writer.communicate()[0]]
        in_flight = set().union(*(told(output, known) for output in outputs))
        acts += sum(output.count("\nPUT ") + output.count("\nDEL ") for output in outputs)
        found = faults(path, known, in_flight)
        bad += bool(found)
        for fault in found[:3]:
            print(f"round {number}: {fault}")
    print(f"{arguments.rounds} rounds, {acts} acts told, {len(known)} marks at the end, {bad} rounds with a fault")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
