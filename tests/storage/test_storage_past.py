"""Acts are kept so that a later run can undo them; whatever happens to that file, no act waits for it."""

import errno
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from storage_samples import NOW, choice, highlight, place

from reader.domain.errors import StorageError
from reader.domain.history import Change, History, Step
from reader.domain.mark import ArticleMarks
from reader.domain.status import State, Status
from reader.storage.past import HistoryFile

LATER = NOW + timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.jsonl"


def act(label: str, *steps: Step) -> Change:
    return Change(label, steps or (Step(None, highlight()),))


def names(history: History) -> tuple[list[str], list[str]]:
    return [one.label for one in history.done], [one.label for one in history.undone]


def test_every_kind_of_record_comes_back_as_it_was(path: Path) -> None:
    """Highlights, tags and notes, choices, positions, triage: before and after."""
    one = highlight(note="who “says” so?\nnobody")
    steps = (
        Step(None, one),
        Step(one, replace(one, tags=("größe",), note="")),
        Step(ArticleMarks("art0000001"), ArticleMarks("art0000001", ("a",), "words", ("r",), ("x",))),
        Step(choice(), None),
        Step(place("A"), place("A", article="art0000002")),
        Step(Status("art0000001"), Status("art0000001", State.LATER, starred=True, read=True)),
    )
    HistoryFile(path).announce(act("everything", *steps), NOW)
    (found,) = HistoryFile(path).earlier().done
    assert found.steps == steps
    assert (found.label, found.at) == ("everything", NOW)


def test_what_was_undone_can_be_redone_in_the_next_run(path: Path) -> None:
    """Unless something else was done since."""
    past = HistoryFile(path)
    first, second = past.announce(act("first"), NOW), past.announce(act("second"), NOW)
    past.took_back(second, NOW)
    past.took_back(first, NOW)
    past.did_again(first, NOW)
    assert names(HistoryFile(path).earlier()) == (["first"], ["second"])
    past.announce(act("third"), NOW)
    assert names(HistoryFile(path).earlier()) == (["first", "third"], [])


@pytest.mark.parametrize("is_quick", [False, True])
def test_what_another_copy_passed_over_is_still_undone_and_redone(path: Path, is_quick: bool) -> None:
    """One copy takes an act back, a second one passes over it for that, and the first one or a later run redoes it.

    `is_quick`: the second one is there before the first has told that it took the act back.
    """
    mine = HistoryFile(path)
    mine.announce(act("first"), NOW)
    done = mine.announce(act("second"), NOW)
    other = HistoryFile(path)
    if is_quick:
        other.retract(done, NOW)
    mine.took_back(done, NOW)
    if not is_quick:
        other.retract(done, NOW)
    assert names(HistoryFile(path).earlier()) == (["first"], ["second"])
    mine.did_again(done, NOW)
    assert names(HistoryFile(path).earlier()) == (["first", "second"], [])
    other.retract(done, NOW)
    assert names(HistoryFile(path).earlier()) == (["first"], [])


def test_a_run_is_told_what_was_before_it_alone(path: Path) -> None:
    """Neither what it did itself, nor what another copy did meanwhile, even if the clock was set back."""
    HistoryFile(path).announce(act("before"), NOW)
    mine, other = HistoryFile(path), HistoryFile(path)
    mine.announce(act("mine"), NOW)
    other.announce(act("other"), LATER + timedelta(seconds=1))
    assert names(mine.earlier()) == (["before"], [])


def test_a_run_is_told_what_was_before_it_after_the_clock_was_set_back(path: Path) -> None:
    """What stands in the file when it begins was done before it, whatever time it bears."""
    HistoryFile(path).announce(act("in the future"), LATER)
    run = HistoryFile(path)
    HistoryFile(path).announce(act("other"), NOW - timedelta(days=1))
    assert names(run.earlier()) == (["in the future"], [])


