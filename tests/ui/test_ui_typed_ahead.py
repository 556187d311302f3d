"""Keys that arrive in one piece do what they do one by one."""

from pathlib import Path

import pytest
from driver import Run, at_once, screen_text
from test_ui_marking import at, quotes
from test_ui_reading import LONG, open_strike
from textual.widgets import TextArea

from reader.library.model import Library
from reader.ui.widgets.article_view import ArticleView

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


async def test_an_article_is_laid_out_before_the_next_keys(run: Run, tmp_path: Path, library: Library) -> None:
    """A highlight, labels and half a page down are about what is on the screen."""
    (tmp_path / "long.txt").write_text(f"A long stay\n\n{LONG}", encoding="utf-8")
    async with run(tmp_path / "long.txt", size=(80, 20)) as pilot:
        await at_once(pilot, "enter", "H", "H")
        assert quotes(library) == ["A long stay"]
        await at_once(pilot, "q", "enter", "F")
        assert pilot.app.screen.query_one("#article", ArticleView).labels
        await at_once(pilot, "escape", "q", "enter", "ctrl+d", "ctrl+d")
        assert pilot.app.screen.query_one("#article", ArticleView).scroll_y > 10
