"""Jumps: back and forth to where the reader was, within an article and across articles."""

from pathlib import Path

import pytest
from driver import FERRY, STRIKE, Run, press, screen_text
from textual.pilot import Pilot

from reader.domain.whereabouts import nearest
from reader.library.model import Library
from reader.ui.keys.jumps import MOST, Jumps, Place
from reader.ui.screens import reading_screen
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.row_list import RowList


def view_of(pilot: Pilot[None]) -> ArticleView:
    return pilot.app.screen.query_one("#article", ArticleView)


async def open_article(pilot: Pilot[None], label: str) -> ArticleView:
    listed = pilot.app.screen.query_one(RowList)
    labels = [row.article.label for row in listed.items if row]
    listed.go_to(labels.index(label))
    await press(pilot, "enter")
    return view_of(pilot)


class TestTheList:
    def test_back_and_forth(self) -> None:
        """What was left last comes first; going forth ends where going back began."""
        jumps = Jumps().left(Place("a", 0)).left(Place("a", 500))
        here = Place("b", 900)
        jumps, first = jumps.back(here)
        jumps, second = jumps.back(Place("a", 500))
        jumps, nothing = jumps.back(Place("a", 0))
        assert (first, second, nothing) == (Place("a", 500), Place("a", 0), None)
        jumps, third = jumps.forth()
        jumps, fourth = jumps.forth()
        assert (third, fourth, jumps.forth()[1]) == (Place("a", 500), here, None)

    def test_a_place_stands_there_once(self) -> None:
        """About the same line is the same place; in another article it is not."""
        jumps = Jumps().left(Place("a", 0)).left(Place("b", 10)).left(Place("a", 20))
        assert jumps.places == (Place("b", 10), Place("a", 20))

    def test_it_does_not_grow_for_ever(self) -> None:
        """The oldest places are forgotten."""
        jumps = Jumps()
        for number in range(MOST + 5):
            jumps = jumps.left(Place("a", number * 1000))
        assert len(jumps.places) == MOST
        assert jumps.places[0].at == 5000


class TestKeys:
    async def test_a_jump_is_taken_back_and_made_again(self, run: Run, folder: Path) -> None:
        """`ctrl+o` and `tab`, as in vim."""
        async with run(folder) as pilot:
            view = await open_article(pilot, "Harbour strike enters third week")
            await press(pilot, "j", "j")
            start = view.caret.at
            await press(pilot, "G")
            end = view.caret.at
            await press(pilot, "ctrl+o")
            assert view.caret.at == start
            await press(pilot, "tab")
            assert view.caret.at == end
            await press(pilot, "tab")
            assert "no later place" in screen_text(pilot)

    async def test_lines_and_sentences_are_no_jumps(self, run: Run, folder: Path) -> None:
        """Only what leads away from the place is one."""
        async with run(folder) as pilot:
            await open_article(pilot, "Harbour strike enters third week")
            await press(pilot, "j", ")", "w", "ctrl+d", "ctrl+o")
            assert "no earlier place" in screen_text(pilot)

    async def test_matches_and_highlights_are_jumps(self, run: Run, folder: Path) -> None:
        """`n` and `]` too."""
        async with run(folder, size=(60, 24)) as pilot:
            view = await open_article(pilot, "Harbour strike enters third week")
            view.go_to(view.page.text.index("Some 340"))
            await press(pilot, "H", "H", "g", "]")
            assert view.page.text[view.caret.at :].startswith("Some 340")
            await press(pilot, "ctrl+o")
            assert view.caret.at == 0

    async def test_across_articles(self, run: Run, folder: Path) -> None:
        """`J` can be taken back, to the sentence; so can leaving for the list and opening another article there."""
        async with run(folder) as pilot:
            view = await open_article(pilot, "Harbour strike enters third week")
            await press(pilot, "j", "j", "j", ")")
            place = view.caret.at
            await press(pilot, "J")
            assert "ferry report" in view.page.text
            await press(pilot, "ctrl+o")
            assert "Harbour strike" in view.page.text
            assert view.caret.at == place
            await press(pilot, "q")
            view = await open_article(pilot, "The [bold]letter[/bold] that nobody finished")
            await press(pilot, "ctrl+o")
            assert "Harbour strike" in view.page.text
            await press(pilot, "J")
            assert "ferry report" in view.page.text

    async def test_an_article_that_is_not_in_the_list(self, run: Run, folder: Path) -> None:
        """It opens all the same, and the list goes on where it was."""
        async with run(folder) as pilot:
            await open_article(pilot, "Harbour strike enters third week")
            await press(pilot, "s", "q", "2", "enter")
            assert "Harbour strike" in view_of(pilot).page.text
            await press(pilot, "ctrl+o")
            assert "ferry report" in view_of(pilot).page.text
            await press(pilot, "tab")
            assert "Harbour strike" in view_of(pilot).page.text


class TestThePlaceInAChangedText:
    def test_the_nearest_word_that_is_still_there(self) -> None:
        """A paragraph put in above moves it; a sentence taken out leaves it at the next."""
        old = STRIKE
        new = old.replace("PORT ELLIS", "An update was added at noon.\n\nPORT ELLIS")
        at = old.index("Some 340")
        assert new[nearest(old, new, at) :].startswith("Some 340")
        without = old.replace(" No date was set for another meeting.", "")
        assert without[nearest(old, without, old.index("No date")) :].startswith("We were offered")
        assert nearest(old, old, at) == at
        assert 0 <= nearest(old, FERRY, at) < len(FERRY)

    async def test_reading_goes_on_at_the_same_words_after_an_update(self, run: Run, folder: Path) -> None:
        """The file got a new first paragraph since."""
        long = "\n\n".join(
            f"Day {day}. The cranes stood still, and nobody on quay {day * 7} said more than that." for day in range(40)
        )
        path = folder / "d-long.txt"
        path.write_text(f"The cranes\n\n{long}\n", encoding="utf-8")
        async with run(folder) as pilot:
            view = await open_article(pilot, "The cranes")
            await press(pilot, "space", "space")
            top = view.page.text[view.top_offset :][:30]
            await press(pilot, "q")
        path.write_text(f"The cranes\n\nA correction stands here, in words of its own.\n\n{long}\n", encoding="utf-8")
        async with run(folder) as pilot:
            view = await open_article(pilot, "The cranes")
            assert "A correction" in view.page.text
            assert view.page.text[view.top_offset :].startswith(top)


async def test_the_place_is_kept_while_reading(
    run: Run, folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash loses a few seconds of it at most."""
    monkeypatch.setattr(reading_screen, "_KEEP_SECONDS", 0.05)
    async with run(folder, size=(60, 12)) as pilot:
        view = await open_article(pilot, "Harbour strike enters third week")
        article_id = pilot.app.screen.chosen[0]  # type: ignore[attr-defined]
        await press(pilot, "space")
        await pilot.pause(0.2)
        assert view.top_offset > 0
        assert library.articles.status(article_id).position == view.top_offset
