"""The reading view: what it shows, moving, searching, what was cut."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from driver import Run, drawn, press, rows, screen_text
from textual.events import Resize
from textual.geometry import Size
from textual.pilot import Pilot

from reader.domain.document import Span
from reader.domain.query import Query
from reader.domain.seeking import seek
from reader.library.listing import rows as listed
from reader.library.model import Library
from reader.ui.screens import searching
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.row_list import RowList

LONG = "\n\n".join(
    f"Day {day}. The cranes stood still, and nobody on the quay said when they would move." for day in range(40)
)


async def open_strike(pilot: Pilot[None]) -> ArticleView:
    """Open the article on the strike."""
    listed = pilot.app.screen.query_one(RowList)
    labels = [row.article.label for row in listed.items if row]
    listed.go_to(labels.index("Harbour strike enters third week"))
    await press(pilot, "enter")
    return pilot.app.screen.query_one("#article", ArticleView)


def words_in_focus(view: ArticleView) -> str:
    focus = view.focused_sentence
    return "" if focus is None else view.page.text[focus.start : focus.end]


class TestWhatIsShown:
    async def test_headline_byline_and_reading_time(self, run: Run, folder: Path) -> None:
        """The head says what one reads, by whom, and how long it takes."""
        async with run(folder, size=(80, 24)) as pilot:
            await open_strike(pilot)
            text = screen_text(pilot)
            assert "Harbour strike enters third week" in text
            assert "Mira Oduya" in text
            assert "1 min" in text
            assert "%" in rows(pilot)[0]

    async def test_text_stands_in_the_measure(self, run: Run, folder: Path) -> None:
        """About 72 columns, also in a wide terminal."""
        async with run(folder, size=(200, 60)) as pilot:
            view = await open_strike(pilot)
            lines = [row.strip() for row in rows(pilot) if "dockers" in row or "containers" in row]
        assert view.measure == 72
        assert lines
        assert all(len(line) <= 72 + 4 for line in lines)

    async def test_what_was_cut_is_hidden_and_told(self, run: Run, folder: Path) -> None:
        """The comment form is gone; the last line says so."""
        async with run(folder) as pilot:
            await open_strike(pilot)
            text = screen_text(pilot)
        assert "Your email address" not in text
        assert "cut: comment form" in text

    async def test_one_key_shows_what_was_cut_in_place_with_its_reason(self, run: Run, folder: Path) -> None:
        """`z` shows it, and hides it again."""
        async with run(folder, size=(100, 40)) as pilot:
            await open_strike(pilot)
            await press(pilot, "z")
            shown = screen_text(pilot)
            await press(pilot, "z")
            hidden = screen_text(pilot)
        assert "┄ cut: comment form ┄" in shown
        assert "Your email address will not be published" in shown
        assert "Your email address" not in hidden

    async def test_a_cut_can_be_taken_back_and_stays_so(self, run: Run, folder: Path, library: Library) -> None:
        """`Z` on a cut block brings it back, after a restart too; `u` undoes."""
        async with run(folder, size=(100, 40)) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "z")
            view.go_to(view.page.text.index("Your email"))
            await press(pilot, "Z", "z")
            assert "Your email address will not be published" in screen_text(pilot)
        async with run(folder, size=(100, 40)) as pilot:
            await open_strike(pilot)
            assert "Your email address will not be published" in screen_text(pilot)
        assert len(library.marks.all_article_marks()) == 1

    async def test_resizing_keeps_the_place(self, run: Run, folder: Path) -> None:
        """The sentence in focus is still in focus, and on the screen."""
        async with run(folder, size=(120, 20)) as pilot:
            view = await open_strike(pilot)
            await press(pilot, ")", ")")
            before = words_in_focus(view)
            await pilot.resize_terminal(50, 20)
            await pilot.pause()
            assert words_in_focus(view) == before

    async def test_the_scroll_bar_begins_where_the_article_was_left(self, run: Run, folder: Path) -> None:
        """Opened again, the bar stands where the text does."""
        (folder / "a-strike.txt").write_text("Harbour strike enters third week\n\n" + LONG, encoding="utf-8")
        async with run(folder, size=(80, 14)) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "space", "space", "q")
            view = await open_strike(pilot)
            assert view.scroll_y > 10
            assert view.vertical_scrollbar.position == pytest.approx(view.scroll_y, abs=1)

    async def test_resizing_to_and_fro_keeps_the_line_on_top(self, run: Run, folder: Path) -> None:
        """However often the size changes, and also at the end of the text."""
        (folder / "a-strike.txt").write_text("Harbour strike enters third week\n\n" + LONG, encoding="utf-8")
        async with run(folder, size=(80, 14)) as pilot:
            view = await open_strike(pilot)
            for keys in (("space", "j"), ("G",)):
                await press(pilot, *keys)
                top, at = view.scroll_y, view.caret.at
                for size in ((37, 14), (80, 60), (61, 9), (80, 14)):
                    await pilot.resize_terminal(*size)
                    assert view.screen.size == size
                    line = view.page.line_of(view.caret.at)
                    assert view.scroll_y <= line < view.scroll_y + view.size.height
                assert (view.scroll_y, view.caret.at) == (top, at)
                for size in ((37, 14), (61, 9), (80, 14)):  # each is overtaken by the next
                    pilot.app.post_message(Resize(Size(*size), Size(*size)))
                await drawn(pilot)
                assert (view.scroll_y, view.caret.at) == (top, at)

    async def test_tags_and_note_of_the_article_are_in_its_head(self, run: Run, folder: Path) -> None:
        """As soon as they are given."""
        async with run(folder) as pilot:
            await open_strike(pilot)
            await press(pilot, "t", *"port", "enter")
            assert any(row.strip() == "#port" for row in rows(pilot))


class TestMoving:
    async def test_sentences_and_paragraphs(self, run: Run, folder: Path) -> None:
        """`)` and `(` go by sentence, `}` and `{` by paragraph."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            view.go_to(view.page.text.index("Talks"))
            await press(pilot, ")")
            assert words_in_focus(view).startswith("No date was set")
            await press(pilot, "(")
            assert words_in_focus(view).startswith("Talks between")
            await press(pilot, "}")
            assert words_in_focus(view).startswith('"We were offered')
            await press(pilot, "{")
            assert view.caret.at < view.page.text.index("No date")

    async def test_lines_keep_their_column(self, run: Run, folder: Path) -> None:
        """`j` and `k` come back to the same character."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            view.go_to(view.page.text.index("harbour's"))
            before = view.caret.at
            await press(pilot, "j", "j", "k", "k")
            assert view.caret.at == before

    async def test_top_and_end(self, run: Run, folder: Path) -> None:
        """`g` and `G`."""
        async with run(folder, size=(40, 12)) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "G")
            assert view.progress == 1.0
            await press(pilot, "g")
            assert view.scroll_y == 0

    async def test_the_place_is_kept_between_visits(self, run: Run, folder: Path) -> None:
        """Leaving and coming back shows the line that was on top."""
        async with run(folder, size=(40, 12)) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "space")
            top = view.top_offset
            assert top > 0
            await press(pilot, "q", "enter")
            assert pilot.app.screen.query_one("#article", ArticleView).top_offset == top

    @pytest.mark.parametrize("keys", ["Q", "MQ"])
    async def test_the_place_is_kept_on_every_way_out(
        self, run: Run, folder: Path, library: Library, keys: str
    ) -> None:
        """Quitting from the article, or from a screen over it, remembers the line on top."""
        async with run(folder, size=(40, 12)) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "space")
            top = view.top_offset
            await press(pilot, *keys)
        positions = {row.article.label: row.status.position for row in listed(library, Query())}
        assert positions["Harbour strike enters third week"] == top > 0

    async def test_next_and_last_article(self, run: Run, folder: Path) -> None:
        """`J` and `K` go through the list without leaving the reading view."""
        async with run(folder) as pilot:
            await press(pilot, "enter")
            first = rows(pilot)[0]
            await press(pilot, "J")
            assert rows(pilot)[0] != first
            await press(pilot, "K")
            assert rows(pilot)[0] == first

    async def test_back_lands_on_the_article_read_last(self, run: Run, folder: Path) -> None:
        """The list follows the reader."""
        async with run(folder) as pilot:
            await press(pilot, "enter", "J", "q")
            assert "2 of 3" in screen_text(pilot)

    async def test_deciding_about_the_last_article_leaves_a_search_too(self, run: Run, folder: Path) -> None:
        """`d` goes back to the list at once."""
        async with run(folder) as pilot:
            await press(pilot, "G", "enter", "/", *"the", "enter", "d")
            assert pilot.app.screen.query(RowList)
            assert "archived" in screen_text(pilot) or "Archive 1" in screen_text(pilot)

    async def test_the_views_are_one_key_away_from_every_screen(self, run: Run, folder: Path) -> None:
        """From all marks, and from an article opened there."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "s", "M", "2")
            assert "1 of 1" in screen_text(pilot)
            await press(pilot, "enter", "H", "H", "M", "enter", "6")
            assert "of 3" in screen_text(pilot)
            assert view.page.text

    async def test_screens_do_not_pile_up(self, run: Run, folder: Path) -> None:
        """From an article to all marks and back, any number of times."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            view.go_to(view.page.text.index("Some 340"))
            await press(pilot, "H", "H", *["M", "enter"] * 4)
            assert len(pilot.app.screen_stack) <= 5
            await press(pilot, "q", "q", "q")
            assert "of 3" in screen_text(pilot)

    async def test_what_is_done_among_all_marks_is_seen_in_the_article_below(self, run: Run, folder: Path) -> None:
        """Coming back shows the text as it is now."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            view.go_to(view.page.text.index("Some 340"))
            await press(pilot, "H", "H", "M", "D", "q")
            assert "0 marks" in screen_text(pilot)
            assert not view.placements


