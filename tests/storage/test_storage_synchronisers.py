"""A synchroniser, which knows no lock, replaces a file of the marks at any moment: nothing that was made is lost."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from storage_samples import NOW, highlight, place, put_and_close

from reader import atomic
from reader.domain.mark import RULE, ArticleMarks, HighlightKind
from reader.storage.journal import Edit, Journal, entry, journal_of
from reader.storage.mark_records import highlight_record
from reader.storage.marks import TinyMarkStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "marks.json"


def notes(path: Path) -> dict[str, str]:
    """What a fresh copy reads: the notes by the ids of their highlights."""
    return {mark.id: mark.note for mark in TinyMarkStore(path).highlights()}


def brought(path: Path, data: bytes) -> None:
    """Put a file in place as synchronisers do."""
    aside = path.with_name(".brought")
    aside.write_bytes(data)
    aside.replace(path)


def once(monkeypatch: pytest.MonkeyPatch, module: object, name: str, act: Callable[[], None]) -> None:
    """Do something in the middle of a function, when it is called next: after it, before its caller goes on."""
    real = getattr(module, name)

    def meddled(*arguments: object) -> object:
        monkeypatch.setattr(module, name, real)
        found = real(*arguments)
        act()
        return found

    monkeypatch.setattr(module, name, meddled)


def test_a_journal_taken_in_long_ago_undoes_nothing(path: Path) -> None:
    """The base is there before the journal that belongs to it: what was removed and changed since then stays so."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one", note="first"))
    store.put_highlight(highlight("gone"))
    store.put_position(place("a"))
    store.put_article_marks(ArticleMarks("art0000001", ("early",), "first"))
    old = journal_of(path).read_bytes()
    for number in range(10):
        store.put_highlight(highlight("one", note=f"later {number}"))
        store.remove_highlight("gone")
        store.remove_position(place("a").id)
        store.put_article_marks(ArticleMarks("art0000001", ("late",), f"later {number}"))
        store.close()
    brought(journal_of(path), old)
    for _ in range(2):
        again = TinyMarkStore(path)
        assert notes(path) == {"one": "later 9"}
        assert not again.positions()
        assert again.article_marks("art0000001") == ArticleMarks("art0000001", ("late",), "later 9")
        again.put_highlight(highlight("two"))
        again.remove_highlight("two")
        again.close()


def test_a_base_from_elsewhere_is_joined_with_the_journal(path: Path, tmp_path: Path) -> None:
    """Under an open copy: what was changed later stands, both notes are kept, and a fresh copy reads the same."""
    put_and_close(path, highlight("one"))
    put_and_close(path, highlight("two", note="common"))
    far = tmp_path / "far" / "marks.json"
    far.parent.mkdir()
    far.write_bytes(path.read_bytes())
    mine = TinyMarkStore(path, lambda: NOW + timedelta(hours=1))
    theirs = TinyMarkStore(far, lambda: NOW + timedelta(hours=2))
    mine.put_highlight(highlight("one", note="from the train"))
    mine.put_highlight(replace(mine.highlight("two"), kind=HighlightKind.CHECK))
    mine.put_highlight(highlight("mine"))
    theirs.put_highlight(highlight("one", note="from the desk"))
    theirs.put_highlight(replace(theirs.highlight("two"), tags=("desk",)))
    theirs.put_highlight(highlight("theirs"))
    theirs.close()
    brought(path, far.read_bytes())
    for store in (mine, TinyMarkStore(path)):
        assert store.highlight("one").note == f"from the train{RULE}from the desk"
        assert (store.highlight("two").kind, store.highlight("two").tags) == (HighlightKind.CHECK, ("desk",))
        assert {mark.id for mark in store.highlights()} == {"one", "two", "mine", "theirs"}
    before = notes(path)
    mine.put_highlight(highlight("last"))
    assert notes(path) == before | {"last": ""}
    mine.close()
    assert notes(path) == before | {"last": ""}


def test_a_journal_replaced_while_a_mark_is_written_gets_the_mark(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line went into a file that no longer has a name."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one"))
    before = journal_of(path).read_bytes()
    once(monkeypatch, os, "fsync", lambda: brought(journal_of(path), before))
    store.put_highlight(highlight("two"))
    assert {mark.id for mark in store.highlights()} == set(notes(path)) == {"one", "two"}


@pytest.mark.parametrize("late", [False, True])
def test_a_line_of_a_writer_without_the_lock_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch, late: bool) -> None:
    """A network file system may keep locks to each machine; `late` is after the look at what stands at the end."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one"))
    line = entry([Edit("highlights", "2", "theirs", highlight_record(highlight("theirs")))])

    def write() -> None:
        with journal_of(path).open("ab") as file:
            file.write(line)

    if late:
        once(monkeypatch, Journal, "grown", write)
    else:
        once(monkeypatch, os, "access", write)
    store.put_highlight(highlight("two"))
    store.put_highlight(highlight("three"))
    assert {mark.id for mark in store.highlights()} == set(notes(path)) == {"one", "two", "three", "theirs"}


def test_a_base_that_comes_while_the_journal_is_taken_in_is_not_written_over(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes when the new base is written, and not yet in place."""
    put_and_close(path, highlight("one"))
    far = tmp_path / "far" / "marks.json"
    far.parent.mkdir()
    put_and_close(far, highlight("theirs", note="from the desk"))
    store = TinyMarkStore(path)
    store.put_highlight(highlight("two"))
    once(monkeypatch, atomic, "_write_through", lambda: brought(path, far.read_bytes()))
    store.close()
    assert notes(path) == {"theirs": "from the desk", "two": ""}
