"""How often an article is laid out: once for each width, whatever is done in it and however often it is opened."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from driver import Run, press, settle
from textual.pilot import Pilot

from reader.domain.document import Document
from reader.ui.render import sheet
from reader.ui.render.lines import Role
from reader.ui.render.page import Page, lay_out
from reader.ui.widgets.article_view import ArticleView

LONG = "\n\n".join(
    f"Day {day}. The cranes stood still, and nobody on the quay said when they would move." for day in range(60)
)


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The width of each page that was laid out, in order."""
    widths: list[int] = []

    def noted(document: Document, head: Sequence[tuple[Role, str]], width: int, **setting: object) -> Page:
        if document.blocks:
            widths.append(width)
        return lay_out(document, head, width, **setting)  # type: ignore[arg-type]

    monkeypatch.setattr(sheet, "lay_out", noted)
    return widths


@pytest.fixture
def cranes(tmp_path: Path) -> Path:
    path = tmp_path / "cranes.txt"
    path.write_text(f"Cranes\n\n{LONG}", encoding="utf-8")
    return path


async def opened(pilot: Pilot[None]) -> ArticleView:
    """The article, opened from the list."""
    await press(pilot, "enter")
    await settle(pilot)
    return pilot.app.screen.query_one("#article", ArticleView)


async def resize(pilot: Pilot[None], width: int) -> None:
    await pilot.resize_terminal(width, 30)
    await settle(pilot)


async def test_an_article_is_laid_out_once_and_not_again_when_it_is_opened_again(
    run: Run, cranes: Path, laid_out: list[int]
) -> None:
    async with run(cranes, size=(90, 30)) as pilot:
        await opened(pilot)
        assert len(laid_out) == 1
        await press(pilot, "q")
        view = await opened(pilot)
        assert len(laid_out) == 1
        assert "Day 3." in view.page.text


async def test_another_width_is_laid_out_once_and_one_seen_before_not_at_all(
    run: Run, cranes: Path, laid_out: list[int]
) -> None:
    async with run(cranes, size=(90, 30)) as pilot:
        view = await opened(pilot)
        laid_out.clear()
        await resize(pilot, 60)
        narrow = view.page
        assert len(laid_out) == 1
        await resize(pilot, 90)
        assert len(laid_out) == 1
        await resize(pilot, 60)
        assert len(laid_out) == 1
        assert view.page is narrow


async def test_moving_selecting_and_highlighting_lay_nothing_out(run: Run, cranes: Path, laid_out: list[int]) -> None:
    async with run(cranes, size=(90, 30)) as pilot:
        view = await opened(pilot)
        laid_out.clear()
        await press(pilot, *"jj)", "ctrl+d", "v", "w", "w", "enter", *"HH", *")HH", *"u")
        assert laid_out == []
        assert len(view.placements) == 2


async def test_a_setting_of_the_page_seen_before_is_not_laid_out_again(
    run: Run, cranes: Path, laid_out: list[int]
) -> None:
    async with run(cranes, size=(90, 30)) as pilot:
        await opened(pilot)
        laid_out.clear()
        await press(pilot, "=")
        assert len(laid_out) == 1
        await press(pilot, "=", "=")
        assert len(laid_out) == 1