@pytest.mark.parametrize("days", [-1, 1])
def test_a_run_is_told_what_was_before_it_after_the_file_was_cut_down(
    path: Path, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the clock said before and says since."""
    monkeypatch.setattr("reader.storage.past._MOST_BYTES", 60_000)
    HistoryFile(path).announce(act("before"), NOW)
    run, other = HistoryFile(path), HistoryFile(path)
    for number in range(700):
        other.announce(act(f"number {number}"), NOW + timedelta(days=days))
    assert b"before" not in path.read_bytes()
    assert names(run.earlier()) == (["before"], [])


def test_of_a_long_file_a_run_is_told_the_newest_acts(path: Path) -> None:
    """The first undo waits for that, so that it takes no longer than for a file that has just been cut down."""
    past = HistoryFile(path)
    for number in range(1000):
        past.announce(act(f"number {number}"), NOW)
    assert names(HistoryFile(path).earlier()) == ([f"number {number}" for number in range(700, 1000)], [])


def test_a_run_that_found_no_file_has_nothing_before_it(path: Path) -> None:
    """What another copy does meanwhile is not undone from here."""
    run = HistoryFile(path)
    HistoryFile(path).announce(act("other"), NOW)
    assert names(run.earlier()) == ([], [])


def test_an_act_that_failed_leaves_what_was_undone_before_it(path: Path) -> None:
    """As if it had never been announced."""
    past = HistoryFile(path)
    past.took_back(past.announce(act("first"), NOW), NOW)
    past.retract(past.announce(act("second"), NOW), NOW)
    assert names(HistoryFile(path).earlier()) == ([], ["first"])


def test_a_line_that_was_cut_short_is_no_fault_and_spoils_no_other(path: Path) -> None:
    """A kill or a full disk in the middle of writing: the next line begins where that one did."""
    past = HistoryFile(path)
    past.announce(act("first"), NOW)
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"act":"' + b"x" * 200_000)
    assert past.faults() == ()
    assert names(HistoryFile(path).earlier()) == (["first"], [])
    past.announce(act("second"), NOW)
    assert path.read_bytes().startswith(whole + b'{"act":"')
    assert names(HistoryFile(path).earlier()) == (["first", "second"], [])


def test_a_disk_that_fills_up_keeps_no_half_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes some of a line, then nothing: the file is as it was."""
    past = HistoryFile(path)
    past.announce(act("first"), NOW)
    before, room = path.read_bytes(), 40

    def write(file: int, data: bytes) -> int:
        nonlocal room
        if not room:
            raise OSError(errno.ENOSPC, "no space left on device")
        taken = write_bytes(file, bytes(data)[:room])
        room -= taken
        return taken

    write_bytes = os.write
    monkeypatch.setattr(os, "write", write)
    with pytest.raises(StorageError):
        past.announce(act("second"), NOW)
    monkeypatch.undo()
    assert path.read_bytes() == before


def test_a_line_costs_a_look_and_a_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file stays open, and its end is not read again while nobody else writes."""
    past = HistoryFile(path)
    past.announce(act("first"), NOW)
    for call in ("open", "pread", "lseek", "fsync"):
        monkeypatch.setattr(os, call, None)
    past.announce(act("second"), NOW)
    monkeypatch.undo()
    assert names(HistoryFile(path).earlier())[0] == ["first", "second"]


@pytest.mark.parametrize("way", ["removed", "replaced", "longer", "cut short"])
def test_a_line_goes_into_the_file_as_others_have_left_it(path: Path, way: str) -> None:
    """It stays open here while another copy cuts it down, a hand removes it, or a killed copy leaves half a line."""
    past = HistoryFile(path)
    past.announce(act("first"), NOW)
    before = path.read_bytes()
    match way:
        case "removed":
            path.unlink()
        case "replaced":
            path.rename(path.with_name("old"))
            path.write_bytes(before)
        case "longer":
            path.write_bytes(before + before[:40])
        case "cut short":
            path.write_bytes(before[:-9])
    past.announce(act("second"), NOW)
    kept = [] if way in ("removed", "cut short") else ["first"]
    assert names(HistoryFile(path).earlier())[0] == [*kept, "second"]
    assert list(HistoryFile(path).faults()) == []


def test_a_large_act_is_kept_small(path: Path) -> None:
    """Twenty thousand articles archived at once: a few bytes each."""
    steps = [Step(Status(f"a{number:09d}"), Status(f"a{number:09d}", State.ARCHIVE)) for number in range(20_000)]
    HistoryFile(path).announce(act("archived", *steps), NOW)
    assert path.stat().st_size < 20_000 * 8
    assert HistoryFile(path).earlier().done[0].steps == tuple(steps)


def test_the_oldest_acts_are_dropped(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file does not grow for ever; the newest stay, in order."""
    monkeypatch.setattr("reader.storage.past._MOST_BYTES", 60_000)
    past = HistoryFile(path)
    for number in range(700):
        past.announce(act(f"number {number}"), NOW)
    assert path.stat().st_size < 400_000
    done, _ = names(HistoryFile(path).earlier())
    assert done == [f"number {number}" for number in range(700 - len(done), 700)]
    assert 100 < len(done) < 400


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\xff\xfe\n",
        b"{}\n",
        b"null\n",
        b'{"act":"x","at":"2026-03-14T10:42:00+00:00","label":"x","steps":[[[1]]]}\n',
        b'{"act":"x","at":"2026-03-14T10:42:00+00:00","label":"x","packed":"!"}\n',
        b'{"act":"x","at":"2026-03-14T10:42:00","label":"x","steps":[]}\n',
        b'{"act":"x","at":"2026-03-14T10:42:00+00:00","label":"x","steps":[[{"highlight":{"id":"a"}},null]]}\n',
        b'{"act":"x","at":"20',
    ],
)
def test_a_line_that_cannot_be_read_costs_its_own_act_alone(path: Path, rubbish: bytes) -> None:
    """It is named, and can be dropped with the file kept as it was."""
    past = HistoryFile(path)
    past.announce(act("first"), NOW)
    before = path.read_bytes() + rubbish
    path.write_bytes(before if rubbish.endswith(b"\n") else before + b"\n")
    past.announce(act("second"), NOW)
    fresh = HistoryFile(path)
    assert names(fresh.earlier()) == (["first", "second"], [])
    assert "line 2 cannot be read" in fresh.faults()[0]
    assert fresh.mend() == 1
    assert fresh.faults() == ()
    assert rubbish in path.with_name("history.jsonl.damaged").read_bytes()
    assert names(fresh.earlier()) == (["first", "second"], [])


def test_a_file_that_cannot_be_written_is_told(path: Path) -> None:
    """As an error of the store, which the caller may leave aside."""
    path.mkdir()
    with pytest.raises(StorageError):
        HistoryFile(path).announce(act("first"), NOW)


def test_a_label_from_outside_is_harmless(path: Path) -> None:
    """Whoever edited the file."""
    HistoryFile(path).announce(act("archived \x1b[31mred"), NOW)
    assert "\x1b" not in HistoryFile(path).earlier().done[0].label
