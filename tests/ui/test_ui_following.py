"""Following links of an article: by number and by click, with the address shown before."""

import asyncio
import webbrowser
from pathlib import Path

import pytest
from driver import Run, press, rows, screen_text
from textual import events
from textual.pilot import Pilot

from reader.ui.screens.dialogs import ConfirmScreen
from reader.ui.widgets.article_view import ArticleView

LINKED = """# Where the harbour keeps its minutes

The [minutes of March](https://minutes.example/march) were printed late. Some say that the
[chair](mailto:chair@port.example) held them back for a week; nobody has denied it.
"""
UNLINKED = "# A quay without a crane\n\nNothing leads away from here. It is a quiet place.\n"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a browser was asked to open."""
    asked: list[str] = []

    def browse(address: str) -> bool:
        asked.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", browse)
    return asked


async def reading(pilot: Pilot[None]) -> ArticleView:
    await press(pilot, "g", "enter")
    return pilot.app.screen.query_one("#article", ArticleView)


def article(folder: Path, text: str) -> Path:
    file = folder / "linked.md"
    file.write_text(text, encoding="utf-8")
    return file


def cell(view: ArticleView, words: str) -> tuple[int, int]:
    at = view.page.text.index(words)
    return view.sheet.left + view.page.column_of(at), view.page.line_of(at) - round(view.scroll_y) + view.gutter.top


async def asked(pilot: Pilot[None]) -> None:
    """Wait until it is asked whether to open an address."""
    async with asyncio.timeout(5):
        while not isinstance(pilot.app.screen, ConfirmScreen):
            await pilot.pause(0.02)
    await press(pilot)


async def test_a_number_opens_once_the_address_was_seen(run: Run, tmp_path: Path, opened: list[str]) -> None:
    """A number that can be no other asks at once; only `y` opens."""
    async with run(article(tmp_path, LINKED)) as pilot:
        view = await reading(pilot)
        place = view.caret
        await press(pilot, "f")
        assert "link:" in rows(pilot)[-1]
        assert "minutes of March" in screen_text(pilot)
        await press(pilot, "1")
        assert "https://minutes.example/march" in screen_text(pilot)
        assert opened == []
        await press(pilot, "y")
        assert opened == ["https://minutes.example/march"]
        await press(pilot, "f", "2", "y")
        assert opened[1:] == ["mailto:chair@port.example"]
        assert view.caret == place
        await press(pilot, "ctrl+o")
        assert "no earlier place" in screen_text(pilot)


async def test_a_number_that_may_go_on_waits_for_enter(run: Run, tmp_path: Path, opened: list[str]) -> None:
    """Of twelve links `1` may become `12`; what is typed and where it leads is shown; no other number is taken."""
    items = "\n".join(f"- [berth number {n}](https://port.example/{n}) is let to somebody" for n in range(1, 13))
    async with run(article(tmp_path, f"# Who has which berth\n\nAll of them are let this year.\n\n{items}\n")) as pilot:
        await reading(pilot)
        await press(pilot, "f", "1")
        assert "link: 1 " in rows(pilot)[-1]
        assert "https://port.example/1 " in rows(pilot)[-1]
        await press(pilot, "9", "enter", "y")
        await press(pilot, "f", "1", "2", "y")
        await press(pilot, "f", "1", "backspace", "0", "7", "y")
        assert opened == [f"https://port.example/{number}" for number in (1, 12, 7)]


async def test_escape_leaves(run: Run, tmp_path: Path, opened: list[str]) -> None:
    """And an answer that is not `y` opens nothing."""
    async with run(article(tmp_path, LINKED)) as pilot:
        view = await reading(pilot)
        await press(pilot, "f", "escape")
        assert "link:" not in rows(pilot)[-1]
        assert pilot.app.focused is view
        await press(pilot, "f", "1", "n")
        assert opened == []


async def test_without_links_that_is_said(run: Run, tmp_path: Path) -> None:
    """In the status line."""
    async with run(article(tmp_path, UNLINKED)) as pilot:
        await reading(pilot)
        await press(pilot, "f")
        assert "no links in what is on show" in rows(pilot)[-1]


async def test_a_click_on_linked_words_or_their_number_follows(run: Run, tmp_path: Path, opened: list[str]) -> None:
    """On other words it does not, nor beyond the end of a line; a drag selects."""
    async with run(article(tmp_path, LINKED)) as pilot:
        view = await reading(pilot)
        column, row = cell(view, " were printed")
        for place in (cell(view, "of March"), (column - 2, row)):
            await pilot.click(view, offset=place)
            await asked(pilot)
            assert "https://minutes.example/march" in screen_text(pilot)
            await press(pilot, "y")
        await pilot.click(view, offset=cell(view, "printed"))
        await press(pilot, "y")
        await pilot.mouse_down(view, offset=cell(view, "minutes of"))
        await pilot._post_mouse_events([events.MouseMove], view, offset=cell(view, "March"), button=1)
        await pilot.mouse_up(view, offset=cell(view, "March"))
        await press(pilot)
        assert view.selection is not None
        assert opened == ["https://minutes.example/march"] * 2


async def test_several_clicks_on_linked_words_select_them(run: Run, tmp_path: Path, opened: list[str]) -> None:
    """As on any words; nothing is asked, neither then nor later."""
    async with run(article(tmp_path, LINKED)) as pilot:
        view = await reading(pilot)
        await pilot.click(view, offset=cell(view, "March"), times=2)
        await pilot.pause(pilot.app.CLICK_CHAIN_TIME_THRESHOLD * 1.5)
        assert view.selection is not None
        assert view.page.text[view.selection.start : view.selection.end] == "March"
        await pilot.click(view, offset=cell(view, "minutes of"), times=3)
        await pilot.pause(pilot.app.CLICK_CHAIN_TIME_THRESHOLD * 1.5)
        assert "The minutes of March were printed late." in view.page.text[slice(*span_of(view))]
        assert not isinstance(pilot.app.screen, ConfirmScreen)
        assert opened == []


def span_of(view: ArticleView) -> tuple[int, int]:
    span = view.selection
    return (span.start, span.end) if span else (0, 0)


@pytest.mark.parametrize("key", ["j", "v", "H", "u"])
async def test_a_key_leaves_the_link_that_was_clicked(run: Run, tmp_path: Path, key: str) -> None:
    """So that no question comes up under the hands of somebody who types."""
    async with run(article(tmp_path, LINKED)) as pilot:
        view = await reading(pilot)
        await pilot.click(view, offset=cell(view, "March"))
        await press(pilot, key)
        await pilot.pause(pilot.app.CLICK_CHAIN_TIME_THRESHOLD * 1.5)
        assert not isinstance(pilot.app.screen, ConfirmScreen)
