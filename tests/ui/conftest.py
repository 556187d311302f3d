"""A real library in a fresh folder, a frozen clock, and the app driven by keys."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from driver import BRACKETS, FERRY, STRIKE, Run, TickingClock, settle
from textual.pilot import Pilot
from tides import write_file

from reader.library.model import Library
from reader.settings import Settings
from reader.sources.cleaner import DirectCleaner
from reader.ui.app import NewsmarkApp
from reader.wiring import ARTICLES_FILE, make_library


@pytest.fixture(scope="session")
def five_thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a library with so many articles."""
    path = tmp_path_factory.mktemp("many") / ARTICLES_FILE
    write_file(path)
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(library=tmp_path / "library", export_folder=tmp_path / "exports")


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    made = make_library(settings)
    made.cleaner.close()
    made = replace(made, clock=TickingClock(), cleaner=DirectCleaner())
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles as files."""
    place = tmp_path / "articles"
    place.mkdir()
    for name, text in (("a-strike", STRIKE), ("b-ferry", FERRY), ("c-brackets", BRACKETS)):
        (place / f"{name}.txt").write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def run(library: Library, settings: Settings) -> Run:
    """Runs the app on a library; every article given is in the list when it yields."""

    @asynccontextmanager
    async def running(*places: Path, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[None]]:
        app = NewsmarkApp(library, settings, [str(place) for place in places])
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            yield pilot

    return running
