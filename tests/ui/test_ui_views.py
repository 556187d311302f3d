"""Saved views: queries of the reader's own beside the six views."""

from dataclasses import replace
from pathlib import Path

import pytest
from driver import Run, press, rows, screen_text

from reader.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    views = {"Port strikes": "harbour -is:read", "marked": "has:marks,tags", "third": "ferry", "fourth": "letter"}
    return replace(Settings(library=tmp_path / "library", export_folder=tmp_path / "exports"), views=views)


async def test_a_key_opens_a_saved_view(run: Run, folder: Path) -> None:
    """Its name stands behind the six views, with how many articles answer while it is shown."""
    async with run(folder, size=(140, 30)) as pilot:
        assert "All 3 · Port strikes · marked · third" in rows(pilot)[0]
        await press(pilot, "7")
        assert "Port strikes 1" in rows(pilot)[0]
        assert "1 of 1" in screen_text(pilot)
        await press(pilot, "d")
        assert "1 of 1" in screen_text(pilot)
        await press(pilot, "m")
        assert "Port strikes 0" in rows(pilot)[0]
        await press(pilot, "9")
        assert "What the ferry report leaves out" in screen_text(pilot)
        await press(pilot, "1")
        assert "third ·" in rows(pilot)[0]
        assert "of 2" in screen_text(pilot)


async def test_a_filter_narrows_a_saved_view(run: Run, folder: Path) -> None:
    """Both must hold."""
    async with run(folder) as pilot:
        await press(pilot, "9", "/", *"strike", "enter")
        assert "Nothing here answers the filter" in screen_text(pilot)
        await press(pilot, "escape")
        assert "1 of 1" in screen_text(pilot)


async def test_a_saved_view_is_named_over_the_article(run: Run, folder: Path) -> None:
    """As it is written."""
    async with run(folder) as pilot:
        await press(pilot, "7", "enter")
        assert rows(pilot)[0].startswith(" ‹ Port strikes ")
        await press(pilot, "9")
        assert "What the ferry report leaves out" in screen_text(pilot)


async def test_the_palette_opens_every_saved_view(run: Run, folder: Path) -> None:
    """Also those that have no key."""
    async with run(folder, size=(120, 30)) as pilot:
        commands = {command.title: command for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert commands["Show the view third"].help == "ferry · 9"
        assert commands["Show the view fourth"].help == "letter"
        assert "Show the first saved view" not in commands
        await commands["Show the view fourth"].callback()
        await press(pilot)
        assert "fourth 1" in rows(pilot)[0]


async def test_a_key_without_a_saved_view_says_how_to_make_one(run: Run, folder: Path, settings: Settings) -> None:
    """And shows no other list."""
    del settings.views["marked"], settings.views["third"], settings.views["fourth"]
    async with run(folder) as pilot:
        await press(pilot, "8")
        assert "there is no saved view 2; [views] in config.toml makes one" in screen_text(pilot)
