"""Kinds by their letters, on a highlight that is there: in its article and among all marks."""

from pathlib import Path

import pytest
from driver import Run, at_once, press, rows, screen_text
from test_ui_marking import at
from test_ui_reading import open_strike

from reader.domain.mark import HighlightKind
from reader.library.model import Library
from reader.ui.screens.reading_screen import ReadingScreen

LETTERS = "c claim · f figure · q quote · ? question · ! check · p plain"


def kinds(library: Library) -> list[str]:
    return [one.kind.value for one in library.marks.highlights()]


@pytest.mark.parametrize("letter", "cfq?!p")
@pytest.mark.parametrize("screen", ["article", "marks"])
async def test_c_and_a_letter_give_a_kind(run: Run, folder: Path, library: Library, letter: str, screen: str) -> None:
    """Typed in one go, too; `u` takes it back."""
    wanted = {"c": "claim", "f": "figure", "q": "quote", "?": "question", "!": "check", "p": "plain"}[letter]
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "H", "H", "c", "f" if letter != "f" else "q", *(["M"] if screen == "marks" else []))
        await at_once(pilot, "c", letter)
        assert kinds(library) == [wanted]
        await press(pilot, "u")
        assert kinds(library) == ["figure" if letter != "f" else "quote"]


async def test_cc_goes_on_to_the_next_kind(run: Run, folder: Path, library: Library) -> None:
    """From plain to claim, and on; from the others `c` and `tab` go on, and `cc` gives a claim."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "H", "H", "c", "c")
        assert kinds(library) == ["claim"]
        await press(pilot, "c", "c")
        assert kinds(library) == ["figure"]
        for kind in (HighlightKind.QUOTE, HighlightKind.QUESTION, HighlightKind.CHECK, HighlightKind.PLAIN):
            await press(pilot, "c", "tab")
            assert kinds(library) == [kind.value]
        await press(pilot, "c", "q", "c", "c")
        assert kinds(library) == ["claim"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_letters_are_told_while_one_is_waited_for(run: Run, folder: Path, size: tuple[int, int]) -> None:
    """Whole, and over a message; `escape` leaves, and another key is told to be none."""
    async with run(folder, size=size) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "H", "H")
        assert "highlight" in rows(pilot)[-1]
        await press(pilot, "c")
        assert rows(pilot)[-1].strip() == f"{LETTERS} · tab next · esc"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReadingScreen)
        await press(pilot, "c", "z")
        assert f"no such kind: {LETTERS}" in screen_text(pilot)


async def test_the_letters_are_told_over_a_message_while_selecting(run: Run, folder: Path) -> None:
    """At 80 columns, whole."""
    async with run(folder, size=(80, 24)) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "H", "H", "v", "c")
        assert LETTERS in rows(pilot)[-1]


async def test_a_kind_needs_a_highlight(run: Run, folder: Path) -> None:
    """Nothing is asked where there is none."""
    async with run(folder) as pilot:
        await open_strike(pilot)
        await press(pilot, "g", "c")
        assert "no highlight here" in screen_text(pilot)
        assert isinstance(pilot.app.screen, ReadingScreen)
