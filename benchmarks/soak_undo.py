"""Undo after a kill at each call to the system: no act that is on disk is without its undo.

python benchmarks/soak_undo.py [--step 1] [--folder DIR]

A process does acts on a library (highlights, notes, tags, positions, triage of one article and of many, undo, redo) and
tells each one that is done. It is killed before its n-th call that writes, flushes, renames or removes, after it, and
in the middle of it if that is a write, and likewise at the statements that change `articles.sqlite`, for each n in
steps until it comes through. Then the library must be as after the last act told, or as after the one in flight;
undoing all must give its beginning, and redoing all and undoing all again the same. Exits with 1 if anything is
otherwise.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from soak_calls import WAYS, Killer, told_until_killed

from reader.domain.document import Span
from reader.domain.errors import NewsmarkError
from reader.domain.history import Change, History
from reader.domain.query import Query
from reader.library import many_marks, marking, positions, reshaping, triage
from reader.library.acts import unheard
from reader.library.adding import add
from reader.library.model import Library
from reader.library.undoing import redo, undo
from reader.settings import Settings
from reader.storage.articles import SqliteArticleStore
from reader.storage.past import HistoryFile
from reader.wiring import HISTORY_FILE, make_library

_STATEMENTS = ("set_status", "redecide")
_TEXT = "The night ferry stayed in port. Eleven lamps were dark on Tuesday, and two of them were broken."


@dataclass
class _Clock:
    """Stands still, and gives names in order, so that each run does the same."""

    moment: datetime = datetime(2026, 3, 14, 10, 42, tzinfo=UTC)
    given: int = field(default=0)

    def now(self) -> datetime:
        """The same moment."""
        return self.moment

    def new_id(self) -> str:
        """The next name."""
        self.given += 1
        return f"id{self.given:08d}"


def opened(folder: Path, *, later: bool = False) -> Library:
    """The library in a folder, on the first day or on the next one."""
    clock = _Clock(_Clock.moment + timedelta(days=later), given=1000 * later)
    made = make_library(Settings(library=folder, export_folder=folder / "exports"))
    return replace(made, clock=clock, past=HistoryFile(folder / HISTORY_FILE))


def fill(folder: Path) -> None:
    """Put six articles into a new library."""
    papers = folder / "papers"
    papers.mkdir(parents=True)
    for number in range(6):
        (papers / f"{number}.txt").write_text(f"Ferry {number}\n\n{_TEXT} It was day {number}.\n")
    library = opened(folder)
    if sum(1 for _ in add(library, [str(papers)])) != 6:
        message = "the articles could not be added"
        raise RuntimeError(message)
    library.close()


def state(library: Library) -> str:
    """All that the reader has made and decided, in words; when a mark was changed last is none of that."""
    ids = library.articles.ids_of(library.articles.numbers(Query()))
    return repr(
        (
            library.marks.highlights(),
            library.marks.all_article_marks(),
            library.marks.positions(),
            library.articles.statuses(ids),
        )
    )


def acts(library: Library, told: Callable[[], None]) -> None:
    """What the process does."""
    numbers = sorted(library.articles.numbers(Query()))
    ids = sorted(library.articles.ids_of(numbers))
    first, second = ids[:2]
    history = History()

    def marks() -> list[str]:
        return [one.id for one in library.marks.highlights()]

    def do(change: Change) -> None:
        nonlocal history
        history = history.record(change)
        told()

    do(marking.highlight_parts(library, first, [Span(10, 25), Span(30, 44)])[1])
    do(marking.edit_highlight(library, marks()[0], note="who says so? " * 200))
    do(triage.move(library, [second], triage.State.ARCHIVE))
    do(reshaping.split(library, marks()[0], Span(10, 15), Span(18, 25)))
    do(marking.tag_articles(library, ids, ["ferries"]))
    do(triage.decide_many(library, numbers, triage.LATER, unheard))
    do(positions.set_position(library, second, "a", Span(10, 25)))
    history, _ = undo(library, history)
    told()
    history, _ = undo(library, history)
    told()
    history, _ = redo(library, history)
    told()
    do(many_marks.remove_all(library, marks()))
    history, _ = undo(library, history)
    told()
    do(triage.star(library, [first, second]))
    library.close()


def run(folder: Path, told: Callable[[int, str], None], *, states: bool) -> None:
    """Do the acts, telling the number of each, and how things stand then if that is wanted."""
    library, done = opened(folder), 0

    def tell() -> None:
        nonlocal done
        done += 1
        told(done, state(library) if states else "")

    acts(library, tell)


def killed(folder: Path, at: int, way: str) -> tuple[bool, int]:
    """Do the acts in a process that is killed; whether it came to its n-th call, and how many acts it told."""

    def work(killer: Killer, tell: Callable[[int], None]) -> None:
        for name in _STATEMENTS:
            setattr(SqliteArticleStore, name, killer.wrapped(name, getattr(SqliteArticleStore, name)))
        run(folder, lambda number, _: tell(number), states=False)

    reached, told = told_until_killed(at, way, work)
    return reached, max(told, default=0)


def faults(folder: Path, expected: list[str], done: int) -> list[str]:
    """What is not as it must be after so many acts."""
    library = opened(folder, later=True)
    wrong = [*library.articles.faults(), *library.marks.faults(), *library.past.faults()]
    found = state(library)
    if found not in expected[done : done + 2]:
        wrong.append(f"things stand otherwise than after {done} or {done + 1} acts")
    history = library.past.earlier()
    try:
        for turn in (undo, redo, undo):
            change: Change | None = Change("")
            while change is not None:
                history, change = turn(library, history)
            if turn is undo and state(library) != expected[0]:
                wrong.append(f"undoing all after {done} acts does not give the beginning")
    except NewsmarkError as error:
        wrong.append(str(error))
    wrong += [f"{file.name} is left" for file in folder.glob(".*.tmp")]
    library.close()
    return wrong


def main() -> int:
    """Kill at each call; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--step", type=int, default=1, help="kill at one of so many calls only")
    parser.add_argument("--folder")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as place:
        return _soak(Path(place), arguments.step)


def _soak(place: Path, step: int) -> int:
    fill(place / "filled")
    shutil.copytree(place / "filled", place / "whole")
    library = opened(place / "whole")
    expected = [state(library)]
    library.close()
    run(place / "whole", lambda _, stands: expected.append(stands), states=True)
    kills = bad = 0
    for way in WAYS:
        reached, at = True, 1
        while reached:
            folder = place / "killed"
            shutil.copytree(place / "filled", folder)
            reached, done = killed(folder, at, way)
            found = faults(folder, expected, done)
            kills += reached
            bad += bool(found)
            for fault in found[:3]:
                print(f"killed {way} call {at}: {fault}")
            shutil.rmtree(folder)
            at += step
    print(f"{kills} kills, {bad} with a fault")
    return 1 if bad or not kills else 0


if __name__ == "__main__":
    sys.exit(main())
