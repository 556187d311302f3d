"""An act about thousands of articles goes on in a thread; the screen is usable meanwhile, and nothing is half done."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from driver import Run, press, rows, screen_text, settle
from textual.pilot import Pilot
from tides import COUNT, library_of

from reader.domain.errors import StorageError
from reader.domain.query import View
from reader.domain.status import Alike, HowFar, State
from reader.library.model import Library
from reader.settings import Settings
from reader.storage.articles import SqliteArticleStore
from reader.ui.app import NewsmarkApp
from reader.wiring import make_library


@pytest.fixture
def settings(tmp_path: Path, five_thousand: Path) -> Settings:
    return library_of(five_thousand, tmp_path)


@dataclass
class Held:
    """A long act that stops after its first batch until it may go on."""

    begun: Event = field(default_factory=Event)
    go_on: Event = field(default_factory=Event)
    fault: str = ""


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    redecide, held = SqliteArticleStore.redecide, Held()
    monkeypatch.setattr("reader.storage.triage._BATCH", 1000)

    def slow(store: SqliteArticleStore, changes: Sequence[tuple[Alike, Alike]], how_far: HowFar) -> None:
        def told(done: int, total: int) -> None:
            how_far(done, total)
            held.begun.set()
            held.go_on.wait(30)
            if held.fault:
                raise StorageError(held.fault)

        redecide(store, changes, told)

    monkeypatch.setattr(SqliteArticleStore, "redecide", slow)
    return held


@asynccontextmanager
async def ending(held: Held) -> AsyncIterator[None]:
    """Let the act go on at the end, before the app is closed."""
    try:
        yield
    finally:
        held.go_on.set()


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Wait for a condition."""
    end = monotonic() + 20
    while not true():
        assert monotonic() < end, screen_text(pilot)
        await pilot.pause(0.01)


async def begin(pilot: Pilot[None], held: Held, *keys: str) -> None:
    """Press keys that begin a long act, and wait until it is under way and told."""
    await pilot.press(*keys)
    await until(pilot, held.begun.is_set)
    await until(pilot, lambda: f"1,000 of {COUNT:,}" in screen_text(pilot))


async def finish(pilot: Pilot[None], held: Held) -> None:
    held.go_on.set()
    await until(pilot, lambda: not pilot.app.session.at_work)  # type: ignore[attr-defined]
    await press(pilot)


async def test_the_screen_is_usable_while_thousands_are_archived(run: Run, library: Library, held: Held) -> None:
    """The cursor moves, an article is read, a filter is typed; how far it is stands at the bottom all the while."""
    async with run() as pilot, ending(held):
        await begin(pilot, held, "X", "d")
        assert "archiving · 1,000 of 5,000" in rows(pilot)[-1]
        assert library.articles.counts()[View.INBOX] == COUNT
        await pilot.press("j", "j")
        await until(pilot, lambda: "3 of 5000" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "High water is at 4998" in screen_text(pilot))
        await pilot.press("q")
        await until(pilot, lambda: "3 of 5000" in screen_text(pilot))
        await pilot.press("/", *"4500")
        await until(pilot, lambda: "1 of 1 " in screen_text(pilot))
        assert "archiving" in rows(pilot)[-1]
        await pilot.press("escape")
        await finish(pilot, held)
        assert "archived 5,000 articles · u undoes" in rows(pilot)[-1]
        assert "Nothing here." in screen_text(pilot)
        assert library.articles.counts()[View.ARCHIVE] == COUNT
        assert library.articles.faults() == []


async def test_it_is_one_act_for_undo_and_redo(run: Run, library: Library, settings: Settings) -> None:
    """In this run and in the next one."""
    async with run() as pilot:
        await press(pilot, "X", "s")
        await press(pilot, "u")
        assert "undone: kept for later: 5,000 articles" in screen_text(pilot)
        assert library.articles.counts()[View.INBOX] == COUNT
        await press(pilot, "ctrl+r")
        assert "done again: kept for later: 5,000 articles" in screen_text(pilot)
        assert library.articles.counts()[View.LATER] == COUNT
    later = make_library(settings)
    async with NewsmarkApp(later, settings).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "u")
        assert "undone: kept for later: 5,000 articles" in screen_text(pilot)
        assert later.articles.counts()[View.INBOX] == COUNT
    later.close()


async def test_one_that_was_changed_elsewhere_does_not_bar_the_way(run: Run, library: Library) -> None:
    """It is left as it is, and the next undo takes back what was done before it."""
    async with run() as pilot:
        await press(pilot, "t", *"moon", "enter", "X", "s")
        library.articles.set_status([replace(library.articles.status("tide000042"), state=State.ARCHIVE)])
        await press(pilot, "u")
        assert "was changed elsewhere since" in screen_text(pilot)
        assert library.articles.counts()[View.LATER] == COUNT - 1
        await press(pilot, "u")
        assert "undone: tags" in screen_text(pilot)
        assert library.marks.all_article_marks() == []


