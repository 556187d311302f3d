"""Every key of the list, and those that work everywhere: pressed, and what comes of it."""

from dataclasses import replace
from pathlib import Path

import bindings as see
import pytest
from bindings import VIEWS, Reader, Row, failures, reading, without_row

from reader.library.model import Library
from reader.settings import Settings
from reader.ui.actions import Scope
from reader.ui.app import NewsmarkApp


def selected(reader: Reader) -> int:
    """How many rows are selected."""
    return len(reader.app._list.selected)


def folding(reader: Reader) -> bool:
    """Whether copies of one story are one row."""
    return reader.app.session.settings.fold_copies


def typing(reader: Reader) -> bool:
    """Whether a filter is being typed."""
    return reader.app._list.typing


def words(reader: Reader) -> str:
    """The filter."""
    return reader.app._list.filter


def leaving(reader: Reader) -> bool:
    """Whether the app was asked to end."""
    return bool(reader.app.session.messages[-1:] == ["left"])


LIST = (
    Row("down", see.cursor, 1),
    Row("up", see.cursor, 1, "j j"),
    Row("top", see.cursor, 0, "j j"),
    Row("end", see.cursor, 11),
    Row("half-down", see.cursor, 3),
    Row("half-up", see.cursor, 8, "G"),
    Row("page-down", see.cursor, 7),
    Row("page-up", see.cursor, 4, "G"),
    Row("open", see.screen, "ReadingScreen"),
    Row("back", leaving, True),
    Row("next-found", see.cursor, 2, "j m k"),
    Row("last-found", see.cursor, 0, "j m j"),
    Row("done", see.in_views, "11 0 1 0"),
    Row("later", see.in_views, "11 1 0 0"),
    Row("inbox", see.in_views, "12 0 0 0", "d 3"),
    Row("star", see.in_views, "12 0 0 1"),
    Row("read", see.unread, 11),
    Row("done-story", see.in_views, "10 0 2 0", "j"),
    Row("fold", folding, True),
    Row("unfold", see.row_count, 12, "z j"),
    Row("select", selected, 1),
    Row("select-all", selected, 12),
    Row("note", see.notes, ["x"], answers="x escape"),
    Row("tag", see.tags, ["x"], answers="x enter"),
    Row("undo", see.in_views, "12 0 0 0", "d"),
    Row("redo", see.in_views, "11 0 1 0", "d u"),
    Row("find", typing, True),
    Row("clear", words, "", "/ m o l e enter"),
    Row("browser", see.opened, "https://ledger.example/0", answers="y"),
    Row("copy", see.copied, "The long quay\nhttps://ledger.example/0"),
    Row("marks", see.screen, "MarksScreen"),
    Row("export", see.told(3), "exported 1 file", "enter H H q"),
    Row("view-inbox", see.view, "inbox", "2"),
    *VIEWS,
)


def theme(reader: Reader) -> str:
    """Which theme the app has."""
    return reader.app.theme


def heading(reader: Reader) -> str:
    """The title of the dialog on top."""
    return "".join(str(title.render()) for title in reader.app.screen.query(".dialog--title"))


EVERYWHERE = (
    Row("choices", see.screen, "ChoicesScreen"),
    Row("messages", heading, "Messages, newest first"),
    Row("help", heading, "Keys"),
    Row("theme", theme, "newsmark-light"),
    Row("palette", see.screen, "Palette"),
    Row("suspend", see.told(1), "stopped"),
    Row("quit", leaving, True),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(library=tmp_path / "library", export_folder=tmp_path / "exports", views=see.SAVED)


@pytest.fixture(autouse=True)
def no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would end or stop the program is said instead."""
    monkeypatch.setattr(NewsmarkApp, "exit", lambda app: app.session.messages.append("left"))
    monkeypatch.setattr(NewsmarkApp, "action_suspend_process", lambda app: app.session.messages.append("stopped"))


@pytest.mark.parametrize("part", range(2))
async def test_each_key_of_the_list(library: Library, settings: Settings, tmp_path: Path, part: int) -> None:
    async with reading(library, settings, tmp_path / "articles") as reader:
        found = await failures(reader, LIST[part::2], Scope.LIST)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("start", [(), ("enter",), ("M",)], ids=["list", "article", "marks"])
async def test_each_key_that_works_everywhere(
    library: Library, settings: Settings, tmp_path: Path, start: tuple[str, ...]
) -> None:
    async with reading(library, replace(settings, views={}), tmp_path / "articles") as reader:
        found = await failures(reader, EVERYWHERE, Scope.EVERYWHERE, *start)
    assert not found, "\n".join(found)


def test_every_action_has_a_row() -> None:
    assert without_row(LIST, Scope.LIST) == set()
    assert without_row(EVERYWHERE, Scope.EVERYWHERE) == set()
