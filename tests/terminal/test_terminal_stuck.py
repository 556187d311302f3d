"""The app on a terminal that takes nothing: one that ctrl+s has stopped, or whose window hangs and reads no more."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from pseudo_terminal import PseudoTerminal, environment

from reader.storage.marks import TinyMarkStore

LINES = "\n\n".join(f"The talks broke off on day {number}, said the chair of the board." for number in range(200))
ARTICLE = f"Harbour strike enters third week\n\n{LINES}\n"
STUCK: dict[str, Callable[[PseudoTerminal], None]] = {"held": PseudoTerminal.hold, "not read": lambda _: None}
AT_MOST = 3.0
"""Seconds from the signal to the end, of which it takes half a one; the machine may be busy."""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (place := tmp_path / "strike.txt").write_text(ARTICLE, encoding="utf-8")
    library = tmp_path / "library"
    command = [sys.executable, "-P", "-c", "from reader.cli.main import run; run()", "add", str(place)]
    subprocess.run(command, env=environment(library), capture_output=True, check=True)
    return library


def ended(terminal: PseudoTerminal, number: signal.Signals) -> int:
    """Send the signal; the exit code. Nothing is read until the end."""
    end = time.monotonic() + AT_MOST
    terminal.signal(number)
    while time.monotonic() < end:
        found = os.waitid(os.P_PID, terminal.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if found is not None:
            return terminal.end()
        time.sleep(0.02)
    message = "it did not end"
    raise AssertionError(message)


@pytest.mark.parametrize("stuck", STUCK)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_note_that_is_being_typed_is_kept(library: Path, stuck: str, number: signal.Signals) -> None:
    """The app draws more than the terminal has room for, waits, and obeys the signal all the same."""
    with PseudoTerminal(env=environment(library), size=(120, 40)) as terminal:
        terminal.wait_for("1 of 1")
        terminal.press("\r")
        terminal.wait_for("min left")
        terminal.press("H")
        terminal.wait_for("this sentence")
        terminal.press("Ha")
        terminal.wait_for("keeps the note")
        terminal.press("precious")
        terminal.quiet()
        STUCK[stuck](terminal)
        for size in range(60):
            with suppress(OSError):
                terminal.resize(80 + size, 40)
                terminal.press("x")
            time.sleep(0.03)
        assert ended(terminal, number) == 128 + number
        terminal.assert_restored()
    (one,) = TinyMarkStore(library / "marks.json").highlights()
    assert one.note.startswith("precious")


def test_a_terminal_that_takes_nothing_from_the_start_is_left(library: Path) -> None:
    """Before the first row is on the screen."""
    with PseudoTerminal(env=environment(library)) as terminal:
        terminal.hold()
        terminal.pass_time(1)
        assert ended(terminal, signal.SIGTERM) == 128 + signal.SIGTERM
        assert terminal.attributes_left == []
