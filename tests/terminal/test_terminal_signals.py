"""A signal at an exact point of the program: it ends with its code, says nothing, and leaves the terminal as it was."""

import signal
from pathlib import Path

import pytest
from pseudo_terminal import PseudoTerminal, environment

pytest_plugins = ("terminal_fixtures",)

AT = """
import os, signal
from functools import wraps
from importlib import import_module

def patch(module, name, number, times, after):
    *owners, last = name.split(".")
    owner = import_module(module)
    for part in owners:
        owner = getattr(owner, part)
    act = getattr(owner, last)
    @wraps(act)
    def signalled(*values, **named):
        if after:
            done = act(*values, **named)
        if not told:
            told.append(1)
            for _ in range(times):
                os.kill(os.getpid(), number)
        return done if after else act(*values, **named)
    told = []
    setattr(owner, last, signalled)

import reader.cli.main
patch({module!r}, {name!r}, {number}, {times}, {after})
"""

POINTS = {
    "while the terminal is taken": "termios:tcsetattr",
    "the thread of early keys": "reader.ui.early_keys:EarlyKeys.__init__",
    "the terminal is handed over": "reader.ui.first_rows:FirstRows.hand_over",
    "a thread that writes": "textual.drivers._writer_thread:WriterThread.__init__",
    "a thread that writes, not started": "textual.drivers._writer_thread:WriterThread.start",
    "what Textual asks for": "textual.drivers.linux_driver:LinuxDriver._enable_mouse_support",
    "the keyboard is asked": "textual.drivers.linux_driver:LinuxDriver._request_terminal_sync_mode_support",
    "the app composes": "textual.app:App._on_compose",
    "the app is mounted": "reader.ui.app:NewsmarkApp.on_mount",
    "the list is mounted": "reader.ui.screens.list_screen:ListScreen.on_mount",
    "the list is sized": "reader.ui.screens.list_screen:ListScreen.on_resize",
    "the marks are read": "reader.ui.acts.awaiting_marks:AwaitingMarks._read_all",
    "the marks are there": "reader.ui.app:NewsmarkApp.marks_are_read",
}

LEAVING = {
    "it leaves": "reader.ui.leaving:Leaving.exit",
    "the terminal is given back": "textual.drivers.linux_driver:LinuxDriver.stop_application_mode",
    "no keys are taken": "textual.drivers.linux_driver:LinuxDriver.disable_input",
    "the screens are closed": "textual.app:App._close_all",
    "the last is written": "textual.drivers.linux_driver:LinuxDriver.close",
    "the app has ended": "reader.ui.first_rows:FirstRows._give_back",
    "the library is closed": "reader.storage.marks:TinyMarkStore.close",
}


def at(point: str, number: signal.Signals, times: int = 1, *, after: bool = False) -> str:
    """A prelude that sends a signal at a point, once or several times in a row, before or after it."""
    module, _, name = point.partition(":")
    return AT.format(module=module, name=name, number=int(number), times=times, after=after)


@pytest.mark.parametrize("times", [1, 2], ids=["once", "twice"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS)
def test_a_signal_while_it_starts(library: Path, point: str, after: bool, times: int) -> None:
    """Wherever the start is, also in the middle of handing the terminal over."""
    prelude = at(point, signal.SIGTERM, times, after=after)
    with PseudoTerminal(env=environment(library), prelude=prelude) as terminal:
        assert terminal.end() == 128 + signal.SIGTERM
        terminal.assert_restored()
        assert terminal.after_screen == ""
    assert not (library / "crash.log").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP, signal.SIGQUIT])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_other_signals_while_it_starts(library: Path, number: signal.Signals, after: bool) -> None:
    """Each ends it with its own code."""
    point = POINTS["a thread that writes, not started"]
    with PseudoTerminal(env=environment(library), prelude=at(point, number, after=after)) as terminal:
        assert terminal.end() == 128 + number
        terminal.assert_restored()
        assert terminal.after_screen == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("point", LEAVING.values(), ids=LEAVING)
def test_a_signal_while_it_leaves(library: Path, point: str, after: bool, number: signal.Signals) -> None:
    """It was leaving anyway; a mark just made is on disk."""
    with PseudoTerminal(env=environment(library), prelude=at(point, number, after=after)) as terminal:
        terminal.wait_for("1 of 1")
        terminal.press("\r")
        terminal.wait_for("min left")
        terminal.press("HH")
        terminal.wait_for("highlight “Harbour")
        terminal.press("Q")
        assert terminal.end() in {0, 128 + number}
        terminal.assert_restored()
        assert terminal.after_screen == ""
    kept = [path.read_text(encoding="utf-8") for path in library.glob("marks*.json*")]
    assert any("Harbour strike" in text for text in kept)
    assert not (library / "crash.log").exists()
