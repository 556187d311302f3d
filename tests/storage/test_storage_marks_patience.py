"""A disk that refuses: the mark is told, kept, shown and tried again, and nothing is half written."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from storage_samples import highlight, start_python
from tinydb import TinyDB

from reader.domain.errors import StorageError, UnwrittenError
from reader.domain.mark import RULE, ArticleMarks, HighlightKind
from reader.storage import compaction
from reader.storage.journal import journal_of
from reader.storage.marks import TinyMarkStore

FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from storage_samples import highlight
from reader.storage.marks import TinyMarkStore
store = TinyMarkStore(Path(sys.argv[1]), patient=True)
store.put_highlight(highlight("first"))
limit = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limit[1]))
for number in range(20):
    store.put_highlight(highlight(f"hl{number}", note="n" * 2000))
print(len(store.highlights()), store.unwritten().count, store.unwritten().reason)
print(len(TinyMarkStore(Path(sys.argv[1])).highlights()))
resource.setrlimit(resource.RLIMIT_FSIZE, limit)
store.retry()
print(store.unwritten(), len(TinyMarkStore(Path(sys.argv[1])).highlights()))
"""


@contextmanager
def full_disk() -> Iterator[None]:
    """Every flush fails as on a full disk."""

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "marks.json"


@pytest.fixture
def store(path: Path) -> TinyMarkStore:
    """A patient store with a mark on disk."""
    store = TinyMarkStore(path, patient=True)
    store.put_highlight(highlight("old"))
    return store


def ids(store: TinyMarkStore) -> set[str]:
    return {mark.id for mark in store.highlights()}


def test_an_impatient_store_changes_nothing_and_leaves_no_part_of_a_line(path: Path) -> None:
    """A command ends with one clear line; the mark is neither there nor half there."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("old"))
    before = journal_of(path).read_bytes()
    with full_disk(), pytest.raises(UnwrittenError, match="the disk is full; free some space"):
        store.put_highlight(highlight("new"))
    assert journal_of(path).read_bytes() == before
    assert ids(store) == ids(TinyMarkStore(path)) == {"old"}
    assert store.unwritten() is None


def test_a_refused_mark_is_shown_counted_and_written_with_the_next_act(path: Path, store: TinyMarkStore) -> None:
    """Nothing has to be done again by the reader."""
    version = store.version()
    with full_disk():
        store.put_highlight(highlight("new", note="precious"))
        store.remove_highlight("old")
        store.put_article_marks(ArticleMarks("art", ("strike",)))
        assert ids(store) == {"new"}
        assert store.version() != version
        unwritten = store.unwritten()
        assert unwritten is not None
        assert unwritten.count == 3
        assert "3 marks are not on disk yet" in unwritten.told
        assert "the disk is full" in unwritten.told
        assert any("precious" in words for words in unwritten.words)
        assert ids(TinyMarkStore(path)) == {"old"}
        store.retry()
        assert store.unwritten() is not None
    store.put_highlight(highlight("next"))
    assert store.unwritten() is None
    assert ids(store) == ids(TinyMarkStore(path)) == {"new", "next"}
    assert TinyMarkStore(path).article_marks("art").tags == ("strike",)


def test_a_retry_or_the_end_writes_what_is_waiting(path: Path, store: TinyMarkStore) -> None:
    """The app's timer tries, and the last try is at quit."""
    with full_disk():
        store.put_highlight(highlight("one"))
    store.retry()
    assert ids(TinyMarkStore(path)) == {"old", "one"}
    with full_disk():
        store.put_highlight(highlight("two"))
    store.close()
    assert ids(TinyMarkStore(path)) == {"old", "one", "two"}


