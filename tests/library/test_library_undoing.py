"""Undo and redo, whatever was done, and however often the program was started anew meanwhile."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from fakes import FixedClock
from hypothesis import given, settings
from hypothesis import strategies as st
from library_samples import FakeSource, LineCleaner, put

from reader.domain.document import Span
from reader.domain.errors import StorageError
from reader.domain.history import Change, History
from reader.domain.mark import HighlightKind
from reader.domain.query import Query
from reader.domain.status import State
from reader.export.files import MarkdownFolder
from reader.library.acts import unheard
from reader.library.many_marks import remove_all
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
from reader.library.positions import set_position
from reader.library.triage import STAR, decide_many, move, star, toggle_read
from reader.library.undoing import redo, undo
from reader.storage.articles import SqliteArticleStore
from reader.storage.marks import TinyMarkStore
from reader.storage.past import HistoryFile

pytest_plugins = ("library_fixtures",)

TEXTS = {
    "one": "Harbour\n\n~ Share: lamps\n\nEleven lamps were dark on Tuesday.",
    "two": "Ferry\n\nNobody took the night ferry after the storm.",
}
PASSAGES = {"one": "were dark", "two": "the night ferry"}


class Killed(BaseException):
    """The program is ended by force here: nothing is cleared up."""


class Runs:
    """A program that is started again and again on one library, each time a minute later."""

    def __init__(self, folder: Path, *, patient: bool = False) -> None:
        self._folder = folder
        self._patient = patient
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
            self.history = self.history.record(made)

    def set_clock_back(self) -> None:
        """The clock is set back by more than a year."""
        self._clock.moment -= timedelta(days=400)

    def die_before(self, name: str, what: str) -> None:
        """Be killed in the middle of an act, when it is announced and not yet done, and be started again."""
        with patch("reader.library.acts.put_in_place", side_effect=Killed), suppress(Killed):
            ACTS[what](self.library, self.ids[name], name)
        self.restart()

    def die_after_undoing(self) -> None:
        """Be killed when an act is taken back, before that is kept in the history, and be started again."""
        with patch.object(HistoryFile, "took_back", side_effect=Killed), suppress(Killed):
            self.undo()
        self.restart()

    def die_before_redoing(self) -> None:
        """Be killed when an act is about to be done again, and be started again."""
        with patch("reader.library.undoing.put_in_place", side_effect=Killed), suppress(Killed):
            self.redo()
        self.restart()

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
        articles = [*marks.all_article_marks()]
        return [*marks.highlights()], articles, [*marks.source_choices()], [*marks.positions()], [*statuses]

    def _open(self) -> Library:
        self._clock.moment += timedelta(minutes=1)
        return Library(
            articles=SqliteArticleStore(self._folder / "articles.sqlite"),
            marks=TinyMarkStore(self._folder / "marks.json", patient=self._patient),
            source=FakeSource(),
            cleaner=LineCleaner(),
            exporter=MarkdownFolder(),
            clock=self._clock,
            past=HistoryFile(self._folder / "history.jsonl"),
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


def _tag_both(library: Library, *_: str) -> Change:
    return tag_articles(library, library.articles.ids_of(library.articles.numbers(Query())), add=["both"])


def _remove_every(library: Library, *_: str) -> Change:
    return remove_all(library, [one.id for one in library.marks.highlights()])


def _letter(library: Library, article: str, name: str) -> Change:
    return set_position(library, article, "A", Span(*find_passage(library.articles.document(article), PASSAGES[name])))


def _star_both(library: Library, *_: str) -> Change:
    return decide_many(library, library.articles.numbers(Query()), STAR, unheard)


ACTS: dict[str, Callable[[Library, str, str], Change | None]] = {
    "highlight": _highlight,
    "edit": _edit,
    "remove": _remove,
    "note": _note,
    "cut": _cut,
    "tag": _tag,
    "untag": _untag,
    "tag both": _tag_both,
    "remove every": _remove_every,
    "letter": _letter,
    "star both": _star_both,
    "archive": lambda library, article, _: move(library, [article], State.ARCHIVE),
    "star": lambda library, article, _: star(library, [article]),
    "read": lambda library, article, _: toggle_read(library, [article]),
}

ENDS: dict[str, Callable[[Runs, str, str], None]] = {
    "": lambda *_: None,
    "restart": lambda runs, *_: runs.restart(),
    "clock set back": lambda runs, *_: runs.set_clock_back(),
    "killed in the next act": lambda runs, name, what: runs.die_before(name, what),
}
"""What becomes of the program after an act."""

STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(TEXTS)), st.sampled_from(sorted(ACTS)), st.sampled_from(sorted(ENDS))), max_size=8
)
"""An article, an act, and what happens after it."""


@given(STEPS, st.sets(st.integers(0, 16), max_size=3))
@settings(max_examples=20, deadline=None)
def test_undoing_all_gives_the_beginning_and_redoing_all_the_end(
    steps: list[tuple[str, str, str]], restarts: set[int]
) -> None:
    """Also if the program is started anew or killed between the acts, and between their undoing and redoing."""
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(Path(folder))
        beginning = runs.state
        for name, what, after in steps:
            runs.act(name, what)
            ENDS[after](runs, name, what)
        end, turns = runs.state, 0
        for turn, wanted in ((runs.undo, beginning), (runs.redo, end)):
            while turn():
                turns += 1
                if turns in restarts:
                    runs.restart()
            assert runs.state == wanted
        runs.library.close()


@given(st.lists(st.tuples(st.sampled_from(sorted(TEXTS)), st.sampled_from(sorted(ACTS))), min_size=1, max_size=5))
@settings(max_examples=10, deadline=None)
def test_a_kill_while_undoing_or_redoing_parts_no_act_from_its_undo(steps: list[tuple[str, str]]) -> None:
    """Whatever was under way, undoing all gives the beginning."""
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(Path(folder))
        beginning = runs.state
        for name, what in steps:
            runs.act(name, what)
        runs.undo()
        runs.die_before_redoing()
        runs.redo()
        runs.die_after_undoing()
        while runs.undo():
            pass
        assert runs.state == beginning
        runs.library.close()


def test_an_act_that_failed_is_not_there_to_be_undone(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in this run nor in a later one; what was undone before it can still be redone."""
    article = put(library, "one", TEXTS["one"])
    undo(library, History().record(tag_articles(library, [article], add=["ferries"])))

    def full(*_: object) -> None:
        message = "the disk is full"
        raise StorageError(message)

    monkeypatch.setattr(library.marks, "put_article_marks", full)
    with pytest.raises(StorageError):
        tag_articles(library, [article], add=["harbour"])
    monkeypatch.undo()
    found = HistoryFile(tmp_path / "history.jsonl").earlier()
    assert (found.done, [one.label for one in found.undone]) == ((), ["tags"])


