"""The mouse in the reading view: clicks, drags, the wheel, copying."""

from pathlib import Path

from driver import Run, press, screen_text
from textual import events
from textual.pilot import Pilot

from reader.ui.widgets.article_view import ArticleView

LONG = "\n\n".join(f"Day {day}. The cranes stood still on quay {day}." for day in range(40))


async def open_first(pilot: Pilot[None]) -> ArticleView:
    await press(pilot, "g", "enter")
    return pilot.app.screen.query_one("#article", ArticleView)


def cell(view: ArticleView, words: str) -> tuple[int, int]:
    """The cell of the view in which these words begin."""
    at = view.page.text.index(words)
    row = view.page.line_of(at) - round(view.scroll_y) + view.gutter.top
    return view.sheet.left + view.page.column_of(at), row


def selected(view: ArticleView) -> str:
    span = view.selection
    return "" if span is None else view.page.text[span.start : span.end]


async def drag(pilot: Pilot[None], view: ArticleView, start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(view, offset=start)
    await pilot._post_mouse_events([events.MouseMove], view, offset=end, button=1)
    await pilot.mouse_up(view, offset=end)
    await pilot.pause()


async def test_a_click_moves_the_focus(run: Run, folder: Path) -> None:
    """To the place under the pointer; a selection is left."""
    async with run(folder) as pilot:
        view = await open_first(pilot)
        await press(pilot, "v", "w")
        await pilot.click(view, offset=cell(view, "genuine"))
        assert view.page.text[view.caret.at :].startswith("genuine")
        assert view.selection is None


async def test_several_clicks_select(run: Run, folder: Path) -> None:
    """Two the word, three the sentence; `H` marks it."""
    async with run(folder) as pilot:
        view = await open_first(pilot)
        await pilot.click(view, offset=cell(view, "hall"), times=2)
        assert selected(view) == "hall"
        await pilot.click(view, offset=cell(view, "confirmed"), times=3)
        assert selected(view) == "The town hall confirmed that it was genuine."
        await press(pilot, "H")
        assert [one.highlight.quote.exact for one in view.placements] == [
            "The town hall confirmed that it was genuine."
        ]


async def test_a_drag_selects_and_y_copies_it(run: Run, folder: Path) -> None:
    """In either direction, both ends included; the words go to the terminal's clipboard."""
    async with run(folder) as pilot:
        view = await open_first(pilot)
        (left, row), (right, _) = cell(view, "town"), cell(view, "confirmed")
        await drag(pilot, view, (right, row), (left, row))
        assert selected(view) == "town hall c"
        await press(pilot, "y")
        assert pilot.app.clipboard == "town hall c"
        assert "copied 3 words" in screen_text(pilot)


async def test_a_drag_scrolls_on_at_the_edge(run: Run, tmp_path: Path) -> None:
    """The selection grows beyond the screen, both ways, until the button is released."""
    path = tmp_path / "long.txt"
    path.write_text(f"The cranes\n\n{LONG}\n", encoding="utf-8")
    async with run(path, size=(80, 16)) as pilot:
        view = await open_first(pilot)
        await pilot.mouse_down(view, offset=cell(view, "Day 1."))
        below = (20, view.outer_size.height)
        await pilot._post_mouse_events([events.MouseMove], view, offset=below, button=1)
        await pilot.pause(0.5)
        assert view.scroll_y > 2
        await pilot.mouse_up(view, offset=below)
        top = view.scroll_y
        await pilot.pause(0.2)
        assert view.scroll_y == top
        assert "Day 6." in selected(view)


async def test_the_sign_of_a_highlight_picks_it(run: Run, folder: Path) -> None:
    """So does its note, folded under the passage or in the margin."""
    for width in (80, 140):
        async with run(folder, size=(width, 30)) as pilot:
            view = await open_first(pilot)
            view.go_to(view.page.text.index("The town"))
            if width == 80:
                await press(pilot, "a", *"odd", "escape")
            await press(pilot, "g")
            _, row = cell(view, "The town")
            await pilot.click(view, offset=(view.sheet.left - 4, row))
            assert view.highlight_here is not None
            assert view.page.text[view.caret.at :].startswith("The town")
            await press(pilot, "g")
            note = next(number for number, line in enumerate(screen_text(pilot).split("\n")) if "odd" in line)
            column = screen_text(pilot).split("\n")[note].index("odd")
            await pilot.click(view, offset=(column - view.region.x, note - view.region.y))
            assert view.page.text[view.caret.at :].startswith("The town")


async def test_the_wheel_scrolls_and_the_caret_stays_on_the_screen(run: Run, tmp_path: Path) -> None:
    """As before the mouse did anything else."""
    path = tmp_path / "long.txt"
    path.write_text(f"The cranes\n\n{LONG}\n", encoding="utf-8")
    async with run(path, size=(80, 16)) as pilot:
        view = await open_first(pilot)
        for _ in range(4):
            await pilot._post_mouse_events([events.MouseScrollDown], view, offset=(10, 5))
        await pilot.pause()
        assert view.scroll_y > 0
        assert view.page.line_of(view.caret.at) >= view.scroll_y