def test_what_is_waiting_outlives_a_compaction_that_did_not_end(
    path: Path, store: TinyMarkStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The base has the journal, the new journal is missing, and the disk is full."""
    with monkeypatch.context() as crashing:
        crashing.setattr(compaction, "start_journal", _fail)
        store.put_highlight(highlight("more"))
        with pytest.raises(UnwrittenError):
            store._shared.compact()
    with full_disk():
        store.put_highlight(highlight("new"))
    store.close()
    assert ids(TinyMarkStore(path)) == {"old", "more", "new"}
    with TinyDB(path, access_mode="r") as database:
        assert len(database.table("highlights")) == 3


def _fail(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_marks_of_other_copies_are_seen_while_some_are_waiting(path: Path, store: TinyMarkStore) -> None:
    """Also when another copy takes the journal in meanwhile."""
    with full_disk():
        store.put_highlight(highlight("mine"))
    other = TinyMarkStore(path)
    other.put_highlight(highlight("theirs"))
    assert ids(store) == {"old", "mine", "theirs"}
    other.close()
    assert ids(store) == {"old", "mine", "theirs"}
    store.retry()
    assert ids(TinyMarkStore(path)) == {"old", "mine", "theirs"}


def test_what_is_waiting_is_joined_with_what_other_copies_write_meanwhile(path: Path, store: TinyMarkStore) -> None:
    """Both notes and all tags are kept, in memory at once; a mark that was removed elsewhere does not come back."""
    other = TinyMarkStore(path)
    for name in ("noted", "gone", "taken", "written"):
        store.put_highlight(highlight(name))
    store.put_article_marks(ArticleMarks("art0000001", ("common",)))
    with full_disk():
        store.put_highlight(replace(store.highlight("noted"), note="mine", tags=("mine",)))
        store.put_highlight(replace(store.highlight("gone"), kind=HighlightKind.CHECK))
        store.remove_highlight("taken")
        store.remove_highlight("written")
        store.put_highlight(highlight("new"))
        store.put_article_marks(ArticleMarks("art0000001", ("common", "mine"), "mine"))
        store.put_article_marks(ArticleMarks("art0000002", ("mine",)))
    other.put_highlight(replace(other.highlight("noted"), note="theirs", tags=("ferries", "größe", "theirs")))
    other.remove_highlight("gone")
    other.put_highlight(replace(other.highlight("taken"), kind=HighlightKind.CHECK))
    other.put_highlight(replace(other.highlight("written"), note="theirs"))
    other.put_article_marks(ArticleMarks("art0000001", ("theirs",), "theirs"))
    other.put_article_marks(ArticleMarks("art0000002", ("theirs",)))

    def as_it_should(marks: TinyMarkStore) -> bool:
        noted = marks.highlight("noted")
        assert (noted.note, noted.tags) == (f"theirs{RULE}mine", ("mine", "theirs"))
        assert ids(marks) == {"old", "noted", "new", "written"}
        assert marks.article_marks("art0000001") == ArticleMarks("art0000001", ("mine", "theirs"), f"theirs{RULE}mine")
        return marks.article_marks("art0000002").tags == ("mine", "theirs")

    assert as_it_should(store)
    assert store.unwritten()
    store.retry()
    assert not store.unwritten()
    assert as_it_should(store)
    assert as_it_should(other)
    store.close()
    assert as_it_should(TinyMarkStore(path))


def test_a_vanished_folder_is_not_made_anew(path: Path, store: TinyMarkStore, tmp_path: Path) -> None:
    """An unplugged disk: what was read stays readable, what is made waits until the folder is back."""
    away = tmp_path / "away"
    path.parent.rename(away)
    store.put_highlight(highlight("new"))
    assert ids(store) == {"old", "new"}
    unwritten = store.unwritten()
    assert unwritten is not None
    assert "its folder has vanished" in unwritten.reason
    store.retry()
    assert not path.parent.exists()
    away.rename(path.parent)
    store.retry()
    assert store.unwritten() is None
    assert ids(TinyMarkStore(path)) == {"old", "new"}


def test_an_impatient_store_tells_of_a_vanished_folder(path: Path) -> None:
    """Its marks are not called empty."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("old"))
    shutil.rmtree(path.parent)
    for act in (store.highlights, lambda: store.put_highlight(highlight("new"))):
        with pytest.raises(StorageError, match="vanished"):
            act()


def test_a_disk_that_is_really_full(path: Path) -> None:
    """A limit of the system, lifted later: all that was told to wait is on disk in the end."""
    output, errors = start_python(FULL_DISK, str(path)).communicate()
    assert errors == ""
    shown, on_disk, after = output.splitlines()
    total, waiting, reason = shown.split(" ", 2)
    assert (total, after) == ("21", "None 21")
    assert int(on_disk) == 21 - int(waiting) < 21
    assert "may not grow any further" in reason


def test_a_mark_on_disk_is_not_called_refused_because_the_journal_could_not_be_taken_in(
    store: TinyMarkStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails when the new journal is opened; the mark was in the old one, and in the base."""
    monkeypatch.setattr("reader.storage.shared_marks._SMALL", 10)
    store.close()
    store.put_highlight(highlight("new"))
    with monkeypatch.context() as failing:
        failing.setattr("reader.storage.shared_marks._opened", _fail_to_read)
        store.put_highlight(highlight("newer"))
    assert store.unwritten() is None
    assert ids(store) == {"old", "new", "newer"}


def _fail_to_read(*_: object) -> None:
    message = "marks.json.journal cannot be read: input/output error; check the disk and try again"
    raise StorageError(message)


def test_the_first_act_on_a_disk_that_refuses_waits_too(path: Path, store: TinyMarkStore) -> None:
    """Nothing was read before it."""
    store.close()
    fresh = TinyMarkStore(path, patient=True)
    path.with_name("marks.json.lock").unlink()
    path.with_name("marks.json.lock").mkdir()
    fresh.put_highlight(highlight("new"))
    assert fresh.unwritten() is not None
    assert ids(fresh) == {"old", "new"}
    path.with_name("marks.json.lock").rmdir()
    fresh.retry()
    assert ids(TinyMarkStore(path)) == {"old", "new"}
