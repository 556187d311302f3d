"""A list of five thousand: only what is looked at is read, and nothing waits for the rest."""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event

import pytest
from driver import Run, press, rows, screen_text, settle
from textual.pilot import Pilot
from tides import COUNT, item, library_of

from reader.domain.errors import CancelledError
from reader.domain.query import Query, Row, View
from reader.library import catalogue
from reader.library.beginning import Looked
from reader.library.catalogue import CaughtUp, Listing
from reader.library.model import Library
from reader.settings import Settings
from reader.storage.articles import SqliteArticleStore
from reader.ui.acts.acting import LibraryChanged
from reader.ui.app import NewsmarkApp
from reader.ui.screens.list_screen import ListScreen
from reader.ui.screens.virtual import VirtualScreen


@pytest.fixture
def settings(tmp_path: Path, five_thousand: Path) -> Settings:
    return library_of(five_thousand, tmp_path)


def count_rows_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list of how many rows are read at each time from now on."""
    read: list[int] = []
    numbered = SqliteArticleStore.numbered

    def counted(store: SqliteArticleStore, numbers: Iterable[int]) -> dict[int, Row]:
        found = numbered(store, numbers)
        read.append(len(found))
        return found

    monkeypatch.setattr(SqliteArticleStore, "numbered", counted)
    return read


def shown(pilot: Pilot[None]) -> list[str]:
    """The numbers of the articles on the screen, from the top."""
    return [row.split("table ")[1][:5] for row in rows(pilot) if "Tide table" in row]


def list_screen(pilot: Pilot[None]) -> ListScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ListScreen)
    return screen


async def test_only_the_rows_around_the_screen_are_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the beginning, at the end, and back."""
    read = count_rows_read(monkeypatch)
    async with run() as pilot:
        assert "1 of 5000" in screen_text(pilot)
        await press(pilot, "G", "g")
        assert 0 < sum(read) < 600


async def test_every_row_stands_in_its_place(run: Run) -> None:
    """By pages from the top, by pages from the end, by steps across the border of what was read."""
    async with run() as pilot:
        assert shown(pilot)[:3] == ["05000", "04999", "04998"]
        for _ in range(3):
            await press(pilot, "space")
        first = shown(pilot)
        assert [int(one) for one in first] == list(range(int(first[0]), int(first[0]) - len(first), -1))
        await press(pilot, "G")
        assert "5000 of 5000" in screen_text(pilot)
        assert shown(pilot)[-1] == "00001"
        await press(pilot, *["b"] * 25)
        place = 5000 - 25 * (len(shown(pilot)))
        assert f"{place} of 5000" in screen_text(pilot)
        assert f"{5001 - place:05d}" in shown(pilot)
        await press(pilot, "g")
        assert "1 of 5000" in screen_text(pilot)


async def test_triage_of_a_selection_that_is_not_on_the_screen(run: Run, library: Library) -> None:
    """The first and the last are selected; the act is about both, and one key takes it back."""
    async with run() as pilot:
        await press(pilot, "x", "G", "x", "space")
        assert "2 selected" in screen_text(pilot)
        await press(pilot, "d")
        archived = {row.article.id for row in library.articles.rows(Query(view=View.ARCHIVE))}
        assert archived == {"tide005000", "tide000001"}
        assert "of 4998" in screen_text(pilot)
        await press(pilot, "u")
        assert library.articles.counts()[View.ARCHIVE] == 0
        assert "of 5000" in screen_text(pilot)


async def test_all_of_five_thousand_are_decided_about_at_once(run: Run, library: Library) -> None:
    """`X` selects what was never read; one undo brings all of it back."""
    async with run() as pilot:
        await press(pilot, "X")
        assert "5000 selected" in screen_text(pilot)
        await press(pilot, "d")
        assert library.articles.counts()[View.ARCHIVE] == COUNT
        assert "Nothing here." in screen_text(pilot)
        await press(pilot, "u")
        assert library.articles.counts()[View.INBOX] == COUNT


async def test_a_selection_under_a_filter_is_only_what_answers_it(run: Run, library: Library) -> None:
    """What is hidden is not decided about."""
    async with run() as pilot:
        await press(pilot, "/", *"lock", "enter", "X")
        assert "50 selected" in screen_text(pilot)
        await press(pilot, "s")
        assert library.articles.counts()[View.LATER] == 50


