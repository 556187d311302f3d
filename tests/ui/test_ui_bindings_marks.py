"""Every key of the screen of all marks: pressed, and what comes of it."""

from pathlib import Path

import bindings as see
import pytest
from bindings import VIEWS, Reader, Row, failures, reading, without_row

from reader.domain.query import View
from reader.library.marking import find_passage, highlight
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.actions import Scope
from reader.ui.screens.marks_screen import MarksScreen


def of(reader: Reader) -> MarksScreen:
    """The screen."""
    (found,) = (one for one in reader.app.screen_stack if isinstance(one, MarksScreen))
    return found


def grouping(reader: Reader) -> str:
    """What the marks are grouped by."""
    return of(reader).grouping.value


def selected(reader: Reader) -> int:
    """How many marks are selected."""
    return len(of(reader)._selected)


def typing(reader: Reader) -> bool:
    """Whether a filter is being typed."""
    return of(reader).typing


def words(reader: Reader) -> str:
    """The filter."""
    return of(reader).filter


def first_quote(reader: Reader) -> str:
    """The first of all highlights."""
    return "".join(see.quotes(reader)[:1])


def ten(library: Library) -> None:
    """A highlight on each of the first ten days."""
    (number,) = library.articles.run(View.ALL, 0, 1, 100)
    (article_id,) = library.articles.ids_of([number])
    document = library.articles.document(article_id)
    for day in range(10):
        highlight(library, article_id, find_passage(document, f"The cranes stood still on day {day}."))


ROWS = (
    Row("down", see.cursor, 1),
    Row("up", see.cursor, 1, "j j"),
    Row("top", see.cursor, 0, "j j"),
    Row("end", see.cursor, 9),
    Row("half-down", see.cursor, 3),
    Row("half-up", see.cursor, 6, "G"),
    Row("page-down", see.cursor, 7),
    Row("page-up", see.cursor, 2, "G"),
    Row("open", see.screen, "ReadingScreen"),
    Row("back", see.screen, "ListScreen"),
    Row("next-found", see.cursor, 1),
    Row("last-found", see.cursor, 1, "j j"),
    Row("group", grouping, "article"),
    Row("select", selected, 1),
    Row("select-all", selected, 10),
    Row("note", see.notes, ["x"], answers="x escape"),
    Row("note-editor", see.notes, ["by the editor"]),
    Row("tag", see.tags, ["x"], answers="x enter"),
    Row("kind", see.kinds, ["figure", *["plain"] * 9], answers="f"),
    Row("remove", first_quote, "The cranes stood still on day 1."),
    Row("undo", first_quote, "The cranes stood still on day 0.", "D"),
    Row("redo", first_quote, "The cranes stood still on day 1.", "D u"),
    Row("find", typing, True),
    Row("clear", words, "", "/ 7 enter"),
    Row("copy", see.copied, "The cranes stood still on day 0."),
    Row("export", see.told(3), "exported 1 file"),
    Row("view-inbox", see.view, "inbox", "2 M"),
    *VIEWS,
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(library=tmp_path / "library", export_folder=tmp_path / "exports", views=see.SAVED)


@pytest.fixture(autouse=True)
def an_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writes the same note each time; there is no terminal to hand to a real one."""
    monkeypatch.setattr("reader.ui.screens.dialogs.edit", lambda _app, _text: "by the editor")


async def test_each_key_of_all_marks(library: Library, settings: Settings, tmp_path: Path) -> None:
    rows = [Row(row.action, row.see, row.gives, row.before, row.answers, ten) for row in ROWS]
    async with reading(library, settings, tmp_path / "articles") as reader:
        found = await failures(reader, rows, Scope.MARKS, "M")
    assert not found, "\n".join(found)


def test_every_action_has_a_row() -> None:
    assert without_row(ROWS, Scope.MARKS) == set()
