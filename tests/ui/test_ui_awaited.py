"""The line at the bottom says what the next key is for."""

from pathlib import Path

import pytest
from driver import Run, press, rows
from test_ui_marking import at
from test_ui_reading import open_strike


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("v", "i"), "w word · s sentence · p paragraph"),
        (("H", "a"), "w word · s sentence · p paragraph"),
        (("v", "f"), "the character to go to"),
        (("/",), "enter stays · esc goes back"),
    ],
)
async def test_the_line_at_the_bottom_says_what_comes_next(
    run: Run, folder: Path, keys: tuple[str, ...], told: str
) -> None:
    """And no longer once that is left."""
    async with run(folder, size=(100, 30)) as pilot:
        view = await open_strike(pilot)
        at(view, "No date")
        await press(pilot, *keys)
        assert told in rows(pilot)[-1]
        await press(pilot, "escape", "escape")
        assert told not in rows(pilot)[-1]


async def test_so_it_does_in_lists(run: Run, folder: Path) -> None:
    """The filter of articles and that of marks; where the cursor is among them is a number."""
    async with run(folder, size=(100, 30)) as pilot:
        view = await open_strike(pilot)
        at(view, "No date")
        await press(pilot, "H", "H", "q")
        for leading in ((), ("M",)):
            await press(pilot, *leading, "/")
            assert "enter goes to the rows · esc drops it" in rows(pilot)[-1]
            await press(pilot, "escape")
            assert "enter goes to the rows" not in rows(pilot)[-1]
        assert rows(pilot)[-1].endswith("1 of 1")
