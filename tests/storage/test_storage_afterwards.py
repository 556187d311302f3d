"""What is taken into a large file when the program has ended."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from storage_samples import highlight, put_and_close

from reader.storage import shared_marks
from reader.storage.afterwards import afterwards
from reader.storage.marks import TinyMarkStore
from reader.storage.marks_file import HIGHLIGHTS, parse

_ENDS = """
import sys, time
from pathlib import Path
from reader.storage.afterwards import afterwards

def work():
    while not Path(sys.argv[1]).exists():
        time.sleep(0.005)
    try:
        terminal = open("/dev/tty")
    except OSError:
        terminal = None
    print("nobody reads this")
    Path(sys.argv[2]).write_text("with a terminal" if terminal else "without a terminal")

print(afterwards(work))
"""


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_nobody_waits_for_it_and_it_has_no_terminal(tmp_path: Path) -> None:
    """Who started the program reads its output to the end, although the work still goes on."""
    go_on, done = tmp_path / "go-on", tmp_path / "done"
    ended = subprocess.run([sys.executable, "-c", _ENDS, go_on, done], capture_output=True, timeout=30, check=True)
    assert (ended.stdout, ended.stderr) == (b"True\n", b"")
    assert not done.exists()
    go_on.touch()
    until(lambda: done.exists() and done.read_text() == "without a terminal")


def test_what_goes_wrong_in_it_ends_only_that(tmp_path: Path) -> None:
    def fail() -> None:
        (tmp_path / "begun").touch()
        raise ZeroDivisionError

    assert afterwards(fail)
    until((tmp_path / "begun").exists)


def test_where_no_process_can_be_made_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError

    monkeypatch.setattr("os.fork", refuse)
    assert not afterwards(lambda: None)


@pytest.mark.parametrize("forks", [True, False])
def test_a_large_file_takes_the_journal_in_when_the_program_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forks: bool
) -> None:
    """Also where there can be no other process; another copy may go on writing meanwhile."""
    path = tmp_path / "marks.json"
    put_and_close(path, highlight("first"))
    monkeypatch.setattr(shared_marks, "_LARGE", 0)
    if not forks:
        monkeypatch.setattr("reader.storage.afterwards.afterwards", lambda _: False)
    store = TinyMarkStore(path, patient=True)
    store.put_highlight(highlight("second", start=40))
    store.close()
    other = TinyMarkStore(path)
    other.put_highlight(highlight("third", start=80))
    until(
        lambda: {"first", "second"} <= {str(one["id"]) for one in parse(path.read_bytes()).tables[HIGHLIGHTS].values()}
    )
    assert [one.id for one in TinyMarkStore(path).highlights()] == ["first", "second", "third"]


def test_a_command_takes_it_in_before_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "marks.json"
    put_and_close(path, highlight("first"))
    monkeypatch.setattr(shared_marks, "_LARGE", 0)
    put_and_close(path, highlight("second", start=40))
    assert len(parse(path.read_bytes()).highlights) == 2
