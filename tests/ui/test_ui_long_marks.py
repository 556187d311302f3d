"""Tags on thousands of articles or highlights, and exports of many, go on in a thread; nothing is half done."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from driver import Run, press, rows, screen_text, settle
from test_ui_long_acts import Held, finish, until
from tides import COUNT, library_of

from reader.domain.errors import StorageError
from reader.domain.history import LONG, Step
from reader.domain.mark import ArticleMarks, Highlight, HighlightKind, TextPosition, TextQuote
from reader.library import acts
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.app import NewsmarkApp
from reader.wiring import make_library

MOMENT = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
PASSAGE = "High water is at"


@pytest.fixture
def settings(tmp_path: Path, five_thousand: Path) -> Settings:
    return library_of(five_thousand, tmp_path)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    """Marks wait after the first thousand of an act until they may go on."""
    put, held, turns = acts._put, Held(), count(1)

    def slow(library: Library, step: Step) -> None:
        if next(turns) == 1050:
            held.begun.set()
            held.go_on.wait(30)
        put(library, step)

    monkeypatch.setattr(acts, "_put", slow)
    yield held
    held.go_on.set()


def tagged(library: Library) -> int:
    return sum("tides" in one.tags for one in library.marks.all_article_marks())


def mark(library: Library, many: int) -> None:
    """Highlight the same words in so many articles."""
    with library.marks.at_once():
        for number in range(1, many + 1):
            document = library.articles.document(f"tide{number:06d}")
            start = document.text.index(PASSAGE)
            position = TextPosition(start, start + len(PASSAGE), document.digest)
            quote, name = TextQuote(PASSAGE), f"tide{number:06d}"
            library.marks.put_highlight(
                Highlight(f"hl{number:08d}", name, quote, position, HighlightKind.PLAIN, "", (), MOMENT, MOMENT)
            )


async def test_thousands_are_tagged_behind_the_list_as_one_act(run: Run, library: Library, held: Held) -> None:
    """How far it is stands at the bottom, the cursor moves meanwhile; undo takes all of it back."""
    async with run() as pilot:
        await pilot.press("X", "t", *"tides", "enter")
        await until(pilot, held.begun.is_set)
        await until(pilot, lambda: "tagging" in rows(pilot)[-1])
        await pilot.press("j", "j")
        await until(pilot, lambda: "3 of 5000" in screen_text(pilot))
        assert tagged(library) == 0
        await finish(pilot, held)
        assert "tags on 5,000 articles · u undoes" in rows(pilot)[-1]
        assert tagged(library) == COUNT
        await press(pilot, "u")
        await until(pilot, lambda: "undone: tags on 5,000 articles" in screen_text(pilot))
        assert library.marks.all_article_marks() == []
        await press(pilot, "ctrl+r")
        await until(pilot, lambda: "done again: tags on 5,000 articles" in screen_text(pilot))
        assert tagged(library) == COUNT


async def test_tags_on_thousands_can_be_undone_in_the_next_run(run: Run, settings: Settings) -> None:
    """Tags that were there before stay."""
    before = make_library(settings)
    before.marks.put_article_marks(ArticleMarks("tide000042", ("moon",)))
    before.close()
    async with run() as pilot:
        await press(pilot, "X", "t", *"tides", "enter")
        await until(pilot, lambda: "tags on 5,000 articles" in screen_text(pilot))
    later = make_library(settings)
    assert tagged(later) == COUNT
    async with NewsmarkApp(later, settings).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "u")
        await until(pilot, lambda: "undone: tags on 5,000 articles" in screen_text(pilot))
        assert list(later.marks.all_article_marks()) == [ArticleMarks("tide000042", ("moon",))]
    later.close()


async def test_undo_stops_it_and_no_article_is_tagged(run: Run, library: Library, held: Held) -> None:
    """Whatever was tagged so far is as it was; the next act is done as ever."""
    async with run() as pilot:
        await pilot.press("X", "t", *"tides", "enter")
        await until(pilot, held.begun.is_set)
        await pilot.press("u")
        await pilot.pause()
        await finish(pilot, held)
        assert "stopped tagging; nothing has changed" in screen_text(pilot)
        assert library.marks.all_article_marks() == []
        await press(pilot, "escape", "q", "t", *"lock", "enter")
        assert len(library.marks.all_article_marks()) == 1


async def test_a_note_written_meanwhile_stays_on_the_screen_until_it_can_be_kept(
    run: Run, library: Library, held: Held
) -> None:
    """It is said why; no word is lost, and the screen does not stand still."""
    async with run() as pilot:
        await pilot.press("X", "t", *"tides", "enter")
        await until(pilot, held.begun.is_set)
        await pilot.press("a", *"spring", "ctrl+s")
        await until(pilot, lambda: "Not kept: one moment: tagging" in screen_text(pilot))
        await finish(pilot, held)
        await press(pilot, "ctrl+s")
        assert [one.note for one in library.marks.all_article_marks() if one.note] == ["spring"]


async def test_a_disk_that_fails_leaves_all_as_it_was(
    run: Run, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it is said; the selection is still there."""

    def fail(*_: object) -> None:
        message = "the disk is gone; put it back"
        raise StorageError(message)

    async with run() as pilot:
        monkeypatch.setattr(library.marks, "put_article_marks", fail)
        await press(pilot, "X", "t", *"tides", "enter")
        await until(pilot, lambda: "the disk is gone" in screen_text(pilot))
        assert "5000 selected" in screen_text(pilot)
        assert library.marks.all_article_marks() == []


