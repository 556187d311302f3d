"""Everyday tasks take the keys that `docs/keys.md` says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from driver import Run, TickingClock, press, screen_text, settle
from everyday import TASKS, Task
from textual.pilot import Pilot

from reader.library.model import Library
from reader.settings import Settings
from reader.ui.app import NewsmarkApp
from reader.ui.widgets.article_view import ArticleView
from reader.wiring import make_library

SENTENCE = "Some 340 containers wait on the quay."
PASSAGE = "nothing that was not on the table in January"


class NextDay(TickingClock):
    """The clock of the tests, a day later."""

    def now(self) -> datetime:
        return super().now() + timedelta(days=1)


def _view(pilot: Pilot[None]) -> ArticleView:
    return pilot.app.screen.query_one("#article", ArticleView)


def _selected(pilot: Pilot[None]) -> str:
    view = _view(pilot)
    return view.page.text[view.selection.start : view.selection.end] if view.selection else ""


def _is_told(pilot: Pilot[None]) -> bool:
    """What was taken back, and of which day it is."""
    return "undone: highlight" in screen_text(pilot) and "(20 March 2026)" in screen_text(pilot)


def _quotes(library: Library) -> list[str]:
    return [one.quote.exact for one in library.marks.highlights()]


Done = Callable[[Pilot[None], Library], bool]
DONE: dict[str, Done] = {
    "open the next unread article": lambda pilot, _: "Harbour strike" in _view(pilot).page.text,
    "mark the sentence one reads": lambda _, library: _quotes(library) == [SENTENCE],
    "mark five words": lambda _, library: _quotes(library) == ["Some 340 containers wait on"],
    "mark a paragraph as a claim": lambda _, library: [one.kind for one in library.marks.highlights()] == ["claim"],
    "select any passage on the screen": lambda pilot, _: _selected(pilot) == PASSAGE,
    "mark any passage on the screen": lambda _, library: _quotes(library) == [PASSAGE],
    "write a note on a sentence": lambda _, library: [one.note for one in library.marks.highlights()] == ["why"],
    "tag a highlight": lambda _, library: [one.tags for one in library.marks.highlights()] == [("port",)],
    "find a word and come back": lambda pilot, _: bool(_view(pilot).found) and _view(pilot).caret.at == 0,
    "archive and go on": lambda pilot, _: "Harbour strike" in _view(pilot).page.text,
    "take an act of yesterday back": lambda pilot, library: not _quotes(library) and _is_told(pilot),
    "go to the first of all marks": lambda pilot, _: _view(pilot).page.text[_view(pilot).caret.at :].startswith("Some"),
    "export all marks of an article": lambda pilot, _: "exported 1 file" in screen_text(pilot),
    "see what was cut": lambda pilot, _: "Your email address" in screen_text(pilot),
}


@pytest.mark.parametrize("task", TASKS, ids=[task.name for task in TASKS])
async def test_the_keys_do_the_task(task: Task, run: Run, folder: Path, library: Library, settings: Settings) -> None:
    """Exactly these keys, from where the task begins; what was done yesterday is read from the disk."""
    if task.yesterday:
        async with run(folder, size=(100, 40)) as pilot:
            await press(pilot, *task.yesterday)
        library.close()
        await _do(task, replace(make_library(settings), clock=NextDay()), settings)
    else:
        await _do(task, library, settings, str(folder))


async def _do(task: Task, library: Library, settings: Settings, *places: str) -> None:
    """Do a task in a run of the program."""
    async with NewsmarkApp(library, settings, places).run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await press(pilot, *task.before)
        assert not DONE[task.name](pilot, library)
        await press(pilot, *task.keys, *task.words, *task.end)
        assert DONE[task.name](pilot, library)
    library.close()


def test_the_table_says_the_same() -> None:
    """Each row of the docs has the keys and the count of the task that is pressed."""
    docs = Path(__file__).parent.parent.parent / "docs" / "keys.md"
    rows = [line.split("|")[1:4] for line in docs.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    told = [tuple(cell.strip() for cell in row) for row in rows[1:]]
    assert told == [(task.name, _keys(task), str(task.count)) for task in TASKS]


def _keys(task: Task) -> str:
    before, after = (" ".join(f"`{key}`" for key in keys) for keys in (task.keys, task.end))
    return f"{before} … {after}" if task.words else before
