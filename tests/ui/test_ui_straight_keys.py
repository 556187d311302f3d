"""Keys of a list go straight to what they are bound to, and what they change is drawn at once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from driver import Run, at_once, press, rows, screen_text, settle
from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from tides import COUNT, library_of

from reader.library.model import Library
from reader.settings import Settings
from reader.storage.database import Database
from reader.ui.app import NewsmarkApp
from reader.ui.screens.list_screen import ListScreen
from reader.ui.widgets.row_list import RowList
from reader.wiring import make_library


@pytest.fixture
def tides(tmp_path: Path, five_thousand: Path) -> Iterator[NewsmarkApp]:
    """The app on five thousand articles."""
    settings = library_of(five_thousand, tmp_path)
    library = make_library(settings)
    yield NewsmarkApp(library, settings)
    library.close()


class Post:
    """What is posted to whom, and how often something is drawn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.posted: list[tuple[str, str]] = []
        self.drawn = 0
        post, display = MessagePump.post_message, App._display

        def noted(pump: MessagePump, message: Message) -> bool:
            self.posted.append((type(pump).__name__, type(message).__name__))
            return post(pump, message)

        def counted(app: App[object], screen: object, update: object) -> None:
            self.drawn += update is not None
            display(app, screen, update)  # type: ignore[arg-type]

        monkeypatch.setattr(MessagePump, "post_message", noted)
        monkeypatch.setattr(App, "_display", counted)


def cursor(pilot: Pilot[None]) -> int:
    return pilot.app.screen.query_one(RowList).cursor


@pytest.mark.parametrize("key", ["j", "pagedown"])
async def test_a_key_that_moves_the_cursor_is_over_when_it_is_handled(
    tides: NewsmarkApp, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """The rows and the line at the bottom are drawn by then, in one go; no widget was told anything."""
    async with tides.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.pause(0.1)
        post = Post(monkeypatch)
        await tides.on_event(events.Key(key, None))
        assert cursor(pilot) > 0
        assert post.drawn == 1
        assert post.posted == []
        assert f"{cursor(pilot) + 1} of 5000" in rows(pilot)[-1]


async def test_the_preview_is_drawn_with_the_key(tides: NewsmarkApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same go: no timer, no second picture; a single statement reads an article of no source."""
    asked: list[str] = []
    real = Database.all

    def noted(database: Database, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        asked.append(sql)
        return real(database, sql, values)

    async with tides.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.pause(0.1)
        post = Post(monkeypatch)
        monkeypatch.setattr(Database, "all", noted)
        await tides.on_event(events.Key("j", None))
        assert (post.drawn, post.posted) == (1, [])
        assert len(asked) == 1
        assert isinstance(tides.screen, ListScreen)
        assert not tides.screen.preview_due
        assert f"{COUNT - 1} past four" in screen_text(pilot)


async def test_while_a_key_is_held_down_the_preview_stays(tides: NewsmarkApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes when the cursor rests."""
    monkeypatch.setattr("reader.ui.screens.previewing._REST_SECONDS", 1.0)
    async with tides.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for _ in range(5):
            await tides.on_event(events.Key("j", None))
        assert f"{COUNT - 1} past four" in screen_text(pilot)
        await settle(pilot)
        assert f"{COUNT - 5} past four" in screen_text(pilot)


async def test_the_cursor_does_not_wait_for_a_long_article(tides: NewsmarkApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is opened when the cursor rests on it."""
    monkeypatch.setattr("reader.ui.screens.previewing._LONG", 1)
    async with tides.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await tides.on_event(events.Key("j", None))
        assert f"{COUNT} past four" in screen_text(pilot)
        assert "2 of 5000" in rows(pilot)[-1]
        await settle(pilot)
        assert f"{COUNT - 1} past four" in screen_text(pilot)


async def test_the_scroll_bar_is_drawn_in_the_same_go(tides: NewsmarkApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """It moves where the end of the list is seen."""
    async with tides.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        before = [row[-1:] for row in rows(pilot)]
        await pilot.pause(0.1)
        post = Post(monkeypatch)
        await tides.on_event(events.Key("end", None))
        assert post.drawn == 1
        assert post.posted == []
        bar = tides.screen.query_one(RowList).vertical_scrollbar
        assert not tides.screen._compositor._dirty_regions
        assert bar.position > 9_000
        assert [row[-1:] for row in rows(pilot)] != before


async def test_keys_held_down_are_each_handled_when_they_come(tides: NewsmarkApp) -> None:
    """However close they are, none waits for what is over, and the last one is drawn."""
    async with tides.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        for step in range(1, 21):
            await tides.on_event(events.Key("j", "j"))
            assert cursor(pilot) == step
        await press(pilot)
        assert "21 of 5000" in rows(pilot)[-1]


async def test_a_key_behind_one_that_is_not_over_waits(run: Run, folder: Path) -> None:
    """What is typed behind the key of the filter is a word of it, and what comes behind that acts on what is found."""
    async with run(folder) as pilot:
        await at_once(pilot, "j", "j", "/", *"ferry", "enter", "*")
        assert "filter: ferry" in screen_text(pilot)
        assert "★ What the ferry report leaves out" in screen_text(pilot)
        assert "★ Harbour" not in screen_text(pilot)


async def test_the_readers_own_keys_are_the_ones_that_act(library: Library, settings: Settings, folder: Path) -> None:
    """And no longer those that the program came with."""
    settings = replace(settings, keys={"down": "n", "top": "j", "next-found": "g"})
    app = NewsmarkApp(library, settings, [str(folder)])
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "n", "n")
        assert cursor(pilot) == 2
        await press(pilot, "j")
        assert cursor(pilot) == 0


async def test_no_key_acts_on_a_list_behind_a_dialog(run: Run, folder: Path) -> None:
    """Nor on the rows of a list while words are typed."""
    async with run(folder) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ListScreen)
        await press(pilot, "question_mark", "j", "d")
        assert pilot.app.screen is not screen
        await press(pilot, "escape", "slash", "j")
        assert screen.rows.cursor == 0
        assert screen.filter == "j"


async def test_nothing_is_drawn_while_the_reader_thinks_of_a_word(
    tides: NewsmarkApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caret of the filter stands still, so the terminal and the program do too."""
    async with tides.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "slash", "t")
        post = Post(monkeypatch)
        await pilot.pause(0.7)
        assert post.drawn == 0
