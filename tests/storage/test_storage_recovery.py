"""Getting over a damaged file loses neither the damaged bytes nor the good copy."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from storage_samples import NOW, highlight, place, put_and_close

from reader.domain.errors import StorageError
from reader.storage.marks import TinyMarkStore
from reader.storage.recovery import describe_backup, restore, set_aside


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A damaged file beside a copy with two highlights."""
    path = tmp_path / "marks.json"
    for name in ("one", "two"):
        put_and_close(path, highlight(name))
    path.write_text("half a")
    return path


def copy_of(path: Path) -> Path:
    return path.with_name("marks.json.bak")


def test_a_damaged_file_is_moved_to_a_name_with_the_time_and_never_over_another(path: Path) -> None:
    aside = set_aside(path, NOW)
    assert aside.name == "marks.damaged-20260314-104200.json"
    assert aside.read_text() == "half a"
    assert not path.exists()
    path.write_text("again")
    second = set_aside(path, NOW)
    assert second.name == "marks.damaged-20260314-104200-2.json"
    assert aside.read_text() == "half a"


def test_restoring_puts_the_copy_in_place_and_keeps_the_damaged_bytes(path: Path) -> None:
    aside = restore(path, copy_of(path), NOW)
    assert aside.read_text() == "half a"
    assert {mark.id for mark in TinyMarkStore(path).highlights()} == {"one", "two"}
    assert copy_of(path).exists()


def test_restoring_takes_in_what_can_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is broken is as in the copy, the others as a hand or a later program left them."""
    path.write_bytes(copy_of(path).read_bytes())
    with monkeypatch.context() as full:
        full.setattr("reader.storage.compaction.keep_state", Mock(side_effect=OSError))
        store = TinyMarkStore(path)
        store.put_highlight(highlight("three", note="later than the copy"))
        store.put_position(place("a"))
        store.remove_highlight("one")
        store.close()
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (two,) = (index for index, line in enumerate(lines) if '"id": "two"' in line)
    (three,) = (index for index, line in enumerate(lines) if '"id": "three"' in line)
    lines[two] = lines[two][:40] + "\n"
    lines[three] = lines[three].replace('"ferries"', '"by hand"')
    path.write_text("".join(lines), encoding="utf-8")
    restore(path, copy_of(path), NOW)
    store = TinyMarkStore(path)
    assert {mark.id: (mark.note, mark.tags[0]) for mark in store.highlights()} == {
        "two": ("", "ferries"),
        "three": ("later than the copy", "by hand"),
    }
    assert store.position(place("a").id) == place("a")
    assert '"version": 2' in path.read_text(encoding="utf-8").splitlines()[2]
    assert not store.faults()


def test_an_older_file_that_is_damaged_undoes_nothing(path: Path) -> None:
    """Half of it was brought by a synchroniser."""
    old = copy_of(path).read_bytes()
    path.write_bytes(old)
    put_and_close(path, highlight("one", note="later"))
    path.write_bytes(old[:-4])
    restore(path, copy_of(path), NOW)
    assert TinyMarkStore(path).highlight("one").note == "later"


def test_restoring_works_without_a_file_and_with_a_folder_in_its_place(path: Path) -> None:
    path.unlink()
    assert restore(path, copy_of(path), NOW) == path
    path.unlink()
    path.mkdir()
    assert restore(path, copy_of(path), NOW).is_dir()
    assert len(TinyMarkStore(path).highlights()) == 2


def test_a_damaged_copy_is_not_restored(path: Path) -> None:
    copy_of(path).write_text("[]")
    for act in (lambda: restore(path, copy_of(path), NOW), lambda: describe_backup(copy_of(path))):
        with pytest.raises(StorageError, match="no sound copy"):
            act()
    assert path.read_text() == "half a"


def test_setting_aside_what_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be set aside"):
        set_aside(tmp_path / "marks.json", NOW)


def test_a_copy_is_described_by_count_and_local_time(path: Path) -> None:
    changed = datetime(2026, 3, 4, 9, 5).astimezone(UTC).timestamp()
    os.utime(copy_of(path), (changed, changed))
    assert describe_backup(copy_of(path)) == "2 highlights, last changed 4 March 2026 09:05"


def test_the_store_itself_tells_of_its_copy_and_restores_it(path: Path) -> None:
    store = TinyMarkStore(path)
    assert store.last_good().startswith("2 highlights, last changed ")
    assert store.restore(NOW).read_text() == "half a"
    assert len(store.highlights()) == 2
    assert store.set_aside(NOW).exists()
    assert list(store.highlights()) == []
    copy_of(path).unlink()
    shutil.rmtree(path.with_name("backups"))
    assert store.last_good() == ""
