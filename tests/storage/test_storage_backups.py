"""Earlier states of the marks: how many are kept, which are given up, and which one is offered."""

import errno
import os
import tempfile
from datetime import timedelta
from itertools import count, pairwise
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storage_samples import NOW, highlight

from reader.domain.errors import DamagedMarksError
from reader.storage.backups import backup_of, earlier_states, folder_of, keep_state, sound_copy, thinned
from reader.storage.marks import TinyMarkStore
from reader.storage.marks_file import parse


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "marks.json"


def keep(path: Path, days: float, *names: str) -> None:
    """Put highlights and close, so many days after the first time."""
    store = TinyMarkStore(path, lambda: NOW + timedelta(days=days))
    for name in names:
        store.put_highlight(highlight(name))
    store.close()


def test_each_compaction_leaves_one_state_and_ten_are_kept(path: Path) -> None:
    """However many marks it took in."""
    for day in range(30):
        keep(path, day, f"a{day}", f"b{day}")
        assert len(earlier_states(path)) == min(day + 1, 10)
    counts = [len(found.highlights) for file, _ in earlier_states(path) if (found := sound_copy(file))]
    assert counts[:3] == [60, 58, 56]
    assert counts == sorted(counts, reverse=True)


def test_states_of_one_second_are_told_apart(path: Path) -> None:
    """None takes the place of another."""
    for name in ("one", "two", "three"):
        keep(path, 0, name)
    counts = [len(found.highlights) for file, _ in earlier_states(path) if (found := sound_copy(file))]
    assert counts == [3, 2, 1]


def test_ages_grow_from_minutes_to_weeks() -> None:
    """A year of compactions, one every ten minutes of an hour a day."""
    moments: list[int] = []
    now = 0
    for day in range(365):
        for minute in range(0, 60, 10):
            now = day * 1440 + minute
            moments.insert(0, now)
            gone = set(thinned([NOW + timedelta(minutes=one) for one in moments], NOW + timedelta(minutes=now)))
            moments = [one for index, one in enumerate(moments) if index not in gone]
    ages = [now - moment for moment in moments]
    assert len(ages) == 10
    assert ages[:3] == [0, 10, 20]
    assert any(60 < age <= 3 * 1440 for age in ages)
    assert any(3 * 1440 < age <= 21 * 1440 for age in ages)
    assert ages[-1] > 300 * 1440
    assert all(older > newer for newer, older in pairwise(ages))


def test_a_clock_that_was_set_back_removes_nothing_twice() -> None:
    """States of the future have no age."""
    moments = [NOW + timedelta(days=day) for day in range(20, 0, -1)]
    gone = thinned(moments, NOW)
    assert len(set(gone)) == len(gone) == 10
    assert not set(gone) & {0, 1, 2, 19}


@given(st.lists(st.integers(-400, 400), min_size=1, max_size=25))
@settings(max_examples=25, deadline=None)
def test_the_newest_states_are_kept_whatever_the_clock_said(days: list[int]) -> None:
    """In the order in which they were made; so what is restored is the newest, not that with the latest date."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "marks.json"
        for number, day in enumerate(days):
            keep_state(path, str(number).encode(), NOW + timedelta(days=day))
        found = [int(file.read_bytes()) for file, _ in earlier_states(path)]
    made = len(days)
    assert len(found) == min(made, 10)
    assert found[:3] == [made - 1, made - 2, made - 3][: len(found)]
    assert found == sorted(found, reverse=True)


def test_the_newest_sound_state_is_offered_and_restored(path: Path) -> None:
    """If the last good copy is damaged too, the folder has others."""
    keep(path, 0, "one")
    keep(path, 1, "two")
    keep(path, 2, "three")
    newest = earlier_states(path)[0][0]
    for file in (path, backup_of(path), newest):
        file.unlink()
        file.write_text("half a", encoding="utf-8")
    store = TinyMarkStore(path)
    with pytest.raises(DamagedMarksError) as caught:
        store.highlights()
    assert caught.value.backup == earlier_states(path)[1][0]
    assert store.last_good().startswith("2 highlights")
    store.restore(NOW)
    assert {mark.id for mark in store.highlights()} == {"one", "two"}


def test_a_state_is_not_changed_by_later_ones(path: Path) -> None:
    """It shares its bytes with the last good copy only until that is replaced."""
    keep(path, 0, "one")
    first = earlier_states(path)[0][0]
    before = first.read_bytes()
    keep(path, 1, "two")
    assert first.read_bytes() == before


def test_a_folder_that_cannot_be_made_does_not_fail_the_mark(path: Path) -> None:
    """A copy less is no mark less."""
    folder_of(path).write_text("a file")
    keep(path, 0, "one")
    assert len(TinyMarkStore(path).highlights()) == 1
    assert sound_copy(backup_of(path)) is not None
    (told,) = TinyMarkStore(path).faults()
    assert "backups is no folder that can be written to: earlier states are not kept" in told


def test_a_disk_that_knows_no_second_names_and_is_full_gets_no_half_state(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A half one would count among the ten, and drive out a sound one."""
    keep(path, 0, "one")
    monkeypatch.setattr(Path, "hardlink_to", Mock(side_effect=PermissionError))
    fsync, calls = os.fsync, count(1)

    def full(file: int) -> None:
        if Path(f"/proc/self/fd/{file}").readlink().parent == folder_of(path):
            next(calls)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(file)

    with monkeypatch.context() as refusing:
        refusing.setattr(os, "fsync", full)
        keep(path, 1, "two")
    assert next(calls) > 1
    assert [len(one.highlights) for file, _ in earlier_states(path) if (one := sound_copy(file))] == [1]
    (folder_of(path) / ".marks-20260101-000000.json.0.tmp").write_bytes(b"killed")
    keep(path, 2, "three")
    assert sorted(len(parse(file.read_bytes()).highlights) for file in folder_of(path).iterdir()) == [1, 3]
