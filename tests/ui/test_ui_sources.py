"""A choice for a whole source, with keys: offered, tried, made, listed, taken back."""

from pathlib import Path

import pytest
from driver import Run, press, rows, screen_text, widget
from textual.pilot import Pilot

from reader.library.model import Library
from reader.ui.widgets.article_view import ArticleView

LINE = "Write to the night desk"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Three articles of one source, each with the line."""
    place = tmp_path / "ledger"
    place.mkdir()
    for number in range(3):
        text = f"Ferry {number} left the quay at four, and the baker counted {number + 7} passengers on the deck of it."
        head = f"---\ntitle: Ferry {number}\nsource: The Coastal Ledger\n---\n"
        (place / f"{number}.md").write_text(
            f"{head}\n{text}\n\n{LINE}\n\n{text} Nobody waved, and the gulls did not look up.\n", encoding="utf-8"
        )
    return place


async def open_at_line(pilot: Pilot[None]) -> ArticleView:
    """The first article, the caret on the line."""
    await press(pilot, "enter")
    view = widget(pilot, "#article")
    assert isinstance(view, ArticleView)
    view.go_to(view.page.text.index(LINE))
    await press(pilot)
    return view


async def test_a_cut_is_offered_for_the_source_and_made_after_a_look(run: Run, ledger: Path, library: Library) -> None:
    """`Z`, then `S` shows what would be cut elsewhere; `enter` does it, `u` undoes it."""
    async with run(ledger, size=(100, 36)) as pilot:
        view = await open_at_line(pilot)
        await press(pilot, "Z")
        assert "S for every article of The Coastal Ledger" in screen_text(pilot)
        view.go_to(view.page.text.index(LINE))
        await press(pilot, "z")
        view.go_to(view.page.text.index(LINE))
        await press(pilot, "S")
        told = screen_text(pilot)
        assert "Cut this line in every article of The Coastal Ledger?" in told
        assert "This would cut 2 lines in 2 other articles" in told
        assert "Ferry 1" in told
        assert "- Write" not in told
        await press(pilot, "escape")
        assert list(library.marks.source_choices()) == []
        await press(pilot, "S", "enter")
        assert len(library.marks.source_choices()) == 1
        assert "cut in every article of The Coastal Ledger · u undoes" in screen_text(pilot)
        await press(pilot, "J")
        assert "1 block cut: by you in every article of The Coastal Ledger" in screen_text(pilot)
        await press(pilot, "u")
        assert list(library.marks.source_choices()) == []
        assert "by you" not in screen_text(pilot)


@pytest.mark.parametrize("size", [(80, 24), (40, 16)])
async def test_choices_are_listed_and_taken_back(
    run: Run, ledger: Path, library: Library, size: tuple[int, int]
) -> None:
    """`R` lists them, `d` takes one back, `u` puts it back."""
    async with run(ledger, size=size) as pilot:
        await press(pilot, "R")
        assert "No choices." in screen_text(pilot)
        await press(pilot, "q")
        await open_at_line(pilot)
        await press(pilot, "S", "enter", "R")
        assert "Your choices for sources" in screen_text(pilot)
        assert f"cut  {LINE}" in screen_text(pilot)
        await press(pilot, "j", "d")
        assert list(library.marks.source_choices()) == []
        assert "choice for" in rows(pilot)[-1]
        await press(pilot, "u")
        assert len(library.marks.source_choices()) == 1
        await press(pilot, "d", "q")
        assert LINE in screen_text(pilot)


async def test_without_a_source_nothing_is_offered(run: Run, folder: Path, library: Library) -> None:
    """A text file of no source: `S` says why not."""
    async with run(folder) as pilot:
        await press(pilot, "enter", "j", "S")
        assert "is not known" in screen_text(pilot)
        await press(pilot, "Z")
        assert "S for every" not in screen_text(pilot)
    assert list(library.marks.source_choices()) == []


async def test_a_long_line_leaves_room_for_what_it_would_change(run: Run, ledger: Path) -> None:
    """It is shortened, and says so."""
    async with run(ledger, size=(80, 24)) as pilot:
        view = await open_at_line(pilot)
        view.go_to(view.page.text.index("Nobody waved"))
        await press(pilot, "S")
        assert "…”" in screen_text(pilot)
        assert "No other article would change now" in screen_text(pilot)
