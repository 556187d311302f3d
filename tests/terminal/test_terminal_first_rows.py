"""The first rows are there before Textual is, and the terminal is given back whatever happens before it is."""

import re
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from earlier_files import go_back
from pseudo_terminal import PseudoTerminal, environment

from reader.cli.main import main

TOLD = """
import sys, time
class Teller:
    def find_spec(self, name, path=None, target=None):
        if name == "textual":
            sys.__stderr__.write("[textual]")
            sys.__stderr__.flush()
            time.sleep({seconds})
sys.meta_path.insert(0, Teller())
"""
BROKEN = """
import sys
class Breaker:
    def find_spec(self, name, path=None, target=None):
        if name == "textual":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Breaker())
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    place = tmp_path / "strike.txt"
    place.write_text("Harbour strike enters third week\n\nThe talks broke off on Tuesday.\n", encoding="utf-8")
    folder = tmp_path / "library"
    assert main(["--library", str(folder), "add", str(place)]) == 0
    return folder


def test_they_come_before_textual(library: Path) -> None:
    """What takes most of the time of a start is begun when the rows are on the screen; they are not wiped away."""
    with PseudoTerminal(env=environment(library), prelude=TOLD.format(seconds=0)) as terminal:
        terminal.wait_for("1 of 1")
        terminal.quiet()
        assert 0 < terminal.sent.index(b"Harbour strike") < terminal.sent.index(b"[textual]")
        assert terminal.sent.count(b"\x1b[?1049h") == 1
        terminal.press("q")
        assert terminal.end() == 0
        terminal.assert_restored()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    for number in range(30):
        place = tmp_path / f"{number}.txt"
        place.write_text(
            f"Ferry report number {number}\n\nIt was read on day {number} of the talks.\n", encoding="utf-8"
        )
    folder = tmp_path / "library"
    assert main(["--library", str(folder), "add", *map(str, sorted(tmp_path.glob("*.txt")))]) == 0
    return folder


def test_the_cursor_moves_before_textual_is_there(many: Path) -> None:
    """Keys go down and up at once; the list opens with the cursor where they left it."""
    with PseudoTerminal(env=environment(many), prelude=TOLD.format(seconds=3)) as terminal:
        terminal.wait_for("[textual]")
        terminal.press("jj\x1b[Bk")
        terminal.wait_for("3 of 30")
        assert b"\x1b[?2004h" not in terminal.sent
        terminal.wait_for("\x1b[?2004h")
        terminal.press("j")
        terminal.wait_for("4 of 30")
        terminal.press("q")
        assert terminal.end() == 0
        terminal.assert_restored()


def test_what_is_there_is_not_drawn_again(many: Path) -> None:
    """Not by the app that takes over; another size is drawn as ever."""
    with PseudoTerminal(env=environment(many), prelude=TOLD.format(seconds=0)) as terminal:
        terminal.wait_for("\x1b[?2004h")
        terminal.pass_time(0.5)
        headlines = re.findall(rb"report number \d+", terminal.sent)
        assert len(headlines) == len({*headlines}) == 14
        before = len(terminal.sent)
        terminal.resize(80, 20)
        terminal.wait_for(headlines[0].decode(), since=before)
        terminal.press("q")
        assert terminal.end() == 0


def test_what_has_changed_since_is_drawn(many: Path) -> None:
    """Another copy of the program adds an article between the first rows and the app."""
    late = many.parent / "late.txt"
    late.write_text("Ferry report of the night\n\nIt came after all the others.\n", encoding="utf-8")
    with PseudoTerminal(env=environment(many), prelude=TOLD.format(seconds=1)) as terminal:
        terminal.wait_for("[textual]")
        assert main(["--library", str(many), "add", str(late)]) == 0
        terminal.wait_for("1 of 31")
        assert b"report of the night" in terminal.sent
        terminal.press("q")
        assert terminal.end() == 0


def test_what_the_first_rows_cannot_answer_waits_in_order(many: Path) -> None:
    """A key for the app, and all that comes after it; a step off the screen too."""
    with PseudoTerminal(env=environment(many), prelude=TOLD.format(seconds=1)) as terminal:
        terminal.wait_for("[textual]")
        terminal.press("j*j")
        terminal.press("j" * 20)
        terminal.wait_for("Starred 1")
        terminal.wait_for("23 of 30")
        terminal.press("4")
        terminal.wait_for("1 of 1")
        assert sum(f"report number {number}".encode() in terminal.sent for number in range(30)) > 14
        terminal.press("q")
        assert terminal.end() == 0


def test_the_readers_own_keys_move_the_cursor(many: Path) -> None:
    """And the usual ones do so no longer."""
    (many.parent / "config.toml").write_text('[keys]\ndown = "W"\n', encoding="utf-8")
    with PseudoTerminal(env=environment(many), prelude=TOLD.format(seconds=2)) as terminal:
        terminal.wait_for("[textual]")
        terminal.press("W")
        terminal.wait_for("2 of 30")
        assert b"\x1b[?2004h" not in terminal.sent
        terminal.press("q")
        assert terminal.end() == 0


@pytest.mark.parametrize("orders", [False, True], ids=["newsmark", "terminal"])
def test_who_orders_letters_from_right_to_left(tmp_path: Path, orders: bool) -> None:
    """The terminal is told not to, from the first rows to the end, unless the settings leave it to the terminal."""
    place, folder = tmp_path / "strike.txt", tmp_path / "library"
    place.write_text("שביתה בנמל\n\nהמגעים פוצצו ביום שלישי.\n", encoding="utf-8")
    assert main(["--library", str(folder), "add", str(place)]) == 0
    if orders:
        (tmp_path / "config.toml").write_text('[reading]\nbidi = "terminal"\n', encoding="utf-8")
    with PseudoTerminal(env=environment(folder), prelude=TOLD.format(seconds=0)) as terminal:
        terminal.wait_for("[textual]")
        told = terminal.sent.partition(b"[textual]")[0]
        assert ("שביתה בנמל" if orders else "למנב התיבש") in told.decode()
        assert (b"\x1b[8l" in told) is not orders
        terminal.wait_for("\x1b[?2004h")
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.sent.rstrip().rfind(b"\x1b[8h") > 0 or orders
        terminal.assert_restored()


def test_a_signal_while_keys_are_answered(many: Path) -> None:
    """Nothing is drawn after the terminal was given back."""
    with PseudoTerminal(env=environment(many), prelude=TOLD.format(seconds=5)) as terminal:
        terminal.wait_for("[textual]")
        terminal.press("jjkjkjkj")
        terminal.wait_for("3 of 30")
        terminal.signal(signal.SIGTERM)
        assert terminal.end() == 128 + signal.SIGTERM
        terminal.assert_restored()


def test_keys_that_are_pressed_early_reach_the_list(library: Path) -> None:
    """They make no letters on the screen either."""
    with PseudoTerminal(env=environment(library), prelude=TOLD.format(seconds=0.3)) as terminal:
        terminal.wait_for("[textual]")
        terminal.press("*")
        terminal.wait_for("Starred 1")
        terminal.press("q")
        assert terminal.end() == 0
        assert b"*\x1b" not in terminal.sent.partition(b"[textual]")[2][:4]
        terminal.assert_restored()


def test_keys_pressed_before_the_first_rows_reach_the_list(many: Path) -> None:
    """Enter too, of which a terminal that nobody has taken makes the end of a line."""
    with PseudoTerminal(env=environment(many), prelude="import time; time.sleep(0.5)") as terminal:
        terminal.press("jj\r")
        terminal.wait_for("‹ Inbox")
        terminal.press("qqq")
        assert terminal.end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT])
def test_a_signal_before_textual_is_there(library: Path, number: signal.Signals) -> None:
    """The terminal is given back, and the exit code is as always."""
    with PseudoTerminal(env=environment(library), prelude=TOLD.format(seconds=5)) as terminal:
        terminal.wait_for("[textual]")
        terminal.signal(number)
        assert terminal.end() == 128 + number
        terminal.assert_restored()
        assert "Traceback" not in terminal.after_screen


@pytest.mark.parametrize("milliseconds", range(0, 400, 40))
def test_a_signal_at_any_moment_of_the_start(library: Path, milliseconds: int) -> None:
    """Also while one program hands the terminal to the other."""
    wait = f"import threading, os, signal; threading.Timer({milliseconds} / 1000, os.kill, (os.getpid(), 15)).start()"
    with PseudoTerminal(env=environment(library), prelude=TOLD.format(seconds=0) + wait) as terminal:
        code = terminal.end()
        assert code in {128 + signal.SIGTERM, -signal.SIGTERM}
        if b"\x1b[?1049h" in terminal.sent:
            terminal.assert_restored()
            assert code > 0


def test_an_interruption_before_textual_is_there(library: Path) -> None:
    """As for a command."""
    with PseudoTerminal(env=environment(library), prelude=BROKEN) as terminal:
        assert terminal.end() == 130
        terminal.assert_restored()


def test_a_settings_error_that_is_found_late(library: Path) -> None:
    """One line after the terminal was given back, and nothing else."""
    (library.parent / "config.toml").write_text('[keys]\nfly = "f"\n', encoding="utf-8")
    with PseudoTerminal(env=environment(library)) as terminal:
        assert terminal.end() == 2
        assert "fly is not an action" in terminal.after_screen
        assert terminal.modes_left == set()
        assert terminal.attributes_left == []


def test_a_library_that_is_brought_up_to_date_says_so(library: Path) -> None:
    """Before the first rows, because it may take a while."""
    with closing(sqlite3.connect(library / "articles.sqlite")) as direct:
        go_back(direct, 5)
        direct.commit()
    with PseudoTerminal(env=environment(library)) as terminal:
        terminal.wait_for("1 of 1")
        assert 0 <= terminal.sent.index(b"up to date, step 5") < terminal.sent.index(b"Harbour strike")
        terminal.press("q")
        assert terminal.end() == 0
