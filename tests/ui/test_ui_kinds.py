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


@pytest.mark.parametrize("screen", ["article", "marks"])
async def test_c_and_a_letter_give_a_kind(run: Run, folder: Path, library: Library, screen: str) -> None:
    """Typed in one go, too; `u` takes it back."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "H", "H", *(["M"] if screen == "marks" else []))
        before = "plain"
        for letter, kind in zip("cfq?!pc", "claim figure quote question check plain claim".split(), strict=True):
            await at_once(pilot, "c", letter)
            assert kinds(library) == [kind]
            await press(pilot, "u")
            assert kinds(library) == [before]
            await press(pilot, "ctrl+r")
            assert kinds(library) == [kind]
            before = kind


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


@pytest.mark.parametrize(("keys", "kind"), [("cc", "claim"), ("cq", "quote"), ("cp", "plain")])
async def test_without_a_highlight_the_sentence_becomes_one(
    run: Run, folder: Path, library: Library, keys: str, kind: str
) -> None:
    """Two keys mark it as what it is; no second key is ever an act of its own, however fast it comes."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await at_once(pilot, *keys)
        (made,) = library.marks.highlights()
        assert (made.quote.exact, made.kind.value) == ("Some 340 containers wait on the quay.", kind)
        assert isinstance(pilot.app.screen, ReadingScreen)
        told = "" if kind == "plain" else f" as {kind}"
        assert f"highlight “Some 340 containers wait on the …”{told}" in screen_text(pilot)
        await press(pilot, "u")
        assert kinds(library) == []


async def test_a_passage_that_is_a_highlight_gets_the_kind(run: Run, folder: Path, library: Library) -> None:
    """Selected anew, with its note kept."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "H", "H", "v", "i", "s", "c", "f")
        assert kinds(library) == ["figure"]
        await press(pilot, "v", "i", "s", "H")
        assert kinds(library) == ["figure"]
        assert "already highlighted" in screen_text(pilot)