async def test_a_saved_view_is_read_as_it_is_looked_at(run: Run, library: Library) -> None:
    """Its count, a filter in it, an act on all of it, and the views beside it."""
    async with run() as pilot:
        await press(pilot, "G", "7")
        assert "Locks 50" in rows(pilot)[0]
        assert "1 of 50" in screen_text(pilot)
        await press(pilot, "/", *"45", "enter")
        assert shown(pilot) == ["04500"]
        await press(pilot, "escape", "m")
        assert "Locks 49" in rows(pilot)[0]
        await press(pilot, "X", "d")
        assert library.articles.counts()[View.ARCHIVE] == 49
        await press(pilot, "1")
        assert "of 4951" in screen_text(pilot)


async def test_the_cursor_stays_on_its_article_when_others_come(run: Run, library: Library) -> None:
    """Newer articles come in above it, and one below goes."""
    async with run() as pilot:
        await press(pilot, *["space"] * 4)
        before = list_screen(pilot).number
        assert before is not None
        place = list_screen(pilot).rows.cursor
        for number in range(COUNT + 1, COUNT + 4):
            library.articles.put(*item(number))
        pilot.app.screen.post_message(LibraryChanged())
        await press(pilot)
        assert list_screen(pilot).number == before
        assert f"{place + 4} of 5003" in screen_text(pilot)


async def test_the_next_unread_is_found_far_away(run: Run, library: Library) -> None:
    """Hundreds of articles that were called read are stepped over."""
    statuses = library.articles.statuses([f"tide{number:06d}" for number in range(5000, 4000, -1)])
    library.articles.set_status([type(one)(one.article_id, read=True) for one in statuses])
    async with run() as pilot:
        await press(pilot, "n")
        assert "1001 of 5000" in screen_text(pilot)
        await press(pilot, "N")
        assert "no more unread" in screen_text(pilot)


async def test_the_next_article_of_the_list_is_read_from_within_one(run: Run) -> None:
    """From the end of the list backwards."""
    async with run() as pilot:
        await press(pilot, "G", "enter", "K", "q")
        assert "4999 of 5000" in screen_text(pilot)


async def test_the_next_key_breaks_a_search_off(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the first letters ask for goes on until it is unwanted; only the last answer is shown."""
    answering, broken_off, begun = catalogue.answering_typist, [], set[tuple[str, ...]]()

    def slow(
        library: Library, query: Query, unwanted: Callable[[], bool], opened: frozenset[int] | None, looked: Looked
    ) -> Listing | None:
        pause = Event()
        begun.add(query.words)
        while query.words != ("lock",):
            if unwanted():
                broken_off.append(query.words)
                raise CancelledError(str(query.words))
            pause.wait(0.001)
        return answering(library, query, unwanted, opened, looked)

    async with run() as pilot:
        monkeypatch.setattr(catalogue, "answering_typist", slow)
        await press(pilot, "/")
        for words in ("l", "lo", "loc"):
            await pilot.press(words[-1])
            while (words,) not in begun:
                await pilot.pause(0.001)
        await press(pilot, "k")
        assert "1 of 50" in screen_text(pilot)
        while len(broken_off) < 3:
            await pilot.pause(0.001)
        assert sorted(broken_off) == [("l",), ("lo",), ("loc",)]
        assert not pilot.app.session.messages  # type: ignore[attr-defined]


async def test_an_answer_that_comes_late_is_dropped(run: Run, library: Library) -> None:
    """Something else has been asked since."""
    async with run() as pilot:
        await press(pilot, "/", *"lock", "enter")
        stale = Listing(library, library.articles.numbers(Query(words=("tide",))))
        pilot.app.screen.post_message(VirtualScreen.Found(0, stale, None))
        await press(pilot)
        assert "of 50" in screen_text(pilot)
        assert "of 5000" not in screen_text(pilot)


async def test_the_list_does_not_wait_for_the_verdicts(
    library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is on the screen and takes keys while the index is brought up to date, and is read again after it."""
    catch_up, go_on = catalogue.catch_up, Event()

    def slow(given: Library, unwanted: Callable[[], bool]) -> CaughtUp:
        go_on.wait(30)
        return catch_up(given, unwanted)

    monkeypatch.setattr(catalogue, "catch_up", slow)
    app = NewsmarkApp(library, settings)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.pause()
        await pilot.press("j")
        await pilot.pause()
        assert "2 of 5000" in screen_text(pilot)
        assert app.workers
        go_on.set()
        await settle(pilot)
        assert "2 of 5000" in screen_text(pilot)
