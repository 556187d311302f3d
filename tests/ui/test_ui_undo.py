"""Undo and redo reach back behind the start of the program."""

from dataclasses import replace
from pathlib import Path

from driver import Run, finish, press, screen_text
from test_ui_marking import at
from test_ui_reading import open_strike

from reader.cli.main import main
from reader.domain.query import Query
from reader.domain.status import State
from reader.library.listing import rows
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.app import NewsmarkApp
from reader.wiring import make_library


async def test_acts_of_the_run_before_are_undone_and_redone(run: Run, folder: Path, settings: Settings) -> None:
    """Newest first, each named with its day; what was undone can be done again."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "H", "H", "q", "d")
    later = make_library(settings)
    async with NewsmarkApp(later, settings).run_test(size=(100, 30)) as pilot:
        await finish(pilot)
        await press(pilot, "u")
        assert "undone: archived" in screen_text(pilot)
        assert "(20 March 2026)" in screen_text(pilot)
        assert all(row.status.state is State.INBOX for row in rows(later, Query()))
        await press(pilot, "u")
        assert "undone: highlight" in screen_text(pilot)
        assert not later.marks.highlights()
        await press(pilot, "u")
        assert "nothing to undo" in screen_text(pilot)
        await press(pilot, "ctrl+r")
    later.close()
    again = make_library(settings)
    async with NewsmarkApp(again, settings).run_test(size=(100, 30)) as pilot:
        await finish(pilot)
        assert again.marks.highlights()[0].quote.exact.startswith("Some 340")
        await press(pilot, "ctrl+r")
        assert "done again: archived" in screen_text(pilot)
        assert [row.status.state for row in rows(again, Query())].count(State.ARCHIVE) == 1
    again.close()


async def test_a_command_joins_the_history(settings: Settings, folder: Path) -> None:
    """What `newsmark tag` did can be undone in the app."""
    place = ["--library", str(settings.library)]
    assert main([*place, "add", str(folder)]) == 0
    library = make_library(settings)
    article = rows(library, Query())[0].article.id
    assert main([*place, "tag", article, "ports"]) == 0
    library.close()
    library = make_library(settings)
    async with NewsmarkApp(library, settings).run_test(size=(100, 30)) as pilot:
        await finish(pilot)
        await press(pilot, "u")
        assert "undone: tag" in screen_text(pilot)
        assert library.marks.article_marks(article).tags == ()
    library.close()


async def test_what_was_changed_since_is_left_as_it_is(
    run: Run, folder: Path, library: Library, settings: Settings
) -> None:
    """No act of an earlier run is taken back over somebody else's, or bars the way to the one before it."""
    async with run(folder) as pilot:
        await press(pilot, "j", "*", "k", "d")
    article = next(row for row in rows(library, Query()) if row.status.state is State.ARCHIVE).article.id
    (status,) = library.articles.statuses([article])
    library.articles.set_status([replace(status, state=State.LATER)])
    later = make_library(settings)
    async with NewsmarkApp(later, settings).run_test(size=(100, 30)) as pilot:
        await finish(pilot)
        await press(pilot, "u")
        assert "was changed elsewhere since" in screen_text(pilot)
        assert later.articles.statuses([article])[0].state is State.LATER
        await press(pilot, "u")
        assert "undone: starred" in screen_text(pilot)
        assert not any(row.status.starred for row in rows(later, Query()))
    later.close()