class TestSearching:
    async def test_a_phrase_is_found_across_wrapped_lines(self, run: Run, folder: Path) -> None:
        """The search looks through the text, not through the lines."""
        async with run(folder, size=(40, 24)) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "/", *"n and the h", "enter")
            assert len(view.found) == 1
            assert view.caret.at == view.page.text.index("n and the h")

    async def test_n_and_shift_n_go_through_the_matches(self, run: Run, folder: Path) -> None:
        """Lower case finds capitals too; `escape` ends the search."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "g", "/", *"on the", "enter")
            first = view.caret.at
            assert "matches · n and N" in screen_text(pilot)
            await press(pilot, "n")
            second = view.caret.at
            assert second > first
            await press(pilot, "N")
            assert view.caret.at == first
            await press(pilot, "escape")
            assert view.found == ()

    async def test_the_first_match_comes_into_sight_while_one_types(self, run: Run, folder: Path) -> None:
        """And `escape` goes back to where one was."""
        async with run(folder, size=(60, 12)) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "j", "j")
            before, top = view.caret, view.scroll_y
            await press(pilot, "/", *"some 3")
            assert view.page.text[view.caret.at :].startswith("Some 340")
            assert "Some 340 containers" in screen_text(pilot)
            assert "1 of 1" in screen_text(pilot)
            await press(pilot, "x")
            assert view.caret == before
            await press(pilot, "escape")
            assert (view.caret, view.scroll_y, view.found) == (before, top, ())

    async def test_which_match_it_is_of_how_many_and_round_again(self, run: Run, folder: Path) -> None:
        """The status line counts; behind the last match comes the first."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "g", "/", *"on the", "enter")
            count = len(view.found)
            assert count > 1
            assert f"1 of {count}" in screen_text(pilot)
            await press(pilot, "N")
            assert f"{count} of {count}" in screen_text(pilot)
            assert "goes on from the end" in screen_text(pilot)
            await press(pilot, "n")
            assert "goes on from the top" in screen_text(pilot)
            assert view.caret.at == view.found[0].start

    async def test_enter_on_nothing_seeks_the_last_words_again(self, run: Run, folder: Path) -> None:
        """As in vim, in another article too; the line at the bottom says so, and `escape` seeks nothing."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "/", *"table", "enter", "escape")
            assert not view.found
            await press(pilot, "/")
            assert "on nothing seeks “table”" in screen_text(pilot)
            await press(pilot, "enter")
            assert [view.page.text[one.start : one.end] for one in view.found] == ["table"]
            await press(pilot, "escape", "/", "escape")
            assert not view.found

    async def test_a_mark_does_not_search_the_text_anew(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The matches stay; when other blocks are on show, they are looked for there."""
        sought: list[str] = []

        def counted(words: str, text: str, runs: Sequence[Span]) -> tuple[Span, ...]:
            sought.append(words)
            return seek(words, text, runs)

        monkeypatch.setattr(searching, "seek", counted)
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "/", "e", "enter")
            found = view.found
            sought.clear()
            await press(pilot, "H", "H", "t", *"port", "enter")
            assert view.found == found != ()
            assert sought == []
            await press(pilot, "z")
            assert sought == ["e"]
            assert len(view.found) > len(found)

    async def test_words_that_are_not_there_are_told(self, run: Run, folder: Path) -> None:
        """No silent failure."""
        async with run(folder) as pilot:
            await open_strike(pilot)
            await press(pilot, "/", *"zep", "enter")
            assert "not in this article" in screen_text(pilot)


