"""`gv`: what was selected last is selected again."""

from pathlib import Path

import pytest
from driver import Run, at_once, press, rows
from test_ui_labels import label, selected
from test_ui_marking import at, quotes
from test_ui_reading import LONG, open_strike
from textual.pilot import Pilot

from reader.library.model import Library
from reader.ui.keys.reselecting import SECONDS
from reader.ui.widgets import selecting_view
from reader.ui.widgets.article_view import ArticleView


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which `g` and `v` are one command or two."""
    made = Clock()
    monkeypatch.setattr(selecting_view, "monotonic", made)
    return made


async def read_long(pilot: Pilot[None]) -> ArticleView:
    await press(pilot, "g", "enter")
    return pilot.app.screen.query_one("#article", ArticleView)


@pytest.fixture
def long(tmp_path: Path) -> Path:
    file = tmp_path / "long.txt"
    file.write_text(f"A long stay\n\n{LONG}", encoding="utf-8")
    return file


@pytest.mark.usefixtures("clock")
class TestReselecting:
    @pytest.mark.parametrize("leaving", ["escape", "H", "y"])
    async def test_what_was_left_or_acted_on_is_selected_again(self, run: Run, folder: Path, leaving: str) -> None:
        """Both ends, and which of them the caret is at."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "table")
            await press(pilot, "v", "e", "o", "b", leaving)
            caret = view.caret
            at(view, "Some")
            await press(pilot, "g", "v")
            assert selected(view) == "the table"
            assert view.caret.at == view.page.text.index("the table")
            assert caret.anchor is None

    async def test_the_way_to_the_top_is_taken_back(self, run: Run, long: Path) -> None:
        """The text does not jump, and there is no jump to go back to."""
        async with run(long, size=(80, 20)) as pilot:
            view = await read_long(pilot)
            at(view, "Day 20.")
            await press(pilot, "v", "e", "escape")
            top, jumps = view.scroll_y, pilot.app.screen._session.jumps  # type: ignore[attr-defined]
            assert top
            await press(pilot, "g")
            assert view.scroll_y == 0
            await press(pilot, "v")
            assert (view.scroll_y, selected(view)) == (top, "Day")
            assert pilot.app.screen._session.jumps == jumps  # type: ignore[attr-defined]

    async def test_far_away_it_is_brought_into_sight(self, run: Run, long: Path) -> None:
        """From the end of a long article."""
        async with run(long, size=(80, 20)) as pilot:
            view = await read_long(pilot)
            at(view, "Day 20.")
            await press(pilot, "V", "escape", "G", "g", "v")
            assert selected(view) == "Day 20."
            assert 0 <= view.line_on_screen < view.size.height
            assert "SENTENCES" in rows(pilot)[-1]

    async def test_while_selecting_the_two_selections_change_places(
        self, run: Run, folder: Path, library: Library
    ) -> None:
        """As in vim."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "table")
            await press(pilot, "v", "e", "escape")
            at(view, "containers")
            await press(pilot, "v", "e", "g", "v")
            assert selected(view) == "table"
            await press(pilot, "g", "v")
            assert selected(view) == "containers"
            await press(pilot, "H")
        assert quotes(library) == ["containers"]

    async def test_keys_that_arrive_together_are_one_command(self, run: Run, folder: Path) -> None:
        """Also over a slow line."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "table")
            await press(pilot, "v", "e", "escape")
            await at_once(pilot, "g", "v")
            assert selected(view) == "table"

    async def test_what_labels_have_picked_too(self, run: Run, folder: Path, library: Library) -> None:
        """Marked by mistake as plain, it is marked with a kind instead."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "F")
            first, last = label(view, "340"), label(view, "wait")
            await press(pilot, *first, last[0], last[1].upper(), "u", "g", "v", "c", "f")
        assert [(one.quote.exact, one.kind) for one in library.marks.highlights()] == [
            ("340 containers wait", "figure")
        ]


class TestNotMeant:
    @pytest.mark.parametrize("keys", ["ggv", "gjv", "gGgwv"])
    async def test_other_keys_begin_at_the_caret(self, run: Run, folder: Path, clock: Clock, keys: str) -> None:
        """`gg` is the top, as in vim, and then `v` selects from there."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "table")
            await press(pilot, "v", "e", "escape", *keys)
            assert view.caret.anchor == view.caret.at
            assert clock.seconds == 0

    async def test_a_later_v_selects_from_the_top(self, run: Run, folder: Path, clock: Clock) -> None:
        """More than a second after `g`."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "table")
            await press(pilot, "v", "e", "escape", "g")
            clock.seconds += SECONDS + 0.1
            await press(pilot, "v")
            assert view.caret.anchor == view.caret.at == view.page.outline.first

    async def test_another_article_has_no_selection_yet(self, run: Run, folder: Path, clock: Clock) -> None:
        """Nor has this one when the reader comes back."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "table")
            await press(pilot, "v", "e", "escape", "J", "g", "v")
            assert view.caret.anchor == view.caret.at == view.page.outline.first
            assert clock.seconds == 0

    async def test_a_jump_back_from_the_top_is_no_command(self, run: Run, long: Path, clock: Clock) -> None:
        """`v` selects where the reader is then."""
        async with run(long, size=(80, 20)) as pilot:
            view = await read_long(pilot)
            at(view, "Day 20.")
            await press(pilot, "v", "e", "escape", "}", "g", "ctrl+o", "v")
            assert view.caret.anchor == view.caret.at != view.page.outline.first
            assert clock.seconds == 0
