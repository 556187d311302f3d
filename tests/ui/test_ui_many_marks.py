"""All marks: grouped under headings; many selected, tagged, given a kind, removed and exported at once."""

from pathlib import Path

from driver import Run, press, rows, screen_text
from test_ui_marking import at
from test_ui_reading import open_strike
from textual.pilot import Pilot

from reader.domain.mark import HighlightKind
from reader.library.model import Library
from reader.settings import Settings


async def three_marks(pilot: Pilot[None]) -> None:
    """Two highlights on the strike, the first tagged twice, and one on the ferry; then all marks."""
    view = await open_strike(pilot)
    at(view, "No date")
    await press(pilot, "H", "H", "t", *"port union", "enter")
    at(view, "Some 340")
    await press(pilot, "H", "H", "q")
    await press(pilot, "/", *"ferry", "enter", "enter", "H", "H", "c", "c", "q", "escape", "M")


def headings(pilot: Pilot[None]) -> list[str]:
    """Lines of the rows that begin with words at once: no quote, no facts."""
    return [row.strip() for row in rows(pilot)[1:-1] if row[:1] == " " and row[1:2].strip() and "▌" not in row]


class TestGroups:
    async def test_tab_groups_by_article_tag_and_kind(self, run: Run, folder: Path) -> None:
        """Each heading counts; a highlight with two tags stands under both, untagged ones under "no tag"."""
        async with run(folder, size=(100, 40)) as pilot:
            await three_marks(pilot)
            assert headings(pilot) == []
            await press(pilot, "tab")
            assert sorted(headings(pilot)) == [
                "Harbour strike enters third week  2",
                "What the ferry report leaves out  1",
            ]
            await press(pilot, "tab")
            assert headings(pilot) == ["#port  1", "#union  1", "no tag  2"]
            assert "of 4" in screen_text(pilot)
            await press(pilot, "tab")
            assert headings(pilot) == ["plain  2", "claim  1"]
            await press(pilot, "tab")
            assert headings(pilot) == []

    async def test_the_cursor_skips_headings(self, run: Run, folder: Path) -> None:
        """Down, up, to the top and to the end it stands on highlights only."""
        async with run(folder, size=(100, 40)) as pilot:
            await three_marks(pilot)
            await press(pilot, "g", "tab", "tab", "g")
            assert "1 of 4" in screen_text(pilot)
            for place in (2, 3, 4, 4):
                await press(pilot, "j")
                assert f"{place} of 4" in screen_text(pilot)
            await press(pilot, "k", "k", "k", "k")
            assert "1 of 4" in screen_text(pilot)
            assert "#port" in rows(pilot)[2]

    async def test_the_way_to_a_passage_leads_back_to_its_row(self, run: Run, folder: Path) -> None:
        """Enter, then q: the same row of the same group, though the highlight stands under two tags."""
        async with run(folder, size=(100, 40)) as pilot:
            await three_marks(pilot)
            await press(pilot, "g", "tab", "tab", "g", "j", "enter")
            assert "broke off on Tuesday" in screen_text(pilot)
            await press(pilot, "q")
            assert headings(pilot)[:1] == ["#port  1"]
            assert "2 of 4" in screen_text(pilot)


class TestManyAtOnce:
    async def test_tags_go_on_all_that_are_selected_and_one_undo_takes_them_off(
        self, run: Run, folder: Path, library: Library
    ) -> None:
        """It is on disk when it is told."""
        async with run(folder) as pilot:
            await three_marks(pilot)
            await press(pilot, "X", "t", *"quay", "enter")
            assert "tagged 3 highlights #quay" in screen_text(pilot)
            assert all("quay" in one.tags for one in library.marks.highlights())
            await press(pilot, "u")
            assert not any("quay" in one.tags for one in library.marks.highlights())
            assert any("port" in one.tags for one in library.marks.highlights())

    async def test_a_tag_that_all_have_can_be_taken_from_all(self, run: Run, folder: Path, library: Library) -> None:
        """The line begins with the tags in common; what is deleted there goes, the rest of each stays."""
        async with run(folder) as pilot:
            await three_marks(pilot)
            await press(pilot, "X", "t", *"quay", "enter", "t", "ctrl+u", "enter")
            assert sorted(tag for one in library.marks.highlights() for tag in one.tags) == ["port", "union"]

    async def test_kind_and_removal(self, run: Run, folder: Path, library: Library) -> None:
        """Each is one undo."""
        async with run(folder) as pilot:
            await three_marks(pilot)
            kinds = {one.id: one.kind for one in library.marks.highlights()}
            await press(pilot, "X", "c", "q")
            assert {one.kind for one in library.marks.highlights()} == {HighlightKind.QUOTE}
            await press(pilot, "u")
            assert {one.id: one.kind for one in library.marks.highlights()} == kinds
            await press(pilot, "D")
            assert "removed 3 highlights" in screen_text(pilot)
            assert not library.marks.highlights()
            await press(pilot, "u")
            assert len(library.marks.highlights()) == 3

    async def test_a_selection_outlives_filter_and_grouping(self, run: Run, folder: Path) -> None:
        """The bar counts what is selected, shown or not; q drops the selection before it leaves."""
        async with run(folder) as pilot:
            await three_marks(pilot)
            await press(pilot, "/", *"340", "enter", "x")
            assert "1 selected" in screen_text(pilot)
            await press(pilot, "escape", "tab", "/", *"ferry", "enter", "X")
            assert "2 selected" in screen_text(pilot)
            await press(pilot, "q")
            assert "selected" not in screen_text(pilot)
            assert "All marks" in screen_text(pilot)

    async def test_only_the_selection_is_exported(self, run: Run, folder: Path, settings: Settings) -> None:
        """Into a folder of its own, so that the files of whole articles stay whole."""
        async with run(folder) as pilot:
            await three_marks(pilot)
            await press(pilot, "e", "/", *"340", "enter", "x", "e")
            assert "exported 1 file" in screen_text(pilot)
        [picked] = (settings.export_folder / "selection").glob("*.md")
        text = picked.read_text(encoding="utf-8")
        assert "340 containers" in text
        assert "No date" not in text
        whole = (settings.export_folder / picked.name).read_text(encoding="utf-8")
        assert "No date" in whole


async def test_rows_below_an_article_name_the_kind_and_not_the_article_again(run: Run, folder: Path) -> None:
    """The heading names it; where rows are not grouped so, each row does."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "c", "f", "M")
        assert "Harbour strike enters third week · figure" in screen_text(pilot)
        await press(pilot, "tab")
        assert screen_text(pilot).count("Harbour strike enters third week") == 1
        assert any(row.strip(" ▎").startswith("figure · ") for row in rows(pilot))
