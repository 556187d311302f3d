"""What is asked about one article before all marks are read."""

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from storage_samples import NOW, highlight, put_and_close

from reader.domain.mark import ArticleMarks, SourceChoice
from reader.storage import shared_marks
from reader.storage.damage import understood
from reader.storage.marks import TinyMarkStore
from reader.storage.marks_file import MarksFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "marks.json"


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Reading all marks waits for this."""
    event = Event()

    def held(path: Path, data: bytes, *, exists: bool) -> MarksFile:
        event.wait(30)
        return understood(path, data, exists=exists)

    monkeypatch.setattr(shared_marks, "understood", held)
    yield event
    event.set()


def reading(path: Path) -> tuple[TinyMarkStore, Thread]:
    """A store all of which is being read by another thread."""
    store = TinyMarkStore(path)
    thread = Thread(target=store.first_read())
    thread.start()
    return store, thread


def test_an_article_is_known_before_all_marks_are(path: Path, go_on: Event) -> None:
    """From the file, and from what its journal says since."""
    go_on.set()
    for number in range(40):
        put_and_close(path, highlight(f"base{number:02}", article=f"art{number % 4}", start=number))
    writer = TinyMarkStore(path)
    writer.put_highlight(highlight("base01", article="art1", start=1, note="thought of later"))
    writer.remove_highlight("base05")
    writer.put_highlight(highlight("new", article="art1", start=99))
    writer.put_article_marks(ArticleMarks("art1", ("port",), "a long day"))
    choice = SourceChoice("choice", "the courier", "The Courier", "read more", keep=False, created=NOW)
    writer.put_source_choice(choice)
    everything = [*TinyMarkStore(path).highlights("art1")]
    go_on.clear()
    store, thread = reading(path)
    assert [*store.highlights("art1")] == everything
    assert [one.id for one in everything] == ["base01", *(f"base{number:02}" for number in range(9, 40, 4)), "new"]
    assert store.article_marks("art1") == ArticleMarks("art1", ("port",), "a long day")
    assert [*store.source_choices("the courier")] == [choice]
    assert [*store.positions("art1")] == []
    assert (store.is_awaited(), store.version()) == (True, "")
    assert thread.is_alive()
    go_on.set()
    thread.join()
    assert not store.is_awaited()
    assert store.version()
    assert [*store.highlights("art1")] == everything


@pytest.mark.parametrize("journal", [False, True])
def test_whoever_asks_for_more_waits(path: Path, go_on: Event, journal: bool) -> None:
    go_on.set()
    put_and_close(path, highlight("one"))
    if journal:
        TinyMarkStore(path).put_highlight(highlight("two", start=50))
    go_on.clear()
    store, thread = reading(path)
    asked = Event()

    def ask() -> None:
        store.highlights("art0000001")  # in a thread that is not the one that need not wait
        asked.set()

    Thread(target=ask).start()
    assert not asked.wait(0.05)
    go_on.set()
    assert len(store.highlights()) == 1 + journal
    thread.join()
    assert asked.wait(30)


@pytest.mark.parametrize("indent", [None, 1, "\t"])
def test_a_file_that_is_laid_out_otherwise_is_waited_for(path: Path, go_on: Event, indent: int | str | None) -> None:
    """Rather than that something in it is missed."""
    go_on.set()
    put_and_close(path, highlight("one"))
    path.write_text(json.dumps(json.loads(path.read_text()), indent=indent))
    store = TinyMarkStore(path)
    store.first_read()
    assert [one.id for one in store.highlights("art0000001")] == ["one"]
    assert store.version() == ""  # it is not what was awaited that has been read


def test_what_is_damaged_is_told_by_who_reads_all(path: Path) -> None:
    put_and_close(path, highlight("one"))
    path.write_bytes(path.read_bytes()[:-40])
    store = TinyMarkStore(path)
    read = store.first_read()
    with pytest.raises(Exception, match="damaged"):
        store.highlights("art0000001")
    with pytest.raises(Exception, match="damaged"):
        read()
    assert not store.is_awaited()


def test_words_of_hostile_notes_are_no_records(path: Path, go_on: Event) -> None:
    """An id that stands in a note, or an end of a table, neither adds nor hides a record."""
    go_on.set()
    note = '\n}\n"articles": {\n"1": {"article_id": "art1"}\n}\n}'
    put_and_close(path, highlight("one", article="art0", note=note))
    put_and_close(path, highlight("two", article="art1", start=7))
    go_on.clear()
    store, thread = reading(path)
    assert [one.id for one in store.highlights("art1")] == ["two"]
    assert [one.note for one in store.highlights("art0")] == [note]
    assert store.article_marks("art1").empty
    go_on.set()
    thread.join()
