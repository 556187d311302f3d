"""Each main screen as it looks, at two sizes: the words of every row, and how each run of them is styled.

After a change that is meant: `python -m pytest tests/ui/test_ui_snapshots.py --snapshot-update`, and look at the diff.
"""

from pathlib import Path

import pytest
from driver import Run, picture, press, screen_text
from syrupy.assertion import SnapshotAssertion
from test_ui_marking import at
from test_ui_notes import noted
from test_ui_reading import open_strike

from reader.library.model import Library
from reader.settings import Settings

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


@SIZES
async def test_list(run: Run, folder: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """Articles with signs, a star, one selected; the preview where there is room."""
    async with run(folder, size=size) as pilot:
        await press(pilot, "*", "j", "x", "m")
        assert picture(pilot) == snapshot


@SIZES
async def test_reading(run: Run, folder: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """A highlight with a note, the sentence in focus, what was cut told at the end."""
    async with run(folder, size=size) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "a", *"how many", "escape", "c", "c", "(")
        assert picture(pilot) == snapshot


@SIZES
async def test_cuts_shown(run: Run, folder: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """What was cut, dimmed, in place, each with its reason."""
    async with run(folder, size=size) as pilot:
        await open_strike(pilot)
        await press(pilot, "z", "G")
        assert picture(pilot) == snapshot


@SIZES
async def test_selecting(run: Run, folder: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """The selection over two paragraphs and what can be done with it."""
    async with run(folder, size=size) as pilot:
        view = await open_strike(pilot)
        at(view, "No date")
        await press(pilot, "v", "}", "e")
        assert picture(pilot) == snapshot


@SIZES
async def test_labels(run: Run, folder: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """One word picked, and the first letter of the other typed."""
    async with run(folder, size=size) as pilot:
        view = await open_strike(pilot)
        at(view, "No date")
        await press(pilot, "F", "f", "j", "f")
        assert picture(pilot) == snapshot


@SIZES
async def test_note(run: Run, folder: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """The editor over the article."""
    async with run(folder, size=size) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "a", *"how")
        assert picture(pilot) == snapshot


@SIZES
async def test_notes(
    run: Run, folder: Path, library: Library, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Two long notes: one folded, one whole; under their passages, or in the margin."""
    async with run(folder, size=size) as pilot:
        view = await noted(pilot, library, "Some 340 containers", "broke off")
        at(view, "Some 340")
        await press(pilot, "r")
        assert picture(pilot) == snapshot


@SIZES
async def test_tags(run: Run, folder: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """Tags with what would complete them."""
    async with run(folder, size=size) as pilot:
        await press(pilot, "t", *"port", "enter", "j", "t", "p")
        assert picture(pilot) == snapshot


@SIZES
async def test_all_marks(run: Run, folder: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """Every highlight of the library."""
    async with run(folder, size=size) as pilot:
        view = await open_strike(pilot)
        for words in ("No date", "Some 340"):
            at(view, words)
            await press(pilot, "H", "H")
        await press(pilot, "c", "f", "M")
        assert picture(pilot) == snapshot


@SIZES
async def test_marks_under_headings(run: Run, folder: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """By tag, one of them selected."""
    async with run(folder, size=size) as pilot:
        view = await open_strike(pilot)
        at(view, "No date")
        await press(pilot, "H", "H", "t", *"port union", "enter")
        at(view, "Some 340")
        await press(pilot, "H", "H", "M", "g", "tab", "tab", "x")
        assert picture(pilot) == snapshot


@SIZES
async def test_help(run: Run, folder: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """Every key, from the table of actions."""
    async with run(folder, size=size) as pilot:
        await press(pilot, "?")
        assert picture(pilot) == snapshot


@SIZES
async def test_nothing_here(run: Run, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """An empty library."""
    async with run(size=size) as pilot:
        assert picture(pilot) == snapshot


async def test_damaged_marks(run: Run, folder: Path, settings: Settings) -> None:
    """What is wrong and the ways out."""
    (settings.library / "marks.json").write_text('{"highlights": {"1": ', encoding="utf-8")
    async with run(folder, size=(80, 24)) as pilot:
        shown = screen_text(pilot)
        words = "".join(shown.replace("│", " ").split())  # a long path breaks a name over two lines
        assert "marks.jsonisdamaged" in words
        assert "There is no good copy" in shown
        assert "q  quit and mend the file by hand" in shown
