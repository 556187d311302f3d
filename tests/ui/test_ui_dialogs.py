"""Dialogs at any size: keys are whole, carets stand still, bars are the theme's, a box is as high as its rows."""

from pathlib import Path

import pytest
from driver import Run, press, rows, screen_text
from test_ui_jumps import open_article
from test_ui_marking import at
from textual.pilot import Pilot
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import Input, TextArea

from reader.library.model import Library
from reader.ui.colours import PALETTES
from reader.ui.themes import THEMES

STRIKE_TITLE = "Harbour strike enters third week"


def box(pilot: Pilot[None]) -> tuple[int, int]:
    """Where the dialog begins, and its height."""
    region = pilot.app.screen.query_one(".dialog", Widget).region
    return region.y, region.height


async def test_keys_are_whole_where_a_dialog_is_narrow(run: Run, folder: Path) -> None:
    """On several lines, or without those that matter least."""
    async with run(folder, size=(40, 15)) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        at(view, "No date")
        for keys, told in {
            "comma": ["position a–z in this article · esc"],
            "a '": ["go to a letter · ? lists them · esc"],
            "?": ["enter or its letter goes there", "backspace takes it away · esc leaves"],
            "escape H H a": ["esc keeps the note", "ctrl+o opens your editor"],
            "escape t": ["enter keeps · tab or → completes", "esc leaves"],
            "escape c": ["c claim · f figure · q quote", "? question · ! check · p plain", "tab next · esc"],
            "escape !": ["j/k scroll · g/G top and end · q back"],
        }.items():
            await press(pilot, *keys.split())
            shown = [" ".join(row.split()) for row in rows(pilot)]
            assert [row for row in shown if row in told] == told, keys


async def test_no_caret_blinks(run: Run, folder: Path) -> None:
    """In dialogs as in the filter: nothing is drawn while the reader thinks."""
    async with run(folder) as pilot:
        fields = []
        for keys in ("ctrl+p", "escape enter H H a", "escape t"):
            await press(pilot, *keys.split())
            field = pilot.app.focused
            assert isinstance(field, Input | TextArea)
            fields.append((type(field).__name__, field.cursor_blink))
    names = ("CommandInput", "TextArea", "Input")
    assert fields == [(name, False) for name in names]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_bars_and_cursors_of_textuals_widgets_are_in_the_themes_own_colours(theme: Theme) -> None:
    """Also while the mouse is on them."""
    colours = theme.to_color_system().generate()
    ours = {colour.lower() for colour in PALETTES[theme.name].values()}
    bars = [name for name in colours if name.startswith(("scrollbar", "block-cursor")) and "style" not in name]
    assert len(bars) >= 11
    assert [name for name in bars if colours[name].lower() not in ours] == []


async def test_a_list_is_as_high_as_its_rows_and_stays_where_it_is(run: Run, folder: Path, library: Library) -> None:
    """Also when a row is taken away; one with more rows than the screen has lines goes through them."""
    async with run(folder, size=(80, 24)) as pilot:
        await open_article(pilot, STRIKE_TITLE)
        for letter in "abc":
            await press(pilot, "comma", letter)
        await press(pilot, "'", "?")
        first = box(pilot)
        assert first[1] == 3 + 8
        await press(pilot, "backspace")
        assert box(pilot) == first
        await press(pilot, "escape")
        for letter in "defghijklmnopqrstuvwxyz":
            await press(pilot, "comma", letter)
        await press(pilot, "'", "?")
        assert box(pilot)[1] < 24
        assert "z  “" not in screen_text(pilot)
        await press(pilot, "end")
        assert "z  “" in screen_text(pilot)
        assert "esc leaves" in screen_text(pilot)
    assert len(library.marks.positions()) == 25
