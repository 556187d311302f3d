"""The terminal is left as it was on every way out, and whatever it sends is survived: the command in a real pty."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pseudo_terminal import PseudoTerminal, environment

ARTICLE = "Harbour strike enters third week\n\nThe talks broke off on Tuesday. No date was set for another meeting.\n"

BUG = """
from reader.ui.screens.list_screen import ListScreen
def broken(self):
    raise ZeroDivisionError("a bug of ours")
ListScreen.action_star = broken
"""
BUG_IN_THREAD = """
from reader.library import adding
def broken(*_):
    raise ZeroDivisionError("a bug of ours")
adding.add = broken
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    place = tmp_path / "strike.txt"
    place.write_text(ARTICLE, encoding="utf-8")
    return place


class TestWaysOut:
    @pytest.mark.parametrize("keys", ["q", "Q", "\rQ"], ids=["q", "Q", "Q-while-reading"])
    def test_quitting(self, library: Path, article: Path, keys: str) -> None:
        """Exit code 0, and nothing is left on the screen."""
        with PseudoTerminal(str(article), env=environment(library)) as terminal:
            terminal.wait_for("Harbour strike")
            terminal.wait_for("1 of 1")
            for key in keys:
                seen = len(terminal.sent)
                terminal.press(key)
                if key == "\r":
                    terminal.wait_for("min left", since=seen)
            assert terminal.end() == 0
            terminal.assert_restored()
            assert terminal.after_screen == ""

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT])
    def test_signals(self, library: Path, article: Path, number: signal.Signals) -> None:
        """A signal leaves by the front door; the exit code is 128 and its number."""
        with PseudoTerminal(str(article), env=environment(library)) as terminal:
            terminal.wait_for("1 of 1")
            terminal.signal(number)
            assert terminal.end() == 128 + number
            terminal.assert_restored()

    @pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGHUP, "\x11", "hang up"], ids=str)
    def test_a_note_being_typed_is_kept(self, library: Path, article: Path, way: signal.Signals | str) -> None:
        """However the app ends, no word that was typed is lost."""
        with PseudoTerminal(str(article), env=environment(library)) as terminal:
            terminal.wait_for("1 of 1")
            terminal.press("\r")
            terminal.wait_for("min left")
            terminal.press("a")
            terminal.wait_for("keeps the note")
            terminal.press("precious")
            terminal.wait_for("precious")
            if isinstance(way, signal.Signals):
                terminal.signal(way)
            elif way == "hang up":
                terminal.hang_up()
            else:
                terminal.press(way)
            terminal.end()
        assert "precious" in (library / "marks.json").read_text(encoding="utf-8")

    def test_tags_being_typed_are_kept(self, library: Path, article: Path) -> None:
        """As a note is."""
        with PseudoTerminal(str(article), env=environment(library)) as terminal:
            terminal.wait_for("1 of 1")
            terminal.press("t")
            terminal.wait_for("separated by spaces or commas")
            terminal.press("precious")
            terminal.wait_for("precious")
            terminal.signal(signal.SIGTERM)
            terminal.end()
        assert "precious" in (library / "marks.json").read_text(encoding="utf-8")

    def test_the_terminal_is_closed(self, library: Path, article: Path) -> None:
        """No process is left behind."""
        with PseudoTerminal(str(article), env=environment(library)) as terminal:
            terminal.wait_for("1 of 1")
            terminal.hang_up()
            assert terminal.end() != 0

    @pytest.mark.parametrize(("prelude", "key"), [(BUG, "*"), (BUG_IN_THREAD, "")], ids=["handler", "thread"])
    def test_a_bug_is_one_line_and_a_file(self, library: Path, article: Path, prelude: str, key: str) -> None:
        """No traceback reaches the reader; the details are kept for a report."""
        with PseudoTerminal(str(article), env=environment(library), prelude=prelude) as terminal:
            if key:
                terminal.wait_for("1 of 1")
                terminal.press(key)
            assert terminal.end() == 1
            terminal.assert_restored()
            assert "an error of the program ended it" in terminal.after_screen
            assert "Traceback" not in terminal.after_screen
            assert terminal.after_screen.count("\n") == 0
        assert "a bug of ours" in (library / "crash.log").read_text(encoding="utf-8")


class TestOddTerminals:
    def test_keys_that_come_together(self, library: Path, article: Path) -> None:
        """A slow line delivers several keys at once: they mean what they mean one by one."""
        with PseudoTerminal(str(article), env=environment(library)) as terminal:
            terminal.wait_for("1 of 1")
            terminal.press("\r")
            terminal.wait_for("min left")
            terminal.quiet()
            for keys in ("HH", "Hip", "veeH", "VH"):
                seen = len(terminal.sent)
                terminal.press(keys)
                terminal.wait_for("highlight “Harbour", since=seen)
                terminal.quiet()
                seen = len(terminal.sent)
                terminal.press("u")
                terminal.wait_for("undone: highlight", since=seen)
                terminal.quiet()
                seen = len(terminal.sent)
            terminal.press("ggHHQ")
            assert terminal.end() == 0
        assert "Harbour" in (library / "marks.json").read_text(encoding="utf-8")

    def test_bytes_that_are_no_utf8(self, library: Path, article: Path) -> None:
        """A stray byte ends nothing."""
        with PseudoTerminal(str(article), env=environment(library)) as terminal:
            terminal.wait_for("1 of 1")
            terminal.press(b"\xff\xfe\xc3(")
            terminal.press("m")
            terminal.wait_for("marked as read")
            terminal.press("Q")
            assert terminal.end() == 0

    @pytest.mark.parametrize(
        "odd", [{"TERM": "dumb"}, {"LANG": "C", "LC_ALL": "C"}, {"NO_COLOR": "1"}, {"TZ": "Nowhere/Nothing"}]
    )
    def test_odd_environments(self, library: Path, article: Path, odd: dict[str, str]) -> None:
        """It opens and leaves."""
        with PseudoTerminal(str(article), env=environment(library, **odd)) as terminal:
            terminal.wait_for("1 of 1")
            terminal.press("Q")
            assert terminal.end() == 0
            terminal.assert_restored()

    def test_a_storm_of_sizes(self, library: Path, article: Path) -> None:
        """Down to one cell and back."""
        with PseudoTerminal(str(article), env=environment(library)) as terminal:
            terminal.wait_for("1 of 1")
            for size in ((1, 1), (500, 200), (3, 90), (80, 2), (100, 30)):
                terminal.resize(*size)
                terminal.signal(signal.SIGWINCH)
            terminal.press("j")
            terminal.press("Q")
            assert terminal.end() == 0


def test_without_a_terminal_one_line_says_what_to_do(library: Path, article: Path) -> None:
    """Exit code 2, no screen."""
    script = "from reader.cli.main import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", script, str(article)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env=environment(library),
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "terminal" in done.stderr
