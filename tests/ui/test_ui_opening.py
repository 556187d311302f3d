"""`enter` in a list into which articles are still being read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

import pytest
from driver import Run, in_one_piece, press, rows, screen_text
from textual.pilot import Pilot

from reader.domain.article import Reading
from reader.domain.errors import SourceError
from reader.domain.ports import Fetched
from reader.library.adding import add
from reader.library.model import Library
from reader.settings import Settings
from reader.sources.cleaner import DirectCleaner
from reader.ui.app import NewsmarkApp
from reader.ui.screens.list_screen import ListScreen
from reader.ui.screens.reading_screen import ReadingScreen


@dataclass
class HeldCleaner:
    """A cleaner that waits until it may go on, and may fail then."""

    go_on: Event = field(default_factory=Event)
    fails: bool = False

    def clean(self, fetched: Fetched) -> Reading:
        """The article as it is."""
        self.go_on.wait(30)
        if self.fails:
            message = "the file is torn"
            raise SourceError(message)
        return DirectCleaner().clean(fetched)

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def cleaner() -> HeldCleaner:
    return HeldCleaner()


@asynccontextmanager
async def reading(
    library: Library, settings: Settings, folder: Path, cleaner: HeldCleaner
) -> AsyncIterator[Pilot[None]]:
    """The app while it reads."""
    app = NewsmarkApp(replace(library, cleaner=cleaner), settings, [str(folder)])
    async with app.run_test(size=(100, 30)) as pilot:
        while "reading …" not in screen_text(pilot):
            await pilot.pause(0.02)
        try:
            yield pilot
        finally:
            cleaner.go_on.set()


async def let_go(pilot: Pilot[None], cleaner: HeldCleaner) -> None:
    """Let everything be read, and wait for what comes of it."""
    cleaner.go_on.set()
    await press(pilot)
    await press(pilot)


async def test_enter_opens_the_article_once_it_is_read(
    library: Library, settings: Settings, folder: Path, cleaner: HeldCleaner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys typed behind it are about that article."""
    monkeypatch.setattr("reader.ui.typed_ahead._ANSWER_SECONDS", 30)
    async with reading(library, settings, folder, cleaner) as pilot:
        await pilot.press("enter")
        assert "it is still being read, and opens then" in rows(pilot)[-1]
        in_one_piece(pilot, "H", "H")
        await let_go(pilot, cleaner)
        assert isinstance(pilot.app.screen, ReadingScreen)
        assert len(library.marks.highlights()) == 1
        await press(pilot, "q", "enter")
        assert isinstance(pilot.app.screen, ReadingScreen)


async def test_who_reads_already_goes_on_to_what_comes_later(run: Run, folder: Path, library: Library) -> None:
    """The list below the article has grown; an article that it no longer has goes on in the list that it was in."""
    async with run(folder) as pilot:
        listed = pilot.app.screen
        assert isinstance(listed, ListScreen)
        await press(pilot, "enter", "K")
        assert "this is the first article" in rows(pilot)[-1]
        (folder / "new.txt").write_text("A night at the lock\n\nNobody slept at the lock that night.", "utf-8")
        assert list(add(library, [str(folder / "new.txt")]))
        listed.reload()
        await press(pilot, "K")
        assert "A night at the lock" in rows(pilot)[0]
        await press(pilot, "J", "d")
        listed.reload()
        await press(pilot, "J")
        assert isinstance(pilot.app.screen, ReadingScreen)


@pytest.mark.parametrize("keys", [("6",), ("M", "q"), ("/", "x")])
async def test_who_does_something_else_meanwhile_is_not_taken_to_it(
    library: Library,
    settings: Settings,
    folder: Path,
    cleaner: HeldCleaner,
    monkeypatch: pytest.MonkeyPatch,
    keys: tuple[str, ...],
) -> None:
    """Another view, all marks, a filter; no key waits for longer than a moment."""
    monkeypatch.setattr("reader.ui.typed_ahead._ANSWER_SECONDS", 0.01)
    async with reading(library, settings, folder, cleaner) as pilot:
        await pilot.press("enter")
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.1)
        await let_go(pilot, cleaner)
        assert isinstance(pilot.app.screen, ListScreen)


async def test_what_cannot_be_read_is_told_and_nothing_opens(
    library: Library, settings: Settings, folder: Path, cleaner: HeldCleaner
) -> None:
    """Neither what comes later."""
    cleaner.fails = True
    async with reading(library, settings, folder, cleaner) as pilot:
        await pilot.press("enter")
        await let_go(pilot, cleaner)
        assert "the file is torn" in rows(pilot)[-1]
        screen = pilot.app.screen
        assert isinstance(screen, ListScreen)
        assert not screen.answering