async def test_a_note_on_a_hidden_block_is_hidden_with_it(run: Run, folder: Path) -> None:
    """It never stands beside other words; showing the cuts shows it."""
    for width in (80, 140):
        async with run(folder, size=(width, 36)) as pilot:
            view = await open_strike(pilot)
            await press(pilot, "z")
            view.go_to(view.page.text.index("Your email"))
            if width == 80:
                await press(pilot, "a", *"odd", "escape")
            assert "odd" in screen_text(pilot)
            await press(pilot, "z")
            assert "odd" not in "\n".join(rows(pilot)[:-1])


async def test_an_article_cut_away_whole_can_be_brought_back(run: Run, folder: Path) -> None:
    """Cutting every block leaves a page that says so, not a crash."""
    async with run(folder, size=(100, 30)) as pilot:
        view = await open_strike(pilot)
        while view.page.starts:
            await press(pilot, "Z")
        assert "by you" in screen_text(pilot)
        await press(pilot, "j", "G", "H", "H", "v", "w", "escape", "(", "z")
        assert "Some 340 containers" in screen_text(pilot)
        await press(pilot, *["u"] * 12, "z")
        assert view.page.starts


async def test_a_highlight_without_words_moves_no_line(run: Run, folder: Path) -> None:
    """So the page is not laid out again for it, however long it is; a note lays it out."""
    async with run(folder, size=(80, 30)) as pilot:
        view = await open_strike(pilot)
        view.go_to(view.page.text.index("Some 340"))
        page = view.page
        await press(pilot, "H", "H")
        assert view.page is page
        assert "1 mark" in screen_text(pilot)
        assert view.highlight_here is not None
        await press(pilot, "a", *"odd", "escape")
        assert view.page is not page
        assert "odd" in screen_text(pilot)
