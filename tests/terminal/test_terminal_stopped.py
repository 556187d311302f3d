"""The program is stopped and goes on: the shell has the terminal as it was meanwhile, and the program draws anew."""

import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
from pseudo_terminal import PATIENCE, PseudoTerminal, environment

pytest_plugins = ("terminal_fixtures",)

SLOW = """
import sys, time
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "textual":
            sys.__stderr__.write("[textual]")
            sys.__stderr__.flush()
            time.sleep(0.5)
sys.meta_path.insert(0, Slow())
"""
IN_THE_QUEUE = """
import os, queue, signal
put = queue.Queue._put
def stopped(self, item):
    if item == "\\x1b[?25l" and not told:
        told.append(1)
        os.kill(os.getpid(), signal.SIGTSTP)
    put(self, item)
told = []
queue.Queue._put = stopped
"""
SHELL = """
import fcntl, os, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
"""
COMMAND = f"{sys.executable} -P -c 'from reader.cli.main import run; run()'\n"


def lent(terminal: PseudoTerminal) -> int:
    """See that the terminal is as it was before the program took it; how much was sent until then."""
    terminal.stopped()
    terminal.assert_restored()
    return len(terminal.sent)


def ask_until(terminal: PseudoTerminal, state: str) -> None:
    """Ask the shell for its jobs until it tells this."""
    at = len(terminal.sent)
    until = time.monotonic() + PATIENCE
    while state.encode() not in terminal.sent[at:]:
        assert time.monotonic() < until, terminal.sent[at:]
        asked = len(terminal.sent)
        terminal.press("jobs\n")
        terminal.wait_for("ready> ", since=asked)


@pytest.mark.parametrize("opening", ["", "\r"], ids=["list", "article"])
def test_stopping_lends_the_terminal(library: Path, opening: str) -> None:
    """As often as one likes; what was to be seen is drawn anew, and keys are answered."""
    seen = "The talks broke off" if opening else "1 of 1"
    with PseudoTerminal(env=environment(library)) as terminal:
        terminal.wait_for("1 of 1")
        terminal.press(opening)
        terminal.wait_for("min left" if opening else "1 of 1")
        for _ in range(3):
            terminal.signal(signal.SIGTSTP)
            at = lent(terminal)
            terminal.signal(signal.SIGCONT)
            terminal.wait_for(seen, since=at)
        terminal.press("*")
        terminal.wait_for("starred", since=at)
        terminal.press("Q")
        assert terminal.end() == 0
        terminal.assert_restored()


def test_ctrl_z_stops_nothing_that_no_shell_could_make_go_on(library: Path) -> None:
    """In a window of its own, a program that was stopped would stay so; that is told, and keys are answered."""
    with PseudoTerminal(env=environment(library)) as terminal:
        terminal.wait_for("1 of 1")
        terminal.press("\x1a")
        terminal.wait_for("no shell to go back to")
        terminal.press("q")
        assert terminal.end() == 0
        terminal.assert_restored()


def test_it_is_stopped_while_the_first_rows_are_shown(library: Path) -> None:
    """It is stopped as soon as somebody can take the terminal again, and draws all when it goes on."""
    with PseudoTerminal(env=environment(library), prelude=SLOW) as terminal:
        terminal.wait_for("[textual]")
        terminal.signal(signal.SIGTSTP)
        at = lent(terminal)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("Harbour strike", since=at)
        terminal.wait_for("1 of 1", since=at)
        terminal.press("q")
        assert terminal.end() == 0
        terminal.assert_restored()


def test_a_stop_that_nobody_can_answer(library: Path) -> None:
    """The terminal is taken anew, by one reader of keys, and is given back once."""
    with PseudoTerminal(env=environment(library)) as terminal:
        terminal.wait_for("1 of 1")
        terminal.quiet()
        terminal.signal(signal.SIGSTOP)
        terminal.stopped()
        at = len(terminal.sent)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("1 of 1", since=at)
        terminal.press("q")
        assert terminal.end() == 0
        terminal.assert_restored()


def test_a_stop_of_the_first_rows_that_nobody_can_answer(library: Path) -> None:
    """Others may have drawn over them: the app draws them anew."""
    with PseudoTerminal(env=environment(library), prelude=SLOW) as terminal:
        terminal.wait_for("[textual]")
        terminal.signal(signal.SIGSTOP)
        terminal.stopped()
        at = len(terminal.sent)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("Harbour strike", since=at)
        terminal.press("q")
        assert terminal.end() == 0
        terminal.assert_restored()


def test_a_stop_in_the_middle_of_writing(library: Path) -> None:
    """What is being handed to the thread that writes is handed on first; nothing waits for itself."""
    with PseudoTerminal(env=environment(library), prelude=IN_THE_QUEUE) as terminal:
        at = lent(terminal)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("1 of 1", since=at)
        terminal.press("q")
        assert terminal.end() == 0
        terminal.assert_restored()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_it_is_stopped(library: Path, number: signal.Signals) -> None:
    """It is obeyed when it goes on; the terminal is not taken for that."""
    with PseudoTerminal(env=environment(library)) as terminal:
        terminal.wait_for("1 of 1")
        terminal.signal(signal.SIGTSTP)
        at = lent(terminal)
        terminal.signal(number)
        terminal.signal(signal.SIGCONT)
        assert terminal.end() == 128 + number
        terminal.assert_restored()
        assert terminal.sent[at:] == b""


def test_a_terminal_that_is_closed_while_it_is_stopped(library: Path) -> None:
    """It ends when it goes on, as a shell that ends makes it."""
    with PseudoTerminal(env=environment(library)) as terminal:
        terminal.wait_for("1 of 1")
        terminal.signal(signal.SIGTSTP)
        terminal.stopped()
        terminal.hang_up()
        terminal.signal(signal.SIGCONT)
        assert terminal.end() == 128 + signal.SIGHUP


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_a_job_of_a_shell(library: Path) -> None:
    """It goes on in the foreground, is stopped again in the background, and `kill` ends it there."""
    shell = [sys.executable, "-c", SHELL]
    with PseudoTerminal(env=environment(library, PS1="ready> "), before=shell) as terminal:
        terminal.wait_for("ready> ")
        terminal.press(COMMAND)
        terminal.wait_for("1 of 1")
        for typed, seen in (("\x1a", "ready> "), ("fg\n", "1 of 1"), ("\x1a", "ready> "), ("bg\n", "ready> ")):
            at = len(terminal.sent)
            terminal.press(typed)
            terminal.wait_for(seen, since=at)
        at = len(terminal.sent)
        ask_until(terminal, "Stopped")
        terminal.press("kill %1\n")
        terminal.wait_for("ready> ", since=at)
        ask_until(terminal, "Exit 143")
        assert b"\x1b[?1049h" not in terminal.sent[at:]
        assert terminal.kitty_left == 0
