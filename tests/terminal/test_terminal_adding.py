"""Adding many files in a terminal: progress, and stopping in the middle."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from pseudo_terminal import PseudoTerminal, environment

SLOW = """
import time
from reader.sources.cleaner import DirectCleaner
clean = DirectCleaner.clean
DirectCleaner.clean = lambda self, fetched: time.sleep(0.05) or clean(self, fetched)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four hundred articles."""
    made = tmp_path / "many"
    made.mkdir()
    for number in range(400):
        text = f"Berth {number} is free\n\nShip {number} left berth {number} at noon. Nobody saw it go.\n"
        (made / f"{number:03}.txt").write_text(text)
    return made


def piped(env: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-c", "from reader.cli.main import run; run()", *words]
    return subprocess.run(command, env=dict(env), capture_output=True, text=True, check=False)


def test_stopping_keeps_what_is_in_and_adding_again_goes_on(tmp_path: Path, folder: Path) -> None:
    """One line tells how many are in; the terminal is as before, the library sound."""
    env = environment(tmp_path / "library")
    with PseudoTerminal("add", str(folder), env=env, prelude=SLOW) as terminal:
        terminal.wait_for(" left")
        terminal.press("\x03")
        assert terminal.end() == 130
        assert terminal.modes_left == set()
        sent = terminal.sent.decode()
    assert " of 400 · " in sent
    assert "Traceback" not in sent
    told = sent.rpartition("newsmark: stopped: ")[2].partition(" are in; add them again to go on")[0]
    count = int(told.removesuffix(" of 400"))
    assert 0 < count < 400
    assert len(piped(env, "list").stdout.splitlines()) == count
    assert piped(env, "check").returncode == 0
    first = [str(folder / f"{number:03}.txt") for number in range(count + 1)]
    with PseudoTerminal("add", *first, env=env) as terminal:
        assert terminal.end() == 0
        assert f"1 new, {count} already in" in terminal.sent.decode()


def test_without_colour_the_bar_has_none(tmp_path: Path, folder: Path) -> None:
    """NO_COLOR counts."""
    env = environment(tmp_path / "library", NO_COLOR="1")
    with PseudoTerminal("add", str(folder), env=env, prelude=SLOW) as terminal:
        terminal.wait_for(" left")
        terminal.press("\x03")
        terminal.end()
        assert b"\x1b[9" not in terminal.sent
        assert b"\x1b[3" not in terminal.sent


def test_in_a_pipe_there_is_no_bar(tmp_path: Path, folder: Path) -> None:
    """Ids on standard output, and nothing else."""
    found = piped(environment(tmp_path / "library"), "add", *map(str, sorted(folder.iterdir())[:60]))
    assert (found.returncode, found.stderr) == (0, "")
    assert len(found.stdout.split()) == 60
