"""Keys that arrive in one piece do what they do one by one."""

from pathlib import Path

import pytest
from driver import Run, at_once, screen_text
from test_ui_marking import at, quotes
from test_ui_reading import open_strike
from textual.widgets import TextArea

from reader.library.model import Library

FIRST = "Talks between the dockers' union and the harbour's owners broke off on Tuesday night."
SECOND = "No date was set for another meeting."


@pytest.mark.parametrize(
    ("keys", "made"),
    [
        (")HH", [SECOND]),
        (")wHw", ["date"]),
        ("HHu", []),
        ("HH)HH(D", [SECOND]),
        ("wvwwH", ["between the"]),
    ],
)
async def test_a_motion_before_an_act(run: Run, folder: Path, library: Library, keys: str, made: list[str]) -> None:
    """The act is on where the motion led, and undo on what was done just before."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Talks")
        await at_once(pilot, *keys)
    assert quotes(library) == made


async def test_a_screen_opened_by_a_key_gets_the_next_ones(run: Run, folder: Path, library: Library) -> None:
    """A note may be written before its editor is seen."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await at_once(pilot, "a", *"how many", "escape", ")", "H", "H")
        assert not pilot.app.screen.query(TextArea)
        assert "how many" in screen_text(pilot)
    assert library.marks.highlights()[0].note == "how many"