async def test_stars_and_read_of_thousands_go_back_and_forth(run: Run, library: Library) -> None:
    """The selection stays, so that the same key takes back what it did; some differ at first."""
    async with run() as pilot:
        await press(pilot, "*", "j", "m", "X", "*")
        assert "starred 5,000 articles" in screen_text(pilot)
        assert "5000 selected" in screen_text(pilot)
        assert library.articles.counts()[View.STARRED] == COUNT
        await press(pilot, "*")
        assert "took the star off 5,000 articles" in screen_text(pilot)
        await press(pilot, "u")
        await press(pilot, "u")
        assert library.articles.counts()[View.STARRED] == 1
        await press(pilot, "m")
        assert len(library.articles.unread(library.articles.run(View.ALL, 0, COUNT, COUNT))) == 0
        await press(pilot, "u")
        assert len(library.articles.unread(library.articles.run(View.ALL, 0, COUNT, COUNT))) == COUNT - 1


async def test_undo_stops_it_and_nothing_has_changed(run: Run, library: Library, held: Held) -> None:
    """And the selection is still there for another try."""
    async with run() as pilot, ending(held):
        await begin(pilot, held, "X", "d")
        await pilot.press("u")
        await pilot.pause()
        await finish(pilot, held)
        assert "stopped archiving; nothing has changed" in screen_text(pilot)
        assert "5000 selected" in screen_text(pilot)
        assert library.articles.counts()[View.INBOX] == COUNT
        assert library.articles.faults() == []
        await press(pilot, "d")
        assert library.articles.counts()[View.ARCHIVE] == COUNT


async def test_another_act_meanwhile_gets_a_line(run: Run, library: Library, held: Held) -> None:
    """Small or long, on the list or in an article; a mark needs not wait, and comes before the long act."""
    async with run() as pilot, ending(held):
        await begin(pilot, held, "X", "d")
        for keys in (["d"], ["q", "s"], ["D"]):
            pilot.app.session.messages.clear()  # type: ignore[attr-defined]
            await pilot.press(*keys)
            await until(pilot, lambda: "one moment: archiving · u stops that" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "High water" in screen_text(pilot))
        await pilot.press("H", "H")
        await until(pilot, lambda: len(library.marks.highlights()) == 1)
        await pilot.press("q")
        await finish(pilot, held)
        assert library.articles.counts()[View.ARCHIVE] == COUNT
        await press(pilot, "u")
        assert "undone: archived 5,000 articles" in screen_text(pilot)
        await press(pilot, "u")
        assert "undone: highlight" in screen_text(pilot)
        assert not library.marks.highlights()


async def test_leaving_meanwhile_waits_for_it(run: Run, library: Library, held: Held) -> None:
    """It is said; the app ends by itself once all is kept, with the act in the history."""
    async with run() as pilot, ending(held):
        await begin(pilot, held, "X", "d")
        await pilot.press("q", "q")
        await until(pilot, lambda: "Newsmark ends when that is done" in screen_text(pilot))
        held.go_on.set()
        await until(pilot, lambda: not pilot.app.is_running)
    assert library.articles.counts()[View.ARCHIVE] == COUNT
    assert library.past.earlier().done == ()
    assert (library.articles.faults(), [*library.past.faults()]) == ([], [])


async def test_a_signal_waits_for_it_too(run: Run, library: Library, held: Held) -> None:
    """The exit code is the signal's; nothing is lost."""
    async with run() as pilot, ending(held):
        await begin(pilot, held, "X", "d")
        held.go_on.set()
        pilot.app.leave(143)  # type: ignore[attr-defined]
        assert library.articles.counts()[View.ARCHIVE] == COUNT
        assert pilot.app.return_code == 143


async def test_one_that_fails_says_why_and_keeps_who_was_leaving(run: Run, library: Library, held: Held) -> None:
    """The selection, the articles and the history are as they were."""
    async with run() as pilot, ending(held):
        await begin(pilot, held, "X", "d")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: "Newsmark ends when that is done" in screen_text(pilot))
        held.fault = "the disk is full; free some space and try again"
        await finish(pilot, held)
        assert held.fault in screen_text(pilot)
        assert library.articles.counts()[View.INBOX] == COUNT
        assert "5000 selected" in screen_text(pilot)
        await press(pilot, "u")
        assert "nothing to undo" in screen_text(pilot)


async def test_where_the_reader_stopped_meanwhile_is_kept_afterwards(run: Run, library: Library, held: Held) -> None:
    """The long act writes to the same file, so the place waits for it."""
    async with run() as pilot, ending(held):
        await begin(pilot, held, "X", "d")
        session = pilot.app.session  # type: ignore[attr-defined]
        session.keep_place("tide000042", 7)
        assert library.articles.status("tide000042").position == 0
        await finish(pilot, held)
        assert library.articles.status("tide000042").position == 7


async def test_a_few_hundred_are_decided_about_at_once(run: Run, library: Library) -> None:
    """No thread: the key has done it when it returns."""
    async with run() as pilot:
        await press(pilot, "/", *"lock", "enter", "X")
        screen = pilot.app.screen
        screen.action_done()  # type: ignore[attr-defined]
        assert library.articles.counts()[View.ARCHIVE] == 50
