"""Positions in `marks.json`: a table of a later version of the format, merged letter by letter."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from storage_samples import NOW, highlight, place
from test_storage_marks_patience import full_disk

from reader.domain.errors import DamagedMarksError, NewerLibraryError
from reader.domain.ports import Merged
from reader.storage.journal import journal_of
from reader.storage.marks import TinyMarkStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "marks.json"


def tables(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def version(path: Path) -> tuple[int, int]:
    """Of the base, and of the journal."""
    header = json.loads(journal_of(path).read_bytes().split(b"\n")[0][9:])
    return tables(path)["newsmark"]["1"]["version"], header["journal"]


def test_a_file_is_of_the_later_version_from_its_first_position_on(path: Path) -> None:
    """Without one, an earlier program still opens it."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one"))
    assert version(path) == (1, 1)
    store.put_position(place())
    assert version(path) == (2, 2)
    base = path.read_bytes()
    store.put_position(place("b"))
    assert path.read_bytes() == base
    store.remove_position(place("b").id)
    store.remove_position(place().id)
    store.close()
    assert version(path) == (2, 2)
    assert [mark.id for mark in TinyMarkStore(path).highlights()] == ["one"]


def test_a_position_may_be_the_first_mark(path: Path) -> None:
    TinyMarkStore(path).put_position(place())
    assert version(path) == (2, 2)
    assert list(TinyMarkStore(path).positions()) == [place()]


def test_an_earlier_program_refuses_positions_and_leaves_the_files_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that was running when the first was set, and had all marks in memory."""
    running = TinyMarkStore(path)
    running.put_highlight(highlight("one"))
    TinyMarkStore(path).put_position(place())
    before = path.read_bytes(), journal_of(path).read_bytes()
    monkeypatch.setattr("reader.storage.marks_file.VERSION", 1)
    monkeypatch.setattr("reader.storage.journal.FORMAT", 1)
    for store in (running, TinyMarkStore(path)):
        with pytest.raises(NewerLibraryError, match="newer Newsmark"):
            store.put_highlight(highlight("two"))
    journal_of(path).unlink()
    assert [one.id for one in TinyMarkStore(path).highlights()] == ["one"]
    assert path.read_bytes() == before[0]


def test_what_a_full_disk_refused_comes_into_a_file_of_the_later_version(path: Path) -> None:
    """A patient copy keeps the position in memory meanwhile."""
    store = TinyMarkStore(path, patient=True)
    store.put_highlight(highlight("one"))
    with full_disk():
        store.put_position(place())
        unwritten = store.unwritten()
    assert unwritten is not None
    assert (unwritten.count, unwritten.words) == (1, ())
    assert store.position(place().id) == place()
    store.retry()
    assert store.unwritten() is None
    assert version(path) == (2, 2)
    assert list(TinyMarkStore(path).positions()) == [place()]


def test_a_position_that_is_set_anew_keeps_fields_that_are_not_known_here(path: Path) -> None:
    """A hand or another program may have added some; of a removed one no word stays."""
    store = TinyMarkStore(path)
    store.put_position(place())
    store.close()
    edited = tables(path)
    edited["places"]["1"]["colour"] = "red"
    path.write_text(json.dumps(edited), encoding="utf-8")
    store.put_position(place(at=40))
    store.close()
    (record,) = tables(path)["places"].values()
    assert (record["colour"], record["place"]["start"]) == ("red", 40)
    store.remove_position(place().id)
    store.close()
    assert "ferry" not in path.read_text(encoding="utf-8")
    assert "places/art0000001/a" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"place": None}, "place must be an object"),
        ({"place": {"article_id": "x", "start": 5, "end": 5}}, "place: start must be less than end"),
        ({"created": 4}, "created must be a text"),
    ],
)
def test_a_broken_record_is_told_with_its_line(path: Path, broken: dict[str, object], told: str) -> None:
    store = TinyMarkStore(path)
    store.put_position(place())
    store.close()
    edited = tables(path)
    edited["places"]["1"] |= broken
    path.write_text(json.dumps(edited), encoding="utf-8")
    with pytest.raises(DamagedMarksError, match=f"line 1: table places, record 1: {told}"):
        TinyMarkStore(path).positions()


def test_merging_takes_the_later_place_of_a_letter_whole(tmp_path: Path) -> None:
    """Never the article of one and the words of the other; letters set on one machine only are in both."""
    mine, theirs = tmp_path / "mine.json", tmp_path / "theirs.json"
    first = TinyMarkStore(mine, lambda: NOW)
    first.put_position(place("A"))
    first.close()
    shutil.copy(mine, theirs)
    for file, minute, marks in (
        (mine, 5, [place("A", at=70), place("m")]),
        (theirs, 3, [place("A", article="art0000002"), place("t")]),
    ):
        store = TinyMarkStore(file, lambda minute=minute: NOW + timedelta(minutes=minute))  # type: ignore[misc]
        for one in marks:
            store.put_position(one)
        store.close()
    here, there = TinyMarkStore(mine), TinyMarkStore(theirs)
    assert here.merge(theirs) == Merged(added=1, changed=0, removed=0)
    there.merge(mine)
    assert list(here.positions()) == list(there.positions()) == [place("A", at=70), place("m"), place("t")]
    assert here.merge(theirs) == Merged(0, 0, 0)
    here.remove_position("A")
    there.merge(mine)
    assert there.position("A") is None
