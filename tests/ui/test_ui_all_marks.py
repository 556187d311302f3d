"""All marks, looked for in a thread as they are where there are thousands."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from driver import Run, at_once, press, screen_text
from test_ui_marking import at
from test_ui_reading import open_strike, words_in_focus
from textual.pilot import Pilot

from reader.domain.errors import DamagedArticleError
from reader.domain.mark import Highlight
from reader.domain.query import Query
from reader.library.overview import Overview
from reader.ui.screens import marks_found
from reader.ui.screens.marks_screen import MarksScreen
from reader.ui.widgets.article_view import ArticleView

_PATIENCE = 10.0


@pytest.fixture(autouse=True)
def _in_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few there are."""
    monkeypatch.setattr(marks_found, "_FEW", 0)


async def two_marks(pilot: Pilot[None]) -> None:
    """Two highlights on the strike."""
    view = await open_strike(pilot)
    at(view, "No date")
    await press(pilot, "H", "H")
    at(view, "Some 340")
    await press(pilot, "H", "H", "q")


async def test_a_filter_and_the_way_to_a_passage(run: Run, folder: Path) -> None:
    async with run(folder) as pilot:
        await two_marks(pilot)
        await press(pilot, "M")
        assert "All marks 2 in 1 article" in screen_text(pilot)
        assert "1 of 2" in screen_text(pilot)
        await press(pilot, "/", *"containers")
        assert "All marks / containers" in screen_text(pilot)
        assert "1 of 1" in screen_text(pilot)
        assert "No date" not in screen_text(pilot)
        await press(pilot, "enter", "enter")
        assert words_in_focus(pilot.app.screen.query_one("#article", ArticleView)).startswith("Some 340")


async def test_keys_that_arrive_together_wait_for_the_marks_and_for_the_filter(run: Run, folder: Path) -> None:
    """They mean what they mean one by one."""
    async with run(folder) as pilot:
        await two_marks(pilot)
        await at_once(pilot, "M", "/", *"containers", "enter", "enter")
        assert words_in_focus(pilot.app.screen.query_one("#article", ArticleView)).startswith("Some 340")


async def test_the_cursor_stays_on_its_highlight_in_another_grouping(run: Run, folder: Path) -> None:
    async with run(folder) as pilot:
        await two_marks(pilot)
        await press(pilot, "M", "j")
        screen = pilot.app.screen
        assert isinstance(screen, MarksScreen)
        before = screen.highlight
        for _ in range(4):
            await press(pilot, "tab")
            assert screen.highlight == before


async def test_the_next_letter_breaks_off_what_the_one_before_looked_for(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is shown is the answer to all letters."""
    answering = Overview.answering
    broken_off: list[Query] = []
    begun: set[tuple[str, ...]] = set()

    def slow(self: Overview, query: Query, unwanted: Callable[[], bool]) -> Sequence[Highlight]:
        end = time.monotonic() + _PATIENCE
        begun.add(query.words)
        while query.words == ("c",) and time.monotonic() < end:
            if unwanted():
                broken_off.append(query)
                break
        return answering(self, query, unwanted)

    async with run(folder) as pilot:
        await two_marks(pilot)
        await press(pilot, "M")
        monkeypatch.setattr(Overview, "answering", slow)
        await pilot.press("/", "c")
        while ("c",) not in begun:
            await pilot.pause(0.001)
        await press(pilot, "o", "n")
        while not broken_off:
            await pilot.pause(0.001)
        assert "1 of 1" in screen_text(pilot)
        assert "Some 340" in screen_text(pilot)


async def test_a_text_that_cannot_be_read_hinders_no_list_and_is_told_on_opening(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> None:
        message = "the text of this article cannot be read"
        raise DamagedArticleError(message)

    async with run(folder) as pilot:
        await two_marks(pilot)
        monkeypatch.setattr("reader.library.overview.present_text", damaged)
        await press(pilot, "M")
        assert "All marks 2" in screen_text(pilot)
        await press(pilot, "enter")
        assert "cannot be read" in screen_text(pilot)
