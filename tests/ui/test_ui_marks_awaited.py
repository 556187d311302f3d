"""Keys are answered while the marks are still being read; what is done to marks meanwhile is kept, in order."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import cast

import pytest
from breakable import BreakableStore, Disk
from driver import Run, at_once, drawn, in_one_piece, press, rows, screen_text, settle
from test_ui_marking import at
from test_ui_reading import open_strike
from textual.pilot import Pilot
from textual.widgets import TextArea

from reader.domain.errors import StorageError
from reader.domain.ports import MarkStore
from reader.library.model import Library
from reader.settings import Settings
from reader.storage import shared_marks
from reader.storage.damage import understood
from reader.storage.marks import TinyMarkStore
from reader.storage.marks_file import MarksFile
from reader.ui.app import NewsmarkApp
from reader.ui.screens.dialogs import TagScreen
from reader.ui.screens.list_screen import ListScreen
from reader.ui.screens.marks_screen import MarksScreen
from reader.ui.screens.reading_screen import ReadingScreen
from reader.ui.screens.recovery_screen import RecoveryScreen
from reader.ui.widgets.article_view import ArticleView
from reader.wiring import MARKS_FILE, make_library


class SlowStore(BreakableStore):
    """A store whose first reading waits until it may go on, and may fail then."""

    def __init__(self, store: MarkStore, go_on: Event, disk: Disk) -> None:
        super().__init__(store, disk)
        self._go_on = go_on

    def first_read(self) -> Callable[[], None]:
        """Wait, then read."""
        read = cast("MarkStore", self._store).first_read()

        def slowly() -> None:
            self._go_on.wait(30)
            if self._disk.gone:
                message = "the disk is gone"
                raise StorageError(message)
            read()

        return slowly


@pytest.fixture
async def marked(run: Run, folder: Path, library: Library) -> Library:
    """A library with a highlight and a note in the article on the strike, in `marks.json`."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "No date")
        await press(pilot, "H", "H", "a", *"tides", "ctrl+s")
    library.marks.close()
    return library


@pytest.fixture
def go_on() -> Iterator[Event]:
    """What reading the marks waits for."""
    event = Event()
    yield event
    event.set()


