"""The app on folders and disks that refuse to be written to, and on those that take up later what they refused."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from disks import DISKS, full_disk, read_only_folder
from pseudo_terminal import PseudoTerminal, environment

from reader.storage.marks import TinyMarkStore

ARTICLE = "Harbour strike enters third week\n\nThe talks broke off on Tuesday. No date was set for another meeting.\n"
PRECIOUS = "quay " * 1200 + "precious"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with an article and a mark on disk."""
    place = tmp_path / "strike.txt"
    place.write_text(ARTICLE, encoding="utf-8")
    library = tmp_path / "library"
    article = newsmark(library, "add", str(place)).strip()
    newsmark(library, "highlight", article, "--quote", "on Tuesday")
    return library


def newsmark(library: Path, *words: str) -> str:
    command = [sys.executable, "-P", "-c", "from reader.cli.main import run; run()", *words]
    return subprocess.run(command, env=environment(library), capture_output=True, check=True, text=True).stdout


def mark(terminal: PseudoTerminal) -> None:
    """Open the article, mark its first sentence, and write a note on that which is too long for a full disk."""
    terminal.wait_for("1 of 1")
    terminal.press("\r")
    terminal.wait_for("min left")
    terminal.press("H")
    terminal.wait_for("this sentence")
    terminal.press("H")
    terminal.wait_for("undoes")
    terminal.press("a")
    terminal.wait_for("keeps the note")
    terminal.press(f"\x1b[200~{PRECIOUS}\x1b[201~")
    terminal.wait_for("precious")
    since = len(terminal.sent)
    terminal.press("\x1b")
    terminal.wait_for("kept: note", since=since)
    terminal.wait_for("not on disk yet", since=since)


@pytest.mark.parametrize("disk", DISKS)
def test_what_is_there_is_read_and_what_is_marked_is_printed_at_the_end(library: Path, disk: str) -> None:
    """A triage that cannot be kept says so and is not shown."""
    with PseudoTerminal(env=environment(library), before=DISKS[disk](library), size=(120, 30)) as terminal:
        terminal.wait_for("1 of 1")
        terminal.press("d")
        terminal.wait_for("articles.sqlite: ")
        mark(terminal)
        terminal.press("Q")
        assert terminal.end() == 0
        terminal.assert_restored()
        assert PRECIOUS.split() == terminal.after_screen.split()[-1201:]
        assert "not on disk yet" in terminal.after_screen


@pytest.mark.parametrize("disk", [read_only_folder, full_disk])
def test_what_was_refused_is_written_as_soon_as_that_can_be(library: Path, disk: Callable[[Path], list[str]]) -> None:
    """Marks without a key, triage with the next one."""
    with PseudoTerminal(env=environment(library), before=disk(library), size=(120, 30)) as terminal:
        mark(terminal)
        seen = Path(f"/proc/{terminal.pid}/root{library}")
        if disk is read_only_folder:
            for path in (library, *library.rglob("*")):
                path.chmod(0o700)
        else:
            (seen / "filler").unlink()
        terminal.wait_for("everything is on disk again")
        since = len(terminal.sent)
        terminal.press("qd")
        terminal.wait_for("archived", since=since)
        shutil.copytree(seen, kept := library.with_name("after"))
        terminal.press("Q")
        assert terminal.end() == 0
        assert terminal.after_screen == ""
    assert sorted(one.note for one in TinyMarkStore(kept / "marks.json").highlights()) == ["", PRECIOUS]
    assert "state" in newsmark(kept, "list", "--json", "state:archive")


@pytest.mark.parametrize("is_closed", [False, True])
def test_what_the_disk_refused_is_kept_elsewhere_when_nobody_may_see_it(library: Path, *, is_closed: bool) -> None:
    """The window was closed, or another program ended this one."""
    home = library.parent / "home"
    home.mkdir()
    disk = full_disk(library)
    with PseudoTerminal(env=environment(library, HOME=str(home)), before=disk, size=(120, 30)) as terminal:
        mark(terminal)
        if is_closed:
            terminal.hang_up()
        else:
            terminal.signal(signal.SIGTERM)
        code = terminal.end()
        assert is_closed or code == 128 + signal.SIGTERM
        (kept,) = home.glob("newsmark-unwritten-*.txt")
        assert is_closed or str(kept) in "".join(terminal.after_screen.split())
    assert PRECIOUS in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o777 == 0o600
