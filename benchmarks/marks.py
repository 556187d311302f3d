"""What it costs to make a mark durable, beside stock TinyDB and bare SQLite, in one run.

python benchmarks/marks.py [--sizes 1000 10000 50000] [--rounds 100] [--turn 1]

Prints two tables, a row a size, times in milliseconds. The first: one durable insert of a record of about 620 bytes, by
wall time (the median) and processor time (the mean), without and with its line in the history, beside SQLite (WAL,
synchronous=FULL) and stock TinyDB, with ratios of the medians. The second: opening, taking the journal in, and seeing
that another copy made a mark, or took the journal in. Ours and SQLite's inserts are done by turns, one by one: neither
finds the processor's caches, or the disk, as it left them, as it is between two marks of a reader. With `--turn 10`
there are ten of each in a row.
"""

import argparse
import json
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median
from time import perf_counter, process_time

from tinydb import TinyDB
from tinydb.storages import JSONStorage

from reader.domain.history import Change, Step
from reader.domain.mark import Highlight, HighlightKind, TextPosition, TextQuote
from reader.storage.mark_records import highlight_record
from reader.storage.marks import TinyMarkStore
from reader.storage.marks_file import HIGHLIGHTS, layout
from reader.storage.past import HistoryFile

_NOW = datetime(2026, 3, 14, 10, 42, tzinfo=UTC)
_STOCK_ROUNDS = 5


def sample(number: int) -> Highlight:
    """A highlight with a note, of about 620 bytes."""
    words = "nobody on the quay had seen the night ferry leave, and the harbour master would not say why"
    return Highlight(
        f"hl{number:08d}",
        f"art{number % 997:07d}",
        TextQuote(words, words[:40], words[:40]),
        TextPosition(number, number + len(words), "d" * 64),
        HighlightKind.CLAIM,
        f"{words}; asked again on day {number}",
        ("ferries", "harbour"),
        _NOW,
        _NOW,
    )


class Costs:
    """What many acts cost, each measured by itself."""

    def __init__(self) -> None:
        self._walls: list[float] = []
        self._cpus: list[float] = []

    def add(self, act: Callable[..., object], *values: object) -> None:
        """Do an act once more."""
        cpu, wall = process_time(), perf_counter()
        act(*values)
        self._walls.append((perf_counter() - wall) * 1e3)
        self._cpus.append((process_time() - cpu) * 1e3)

    def add_each(self, act: Callable[[int], object], numbers: range) -> None:
        """Do an act with each number."""
        for number in numbers:
            self.add(act, number)

    @property
    def wall(self) -> float:
        """Milliseconds of time, the median."""
        return median(self._walls)

    @property
    def cpu(self) -> float:
        """Milliseconds of the processor, the mean."""
        return mean(self._cpus)

    def __str__(self) -> str:
        return f"{self.wall:.2f} wall, {self.cpu:.2f} cpu"


def timed(act: Callable[..., object], *values: object, rounds: int = 1) -> Costs:
    """What an act costs, done so many times."""
    costs = Costs()
    for _ in range(rounds):
        costs.add(act, *values)
    return costs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--turn", type=int, default=1, help="inserts of each in a row")
    parser.add_argument("--folder", help="where to write; by default the folder for temporary files")
    arguments = parser.parse_args()
    print(_row("marks", "ours", "with history", "SQLite", "ours / SQLite", "with history / SQLite", "TinyDB", "/ ours"))
    others = []
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            others.append(_measure(Path(folder), size, arguments.rounds, arguments.turn))
    print()
    print(_row("marks", "opening", "taking the journal in", "seeing a mark", "seeing the journal taken in"))
    for other in others:
        print(other)


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _measure(folder: Path, size: int, rounds: int, turn: int) -> str:
    """Print the first row of a size; the second."""
    records = {str(number + 1): highlight_record(sample(number)) for number in range(size)}
    path = folder / "marks.json"
    path.write_bytes(layout({HIGHLIGHTS: records}))
    store = TinyMarkStore(path)
    opening = timed(store.highlights)
    database = _sqlite(folder / "marks.sqlite", records)
    store.put_highlight(sample(size))  # begins the journal
    _insert(database, size)
    past = HistoryFile(folder / "history.jsonl")
    mine, whole, sqlite = Costs(), Costs(), Costs()
    for first in range(size + 1, size + 1 + 2 * rounds, 2 * turn):
        these, those = range(first, first + turn), range(first + turn, first + 2 * turn)
        whole.add_each(lambda number: _act(store, past, sample(number)), these)
        sqlite.add_each(lambda number: _insert(database, number), these)
        mine.add_each(lambda number: store.put_highlight(sample(number)), those)
        sqlite.add_each(lambda number: _insert(database, number), those)
    other = TinyMarkStore(path)
    other.highlights()
    store.put_highlight(replace(sample(0), note="seen elsewhere"))
    seeing = timed(other.version)
    taking_in = timed(store.close)
    seeing_that = timed(other.version)
    stock = _stock(folder / "stock.json", records)
    ratios = f"{mine.wall / sqlite.wall:.2f}", f"{whole.wall / sqlite.wall:.2f}"
    print(_row(f"{size:,}", mine, whole, sqlite, *ratios, stock, f"{stock.wall / mine.wall:.0f}"), flush=True)
    return _row(f"{size:,}", opening, taking_in, seeing, seeing_that)


def _act(store: TinyMarkStore, past: HistoryFile, highlight: Highlight) -> None:
    """A mark, and before it its line in the history that a later run undoes by."""
    past.announce(Change("highlighted a passage", (Step(None, highlight),)), _NOW)
    with store.at_once():
        store.put_highlight(highlight)


def _sqlite(path: Path, records: dict[str, dict[str, object]]) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE mark (id TEXT PRIMARY KEY, article TEXT, record TEXT)")
    database.execute("CREATE INDEX mark_article ON mark (article)")
    database.execute("BEGIN")
    rows = ((one["id"], one["article_id"], json.dumps(one)) for one in records.values())
    database.executemany("INSERT INTO mark VALUES (?, ?, ?)", rows)
    database.execute("COMMIT")
    return database


def _insert(database: sqlite3.Connection, number: int) -> None:
    record = highlight_record(sample(number))
    row = (record["id"], record["article_id"], json.dumps(record))
    database.execute("INSERT INTO mark VALUES (?, ?, ?)", row)


def _stock(path: Path, records: dict[str, dict[str, object]]) -> Costs:
    path.write_text(json.dumps({HIGHLIGHTS: records}), encoding="utf-8")
    with TinyDB(path, storage=JSONStorage) as database:
        table = database.table(HIGHLIGHTS)
        return timed(table.insert, highlight_record(sample(0)), rounds=_STOCK_ROUNDS)


if __name__ == "__main__":
    main()
