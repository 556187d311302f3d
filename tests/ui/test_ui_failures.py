"""What goes wrong outside the program: a disk that fails under any act of any screen."""

import errno
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from breakable import FAULT, Disk, breakable
from driver import Run, press, screen_text, settle
from test_ui_marking import at
from test_ui_reading import open_strike
from textual.pilot import Pilot

from reader.library.model import Library
from reader.settings import Settings
from reader.storage.journal import Journal
from reader.storage.marks import TinyMarkStore
from reader.ui.actions import Scope, in_scope
from reader.ui.app import NewsmarkApp

_ASK_NOTHING = {"quit", "suspend", "palette"}


async def to_the_list(pilot: Pilot[None]) -> None:
    await press(pilot, "g")


async def to_the_article(pilot: Pilot[None]) -> None:
    view = await open_strike(pilot)
    at(view, "Some 340")


async def to_the_marks(pilot: Pilot[None]) -> None:
    await press(pilot, "M")


WAYS: dict[Scope, Callable[[Pilot[None]], Awaitable[None]]] = {
    Scope.LIST: to_the_list,
    Scope.ARTICLE: to_the_article,
    Scope.MARKS: to_the_marks,
}


async def begin(pilot: Pilot[None], scope: Scope) -> None:
    """Go to a screen from wherever the last act led; dialogs and screens over the list are left."""
    while len(pilot.app.screen_stack) > 1:
        pilot.app.pop_screen()
        await pilot.pause()
    await press(pilot, "escape", "6")
    await WAYS[scope](pilot)


@pytest.mark.parametrize("scope", WAYS)
async def test_no_act_ends_the_app_when_the_disk_fails(
    library: Library, settings: Settings, folder: Path, scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is done without a disk, the app lives and says in one line what is wrong."""
    monkeypatch.setattr("reader.ui.app._LOOK_AGAIN_SECONDS", 3600)
    monkeypatch.setattr("reader.ui.app._SETTLE_SECONDS", 3600)
    disk = Disk()
    app = NewsmarkApp(breakable(library, disk), settings, [str(folder)])
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await to_the_article(pilot)
        await press(pilot, "H", "H")
        silent, home = [], None
        for action in (*in_scope(scope), *in_scope(Scope.EVERYWHERE)):
            if action.id in _ASK_NOTHING or (action.id, scope) == ("back", Scope.LIST):
                continue
            if app.screen is not home:
                await begin(pilot, scope)
                home = app.screen
            disk.gone, disk.asked = True, 0
            told = len(app.session.messages)
            await app.run_action(action.call, default_namespace=home)
            await pilot.pause()
            if disk.asked:
                await settle(pilot)
            if disk.asked and FAULT not in app.session.messages[told:]:
                silent.append(action.id)
            disk.gone = False
            assert app.is_running, action.id
        assert silent == []


async def test_quitting_keeps_tags_being_typed(library: Library, settings: Settings, folder: Path) -> None:
    """`ctrl+q` stays while they cannot be kept, and says why; once the disk is back it keeps them and leaves."""
    disk = Disk()
    app = NewsmarkApp(breakable(library, disk), settings, [str(folder)])
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "t", *"port strike")
        disk.gone = True
        await press(pilot, "ctrl+q")
        assert app.is_running
        assert "Not kept" in screen_text(pilot)
        disk.gone = False
        await press(pilot, "ctrl+q")
    assert [marks.tags for marks in library.marks.all_article_marks()] == [("port", "strike")]


async def test_quitting_does_not_drop_a_note_that_cannot_be_kept(
    library: Library, settings: Settings, folder: Path
) -> None:
    """`ctrl+q` stays in the editor and says why; once the disk is back it keeps the note and leaves."""
    disk = Disk()
    app = NewsmarkApp(breakable(library, disk), settings, [str(folder)])
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await to_the_article(pilot)
        await press(pilot, "a", *"precious")
        disk.gone = True
        await press(pilot, "ctrl+q")
        assert app.is_running
        assert "Not kept" in screen_text(pilot)
        disk.gone = False
        await press(pilot, "ctrl+q")
    assert [highlight.note for highlight in library.marks.highlights()] == ["precious"]


async def test_marks_that_the_disk_refuses_are_kept_told_and_written_later(
    settings: Settings, library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen says how many are not on disk, and that they are once the disk takes them."""
    marks = TinyMarkStore(settings.library / "marks.json", patient=True)
    app = NewsmarkApp(replace(library, marks=marks), settings, [str(folder)])
    async with app.run_test(size=(140, 30)) as pilot:
        await settle(pilot)
        await to_the_article(pilot)
        with monkeypatch.context() as full:
            full.setattr(Journal, "append", refuse)
            await press(pilot, "H", "H", "a", *"precious", "escape")
            assert "1 mark is not on disk yet" in screen_text(pilot)
            assert "the disk is full" in screen_text(pilot)
            assert "precious" in screen_text(pilot)
        await pilot.pause(1.3)
        assert "everything is on disk again" in screen_text(pilot)
    assert [highlight.note for highlight in library.marks.highlights()] == ["precious"]


async def test_a_copy_from_a_conflict_is_told_at_the_start_and_when_it_comes(
    run: Run, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two machines wrote at the same time; nothing of it is lost. Each copy is told once."""
    monkeypatch.setattr("reader.ui.app._SETTLE_SECONDS", 0.1)
    (settings.library / "marks.sync-conflict-20260314-104200-ABC.json").write_text("{", encoding="utf-8")
    async with run(folder, size=(140, 30)) as pilot:
        app = pilot.app
        assert isinstance(app, NewsmarkApp)
        (settings.library / "marks (conflicted copy).json").write_text("{", encoding="utf-8")
        await pilot.pause(0.3)
        told = [line for line in app.session.messages if "newsmark merge" in line]
        assert ["sync-conflict" in line for line in told] == [True, False]


async def test_marks_that_are_not_on_disk_at_the_end_are_printed(
    settings: Settings,
    library: Library,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The words are not lost with the memory."""
    marks = TinyMarkStore(settings.library / "marks.json", patient=True)
    app = NewsmarkApp(replace(library, marks=marks), settings, [str(folder)])
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await to_the_article(pilot)
        monkeypatch.setattr(Journal, "append", refuse)
        await press(pilot, "H", "H", "a", *"precious", "escape", "ctrl+q")
    printed = capsys.readouterr().err
    assert "1 mark is not on disk yet" in printed
    assert "“Some 340 containers wait on the quay.”\nprecious" in printed


def refuse(*_: object) -> None:
    """What a full disk answers."""
    raise OSError(errno.ENOSPC, "No space left on device")
