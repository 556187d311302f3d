"""What works everywhere: the palette, help, themes, rebinding, messages."""

import asyncio
import re
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pytest
from driver import Run, press, rows, screen_text, settle
from test_ui_reading import open_strike

from reader.domain.article import Metadata, Reading
from reader.domain.document import Block, BlockKind, Document
from reader.domain.errors import SettingsError
from reader.domain.ports import Fetched
from reader.domain.query import Query, View
from reader.library.listing import rows as listed
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.actions import ACTIONS
from reader.ui.app import NewsmarkApp, run_app
from reader.ui.bindings import check_bindings


async def test_the_palette_finds_actions_by_name(run: Run, folder: Path, library: Library) -> None:
    """Every action of the screen at hand can be had without knowing its key."""
    async with run(folder) as pilot:
        await press(pilot, "ctrl+p")
        await press(pilot, *"archive, and on")
        await pilot.pause(0.5)
        await press(pilot, "down", "enter")
        await pilot.pause(0.3)
        assert len(listed(library, Query(view=View.ARCHIVE))) == 1


async def test_a_look_at_the_library_while_it_leaves(run: Run, folder: Path) -> None:
    """A timer that ticks when the screens are gone already finds nothing to do."""
    async with run(folder) as pilot:
        app = cast("NewsmarkApp", pilot.app)
    assert not app.screen_stack
    app._look_again()


async def test_help_shows_every_action(run: Run, folder: Path) -> None:
    """`?` from the list; `q` goes back."""
    async with run(folder, size=(120, 140)) as pilot:
        await press(pilot, "?")
        text = screen_text(pilot)
        assert [action.id for action in ACTIONS if action.help not in text] == []
        await press(pilot, "q")
        assert "Harbour strike" in screen_text(pilot)


async def test_help_begins_with_the_keys_of_the_screen(run: Run, folder: Path) -> None:
    """Those of other screens come last, and while a passage is selected the keys for that come first."""
    async with run(folder, size=(100, 150)) as pilot:
        await press(pilot, "enter", "?")
        here, _, elsewhere = screen_text(pilot).partition("On other screens")
        assert "Put labels on the words" in here
        assert "Archive all copies of this story" in elsewhere
        assert "Archive all copies of this story" not in here
        await press(pilot, "q", "v", "?")
        text = screen_text(pilot)
        assert text.index("While selecting") < text.index("Go down a row or line")
        assert "highlight it as c claim, f figure, q quote" in text


async def test_help_tells_what_a_filter_takes(run: Run, folder: Path) -> None:
    """Where there is one; what finds words in an article takes no keys."""
    async with run(folder, size=(100, 150)) as pilot:
        await press(pilot, "?")
        _, _, asked = screen_text(pilot).partition("In a filter")
        assert "source:wire,port a part of the source's name, one of several" in asked
        assert "after: before:   2026, 2026-11, 2026-11-25, today, yesterday, 7d, 2w, 3m" in asked
        await press(pilot, "q", "enter", "?")
        assert "Put labels on the words" in screen_text(pilot)
        assert "In a filter" not in screen_text(pilot)


async def test_help_is_gone_through_from_end_to_end_and_wraps_beside_the_keys(run: Run, folder: Path) -> None:
    """`G` and `g` as everywhere; in a narrow terminal no word stands below a key."""
    async with run(folder, size=(44, 16)) as pilot:
        await press(pilot, "?")
        first = rows(pilot)
        await press(pilot, "G")
        assert rows(pilot) != first
        assert any("Show the third saved view" in row or "(article)" in row for row in rows(pilot))
        await press(pilot, "g")
        assert rows(pilot) == first
        down, below = next((row, first[at + 1]) for at, row in enumerate(first) if "Go down a row" in row)
        assert below.index("line") == down.index("Go down a row")


async def test_the_theme_changes_live(run: Run, folder: Path) -> None:
    """`T` goes to the light theme and back."""
    async with run(folder) as pilot:
        await press(pilot, "T")
        assert pilot.app.theme == "newsmark-light"
        await press(pilot, "T")
        assert pilot.app.theme == "newsmark-dark"


async def test_keys_can_be_bound_anew(folder: Path, library: Library, settings: Settings) -> None:
    """The old key does nothing; the new one acts, and the bottom line shows it."""
    app = NewsmarkApp(library, replace(settings, keys={"done": "F"}), [str(folder)])
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert "F done" in screen_text(pilot)
        await press(pilot, "d")
        assert not listed(library, Query(view=View.ARCHIVE))
        await press(pilot, "F")
        assert len(listed(library, Query(view=View.ARCHIVE))) == 1


