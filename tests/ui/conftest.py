"""A real library in a fresh folder, a frozen clock, and the app driven by keys."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from driver import BRACKETS, FERRY, STRIKE, Run, TickingClock, drawn, idle, settle
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
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


@pytest.fixture(scope="session", autouse=True)
def _waits_for_what_is_due() -> Iterator[None]:
    """A pilot waits until nothing is left to do, not for a time in which the process does little."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Pilot, "_wait_for_screen", drawn)
        patched.setattr("textual.app.wait_for_idle", idle)
        patched.setattr("textual.pilot.wait_for_idle", idle)
        yield


@pytest.fixture(scope="session", autouse=True)
def _styles_parsed_once() -> Iterator[None]:
    """Apps with the same styles and colours share the rules, which nobody changes."""
    parse, parsed = Stylesheet._parse_rules, dict[tuple[object, ...], list[RuleSet]]()

    def rules(
        sheet: Stylesheet,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        key = css, read_from, is_default_rules, tie_breaker, scope, frozenset(sheet._variables.items())
        if key not in parsed:
            parsed[key] = parse(sheet, css, read_from, is_default_rules, tie_breaker, scope)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "_parse_rules", rules)
        yield


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
