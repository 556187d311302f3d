"""Reshaping highlights by keyboard, picking one of several, and doing an act again."""

from pathlib import Path

from driver import Run, at_once, press, rows, screen_text
from test_ui_marking import at, begin_anew, quotes
from test_ui_reading import open_strike

from reader.domain.mark import HighlightKind
from reader.library.model import Library

SENTENCE = "Some 340 containers wait on the quay."
TALKS = "Talks between the dockers' union and the harbour's owners broke off on Tuesday night."


EXTENTS: tuple[tuple[str, str, list[str]], ...] = (
    ("340", "Hw>", ["340 containers"]),
    ("340", "H2w<", ["340"]),
    ("340", "Hw<", ["340"]),
    ("340", "Hw>>u", ["340 containers"]),
    ("Some 340", "HHwwx", ["Some 340", "containers wait on the quay."]),
    ("Some 340", "HHx", [SENTENCE]),
    ("Some 340", "HHwwxu", [SENTENCE]),
    ("Some 340", "HHwwxB&", [SENTENCE]),
    ("Some 340", "H2w)(wwwHw", ["Some 340", "wait"]),
    ("Some 340", "H2wwwwHw(&", ["Some 340 containers wait"]),
    ("340", "Hww.", ["340", "containers"]),
    ("340", "HwD)(.", []),
    ("Talks", "HH).", [TALKS, "No date was set for another meeting."]),
    ("340", "HwEeH", ["340 containers"]),
    ("340", "H3wEobH", ["Some 340 containers wait"]),
    ("340", "H3wEbbHu", ["340 containers wait"]),
    ("340", "HwEwq", ["340"]),
)
"""Words where the caret is, keys, and what is highlighted then."""


async def test_highlights_change_their_extent(run: Run, folder: Path, library: Library) -> None:
    """Also typed in one piece."""
    made = []
    async with run(folder) as pilot:
        await open_strike(pilot)
        for start, keys, _ in EXTENTS:
            await begin_anew(pilot, library, start)
            await at_once(pilot, *keys)
            made.append((start, keys, quotes(library)))
    assert made == [*EXTENTS]


async def test_one_of_several_is_picked_and_acted_on(run: Run, folder: Path, library: Library) -> None:
    """Without picking, the shortest; `p` says which of how many."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "340")
        await press(pilot, "H", "w", "H", "H", "p")
        assert "2 of 2 here" in screen_text(pilot)
        await press(pilot, "D")
    assert quotes(library) == ["340"]


async def test_a_kind_and_tags_are_given_again(run: Run, folder: Path, library: Library) -> None:
    """`.` on another highlight adds the tags that were given last, or gives the kind."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "H", "H")
        at(view, "No date")
        await press(pilot, "H", "H", "t", *"port", "enter")
        at(view, "Some 340")
        await press(pilot, ".", "c", "c")
        at(view, "No date")
        await press(pilot, ".")
    assert [(one.tags, one.kind.value) for one in library.marks.highlights()] == [(("port",), "claim")] * 2


async def test_highlights_over_each_other_are_underlined_each_with_its_letter(run: Run, folder: Path) -> None:
    """A word in a marked sentence, of another kind: both letters stand beside the line."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "H", "H", "w", "H", "w", "c", "f", "{", "{", "{")
        (row,) = [row for row in rows(pilot)[:-1] if SENTENCE in row]
        assert row.lstrip().startswith("·f▌")
        strips = pilot.app.screen._compositor.render_strips()
        words = [part for strip in strips for part in strip if part.text == "340"]
        assert all(part.style is not None and part.style.underline for part in words)
        assert words


async def test_a_selection_is_highlighted_with_a_kind_by_its_letter(run: Run, folder: Path, library: Library) -> None:
    """`c` and the letter that stands in the margin; `.` gives the same kind again."""
    cases: tuple[tuple[str, list[HighlightKind]], ...] = (
        ("viwcc", [HighlightKind.CLAIM]),
        ("viwcf", [HighlightKind.FIGURE]),
        ("viwcq", [HighlightKind.QUOTE]),
        ("viwc?", [HighlightKind.QUESTION]),
        ("viwc!", [HighlightKind.CHECK]),
        ("viwcp", [HighlightKind.PLAIN]),
        ("viwcf).", [HighlightKind.FIGURE, HighlightKind.FIGURE]),
        ("Hcfq", []),
    )
    made = []
    async with run(folder) as pilot:
        await open_strike(pilot)
        for keys, _ in cases:
            await begin_anew(pilot, library, "Talks")
            await at_once(pilot, *keys)
            made.append((keys, [one.kind for one in library.marks.highlights()]))
    assert made == [*cases]


async def test_a_letter_that_no_kind_has_keeps_the_selection(run: Run, folder: Path, library: Library) -> None:
    """And the letters are told, also while one is waited for."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "340")
        await press(pilot, "v", "c")
        assert "c claim · f figure" in screen_text(pilot)
        await press(pilot, "z")
        assert "no such kind: c claim" in screen_text(pilot)
        await press(pilot, "c")
        assert "no such kind" not in screen_text(pilot)
        assert "c claim · f figure · q quote · ? question · ! check · p plain" in screen_text(pilot)
        await press(pilot, "escape", "v")
        await press(pilot, "H")
    assert len(library.marks.highlights()) == 1