def test_an_act_in_a_folder_that_has_vanished_waits_and_makes_no_new_folder(tmp_path: Path) -> None:
    """As in the app: the mark is shown, and is in the folder once that is back, with those that were there before."""
    folder = tmp_path / "library"
    folder.mkdir()
    runs = Runs(folder, patient=True)
    runs.act("one", "highlight")
    folder.rename(tmp_path / "away")
    runs.act("two", "tag")
    assert not folder.exists()
    assert len(runs.library.marks.highlights()) == 1
    assert runs.library.marks.unwritten() is not None
    (tmp_path / "away").rename(folder)
    runs.library.marks.retry()
    assert runs.library.marks.unwritten() is None
    runs.restart()
    assert len(runs.library.marks.highlights()) == 1
    assert [one.tags for one in runs.library.marks.all_article_marks()] == [("ferries",)]
    runs.library.close()


def test_an_act_that_another_copy_took_back_is_passed_over(library: Library) -> None:
    """The one before it is taken back instead."""
    one, two = (put(library, name, text) for name, text in TEXTS.items())
    history = History().record(star(library, [one])).record(star(library, [two]))
    star(library, [two])
    history, change = undo(library, history)
    assert change is not None
    assert "Harbour" in change.label
    assert not library.articles.status(one).starred
    assert not history.done


def test_an_act_redone_after_another_copy_passed_over_it_is_undone_after_a_restart(tmp_path: Path) -> None:
    """That copy began between, and knew the act as done."""
    runs = Runs(tmp_path)
    beginning = runs.state
    runs.act("one", "highlight")
    other = runs._open()
    known = other.past.earlier()
    assert len(known.done) == 1
    runs.undo()
    known, change = undo(other, known)
    assert (known, change) == (History(), None)
    runs.redo()
    runs.restart()
    assert runs.state != beginning
    assert runs.undo()
    assert runs.state == beginning
    other.close()
    runs.library.close()
