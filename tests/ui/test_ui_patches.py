"""What is drawn when little has changed makes the same picture as drawing everything, and is no more than that."""

from collections.abc import Callable, Sequence
from functools import partialmethod
from pathlib import Path

import pytest
from driver import Run as Started
from driver import press, settle
from hypothesis import given
from hypothesis import strategies as st
from rich.console import RenderableType
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from tides import library_of

from reader.domain.query import Row
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.app import NewsmarkApp
from reader.ui.patches import PatchUpdate, _apart, _without
from reader.ui.render.runs import Run
from reader.ui.screens.list_screen import ListScreen
from reader.ui.widgets.row_list import RowList
from reader.wiring import make_library

Cell = tuple[str, Style | None]


def cells(strip: Strip) -> list[Cell]:
    return [(letter, segment.style) for segment in strip for letter in segment.text]


def whole(screen: Screen[object]) -> list[list[Cell]]:
    """The screen, drawn as a whole."""
    return [cells(strip) for strip in screen._compositor.render_strips()]


class Picture:
    """What a terminal shows that is sent all that the app draws."""

    def __init__(self) -> None:
        self.lines: list[list[Cell]] = []
        self.sent: list[int] = []

    def take(self, screen: Screen[object], update: RenderableType | None) -> None:
        """Draw a picture or a patch; how many cells that were is noted."""
        if isinstance(update, PatchUpdate):
            for x, y, strip in update.pieces:
                drawn = cells(strip)
                self.lines[y][x : x + len(drawn)] = drawn
            self.sent.append(sum(strip.cell_length for _, _, strip in update.pieces))
        elif isinstance(update, LayoutUpdate):
            self.lines = [cells(Strip.join(line)) for line in update.strips]
        elif update is not None:
            self.lines = whole(screen)


@pytest.fixture
def picture(monkeypatch: pytest.MonkeyPatch) -> Picture:
    picture, display = Picture(), App._display

    def both(app: App[object], screen: Screen[object], update: RenderableType | None) -> None:
        if not app._batch_count:
            picture.take(screen, update)
        display(app, screen, update)

    monkeypatch.setattr(App, "_display", both)
    return picture


LIST = ["j", "j", "k", "space", "j", "b", "x", "X", "*", "m", "d", "u", "G", "k", "g", "z", "z", "T"]
FILTER = ["/", "f", "e", "r", "enter", "j", "escape"]
READING = ["enter", "j", "w", "v", "w", "H", "H", ")", "space", "z", "/", "t", "h", "enter", "n", "escape", "q", "j"]


@pytest.mark.parametrize("size", [(80, 24), (120, 30)], ids=str)
@pytest.mark.parametrize("keys", [LIST, FILTER, READING], ids=["list", "filter", "reading"])
async def test_patches_make_the_whole_picture(
    run: Started, folder: Path, picture: Picture, size: tuple[int, int], keys: Sequence[str]
) -> None:
    """After every key, cell for cell."""
    async with run(folder, size=size) as pilot:
        for key in keys:
            await press(pilot, key)
            await pilot.pause(0.05)
            assert picture.lines == whole(pilot.app.screen), key
        assert picture.sent


async def test_a_step_of_the_cursor_draws_two_rows_and_a_line(
    tmp_path: Path, five_thousand: Path, picture: Picture
) -> None:
    """Not the scroll bar beside them, nor what lies behind; a page draws the list and that line."""
    settings: Settings = library_of(five_thousand, tmp_path)
    library: Library = make_library(settings)
    async with NewsmarkApp(library, settings).run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        picture.sent.clear()
        await press(pilot, "j")
        assert sum(picture.sent) == 2 * 2 * 99 + 100
        picture.sent.clear()
        await press(pilot, "space")
        assert sum(picture.sent) <= 38 * 100 + 100
        assert picture.lines == whole(pilot.app.screen)
    library.close()


async def test_rows_that_only_move_are_not_made_anew(
    tmp_path: Path, five_thousand: Path, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the nineteen on the screen, the row that the cursor comes to and the one that comes into sight are."""
    settings: Settings = library_of(five_thousand, tmp_path)
    library: Library = make_library(settings)
    made: list[int] = []
    real = RowList._line

    def line(rows: RowList[Row], runs: Sequence[Run], cursor: bool) -> Strip:
        made.append(len(runs))
        return real(rows, runs, cursor)

    async with NewsmarkApp(library, settings).run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "j", "k", "space", "g")
        monkeypatch.setattr(RowList, "_line", line)
        await press(pilot, "d")
        assert len(made) <= 2 * 2
        assert picture.lines == whole(pilot.app.screen)
    library.close()


async def test_a_step_works_out_nothing_that_was_seen_before(
    tmp_path: Path, five_thousand: Path, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the words of the rows, nor the looks of the preview; both rows are drawn in one go."""
    settings: Settings = library_of(five_thousand, tmp_path)
    library: Library = make_library(settings)
    done: list[str] = []

    async with NewsmarkApp(library, settings).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "space", "k")
        await settle(pilot)
        with monkeypatch.context() as watched:
            for name, owner in (("__add__", Style), ("render_lines", RowList), ("_draw_row", ListScreen)):
                real = getattr(owner, name)
                watched.setattr(owner, name, partialmethod(_noted, real, done.append))
            watched.setattr(pilot.app.screen.query_one(RowList), "_draw", pilot.app.screen._draw_row)  # type: ignore[attr-defined]
            await press(pilot, "k")
            await settle(pilot)
        assert done == ["render_lines"]
        assert picture.lines == whole(pilot.app.screen)
    library.close()


def _noted(
    self: object, real: Callable[..., object], note: Callable[[str], None], *given: object, **more: object
) -> object:
    note(real.__name__)
    return real(self, *given, **more)


regions = st.builds(Region, st.integers(0, 9), st.integers(0, 9), st.integers(1, 6), st.integers(1, 6))


def covered(parts: Sequence[Region]) -> set[tuple[int, int]]:
    return {(x, y) for part in parts for x in part.column_range for y in part.line_range}


@given(regions, regions)
def test_a_region_without_a_part_is_the_rest_of_it(region: Region, other: Region) -> None:
    """Each cell once."""
    hole = region.intersection(other)
    if hole:
        rest = _without(region, hole)
        assert covered(rest) == covered([region]) - covered([hole])
        assert sum(part.area for part in rest) == region.area - hole.area


@given(st.lists(regions, max_size=6))
def test_changes_within_others_are_not_drawn_twice(changes: list[Region]) -> None:
    """And none is forgotten."""
    apart = _apart(changes)
    assert covered(apart) == covered(changes)
    assert not any(one is not other and other.contains_region(one) for one in apart for other in apart)
