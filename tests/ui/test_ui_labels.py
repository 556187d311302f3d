"""Hint mode: labels on the words on the screen, two of which pick a passage."""

from pathlib import Path

import pytest
from driver import Run, at_once, press, rows, screen_text
from test_ui_marking import at, quotes
from test_ui_reading import LONG, open_strike
from textual.widgets import Input, TextArea

from reader.domain.mark import HighlightKind
from reader.library.model import Library
from reader.ui.render.labelling import words_on
from reader.ui.widgets.article_view import ArticleView


def label(view: ArticleView, word: str, *, nth: int = 0) -> str:
    """The letters over a word on the screen."""
    assert view.labels is not None
    found = [start for start in view.labels if view.page.text[start:].startswith(word)]
    return "".join(letters for letters, _ in view.labels[found[nth]])


def selected(view: ArticleView) -> str:
    span = view.selection
    return "" if span is None else view.page.text[span.start : span.end]


@pytest.mark.parametrize(
    ("first", "last", "passage"),
    [
        ("offered", "table", "offered nothing that was not on the table"),
        ("table", "offered", "offered nothing that was not on the table"),
        ("containers", "containers", "containers"),
        ("No", "Some", 'No date was set for another meeting.\n\n"We were offered'),
        ("Some", "quay", "Some 340 containers wait on the quay."),
    ],
)
async def test_two_labels_select_any_passage_in_five_keys(
    run: Run, folder: Path, first: str, last: str, passage: str
) -> None:
    """Across paragraphs, in either order; the same word twice is that word; a sentence keeps its full stop."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        await press(pilot, "F")
        keys = label(view, first) + label(view, last)
        assert len(keys) <= 4
        await press(pilot, *keys)
        assert selected(view).startswith(passage)
        assert first == "No" or selected(view) == passage
        assert view.labels is None
        assert "SELECT" in rows(pilot)[-1]


@pytest.mark.parametrize(
    ("act", "kind"), [("H", HighlightKind.PLAIN), ("enter", HighlightKind.PLAIN), ("cf", HighlightKind.FIGURE)]
)
async def test_the_passage_is_highlighted_as_any_selection(
    run: Run, folder: Path, library: Library, act: str, kind: HighlightKind
) -> None:
    """Plainly, or with a kind."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        await press(pilot, "F")
        await press(pilot, *label(view, "340"), *label(view, "containers"))
        await press(pilot, *([act] if act == "enter" else act))
        (made,) = library.marks.highlights()
        assert (made.quote.exact, made.kind) == ("340 containers", kind)
        assert view.selection is None


async def test_a_capital_at_the_end_highlights_at_once(run: Run, folder: Path, library: Library) -> None:
    """Five keys from reading to a highlight on disk; a capital in the first label takes its word alone."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        await press(pilot, "F")
        first, last = label(view, "offered"), label(view, "nothing")
        await press(pilot, *first, last[0], last[1].upper())
        assert quotes(library) == ["offered nothing"]
        await press(pilot, "F")
        word = label(view, "containers")
        await press(pilot, word[0], word[1].upper())
        assert quotes(library) == ["offered nothing", "containers"]
        assert view.selection is None
        assert view.labels is None


async def test_note_and_tag_act_on_what_labels_have_picked(run: Run, folder: Path, library: Library) -> None:
    """`a` and `t` highlight it first; once the selection has been moved they are vim's `a` and `t` again."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        await press(pilot, "F")
        await press(pilot, *label(view, "340"), *label(view, "containers"))
        assert "note" in rows(pilot)[-1]
        await press(pilot, "a")
        assert isinstance(pilot.app.focused, TextArea)
        await press(pilot, *"how many", "escape", "F")
        await press(pilot, *label(view, "table"), *label(view, "January"), "t")
        assert isinstance(pilot.app.focused, Input)
        await press(pilot, *"port", "enter")
        marks = {one.quote.exact: (one.note, one.tags) for one in library.marks.highlights()}
        assert marks == {"340 containers": ("how many", ()), "table in January": ("", ("port",))}
        await press(pilot, "F")
        await press(pilot, *label(view, "No"), *label(view, "No"), "e", "a", "s")
        assert "SELECT" in rows(pilot)[-1]
        assert selected(view).strip() == "No date was set for another meeting."


