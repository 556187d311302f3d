"""Two programs on one library: what one does, the other shows within a second, and nothing that is looked at jumps."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from driver import Run, finish, press, screen_text
from textual.pilot import Pilot

from reader.domain.query import Query
from reader.library.listing import rows
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.screens.list_screen import ListScreen

PATIENCE = 1.0
"""Seconds from the end of the other program."""


def newsmark(settings: Settings, *words: str) -> None:
    """Another program, at its end."""
    command = [
        sys.executable,
        "-c",
        "from reader.cli.main import run; run()",
        "--library",
        str(settings.library),
        *words,
    ]
    subprocess.run(command, check=True, capture_output=True)


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> float:
    """Seconds until something is so."""
    began = time.monotonic()
    while not true() and time.monotonic() < began + 10:
        await pilot.pause(0.02)
    await finish(pilot)
    return time.monotonic() - began


def strike(library: Library) -> str:
    return next(row.article.id for row in rows(library, Query()) if "strike" in row.article.label)


async def test_a_highlight_made_elsewhere_is_shown_in_the_list(
    run: Run, folder: Path, library: Library, settings: Settings
) -> None:
    """Its count stands in the row, and the view of marked articles counts it."""
    async with run(folder) as pilot:
        newsmark(settings, "highlight", strike(library), "--quote", "Some 340 containers wait on the quay.")
        assert await until(pilot, lambda: "¶1" in screen_text(pilot)) < PATIENCE
        assert "Marked 1" in screen_text(pilot)


async def test_a_note_made_elsewhere_is_shown_in_the_article(
    run: Run, folder: Path, library: Library, settings: Settings
) -> None:
    """The reader stays where he is."""
    async with run(folder, size=(120, 40)) as pilot:
        while "strike" not in (pilot.app.screen.rows.current.article.label):  # type: ignore[attr-defined]
            await press(pilot, "j")
        await press(pilot, "enter", "j", "j")
        quote = ("--quote", "Some 340 containers wait on the quay.", "--note", "who counted them?")
        newsmark(settings, "highlight", strike(library), *quote)
        assert await until(pilot, lambda: "who counted them?" in screen_text(pilot)) < PATIENCE


async def test_an_article_added_elsewhere_comes_in_without_a_jump(
    run: Run, folder: Path, settings: Settings, tmp_path: Path
) -> None:
    """The cursor stays on its article, and that on its line of the screen."""
    for number in range(30):
        text = f"Report number {number} on the lamps\n\nIt was read on Tuesday number {number}.\n"
        (folder / f"r{number:02d}.txt").write_text(text, encoding="utf-8")
    async with run(folder) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ListScreen)
        await press(pilot, *"jjjjjjjjjjjjjjjjjjjj")
        await pilot.pause(0.6)
        before = screen.rows.current, screen.rows.cursor * 2 - screen.rows.scroll_y
        new = tmp_path / "new.txt"
        new.write_text("The newest of all reports\n\nIt came in last, on a Wednesday.\n", encoding="utf-8")
        newsmark(settings, "add", str(new))
        assert await until(pilot, lambda: len(screen.listing) == 34) < PATIENCE
        assert screen.rows.current is not None
        assert before[0] is not None
        assert screen.rows.current.article.id == before[0].article.id
        assert screen.rows.cursor * 2 - screen.rows.scroll_y == before[1]
