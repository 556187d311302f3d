"""Marks and blocks that are not on show: nothing is marked, copied or opened blindly."""

from pathlib import Path

from driver import Run, press, screen_text
from test_ui_marking import at, quotes
from test_ui_reading import open_strike
from textual.pilot import Pilot

from reader.library.model import Library
from reader.ui.widgets.article_view import ArticleView

HIDDEN = "We were offered nothing"


async def open_with_a_gap(pilot: Pilot[None]) -> ArticleView:
    """Open the article on the strike and cut the quote in its middle."""
    view = await open_strike(pilot)
    at(view, HIDDEN)
    await press(pilot, "Z")
    assert HIDDEN not in screen_text(pilot)
    return view


async def test_a_selection_over_a_cut_block_marks_what_is_on_show(run: Run, folder: Path, library: Library) -> None:
    """A highlight for each part, none of them with hidden words; one `u` takes all of them back."""
    async with run(folder) as pilot:
        view = await open_with_a_gap(pilot)
        at(view, "No date")
        await press(pilot, "v", "}", "e", "H")
        assert quotes(library) == ["No date was set for another meeting.", "Some"]
        await press(pilot, "u")
        assert quotes(library) == []


async def test_a_selection_over_a_cut_block_copies_what_is_on_show(run: Run, folder: Path) -> None:
    """The parts stand apart."""
    async with run(folder) as pilot:
        view = await open_with_a_gap(pilot)
        at(view, "No date")
        await press(pilot, "v", "}", "e", "y")
        assert pilot.app.clipboard == "No date was set for another meeting.\n\nSome"


async def test_nothing_is_marked_on_a_page_without_text(run: Run, folder: Path, library: Library) -> None:
    """Every block is cut: no key marks or copies words that nobody sees."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        while view.page.starts:
            await press(pilot, "Z")
        assert not view.page.starts
        for keys in ("vwH", "VH", "vy", "Hw", "HG", "HH", "Hip", "a"):
            await press(pilot, *keys)
            assert quotes(library) == [], keys
            assert pilot.app.clipboard == "", keys
            view.leave_selection()


async def test_the_same_sentence_is_not_highlighted_twice(run: Run, folder: Path, library: Library) -> None:
    """The second `HH` says so and changes nothing; one `u` takes the highlight away."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "H", "H", "H", "H")
        assert "already highlighted" in screen_text(pilot)
        assert quotes(library) == ["Some 340 containers wait on the quay."]
        await press(pilot, "u")
        assert quotes(library) == []


async def test_a_highlight_in_a_cut_block_is_counted_and_shown_when_it_is_gone_to(run: Run, folder: Path) -> None:
    """`]` and the list of all marks show the block, and say so."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, HIDDEN)
        await press(pilot, "H", "H", "Z")
        assert "1 mark, 1 in cuts" in screen_text(pilot)
        await press(pilot, "g", "]")
        assert "in a block that was cut" in screen_text(pilot)
        assert view.page.text[view.caret.at :].startswith(f'"{HIDDEN}')
        await press(pilot, "q", "M", "enter")
        assert HIDDEN in screen_text(pilot)
        assert "in a block that was cut" in screen_text(pilot)


async def test_what_is_still_cut_is_told_when_a_block_comes_back(run: Run, folder: Path) -> None:
    """One block of the comment form is back, the other is not; then both are."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        await press(pilot, "z")
        at(view, "Leave a Reply")
        await press(pilot, "Z")
        assert "brought back, 1 more cut: comment form · u undoes" in screen_text(pilot)
        assert "1 block cut: comment form" in screen_text(pilot)
        at(view, "Your email")
        await press(pilot, "Z")
        assert "brought back · u undoes" in screen_text(pilot)
        assert "cut:" not in screen_text(pilot)
        await press(pilot, "Z")
        assert "cut · u undoes" in screen_text(pilot)


async def test_on_a_dateline_the_sentence_behind_it_is_marked(run: Run, folder: Path, library: Library) -> None:
    """`HH` where the article begins; the quote is fit to be used."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "PORT ELLIS")
        await press(pilot, "H", "H")
        (quote,) = quotes(library)
        assert quote.startswith("Talks between")
        assert quote.endswith("Tuesday night.")


async def test_the_preview_names_no_key_that_does_nothing_there(run: Run, folder: Path) -> None:
    """It tells what was cut; the key that shows it works in the article."""
    async with run(folder, size=(140, 40)) as pilot:
        await press(pilot, "/", *"containers", "enter")
        assert "2 blocks cut: comment form ┄" in screen_text(pilot)


async def test_a_search_finds_what_is_on_show(run: Run, folder: Path) -> None:
    """`z` brings matches in cut blocks along, and takes them away."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        await press(pilot, "/", *"the", "enter")
        before = len(view.found)
        await press(pilot, "/", *"fields", "enter")
        assert not view.found
        await press(pilot, "/", *"e", "enter", "z")
        shown = len(view.found)
        await press(pilot, "z")
        assert shown > len(view.found) > before


async def test_a_paragraph_goes_and_comes_back_with_its_dateline(run: Run, folder: Path) -> None:
    """They read as one, so `Z` on either takes both; one label says so, and that the reader did it."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        for words in ("Talks between", "PORT ELLIS"):
            at(view, words)
            await press(pilot, "Z")
            assert "PORT ELLIS" not in screen_text(pilot)
            assert "Talks between" not in screen_text(pilot)
            await press(pilot, "z")
            assert screen_text(pilot).count("┄ cut by you ┄") == 1
            assert "4 cut blocks on show" in screen_text(pilot)
            at(view, words)
            await press(pilot, "Z", "z")
            assert "PORT ELLIS – Talks between" in screen_text(pilot)
