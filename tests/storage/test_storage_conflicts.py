"""Copies of the marks that synchronisers leave are noticed by their names, whatever these are; other files are not."""

from pathlib import Path

import pytest
from storage_samples import highlight, put_and_close

from reader.storage.conflicts import conflicts
from reader.storage.journal import journal_of
from reader.storage.marks import TinyMarkStore

SAY_SO = [
    "marks (conflicted copy).json",
    "marks (Mira's conflicted copy 2026-03-14).json",
    "marks (conflicted copy 2026-03-14 104200).json",
    "marks (Konfliktkopie von Mira).json",
    "marks (In Konflikt stehende Kopie von Mira 2026-03-14).json",
    "marks (Copie en conflit de Mira 2026-03-14).json",
    "marks (Mira の競合コピー 2026-03-14).json",
    "marks.sync-conflict-20260314-104200-ABCDEFG.json",
    "marks_conflict-20260314-104200.json",
    "marks (SFConflict mira@example.org 2026-03-14-10-42-00).json",
    "marks.json (SFConflict mira@example.org 2026-03-14-10-42-00)",
    "marks.Conflict.json",
    "marks.json.Conflict",
    "marks.json.conflict1",
    "marks (conflicted).json",
    "marks [conflicted].json",
    "marks.json.conflicted",
    "marks(Conflict_mira (Web browser)_2026-03-14-10-42-00).json",
]
OTHERS = [
    "marks (1).json",
    "marks(1).json",
    "marks 2.json",
    "marks copy 2.json",
    "marks (laptop).json",
    "marks-DESKTOP-7K2QX1M.json",
    "marks-miras-laptop-1.json",
    "marks (edited by Mira on Home PC @ 14-3-26 10-42-00 AM).json",
]


def as_journal(name: str) -> str:
    """What the same synchroniser calls a copy of the journal."""
    if name.endswith(".json"):
        return f"marks.json{name.removeprefix('marks').removesuffix('.json')}.journal"
    return name.replace("marks.json", "marks.json.journal")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The marks, with a highlight."""
    path = tmp_path / "marks.json"
    put_and_close(path, highlight("mine"))
    return path


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """The marks of another machine."""
    return tmp_path / "theirs" / "marks.json"


@pytest.mark.parametrize("name", [*SAY_SO, *OTHERS, *map(as_journal, (*SAY_SO, *OTHERS))])
def test_copies_from_conflicts_are_noticed_until_they_are_joined(path: Path, theirs: Path, name: str) -> None:
    """By the names that synchronisers give."""
    running = TinyMarkStore(theirs)
    running.put_highlight(highlight("theirs"))
    is_journal = "journal" in name
    copy = path.with_name(name)
    if not is_journal:
        running.close()
    copy.write_bytes((journal_of(theirs) if is_journal else theirs).read_bytes())
    assert [file.name for file in conflicts(path)] == [name]
    mine = TinyMarkStore(path)
    (fault,) = mine.faults()
    assert name in fault
    assert "newsmark merge" in fault
    mine.merge(copy)
    assert {mark.id for mark in mine.highlights()} == {"mine", "theirs"}
    says_so = any(name in (one, as_journal(one)) for one in SAY_SO)
    assert [fault.endswith("nothing that is not here; remove it") for fault in mine.faults()] == [True] * says_so
    copy.unlink()
    assert list(mine.faults()) == []


@pytest.mark.parametrize(
    "name",
    [
        "marks.json.bak",
        "marks.json.bak.1",
        "marks.json (conflicted copy).bak",
        "marks.json.sync-conflict-20260314-104200-ABCDEFG.lock",
        "marks.damaged-20260314-104200.json",
        "marks.damaged-20260314-104200-2.json",
        ".marks.json.0123456789ab.tmp",
        "marks.json~",
        "marks.json.orig",
        "remarks conflict.json",
        "history.jsonl",
        "state (conflicted copy).json",
    ],
)
def test_other_files_are_no_conflict(path: Path, theirs: Path, name: str) -> None:
    """Nor is the file itself."""
    put_and_close(theirs, highlight("theirs"))
    path.with_name(name).write_bytes(theirs.read_bytes())
    assert conflicts(path) == []


def test_files_that_only_look_like_copies_are_not_told(path: Path) -> None:
    """Settings of another program, an export, a copy that the reader made some time ago."""
    path.with_name("marks (1).json").write_text('{"colour": "red"}', encoding="utf-8")
    path.with_name("marks-2026.json").write_text("[]", encoding="utf-8")
    path.with_name("marks-before-the-trip.json").write_bytes(path.read_bytes())
    put_and_close(path, highlight("later"))
    mine = TinyMarkStore(path)
    mine.remove_highlight(mine.highlights()[0].id)
    assert list(mine.faults()) == []


def test_a_copy_that_is_damaged_or_newer_is_told(path: Path) -> None:
    """What is in it cannot be seen, so that it may be much."""
    path.with_name("marks (1).json").write_text('{"highlights": {"1": {}}}', encoding="utf-8")
    path.with_name("marks (conflicted copy).json").write_text("{", encoding="utf-8")
    path.with_name("marks 2.json").write_text('{"newsmark": {"1": {"version": 99}}}', encoding="utf-8")
    faults = TinyMarkStore(path).faults()
    assert len(faults) == 3
    assert all("newsmark merge" in fault for fault in faults)