async def test_copying_the_passage(run: Run, folder: Path) -> None:
    """`y`, as with any selection."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        await press(pilot, "F")
        await press(pilot, *label(view, "340"), *label(view, "wait"), "y")
        assert "3 words" in screen_text(pilot)
        assert view.selection is None


async def test_keys_typed_ahead_are_labels(run: Run, folder: Path) -> None:
    """All of them arrive before the first is handled."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        await press(pilot, "F")
        keys = label(view, "340") + label(view, "wait")
        await press(pilot, "escape")
        await at_once(pilot, "F", *keys)
        assert selected(view) == "340 containers wait"


async def test_escape_leaves_and_backspace_takes_back(run: Run, folder: Path) -> None:
    """A letter, then the first word; `escape` at any time."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        caret = view.caret
        await press(pilot, "F")
        first, last = label(view, "offered"), label(view, "table")
        await press(pilot, *first, last[0])
        assert f"LABELS {last[0]}" in rows(pilot)[-1]
        assert "“offered” … last word" in rows(pilot)[-1]
        assert all(letters[0][0] == last[0] for letters in (view.labels or {}).values())
        await press(pilot, "backspace")
        assert "“offered” …" in rows(pilot)[-1]
        await press(pilot, "backspace")
        assert "first word" in rows(pilot)[-1]
        await press(pilot, *first, last[0], "escape")
        assert view.labels is None
        assert (view.selection, view.caret) == (None, caret)
        await press(pilot, "F", "escape", "J", "K")
        assert "LABELS" not in rows(pilot)[-1]


async def test_a_wrong_letter_is_told_and_nothing_is_lost(run: Run, folder: Path) -> None:
    """What was typed before it stays."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        await press(pilot, "F")
        first = label(view, "340")
        await press(pilot, first[0], "?")
        assert f"no word has the label {first[0]}?" in rows(pilot)[-1]
        await press(pilot, first[1], *first)
        assert selected(view) == "340"


async def test_a_passage_longer_than_the_screen(run: Run, tmp_path: Path) -> None:
    """Scrolling labels what is then on the screen; the first word stays picked."""
    (tmp_path / "long.txt").write_text(f"A long stay\n\n{LONG}", encoding="utf-8")
    async with run(tmp_path / "long.txt", size=(80, 20)) as pilot:
        await press(pilot, "g", "enter", "F")
        view = pilot.app.screen.query_one("#article", ArticleView)
        await press(pilot, *label(view, "Day"))
        top = view.scroll_y
        await press(pilot, "pagedown", "ctrl+d", "down")
        assert view.scroll_y > top + 15
        starts = [word.start for word in words_on(view.page, round(view.scroll_y), round(view.scroll_y) + 18)]
        assert sorted(view.labels or {}) == starts
        await press(pilot, *label(view, "cranes"))
        assert selected(view).startswith("Day 0. The cranes")
        assert "Day 5" in selected(view)


async def test_labels_follow_a_screen_of_another_size(run: Run, folder: Path) -> None:
    """The words that are on it then have them."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        await press(pilot, "F")
        await pilot.resize_terminal(44, 12)
        await press(pilot)
        shown = words_on(view.page, round(view.scroll_y), round(view.scroll_y) + view.size.height)
        assert sorted(view.labels or {}) == [word.start for word in shown]


async def test_nothing_to_label_is_told(run: Run, tmp_path: Path) -> None:
    """An article of which all is cut."""
    (tmp_path / "quay.txt").write_text("Nobody waits on the quay.\n", encoding="utf-8")
    async with run(tmp_path / "quay.txt") as pilot:
        await press(pilot, "g", "enter", "Z", "F")
        assert not pilot.app.screen.query_one("#article", ArticleView).page.outline.blocks
        assert "no text is on show" in screen_text(pilot)


async def test_a_click_leaves(run: Run, folder: Path) -> None:
    """The mouse goes where it points."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        await press(pilot, "F")
        await pilot.click("#article", offset=(view.sheet.left + 2, 8))
        await press(pilot)
        assert view.labels is None


async def test_the_nearest_words_have_the_easiest_letters(run: Run, folder: Path) -> None:
    """Those of the sentence in focus."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "F")
        assert label(view, "Some") == "ff"
        assert set(label(view, "containers")) <= set("fjdk")
