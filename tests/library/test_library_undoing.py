"""Undo and redo, whatever was done, and however often the program was started anew meanwhile."""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from fakes import FixedClock
from hypothesis import given, settings
from hypothesis import strategies as st
from library_samples import FakeSource, LineCleaner, put

from reader.domain.history import Change, History
from reader.domain.mark import HighlightKind
from reader.domain.status import State
from reader.export.files import MarkdownFolder
from reader.library.marking import (
    edit_highlight,
    find_passage,
    highlight,
    note_article,
    remove_highlight,
    tag_articles,
    toggle_block,
)
from reader.library.model import Library
from reader.library.triage import move, star, toggle_read
from reader.library.undoing import redo, remember, undo
from reader.storage.articles import SqliteArticleStore
from reader.storage.marks import TinyMarkStore
from reader.storage.past import HistoryFile

TEXTS = {
    "one": "Harbour\n\n~ Share: lamps\n\nEleven lamps were dark on Tuesday.",
    "two": "Ferry\n\nNobody took the night ferry after the storm.",
}
PASSAGES = {"one": "were dark", "two": "the night ferry"}


class Runs:
    """A program that is started again and again on one library, each time a minute later."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._clock = FixedClock()
        self.library = self._open()
        self.ids = {name: put(self.library, name, text) for name, text in TEXTS.items()}
        self.history = History()

    def restart(self) -> None:
        """End the program and start it; what it knows of the acts before is what is kept of them."""
        self.library.close()
        self.library = self._open()
        self.history = self.library.past.earlier()

    def act(self, name: str, what: str) -> None:
        """Do something to an article, as a key does; nothing if there is nothing to do it to."""
        made = ACTS[what](self.library, self.ids[name], name)
        if made is not None:
            self.history = self.history.record(remember(self.library, made))

    def undo(self) -> bool:
        """Undo one act; False if there is none."""
        self.history, change = undo(self.library, self.history)
        return change is not None

    def redo(self) -> bool:
        """Redo one act; False if there is none."""
        self.history, change = redo(self.library, self.history)
        return change is not None

    @property
    def state(self) -> tuple[object, ...]:
        """All that the reader has made."""
        marks = self.library.marks
        statuses = self.library.articles.statuses([*self.ids.values()])
        return [*marks.highlights()], [*marks.all_article_marks()], [*marks.source_choices()], [*statuses]

    def _open(self) -> Library:
        self._clock.moment += timedelta(minutes=1)
        return Library(
            articles=SqliteArticleStore(self._folder / "articles.sqlite"),
            marks=TinyMarkStore(self._folder / "marks.json"),
            source=FakeSource(),
            cleaner=LineCleaner(),
            exporter=MarkdownFolder(),
            clock=self._clock,
            past=HistoryFile(self._folder / "history.jsonl", self._clock.now()),
        )


def _highlight(library: Library, article: str, name: str) -> Change:
    return highlight(library, article, find_passage(library.articles.document(article), PASSAGES[name]))[1]


def _edit(library: Library, article: str, _: str) -> Change | None:
    found = library.marks.highlights(article)
    if not found:
        return None
    return edit_highlight(library, found[-1].id, kind=HighlightKind.CLAIM, note=f"{found[-1].note}who says so? ")


def _remove(library: Library, article: str, _: str) -> Change | None:
    found = library.marks.highlights(article)
    return remove_highlight(library, found[0].id) if found else None


def _note(library: Library, article: str, _: str) -> Change:
    return note_article(library, article, library.marks.article_marks(article).note + "größe ")


def _cut(library: Library, article: str, _: str) -> Change:
    return toggle_block(library, article, library.articles.document(article).blocks[0])


def _tag(library: Library, article: str, _: str) -> Change:
    return tag_articles(library, [article], add=["ferries"])


def _untag(library: Library, article: str, _: str) -> Change:
    return tag_articles(library, [article], remove=["ferries"])


ACTS: dict[str, Callable[[Library, str, str], Change | None]] = {
    "highlight": _highlight,
    "edit": _edit,
    "remove": _remove,
    "note": _note,
    "cut": _cut,
    "tag": _tag,
    "untag": _untag,
    "archive": lambda library, article, _: move(library, [article], State.ARCHIVE),
    "star": lambda library, article, _: star(library, [article]),
    "read": lambda library, article, _: toggle_read(library, [article]),
}

STEPS = st.lists(st.tuples(st.sampled_from(sorted(TEXTS)), st.sampled_from(sorted(ACTS)), st.booleans()), max_size=8)
"""An article, an act, and whether the program is started anew after it."""


@given(STEPS, st.sets(st.integers(0, 16), max_size=3))
@settings(max_examples=14, deadline=None)
def test_undoing_all_gives_the_beginning_and_redoing_all_the_end(
    steps: list[tuple[str, str, bool]], restarts: set[int]
) -> None:
    """Also if the program is started anew between the acts, and between their undoing and redoing."""
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(Path(folder))
        beginning = runs.state
        for name, what, again in steps:
            runs.act(name, what)
            if again:
                runs.restart()
        end, turns = runs.state, 0
        for turn, wanted in ((runs.undo, beginning), (runs.redo, end)):
            while turn():
                turns += 1
                if turns in restarts:
                    runs.restart()
            assert runs.state == wanted
        runs.library.close()
