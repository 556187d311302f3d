"""The first rows are painted before Textual is there, and look as the list does a moment later."""

import io
import os
import pty
import select
import termios
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from driver import Run
from rich.segment import Segment
from rich.style import Style
from textual.pilot import Pilot

from reader.chosen import keep
from reader.library.adding import add
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.first_rows import FirstRows, Painted, inbox, picture
from reader.ui.looks import style
from reader.ui.render.frame import Words, list_frame

SIZES = [(40, 10), (80, 24), (89, 24), (90, 24), (109, 30), (110, 30), (111, 31), (120, 40), (200, 60), (30, 8)]


def cells(line: Iterable[Segment]) -> list[tuple[str, Style | None]]:
    return [(letter, segment.style) for segment in line for letter in segment.text]


def painted(line: Sequence[Words], theme: str) -> list[tuple[str, Style]]:
    return [(letter, style(part.ground, theme) + style(part.look, theme)) for part in line for letter in part.words]


def on_screen(pilot: Pilot[None]) -> list[list[tuple[str, Style | None]]]:
    return [cells(strip) for strip in pilot.app.screen._compositor.render_strips()]


def columns_beside_preview(pilot: Pilot[None]) -> int:
    """How many columns there are before the preview, if there is one; else all."""
    screen = pilot.app.screen
    return min((preview.region.x for preview in screen.query("Preview") if preview.region), default=screen.size.width)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("theme", ["newsmark-dark", "newsmark-light"])
async def test_they_are_what_the_list_shows(
    run: Run, library: Library, settings: Settings, folder: Path, size: tuple[int, int], theme: str
) -> None:
    """Cell for cell, in words and looks; but for what is under the border of a preview, which comes later."""
    list(add(library, [str(folder)]))
    lines = list_frame(inbox(library, settings, size[1]), *size)
    keep(settings, "theme", theme)
    async with run(size=size) as pilot:
        assert pilot.app.theme == theme
        shown = columns_beside_preview(pilot)
        for number, (first, then) in enumerate(zip(lines, on_screen(pilot), strict=True)):
            width = shown if 0 < number < size[1] - 1 else size[0]
            assert painted(first, theme)[:width] == then[:width], f"line {number}"
            assert len(painted(first, theme)) == size[0]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_the_cursor_on_another_row(
    run: Run, library: Library, settings: Settings, folder: Path, size: tuple[int, int]
) -> None:
    """Looks as it does when the list has moved it there."""
    list(add(library, [str(folder)]))
    lines = list_frame(replace(inbox(library, settings, size[1]), cursor=2), *size)
    async with run(size=size) as pilot:
        await pilot.press("j", "j")
        await pilot.pause(0.3)
        shown = columns_beside_preview(pilot)
        for number, (first, then) in enumerate(zip(lines, on_screen(pilot), strict=True)):
            width = shown if 0 < number < size[1] - 1 else size[0]
            assert painted(first, "newsmark-dark")[:width] == then[:width], f"line {number}"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_an_empty_library_says_so(run: Run, library: Library, settings: Settings, size: tuple[int, int]) -> None:
    """As the list does."""
    lines = list_frame(inbox(library, settings, size[1]), *size)
    async with run(size=size) as pilot:
        told = ["".join(part.words for part in line) for line in lines]
        assert told == ["".join(letter for letter, _ in line) for line in on_screen(pilot)]


def test_the_readers_keys_and_views_are_told(library: Library, folder: Path) -> None:
    """Keys that were rebound and saved views stand where the list has them."""
    list(add(library, [str(folder)]))
    settings = Settings(library=folder, export_folder=folder, keys={"done": "delete"}, views={"ports": "harbour"})
    lines = list_frame(inbox(library, settings, 24), 100, 24)
    assert "ports" in "".join(part.words for part in lines[0])
    assert "delete done" in "".join(part.words for part in lines[-1])


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "38;2;215;166;95"),
        ({"TERM": "xterm-256color"}, "38;5;"),
        ({"TERM": "xterm"}, ";37;40m"),
    ],
    ids=["truecolor", "256 colours", "16 colours"],
)
def test_a_terminal_gets_the_colours_that_it_has(
    library: Library, settings: Settings, environ: dict[str, str], code: str
) -> None:
    """As many as Textual would use."""
    assert code in picture(list_frame(inbox(library, settings, 24), 100, 24), settings.theme, environ)


def test_no_colour_is_no_colour(library: Library, settings: Settings) -> None:
    """Bold stays."""
    shown = picture(
        list_frame(inbox(library, settings, 24), 100, 24), settings.theme, {"TERM": "xterm", "NO_COLOR": "1"}
    )
    assert "\x1b[1m" in shown
    assert "38;" not in shown
    assert ";4" not in shown


def test_no_title_reaches_the_terminal_raw(library: Library, settings: Settings, tmp_path: Path) -> None:
    """A control code in a text of somebody else's is not sent."""
    hostile = tmp_path / "hostile.txt"
    hostile.write_text("A \x1b]0;owned\x07title \x9b31m\n\nThe talks broke off on Tuesday.\n", encoding="utf-8")
    list(add(library, [str(hostile)]))
    shown = picture(list_frame(inbox(library, settings, 24), 100, 24), settings.theme, {"TERM": "xterm"})
    assert "title" in shown
    assert not {"\x1b]", "\x07", "\x9b"} & {shown[at : at + 2] for at in range(len(shown))}
    assert "\x07" not in shown
    assert "\x9b" not in shown


class TestTheTerminal:
    def test_it_is_given_back_when_nobody_took_it(self) -> None:
        """Settings and modes are as before."""
        master, slave = pty.openpty()
        before = termios.tcgetattr(slave)
        try:
            with open(slave, "w", closefd=False) as screen, FirstRows(screen, slave) as rows:
                rows.paint("words", Painted(0, 80, 24, "newsmark-dark"))
                assert not termios.tcgetattr(slave)[3] & termios.ECHO
            assert termios.tcgetattr(slave) == before
            sent = b""
            while select.select([master], [], [], 0)[0]:
                sent += os.read(master, 4096)
            assert sent.endswith(b"\x1b[?7h\x1b[?1049l\x1b[?25h")
        finally:
            os.close(master)
            os.close(slave)

    def test_nothing_is_sent_where_nothing_was_painted(self) -> None:
        """Not even a sequence that would do no harm."""
        screen = io.StringIO()
        with FirstRows(screen, 0):
            pass
        assert screen.getvalue() == ""
