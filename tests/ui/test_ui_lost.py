"""Lost highlights in the reading view: told, listed, placed by hand."""

from pathlib import Path

import pytest
from driver import STRIKE, Run, press, screen_text
from test_ui_marking import at
from test_ui_reading import open_strike

from reader.domain.query import parse
from reader.library.adding import add
from reader.library.marking import find_passage, highlight
from reader.library.model import Library
from reader.library.overview import passages
from reader.ui.widgets.bars import StatusBar

QUOTE = "Some 340 containers wait on the quay."


@pytest.fixture
def lost(library: Library, folder: Path) -> str:
    """The id of a highlight whose sentence was taken out of the article."""
    path = folder / "a-strike.txt"
    (row,) = list(add(library, [str(path)]))
    article_id = row.article.id  # type: ignore[union-attr]
    passage = find_passage(library.articles.document(article_id), QUOTE)
    made, _ = highlight(library, article_id, passage, note="Who counted?", tags=["port"])
    path.write_text(STRIKE.replace(QUOTE, "Rain is expected."), encoding="utf-8")
    list(add(library, [str(path)]))
    return made.id


async def test_a_lost_highlight_is_listed_and_placed(run: Run, library: Library, lost: str) -> None:
    """The bar tells the key; the list has quote, note and tags; the selection becomes its place; undo takes it back."""
    async with run(size=(80, 24)) as pilot:
        view = await open_strike(pilot)
        assert "1 lost: L" in screen_text(pilot)
        at(view, "No date")
        await press(pilot, "L")
        text = screen_text(pilot)
        assert all(words in text for words in (QUOTE, "Who counted?", "#port"))
        await press(pilot, "enter")
        assert "place “Some 340 containers …”: select, then enter; esc leaves" in screen_text(pilot)
        await press(pilot, "i", "s", "enter")
        assert "lost: L" not in screen_text(pilot)
        assert "placed highlight “Some 340" in screen_text(pilot)
        (passage,) = passages(library, parse("-is:lost"))
        assert passage.span is not None
        words = library.articles.document(passage.highlight.article_id).text
        assert words[passage.span.start : passage.span.end].startswith("No date was set")
        assert (passage.highlight.id, passage.highlight.quote.exact) == (lost, QUOTE)
        await press(pilot, "u")
        pilot.app.screen.query_one(StatusBar).clear()
        await press(pilot)
        assert "1 lost: L" in screen_text(pilot)
        await press(pilot, "ctrl+r")
        assert "lost: L" not in screen_text(pilot)
        await press(pilot, "L")
        assert "no highlight of this article is lost" in screen_text(pilot)


@pytest.mark.parametrize("keys", [("q",), ("enter", "escape"), ("enter", "v")])
async def test_placing_can_be_left(run: Run, library: Library, lost: str, keys: tuple[str, ...]) -> None:
    """What is highlighted after that is a highlight of its own."""
    async with run() as pilot:
        view = await open_strike(pilot)
        at(view, "No date")
        await press(pilot, "L", *keys)
        await press(pilot, "v", "i", "s", "enter")
    assert library.marks.highlight(lost).placed is None
    assert len(library.marks.highlights()) == 2


async def test_the_marks_screen_filters_lost_ones(run: Run, library: Library, lost: str) -> None:
    """They are called lost there."""
    article_id = library.marks.highlight(lost).article_id
    highlight(library, article_id, find_passage(library.articles.document(article_id), "No date was set"))
    async with run() as pilot:
        await press(pilot, "M", "/", *"is:lost", "enter")
        text = screen_text(pilot)
    assert "All marks 1" in text
    assert "lost: Harbour strike" in text
