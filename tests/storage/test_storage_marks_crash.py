"""Marks outlive kills, full disks and other writers."""

import random
import signal
import time
from pathlib import Path

import pytest
from storage_samples import NOW, WRITER, highlight, start_python
from tinydb import TinyDB

from reader.domain.errors import StorageError
from reader.storage.locking import exclusive
from reader.storage.marks import TinyMarkStore
from reader.storage.shared_marks import SharedMarks

FULL_DISK = """
import resource, sys
from pathlib import Path
from storage_samples import highlight
from reader.domain.errors import StorageError
from reader.storage.marks import TinyMarkStore
store = TinyMarkStore(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    for number in range(1000):
        store.put_highlight(highlight(f"hl{number}", note="n" * 2000))
        print(f"hl{number}", flush=True)
except StorageError as error:
    print(f"{len(store.highlights())} {error}", file=sys.stderr)
"""


def ids_on_disk(path: Path) -> set[str]:
    """What a fresh copy reads; stock TinyDB must read the same once that copy has taken the journal in."""
    shared = SharedMarks(path, lambda: NOW)
    with shared.read() as state:
        found = set(state.marks.highlights)
    shared.compact()
    with TinyDB(path, access_mode="r") as database:
        assert {record["id"] for record in database.table("highlights")} == found
    return found


def test_every_acknowledged_mark_outlives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "marks.json"
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    acknowledged: set[str] = set()
    for number in range(15):
        writer = start_python(WRITER, str(path), f"r{number}x", "100000")
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(chance.uniform(0, 0.06))
        writer.send_signal(signal.SIGKILL)
        rest, _ = writer.communicate()
        acknowledged |= {line for line in (first + rest).split("\n")[:-1] if line}
        assert acknowledged <= ids_on_disk(path)
    assert len(acknowledged) >= 15
    assert list(TinyMarkStore(path).faults()) == []
    assert not list(tmp_path.glob(".*.tmp"))


def test_three_processes_lose_nothing_to_each_other(tmp_path: Path) -> None:
    path = tmp_path / "marks.json"
    writers = [start_python(WRITER, str(path), name, "30") for name in "abc"]
    for writer in writers:
        _, errors = writer.communicate()
        assert writer.returncode == 0, errors
    assert ids_on_disk(path) == {f"{name}{number}" for name in "abc" for number in range(30)}


def test_a_full_disk_is_one_clear_line_and_the_old_marks_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "marks.json"
    program = start_python(FULL_DISK, str(path))
    output, errors = program.communicate()
    acknowledged = set(output.split())
    assert acknowledged
    assert errors.startswith(f"{len(acknowledged)} ")
    assert "may not grow any further" in errors
    assert errors.count("\n") == 1
    assert ids_on_disk(path) == acknowledged
    assert not list(tmp_path.glob(".*.tmp"))


def test_a_lock_that_is_held_is_told_after_a_while(tmp_path: Path) -> None:
    path = tmp_path / "marks.json"
    with exclusive(path), pytest.raises(StorageError, match="in use by another copy"), exclusive(path, patience=0.05):
        pass
    TinyMarkStore(path).put_highlight(highlight())


def test_importing_the_stores_loads_nothing_heavy() -> None:
    program = "import sys, reader.storage.marks, reader.storage.articles\nprint(*sys.modules)"
    output, _ = start_python(program).communicate()
    loaded = set(output.split())
    assert "reader.storage.marks" in loaded
    assert not loaded & {"tinydb", "asyncio", "textual", "tempfile"}