@pytest.fixture
def held(marked: Library, go_on: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads `marks.json` waits, and holds the lock meanwhile."""
    assert not marked.marks.is_awaited()

    def waiting(path: Path, data: bytes, *, exists: bool) -> MarksFile:
        go_on.wait(30)
        return understood(path, data, exists=exists)

    monkeypatch.setattr(shared_marks, "understood", waiting)


@asynccontextmanager
async def awaiting(library: Library, settings: Settings, go_on: Event) -> AsyncIterator[Pilot[None]]:
    """The app while its marks are being read."""
    app = NewsmarkApp(library, settings)
    async with app.run_test(size=(120, 30)) as pilot:
        await drawn(pilot)
        try:
            yield pilot
        finally:
            go_on.set()


async def key(pilot: Pilot[None], name: str) -> None:
    """Press a key, and wait for what is done without the marks."""
    in_one_piece(pilot, name)
    await drawn(pilot)


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    while not condition():
        await pilot.pause(0.01)


async def left(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: not pilot.app.is_running)


def kept(settings: Settings) -> list[tuple[str, str]]:
    """Words and notes as another copy finds them on disk."""
    return [(one.quote.exact, one.note) for one in TinyMarkStore(settings.library / MARKS_FILE).highlights()]


@pytest.mark.usefixtures("held")
class TestTheRealStore:
    async def test_keys_are_answered_before_the_marks_are_there(
        self, marked: Library, settings: Settings, go_on: Event
    ) -> None:
        """The cursor, the filter, an article with its highlights, and the way back out of it."""
        async with awaiting(marked, settings, go_on) as pilot:
            await until(pilot, lambda: "1 of 3" in rows(pilot)[-1])
            await key(pilot, "j")
            await until(pilot, lambda: "2 of 3" in rows(pilot)[-1])
            for letter in "/harbour":
                await key(pilot, letter)
            await until(pilot, lambda: "1 of 1" in rows(pilot)[-1])
            await key(pilot, "enter")
            await key(pilot, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, ReadingScreen))
            await until(pilot, lambda: "1 mark" in screen_text(pilot))
            assert "tides" in screen_text(pilot)
            before = screen_text(pilot)
            assert marked.marks.is_awaited()
            go_on.set()
            await settle(pilot)
            assert screen_text(pilot) == before
            assert not marked.marks.is_awaited()

    async def test_it_can_be_left_before_they_are_there(
        self, marked: Library, settings: Settings, go_on: Event
    ) -> None:
        async with awaiting(marked, settings, go_on) as pilot:
            await key(pilot, "q")
            await left(pilot)
            assert marked.marks.is_awaited()
            marked.close()  # nor does this wait
            assert not go_on.is_set()

    async def test_what_is_highlighted_meanwhile_is_on_disk_when_that_is_said(
        self, marked: Library, settings: Settings, go_on: Event
    ) -> None:
        """And what follows it waits: a note on it, the way back, the next article."""
        async with awaiting(marked, settings, go_on) as pilot:
            view = await open_strike_awaiting(pilot)
            at(view, "Some 340")
            in_one_piece(pilot, "H", "H", "a", *"why", "ctrl+s", "q", "j")
            await until(pilot, lambda: "still being read" in screen_text(pilot))
            assert isinstance(pilot.app.screen, ReadingScreen)
            go_on.set()
            await press(pilot)
            assert ("Some 340 containers wait on the quay.", "why") in kept(settings)
            assert len(kept(settings)) == 2
            assert isinstance(pilot.app.screen, ListScreen)

    async def test_leaving_waits_for_what_was_done(self, settings: Settings, go_on: Event) -> None:
        """By a key or by a signal."""
        for code in (0, 143):
            go_on.clear()
            library = make_library(settings)
            async with awaiting(library, settings, go_on) as pilot:
                view = await open_strike_awaiting(pilot)
                at(view, "Some 340" if code else "She left")
                in_one_piece(pilot, "H", "H")
                await until(pilot, lambda: "still being read" in screen_text(pilot))
                pilot.app.exit(return_code=code)
                await drawn(pilot)
                assert pilot.app.is_running
                go_on.set()
                await left(pilot)
                assert pilot.app.return_code == code
            library.close()
        assert {"She left before ten.", "Some 340 containers wait on the quay."} < {
            words for words, _ in kept(settings)
        }

    async def test_all_marks_open_when_they_are_there(self, marked: Library, settings: Settings, go_on: Event) -> None:
        async with awaiting(marked, settings, go_on) as pilot:
            await key(pilot, "M")
            await until(pilot, lambda: "still being read" in screen_text(pilot))
            assert isinstance(pilot.app.screen, ListScreen)
            go_on.set()
            await press(pilot)
            assert isinstance(pilot.app.screen, MarksScreen)
            assert "No date was set" in screen_text(pilot)

    async def test_what_is_typed_behind_a_note_is_a_part_of_it(
        self, marked: Library, settings: Settings, go_on: Event
    ) -> None:
        """`q` among it leaves nothing."""
        async with awaiting(marked, settings, go_on) as pilot:
            in_one_piece(pilot, "a", *"quays")
            await until(pilot, lambda: "still being read" in screen_text(pilot))
            go_on.set()
            await press(pilot)
            assert pilot.app.screen.query_one(TextArea).text == "quays"

    async def test_a_filter_finds_what_is_written_once_it_is_there(
        self, marked: Library, settings: Settings, go_on: Event
    ) -> None:
        async with awaiting(marked, settings, go_on) as pilot:
            for letter in "/tides":
                await key(pilot, letter)
            await until(pilot, lambda: "Nothing here answers the filter" in screen_text(pilot))
            go_on.set()
            await settle(pilot)
            assert "Harbour strike" in screen_text(pilot)

    async def test_damaged_marks_are_told_and_what_was_done_is_done_when_they_are_mended(
        self, marked: Library, settings: Settings, go_on: Event
    ) -> None:
        file = settings.library / MARKS_FILE
        file.write_bytes(file.read_bytes()[:-2])
        async with awaiting(marked, settings, go_on) as pilot:
            await key(pilot, "t")
            await until(pilot, lambda: "still being read" in screen_text(pilot))
            go_on.set()
            await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))
            await key(pilot, "r")
            await until(pilot, lambda: isinstance(pilot.app.screen, TagScreen))


async def open_strike_awaiting(pilot: Pilot[None]) -> ArticleView:
    """Open the article on the strike before the marks are there."""
    listed = pilot.app.screen
    assert isinstance(listed, ListScreen)
    await until(pilot, lambda: bool(listed.rows.items))
    labels = [row.article.label for row in listed.rows.items if row]
    listed.rows.go_to(labels.index("Harbour strike enters third week"))
    await key(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReadingScreen) and not pilot.app.screen.answering)
    return pilot.app.screen.query_one("#article", ArticleView)


@pytest.mark.parametrize("fails", [False, True])
async def test_a_slow_store_that_fails_is_told_and_one_that_does_not_is_read(
    marked: Library, settings: Settings, go_on: Event, fails: bool
) -> None:
    """A highlight is kept if it can be; if not, that is said, and never that it is."""
    disk = Disk()
    slow = replace(marked, marks=cast("MarkStore", SlowStore(marked.marks, go_on, disk)))
    async with awaiting(slow, settings, go_on) as pilot:
        view = await open_strike_awaiting(pilot)
        at(view, "Some 340")
        in_one_piece(pilot, "H", "H")
        await until(pilot, lambda: "still being read" in screen_text(pilot))
        disk.gone = fails
        go_on.set()
        await at_once(pilot)
        assert ("Some 340 containers wait on the quay.", "") in kept(settings) or fails
        assert ("undoes" in screen_text(pilot)) is not fails
        assert not fails or "the disk is gone" in screen_text(pilot)
        disk.gone = False
