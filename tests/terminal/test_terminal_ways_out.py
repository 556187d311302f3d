"""A bug at any point, and a terminal that is closed at an exact one: the program ends, and lets go of the terminal."""

import signal
import time
from pathlib import Path

import pytest
from pseudo_terminal import PseudoTerminal, environment

pytest_plugins = ("terminal_fixtures",)

BUG = """
import {module} as module
def broken(*_, **named):
    raise ZeroDivisionError("a bug of ours")
module.{name} = broken
"""
BUGS = {
    "the list is mounted": ("reader.ui.screens.list_screen", "ListScreen.on_mount"),
    "the app is mounted": ("reader.ui.app", "NewsmarkApp._begin"),
    "the terminal is taken": ("textual.drivers.linux_driver", "LinuxDriver._request_terminal_sync_mode_support"),
    "the marks are read": ("reader.ui.acts.awaiting_marks", "AwaitingMarks._read_all"),
}
BUG_DRAWING = ("reader.ui.screens.list_screen", "ListScreen._draw_row")
BUG_LEAVING = ("reader.ui.screens.list_screen", "ListScreen.remember")

AT = """
import select, sys
from functools import wraps
import {module} as module
act = module.{name}
@wraps(act)
def told(*values, **named):
    if not seen:
        seen.append(1)
        {hold}
    return act(*values, **named)
seen = []
module.{name} = told
"""
CLOSED = "sys.__stderr__.write('[here]'); sys.__stderr__.flush(); it = select.poll(); it.register(0, 0); it.poll()"
"""Says where it is, and goes on when the terminal is closed: nothing else wakes it up."""

NO_SIGNAL = """
import signal
listen = signal.signal
signal.signal = lambda number, act: listen(number, signal.SIG_IGN if number == signal.SIGHUP else act)
signal.signal(signal.SIGHUP, None)
"""
"""As for a program that is not told by a signal, because it does not belong to the session of the terminal."""

PRELUDE = """
import sys, threading
def note(*what):
    open({path!r}, "a").write(repr(what))
sys.excepthook = threading.excepthook = note
"""
POINTS = {
    "before it is taken": "reader.ui.first_rows.FirstRows.paint",
    "keys move the cursor": "reader.ui.first_rows.FirstRows.answer_keys",
    "it is handed over": "reader.ui.first_rows.FirstRows.hand_over",
    "a thread that writes": "textual.drivers._writer_thread.WriterThread.start",
    "the keyboard is asked": "textual.drivers.linux_driver.LinuxDriver._request_terminal_sync_mode_support",
    "the list is mounted": "reader.ui.screens.list_screen.ListScreen.on_mount",
    "it is given back": "textual.drivers.linux_driver.LinuxDriver.stop_application_mode",
    "the library is closed": "reader.storage.marks.TinyMarkStore.close",
}
SOON = 3.0
"""Seconds."""


def told_in_one_line(terminal: PseudoTerminal, library: Path) -> None:
    """See that a bug has ended the program, and what of it is to be seen."""
    assert terminal.end() == 1
    terminal.assert_restored()
    assert "an error of the program ended it" in terminal.after_screen
    assert terminal.after_screen.count("\n") == 0
    assert "a bug of ours" in (library / "crash.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("point", BUGS.values(), ids=BUGS)
def test_a_bug_while_it_starts(library: Path, point: tuple[str, str]) -> None:
    """One line and a file."""
    module, name = point
    with PseudoTerminal(env=environment(library), prelude=BUG.format(module=module, name=name)) as terminal:
        told_in_one_line(terminal, library)


def test_a_bug_while_it_draws(library: Path) -> None:
    """The first rows are there already; another size has them drawn anew."""
    module, name = BUG_DRAWING
    with PseudoTerminal(env=environment(library), prelude=BUG.format(module=module, name=name)) as terminal:
        terminal.wait_for("\x1b[?2004h")
        terminal.resize(80, 20)
        told_in_one_line(terminal, library)


@pytest.mark.parametrize("way", ["q", "signal"])
def test_a_bug_while_it_leaves(library: Path, way: str) -> None:
    """It leaves nevertheless, whoever asked for it."""
    module, name = BUG_LEAVING
    with PseudoTerminal(env=environment(library), prelude=BUG.format(module=module, name=name)) as terminal:
        terminal.wait_for("1 of 1")
        terminal.quiet()
        if way == "q":
            terminal.press("q")
        else:
            terminal.signal(signal.SIGTERM)
        told_in_one_line(terminal, library)


@pytest.mark.parametrize("told", [True, False], ids=["signal", "silently"])
@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS)
def test_a_terminal_that_is_closed(library: Path, tmp_path: Path, point: str, told: bool) -> None:
    """The process ends soon, whether it is told by a signal or only by what it reads; no thread ends with an error."""
    bugs = tmp_path / "bugs"
    module, _, name = point.rpartition(".")[0].rpartition(".")
    stop = AT.format(module=module, name=f"{name}.{point.rpartition('.')[2]}", hold=CLOSED)
    prelude = PRELUDE.format(path=str(bugs)) + ("" if told else NO_SIGNAL) + stop
    with PseudoTerminal(env=environment(library), prelude=prelude) as terminal:
        if point in list(POINTS.values())[-2:]:
            terminal.wait_for("1 of 1")
            terminal.press("q")
        terminal.wait_for("[here]")
        terminal.hang_up()
        closed = time.monotonic()
        assert terminal.end() in {0, 128 + signal.SIGHUP, -signal.SIGHUP}
        assert time.monotonic() - closed < SOON
    assert not bugs.exists(), bugs.read_text(encoding="utf-8")
    assert not (library / "crash.log").exists()
