"""A `marks.json` that is a link, which another program replaces, or which means another file by now."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from storage_samples import highlight, put_and_close

from reader.domain.errors import UnwrittenError
from reader.storage.journal import journal_of
from reader.storage.locking import exclusive
from reader.storage.marks import TinyMarkStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A link to the marks in a folder that is synchronised, with one highlight."""
    path, target = tmp_path / "library" / "marks.json", tmp_path / "synced" / "mine.json"
    path.parent.mkdir()
    target.parent.mkdir()
    path.symlink_to(target)
    put_and_close(path, highlight("first"))
    return path


def ids(store: TinyMarkStore) -> set[str]:
    return {mark.id for mark in store.highlights()}


def moved(path: Path) -> None:
    """The file itself is put in the place of the link."""
    path.resolve().replace(path)


def copied(path: Path) -> None:
    """A program writes a new file in the place of the link, as editors do."""
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)


def moved_on(path: Path) -> None:
    """The file is moved to another folder, and the link after it."""
    target = path.resolve()
    other = target.parent.parent / "elsewhere" / "mine.json"
    other.parent.mkdir()
    path.unlink()
    target.replace(other)
    path.symlink_to(other)


WAYS = [moved, copied, moved_on]


@pytest.mark.parametrize("is_patient", [True, False])
@pytest.mark.parametrize("way", WAYS)
def test_an_open_copy_goes_over_with_all_that_it_has_written(
    path: Path, way: Callable[[Path], None], is_patient: bool
) -> None:
    """Its journal stays behind; what is in it is joined, and both copies see what the other one writes."""
    store = TinyMarkStore(path, patient=is_patient)
    store.put_highlight(highlight("second", note="precious"))
    store.remove_highlight("first")
    way(path)
    other = TinyMarkStore(path)
    assert ids(other) == {"first"}
    other.put_highlight(highlight("theirs"))
    assert ids(store) == {"second", "theirs"}
    store.retry()
    assert store.unwritten() is None
    assert ids(other) == {"second", "theirs"}
    store.put_highlight(highlight("third"))
    other.put_highlight(highlight("fourth"))
    expected = {"second", "theirs", "third", "fourth"}
    assert ids(store) == ids(other) == ids(TinyMarkStore(path)) == expected
    store.close()
    other.close()
    assert ids(TinyMarkStore(path)) == expected
    assert TinyMarkStore(path).highlight("second").note == "precious"


@pytest.mark.parametrize("way", WAYS)
def test_both_exclude_each_other(path: Path, way: Callable[[Path], None]) -> None:
    """The lock is that of the file which the name means now."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("second"))
    way(path)
    with exclusive(path), pytest.raises(UnwrittenError, match="in use by another copy"):
        store._shared.compact(patience=0)


def test_a_journal_that_was_taken_in_is_not_joined_again(path: Path) -> None:
    """What was changed since stays changed."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("second", note="old"))
    put_and_close(path, highlight("second", note="new"))
    moved(path)
    assert {mark.id: mark.note for mark in store.highlights()} == {"first": "", "second": "new"}
    assert store.unwritten() is None


def test_a_link_to_another_library_mixes_nothing(path: Path, tmp_path: Path) -> None:
    """The marks of the one stay in it, those that are made from now on go into the other."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("second"))
    strange = tmp_path / "strange" / "marks.json"
    put_and_close(strange, highlight("strange"))
    put_and_close(strange, highlight("strange too"))
    target = path.resolve()
    path.unlink()
    path.symlink_to(strange)
    assert ids(store) == {"strange", "strange too"}
    store.put_highlight(highlight("third"))
    store.close()
    assert ids(TinyMarkStore(strange)) == {"strange", "strange too", "third"}
    assert ids(TinyMarkStore(target)) == {"first", "second"}


@pytest.mark.parametrize("is_back", [True, False])
def test_a_link_whose_target_is_unplugged_waits(path: Path, tmp_path: Path, is_back: bool) -> None:
    """Also if the folder stays where the disk was; nothing is made in it."""
    store = TinyMarkStore(path, patient=True)
    assert ids(store) == {"first"}
    synced = path.resolve().parent
    away = synced.rename(tmp_path / "away")
    if is_back:
        synced.mkdir()
    store.put_highlight(highlight("second"))
    assert ids(store) == {"first", "second"}
    unwritten = store.unwritten()
    assert unwritten is not None
    assert "vanished" in unwritten.reason
    store.retry()
    assert not synced.exists() or not list(synced.iterdir())
    shutil.rmtree(synced, ignore_errors=True)
    away.rename(synced)
    store.retry()
    assert store.unwritten() is None
    assert ids(TinyMarkStore(path)) == {"first", "second"}
    assert journal_of(path).parent == synced


def test_nothing_is_made_where_the_target_of_a_link_was(path: Path) -> None:
    """A program that starts while the disk is not there."""
    synced = path.resolve().parent
    shutil.rmtree(synced)
    with pytest.raises(UnwrittenError):
        TinyMarkStore(path).put_highlight(highlight("second"))
    assert not synced.exists()
