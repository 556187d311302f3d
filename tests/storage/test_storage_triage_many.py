"""Many articles are decided about in one stroke: all of it or nothing, whatever ends the program."""

import random
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from storage_samples import NOW, article, document, raw_of, start_python

from reader.domain.errors import CancelledError, ChangedError
from reader.domain.history import Change, Step
from reader.domain.query import Query, View
from reader.domain.status import Alike, State, Status
from reader.storage.articles import SqliteArticleStore
from reader.storage.past import HistoryFile

pytest_plugins = ("article_fixtures",)

COUNT = 120
TEXT = document("The night ferry stayed in port.")
ARCHIVER = """
import sys
from pathlib import Path
from dataclasses import replace
import reader.storage.triage
from reader.domain.query import Query
from reader.domain.status import State
from reader.storage.articles import SqliteArticleStore
reader.storage.triage._BATCH = 10
store = SqliteArticleStore(Path(sys.argv[1]))
def how_far(done, total):
    print(done, flush=True)
    if done == int(sys.argv[2]):
        sys.stdin.read()
found = store.alike(store.numbers(Query()))
state = State.INBOX if found[0].state is State.ARCHIVE else State.ARCHIVE
store.redecide([(one, replace(one, state=state)) for one in found], how_far)
print("kept", flush=True)
"""


def ids() -> list[str]:
    return [f"a{number:09d}" for number in range(COUNT)]


def triage(number: int) -> Status:
    state = [*State][number % 3]
    return Status(f"a{number:09d}", state, starred=number % 2 == 0, read=number % 5 == 0, position=number)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a library of articles in all states; of every fourth nothing was decided."""
    made = SqliteArticleStore(tmp_path / "articles.sqlite")
    with made.at_once():
        for article_id in ids():
            made.put(article(article_id, TEXT), raw_of(article_id), TEXT)
    made.set_status([triage(number) for number in range(COUNT) if number % 4])
    made.close()
    return tmp_path / "articles.sqlite"


def unheard(_done: int, _total: int) -> None:
    """Nobody listens."""


def archived(found: Sequence[Alike]) -> list[tuple[Alike, Alike]]:
    return [(one, replace(one, state=State.ARCHIVE)) for one in found]


def test_many_are_decided_about_as_each_would_be_alone(store: SqliteArticleStore) -> None:
    """Where each was last read, and what was not decided, stays; lists and counts follow; it can be taken back."""
    before = store.statuses(ids())
    some = list(store.numbers(Query()))[10:100]
    changes = archived(store.alike(some))
    assert {one for before, _ in changes for one in before.ids} == {*store.ids_of(some)}
    store.redecide(changes, unheard)
    wanted = {*store.ids_of(some)}
    assert list(store.statuses(ids())) == [
        replace(one, state=State.ARCHIVE) if one.article_id in wanted else one for one in before
    ]
    assert store.faults() == []
    assert store.counts()[View.ARCHIVE] == len(store.rows(Query(view=View.ARCHIVE)))
    store.redecide([(after, before) for before, after in changes], unheard)
    assert list(store.statuses(ids())) == list(before)
    assert store.faults() == []


def test_how_far_it_is_is_told(store: SqliteArticleStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each batch, over all that lie alike."""
    monkeypatch.setattr("reader.storage.triage._BATCH", 50)
    told: list[tuple[int, int]] = []
    store.redecide(archived(store.alike(store.numbers(Query()))), lambda *far: told.append(far))
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (COUNT, COUNT)
    assert {total for _, total in told} == {COUNT}


def test_one_that_was_changed_meanwhile_keeps_all_as_they_are(store: SqliteArticleStore) -> None:
    """And what is decided later one by one is counted and sorted as ever."""
    changes = archived(store.alike(store.numbers(Query())))
    store.set_status([Status(ids()[7], State.LATER, starred=True)])
    before = store.statuses(ids())
    with pytest.raises(ChangedError):
        store.redecide(changes, unheard)
    with pytest.raises(ChangedError):
        store.redecide([(Alike(("nobody0001",)), Alike(("nobody0001",), State.LATER))], unheard)
    assert store.statuses(ids()) == before
    store.set_status([Status(ids()[8], State.LATER, starred=True)])
    assert store.faults() == []


def test_what_is_stopped_has_changed_nothing(store: SqliteArticleStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half-way; the next act is whole."""
    monkeypatch.setattr("reader.storage.triage._BATCH", 10)
    before = store.statuses(ids())

    def stop(done: int, _: int) -> None:
        if done > COUNT // 2:
            raise CancelledError(str(done))

    changes = archived(store.alike(store.numbers(Query())))
    with pytest.raises(CancelledError):
        store.redecide(changes, stop)
    assert store.statuses(ids()) == before
    store.redecide(changes, unheard)
    assert store.counts()[View.ARCHIVE] == COUNT
    assert store.faults() == []


@pytest.mark.parametrize("at", [10, 60, 120])
def test_a_program_killed_in_the_middle_has_changed_nothing(path: Path, at: int) -> None:
    """The library is sound, and the act can be done anew."""
    fresh = SqliteArticleStore(path)
    before = fresh.statuses(ids())
    fresh.close()
    program = start_python(ARCHIVER, str(path), str(at))
    assert program.stdout is not None
    assert str(at) in iter(lambda: program.stdout.readline().strip(), "")  # type: ignore[union-attr]
    program.send_signal(signal.SIGKILL)
    program.communicate()
    store = SqliteArticleStore(path)
    assert store.statuses(ids()) == before
    assert store.faults() == []
    store.redecide(archived(store.alike(store.numbers(Query()))), unheard)
    assert store.counts()[View.ARCHIVE] == COUNT
    assert store.faults() == []
    store.close()


def test_a_program_killed_at_any_moment_leaves_all_or_nothing(path: Path) -> None:
    """What it said it had kept is kept."""
    chance = random.Random(11)  # noqa: S311 - moments, not secrets
    store = SqliteArticleStore(path)
    store.redecide(archived(store.alike(store.numbers(Query()))), unheard)
    in_archive = COUNT
    for _ in range(8):
        program = start_python(ARCHIVER, str(path), "-1")
        assert program.stdout is not None
        first = program.stdout.readline()
        time.sleep(chance.uniform(0, 0.02))
        program.send_signal(signal.SIGKILL)
        rest, _ = program.communicate()
        now = store.counts()[View.ARCHIVE]
        assert now in (0, COUNT)
        if "kept" in first + rest:
            assert now == COUNT - in_archive
        in_archive = now
        assert store.faults() == []
    store.close()


def test_an_act_about_many_is_kept_for_a_later_run(tmp_path: Path) -> None:
    """In a few bytes an article; several such, and others beside them."""
    some = tuple(f"a{number:09d}" for number in range(20_000))
    others = ("b000000001", "b000000002")
    steps = (
        Step(Alike(some), Alike(some, State.ARCHIVE)),
        Step(Alike(others, State.LATER, starred=True), Alike(others, State.ARCHIVE, starred=True)),
    )
    one = (Step(Status("art0000001"), Status("art0000001", State.LATER)),)
    file = HistoryFile(tmp_path / "history.jsonl")
    file.announce(Change("archived 20,002 articles", steps), NOW)
    assert (tmp_path / "history.jsonl").stat().st_size < 20_000 * 6
    file.announce(Change("later", one), NOW)
    later = HistoryFile(tmp_path / "history.jsonl")
    assert [change.steps for change in later.earlier().done] == [steps, one]
    assert later.faults() == ()