async def test_words_about_cuts_name_the_readers_keys(folder: Path, library: Library, settings: Settings) -> None:
    """Under the text, in the messages and in the list of choices."""
    keys = {"cuts": "Y", "block": "U", "source": "W", "undo": "L"}
    app = NewsmarkApp(library, replace(settings, keys=keys), [str(folder)])
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await open_strike(pilot)
        assert "Y\u00a0shows\u00a0them" in screen_text(pilot)
        await press(pilot, "Y")
        assert "Y\u00a0hides\u00a0them" in screen_text(pilot)
        await press(pilot, "U")
        assert "cut · L undoes" in screen_text(pilot)
        await press(pilot, "W")
        assert "U decides for it alone" in screen_text(pilot)
        await press(pilot, "R")
        assert "W in an article makes one" in screen_text(pilot)
        assert "L undoes" in screen_text(pilot)


async def test_the_key_that_highlights_can_be_bound_anew(folder: Path, library: Library, settings: Settings) -> None:
    """Pressed twice it marks the sentence, while selecting the selection; the bottom line and the palette show it."""
    app = NewsmarkApp(library, replace(settings, keys={"highlight": "L"}), [str(folder)])
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert "LL mark" in screen_text(pilot)
        await press(pilot, "L", "L")
        assert len(library.marks.highlights()) == 1
        await press(pilot, "v", "e", "L")
        assert len(library.marks.highlights()) == 2
        assert any(command.help == "mark · L" for command in app.get_system_commands(app.screen))


async def test_signs_are_shown_as_signs_in_the_palette(run: Run) -> None:
    """`*`, not the name of the key."""
    async with run() as pilot:
        helps = [command.help for command in pilot.app.get_system_commands(pilot.app.screen)]
    assert "star · *" in helps


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ({"done": "F", "later": "F"}, "F, which later has too"),
        ({"done": "s"}, "s, which later has too"),
        ({"select": "?"}, "question_mark, which help has too"),
        ({"select": "w"}, ""),
        ({"done": "s", "later": "d"}, ""),
    ],
)
def test_a_key_with_two_meanings_is_refused(settings: Settings, keys: dict[str, str], fault: str) -> None:
    """In one place; two actions that never meet may share one, and two may change places."""
    chosen = replace(settings, keys=keys)
    if fault:
        with pytest.raises(SettingsError, match=re.escape(fault)):
            check_bindings(chosen)
    else:
        check_bindings(chosen)


def test_a_key_for_an_action_that_does_not_exist_is_told(library: Library, settings: Settings) -> None:
    """One line names the setting, before anything is drawn."""
    with pytest.raises(SettingsError, match="explode"):
        run_app(library, replace(settings, keys={"explode": "F"}), [])


async def test_messages_are_kept(run: Run, folder: Path) -> None:
    """`!` lists what the bottom line has said."""
    async with run(folder) as pilot:
        await press(pilot, "*", "d", "!")
        text = screen_text(pilot)
        assert "starred" in text
        assert "archived" in text


@dataclass
class SlowCleaner:
    """A cleaner that takes its time."""

    cleaned: int = 0

    def clean(self, fetched: Fetched) -> Reading:
        """Every article is one sentence."""
        time.sleep(0.05)
        self.cleaned += 1
        text = f"It is article {self.cleaned}."
        return Reading(Metadata(title=text), Document((Block(BlockKind.PARAGRAPH, f"{text} {fetched.address}"),)))

    def close(self) -> None:
        """Nothing is held."""


async def test_quitting_ends_the_reading_of_many_files(
    tmp_path: Path, library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest of them is not read in the background."""
    monkeypatch.setattr("reader.ui.incoming._SHOW_SECONDS", 3600)
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(f"Article {number}", encoding="utf-8")
    cleaner = SlowCleaner()
    app = NewsmarkApp(replace(library, cleaner=cleaner), settings, [str(tmp_path)])
    async with app.run_test(size=(100, 30)) as pilot:
        while not cleaner.cleaned:
            await pilot.pause(0.05)
        assert "reading …" in screen_text(pilot)
        assert "Nothing here" not in screen_text(pilot)
        await press(pilot, "Q")
    ended = 0
    while ended != cleaner.cleaned:
        ended = cleaner.cleaned
        await asyncio.sleep(0.3)
    assert ended < 60
    assert app.return_code == 0


async def test_the_status_line_tells_how_far_the_reading_is(
    tmp_path: Path, library: Library, settings: Settings
) -> None:
    """How many of how many, the pace, and the time left."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:02}.txt").write_text(f"Article {number}.")
    app = NewsmarkApp(replace(library, cleaner=SlowCleaner()), settings, [str(folder)])
    async with app.run_test(size=(100, 30)) as pilot:
        while not re.search(r"reading \d+ of 60 · \d+ a second · 0:0\d left", screen_text(pilot)):
            await pilot.pause(0.05)
        await settle(pilot)
        assert "of 60" in screen_text(pilot)
        assert "reading" not in screen_text(pilot)
