"""How the page is set: changed by keys while reading, kept for the next run."""

from dataclasses import replace
from pathlib import Path

import pytest
from driver import Run, press, rows, screen_text
from textual.pilot import Pilot

from reader.chosen import FILE, keep, recalled
from reader.settings import Settings
from reader.ui.widgets.article_view import ArticleView

LONG = "The quay at night\n\n" + "\n\n".join(
    f"On day {day} the cranes stood still again, and nobody on quay {day} could say when the ships that wait outside "
    f"would be let in. The harbour master had no comment on that."
    for day in range(30)
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "long.txt"
    file.write_text(LONG, encoding="utf-8")
    return file


async def reading(pilot: Pilot[None]) -> ArticleView:
    await press(pilot, "g", "enter")
    return pilot.app.screen.query_one("#article", ArticleView)


async def test_keys_set_the_page_and_say_how(run: Run, article: Path) -> None:
    """The words in focus stay; each key says what is now."""
    async with run(article) as pilot:
        view = await reading(pilot)
        await press(pilot, "G", "ctrl+u")
        at = view.caret.at
        for key, told in (
            ("+", "text of 76 columns"),
            ("-", "text of 72 columns"),
            ("=", "both edges straight"),
            ("_", "line spacing 2"),
        ):
            await press(pilot, key)
            assert told in rows(pilot)[-1]
            assert view.caret.at == at
            assert 0 <= view.page.line_of(at) - round(view.scroll_y) < view.size.height
        await press(pilot, "=", "_")
        assert "line spacing 1" in rows(pilot)[-1]


async def test_straight_edges_keep_selection_and_mouse_right(run: Run, article: Path) -> None:
    """A stretched line ends in the last column; every letter is found where it is seen."""
    async with run(article) as pilot:
        view = await reading(pilot)
        await press(pilot, "=")
        stretched = [line for line in view.page.lines if any(part.words for part in line.parts)]
        assert stretched
        for line in stretched:
            assert line.left + sum(part.cells(view.page.text) for part in line.pieces) == 72
        at = view.page.text.index("cranes")
        row = view.page.line_of(at) - round(view.scroll_y) + view.gutter.top
        await pilot.click(view, offset=(view.sheet.left + view.page.column_of(at) + 2, row), times=2)
        span = view.selection
        assert span is not None
        assert view.page.text[span.start : span.end] == "cranes"


async def test_choices_are_kept_for_the_next_run(run: Run, article: Path) -> None:
    """Measure, edges, spacing, theme, and folding in the list."""
    async with run(article) as pilot:
        await reading(pilot)
        await press(pilot, "+", "=", "_", "T")
        assert "theme newsmark-light" in screen_text(pilot)
        await press(pilot, "q", "z")
    async with run() as pilot:
        assert pilot.app.theme == "newsmark-light"
        view = await reading(pilot)
        assert view.measure == 76
        assert any(part.words for line in view.page.lines for part in line.parts)
        await press(pilot, "q", "z")
        assert "every copy is a row of its own" in screen_text(pilot)


def test_an_edited_config_goes_before_an_earlier_choice(tmp_path: Path) -> None:
    """Of that setting alone."""
    settings = Settings(library=tmp_path, export_folder=tmp_path)
    keep(settings, "measure", 88)
    keep(settings, "justified", True)
    assert recalled(settings) == (replace(settings, measure=88, justified=True), "")
    edited = replace(settings, measure=60)
    assert recalled(edited) == (replace(edited, justified=True), "")


@pytest.mark.parametrize("content", ["{", "[]", "\udcff", "[" * 100_000])
def test_a_damaged_file_is_told_and_does_no_harm(tmp_path: Path, content: str) -> None:
    """What is configured counts; the next choice replaces the file."""
    settings = Settings(library=tmp_path, export_folder=tmp_path)
    (tmp_path / FILE).write_bytes(content.encode("utf-8", "surrogateescape"))
    found, fault = recalled(settings)
    assert found == settings
    assert "config.toml alone counts" in fault
    keep(settings, "line_spacing", 2)
    assert recalled(settings) == (replace(settings, line_spacing=2), "")


@pytest.mark.parametrize("chosen", ["7", "true", '"wide"', "null", "[]"])
def test_a_value_that_is_none_is_not_taken(tmp_path: Path, chosen: str) -> None:
    """Only what the setting itself could be."""
    settings = Settings(library=tmp_path, export_folder=tmp_path)
    (tmp_path / FILE).write_text(f'{{"measure": {{"chosen": {chosen}, "config": 72}}}}')
    assert recalled(settings) == (settings, "")