async def test_many_highlights_are_tagged_given_a_kind_and_removed_in_a_thread(run: Run, library: Library) -> None:
    """Each is one act for undo."""
    mark(library, LONG)
    async with run() as pilot:
        await press(pilot, "M", "X", "t", *"moon", "enter")
        await until(pilot, lambda: "tagged 500 highlights #moon · u undoes" in screen_text(pilot))
        assert {one.tags for one in library.marks.highlights()} == {("moon",)}
        await press(pilot, "c", "f")
        await until(pilot, lambda: "500 highlights: figure · u undoes" in screen_text(pilot))
        assert {one.kind for one in library.marks.highlights()} == {HighlightKind.FIGURE}
        await press(pilot, "D")
        await until(pilot, lambda: "removed 500 highlights · u undoes" in screen_text(pilot))
        assert not library.marks.highlights()
        await press(pilot, "u")
        await until(pilot, lambda: "undone: removed 500 highlights" in screen_text(pilot))
        assert len(library.marks.highlights()) == LONG


async def test_many_articles_are_exported_in_a_thread(run: Run, library: Library, settings: Settings) -> None:
    """Of five thousand selected those with marks; exporting them again changes nothing."""
    mark(library, 120)
    async with run() as pilot:
        await press(pilot, "X", "e")
        await until(pilot, lambda: "exported 120 files (120 changed)" in screen_text(pilot))
        assert len([*settings.export_folder.glob("*.md")]) == 120
        await press(pilot, "e")
        await until(pilot, lambda: "exported 120 files (0 changed)" in screen_text(pilot))


async def test_undo_stops_an_export_and_its_files_stay_whole(
    run: Run, library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written is there; the next export writes the rest."""
    mark(library, 120)
    begun, go_on, write = Event(), Event(), type(library.exporter).write

    def slow(*values: object) -> object:
        written = write(*values)  # type: ignore[arg-type]
        begun.set()
        go_on.wait(30)
        return written

    async with run() as pilot:
        monkeypatch.setattr(type(library.exporter), "write", slow)
        await pilot.press("X", "e")
        await until(pilot, begun.is_set)
        await pilot.press("u")
        await pilot.pause()
        go_on.set()
        await until(pilot, lambda: "stopped exporting; files written before that stay" in screen_text(pilot))
        monkeypatch.undo()
        await press(pilot, "e")
        await until(pilot, lambda: "exported 120 files (119 changed)" in screen_text(pilot))
        assert len([*settings.export_folder.glob("*.md")]) == 120
