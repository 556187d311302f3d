"""Notes beside and under their passages: folded, unfolded, read to their ends."""

from pathlib import Path

import pytest
from driver import Run, press, rows, screen_text
from test_ui_pointing import cell
from test_ui_reading import open_strike, words_in_focus
from textual.pilot import Pilot

from reader.library import marking
from reader.library.model import Library
from reader.ui.acts.acting import LibraryChanged
from reader.ui.render.notes import note_lines
from reader.ui.screens.reading_screen import ReadingScreen
from reader.ui.widgets.article_view import ArticleView

NOTE = "\n".join(["**Ask** the chair", *(f"- point {number}" for number in range(1, 25))])


async def noted(pilot: Pilot[None], library: Library, *passages: str, note: str = NOTE) -> ArticleView:
    """The article on the strike with a note on each of these passages."""
    view = await open_strike(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ReadingScreen)
    for passage in passages:
        start = view.page.text.index(passage)
        marking.highlight(library, screen.article_id, (start, start + len(passage)), note=note)
    screen.post_message(LibraryChanged())
    await press(pilot)
    return view


def at(view: ArticleView, words: str) -> None:
    view.go_to(view.page.text.index(words))


async def test_r_unfolds_the_note_in_focus(run: Run, folder: Path, library: Library) -> None:
    """And folds it; the place, the focus and the highlight are the same, and so are offsets and what is found."""
    async with run(folder, size=(80, 24)) as pilot:
        view = await noted(pilot, library, "Some 340 containers", "broke off")
        at(view, "Some 340")
        before = view.caret, words_in_focus(view), view.highlight_here, view.page.text
        assert screen_text(pilot).count("▸ · Ask the chair … (25 lines)") == 2
        await press(pilot, "r")
        assert "• point 1" in screen_text(pilot)
        assert screen_text(pilot).count("▸ · Ask the chair … (25 lines)") == 1
        assert (view.caret, words_in_focus(view), view.highlight_here, view.page.text) == before
        await press(pilot, "/", *"quay", "enter")
        assert view.page.text[view.caret.at :].startswith("quay")
        await press(pilot, "escape", "r")
        assert "• point 1" not in screen_text(pilot)


async def test_r_folds_all_notes_where_none_is_in_focus(run: Run, folder: Path, library: Library) -> None:
    """Unfolds all, then folds all; what is unfolded stays so when the article is opened again."""
    async with run(folder, size=(80, 24)) as pilot:
        view = await noted(pilot, library, "Some 340 containers", "broke off")
        await press(pilot, "r")
        assert sum("▾" in line.words for line in view.page.lines) == 2
        at(view, "Some 340")
        await press(pilot, "t", *"port", "enter")
        assert sum("▾" in line.words for line in view.page.lines) == 2
        await press(pilot, "g", "g", "r")
        assert sum("▸" in line.words for line in view.page.lines) == 2
        await press(pilot, "r", "q", "enter")
        view = pilot.app.screen.query_one("#article", ArticleView)
        assert sum("▾" in line.words for line in view.page.lines) == 2


async def test_r_tells_that_there_is_nothing_to_fold(run: Run, folder: Path) -> None:
    """In one line."""
    async with run(folder, size=(80, 24)) as pilot:
        await open_strike(pilot)
        await press(pilot, "r")
        assert "no long note" in rows(pilot)[-1]


async def test_a_click_on_the_sign_unfolds(run: Run, folder: Path, library: Library) -> None:
    """Under the passage on its sign, in the margin on its last line; a click on the words goes to the passage."""
    async with run(folder, size=(80, 24)) as pilot:
        view = await noted(pilot, library, "Some 340 containers")
        row = next(number for number, line in enumerate(rows(pilot)) if "▸" in line)
        column = rows(pilot)[row].index("▸")
        await pilot.click(view, offset=(column + 8 - view.region.x, row - view.region.y))
        assert words_in_focus(view).startswith("Some 340")
        assert "• point 1" not in screen_text(pilot)
        await pilot.click(view, offset=(column - view.region.x, row - view.region.y))
        assert "• point 1" in screen_text(pilot)
        await pilot.click(view, offset=(column - view.region.x, row - view.region.y))
        assert "• point 1" not in screen_text(pilot)
    async with run(folder, size=(140, 24)) as pilot:
        view = await open_strike(pilot)
        row = next(number for number, line in enumerate(rows(pilot)) if "more lines" in line)
        column = rows(pilot)[row].index("more lines")
        await pilot.click(view, offset=(column - view.region.x, row - view.region.y))
        assert "more lines" not in screen_text(pilot)
        assert cell(view, "Some 340")[0] == view.sheet.left


@pytest.mark.parametrize("keys", [["G"], ["space"] * 4, ["j"] * 30])
async def test_a_long_note_in_the_margin_can_be_read_to_its_end(
    run: Run, folder: Path, library: Library, keys: list[str]
) -> None:
    """It says how much is hidden; unfolded it reaches beyond the text, and the page is scrolled there."""
    async with run(folder, size=(120, 24)) as pilot:
        view = await noted(pilot, library, "Some 340 containers")
        assert "… 16 more lines · r" in screen_text(pilot)
        at(view, "Some 340")
        await press(pilot, "r")
        assert "point 24" not in screen_text(pilot)
        await press(pilot, *keys)
        assert "point 24" in screen_text(pilot)
        assert "▴ fold · r" in screen_text(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 24)])
async def test_scrolling_reads_no_note_again(run: Run, folder: Path, library: Library, size: tuple[int, int]) -> None:
    """Nor does drawing, moving, or opening the article once more."""
    async with run(folder, size=size) as pilot:
        await noted(pilot, library, "Some 340 containers", "broke off")
        await press(pilot, "q", "enter")
        before = note_lines.cache_info().misses
        await press(pilot, "G", "g", "ctrl+d", "j", "k", ")", "H", "H", "q", "enter")
        assert note_lines.cache_info().misses == before


async def test_an_unfolded_note_is_so_again_when_the_article_is_opened_in_another_run(
    run: Run, folder: Path, library: Library
) -> None:
    """The one, and not the other; folded again, it stays folded. The note on the article is remembered likewise."""
    async with run(folder, size=(80, 24)) as pilot:
        view = await noted(pilot, library, "No date was set", "She left before ten.")
        screen = pilot.app.screen
        assert isinstance(screen, ReadingScreen)
        marking.note_article(library, screen.article_id, NOTE)
        screen.post_message(LibraryChanged())
        at(view, "No date")
        await press(pilot, "r")
    for unfolded in (True, False):
        async with run(size=(80, 60)) as pilot:
            view = await open_strike(pilot)
            assert ("point 24" in screen_text(pilot)) is unfolded
            assert screen_text(pilot).count("▸") == 2 - unfolded
            at(view, "No date")
            await press(pilot, "r")
    async with run(size=(80, 24)) as pilot:
        view = await open_strike(pilot)
        assert view.toggle_notes("")
        await press(pilot)
    async with run(size=(80, 60)) as pilot:
        await open_strike(pilot)
        assert "▴ fold" in screen_text(pilot)


async def test_a_fold_that_cannot_be_kept_is_told(
    run: Run, folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note is unfolded all the same."""

    def refuse(*_: object, **__: object) -> None:
        message = "no room"
        raise OSError(28, message)

    async with run(folder, size=(80, 40)) as pilot:
        view = await noted(pilot, library, "No date was set")
        at(view, "No date")
        monkeypatch.setattr("reader.chosen.write_atomically", refuse)
        await press(pilot, "r")
        assert "point 24" in screen_text(pilot)
        assert "so this is not kept: no room" in screen_text(pilot)
