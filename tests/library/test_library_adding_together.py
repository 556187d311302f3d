"""Several articles are kept in one transaction."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from library_samples import FakeSource, LineCleaner

from reader.domain.article import Reading
from reader.domain.errors import SourceError, StorageError
from reader.domain.ports import Fetched
from reader.domain.query import Query
from reader.library import adding
from reader.library.adding import Added, Outcome, add, add_in_batches
from reader.library.model import Library
from reader.storage.database import Database

pytest_plugins = ("library_fixtures",)

ADDER = """
import sys
from pathlib import Path
from reader.library.adding import Added, add
from reader.settings import Settings
from reader.wiring import make_library
library = make_library(Settings(library=Path(sys.argv[1]), export_folder=Path(sys.argv[1])))
for added in add(library, [sys.argv[2]]):
    assert isinstance(added, Added), added
    print(added.article.id, flush=True)
library.close()
"""


class FolderSource(FakeSource):
    """A source with one place that holds all of its texts."""

    def fetch(self, what: str) -> Iterator[Fetched | SourceError]:
        """Every text, under its own address; those that are not there are errors."""
        for address in self.texts if what == "all" else [what]:
            yield from super().fetch(address)


def filled(library: Library, texts: dict[str, str]) -> Library:
    return replace(library, source=FolderSource(texts))


def on_disk(tmp_path: Path) -> int:
    """How many articles another program sees."""
    with closing(sqlite3.connect(tmp_path / "articles.sqlite")) as other:
        return int(other.execute("SELECT count(*) FROM article").fetchone()[0])


def folder_of(tmp_path: Path, count: int) -> Path:
    made = tmp_path / "texts"
    made.mkdir()
    for number in range(count):
        text = f"Berth {number} is free\n\nShip {number} left berth {number} at noon. Nobody saw it go.\n"
        (made / f"{number:03}.txt").write_text(text)
    return made


def start(library: Path, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADDER, str(library), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_what_is_told_is_on_disk(library: Library, tmp_path: Path) -> None:
    """Whoever stops after the first article has it, and the rest goes on the next time."""
    library = filled(library, {str(number): f"Title {number}\n\nWords." for number in range(60)})
    told = list(islice(add(library, ["all"]), 1))
    assert 1 <= on_disk(tmp_path) < 60
    assert isinstance(told[0], Added)
    assert library.articles.get(told[0].article.id) == told[0].article
    again = [found.outcome for found in add(library, ["all"]) if isinstance(found, Added)]
    assert (len(again), again[0], again[-1]) == (60, Outcome.KNOWN, Outcome.NEW)
    assert on_disk(tmp_path) == 60
    assert library.articles.faults() == []


def test_a_batch_tells_of_all_that_it_kept(library: Library, tmp_path: Path) -> None:
    """Several at once, and none that is not told."""
    library = filled(library, {str(number): f"Title {number}\n\nWords." for number in range(60)})
    count = 0
    sizes = []
    for batch in add_in_batches(library, ["all"]):
        count += len(batch)
        sizes.append(len(batch))
        assert on_disk(tmp_path) == count
    assert count == 60
    assert max(sizes) > 1


def test_the_same_article_twice_in_one_batch_is_one(library: Library) -> None:
    """By its bytes, by its words, and by its address."""
    words = "The harbour board said on Tuesday that the eastern mole would stay closed. " * 3
    same = f"Title\n\n{words}"
    library = filled(library, {"a": same, "b": same, "c": f"{same}\n\n~ Leave a reply", "d": "Other\n\nWords."})
    found = [added.outcome for added in add(library, ["all"]) if isinstance(added, Added)]
    assert found == [Outcome.NEW, Outcome.KNOWN, Outcome.KNOWN, Outcome.NEW]
    assert len(library.articles.rows(Query())) == 2


def test_little_is_read_before_it_is_cleaned(library: Library) -> None:
    """Large files one or two ahead, so that they do not fill the memory."""
    done: list[str] = []

    class Telling(FolderSource):
        def fetch(self, what: str) -> Iterator[Fetched | SourceError]:
            for fetched in super().fetch(what):
                done.append("read")
                yield fetched

    class Cleaning(LineCleaner):
        def clean(self, fetched: Fetched) -> Reading:
            done.append("clean")
            return super().clean(fetched)

    texts = {str(number): f"Title {number}\n\n{number} {'harbour ' * 75_000}" for number in range(4)}
    library = replace(library, source=Telling(texts), cleaner=Cleaning())
    assert len(list(add(library, ["all"]))) == 4
    assert done.index("clean") <= 2


def test_errors_keep_their_place_among_the_rest(library: Library) -> None:
    """What cannot be read is told where it stood."""
    library = filled(library, {"a": "Title\n\nWords.", "b": "no blank line", "c": "Third\n\nWords."})
    found = [str(one) if isinstance(one, SourceError) else one.article.address for one in add(library, ["all"])]
    assert found == ["a", "b holds no words", "c"]


def test_an_article_that_damage_keeps_out_does_not_spoil_its_batch(library: Library, tmp_path: Path) -> None:
    """What stands at its address cannot be read; all others come in, before it and behind it."""
    texts = {str(number): f"Title {number}\n\nWords." for number in range(10)}
    library = filled(library, texts)
    list(add(filled(library, {"5": "Earlier\n\nWords."}), ["all"]))
    with closing(sqlite3.connect(tmp_path / "articles.sqlite")) as other, other:
        other.execute("UPDATE article SET added = 'never'")
    found = list(add(library, ["all"]))
    assert [index for index, one in enumerate(found) if isinstance(one, SourceError)] == [5]
    assert "5 was left out" in str(found[5])
    assert on_disk(tmp_path) == 10


def test_a_disk_that_fails_keeps_nothing_of_a_batch_and_says_so(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The batches before it stay."""
    monkeypatch.setattr(adding, "_MOST", 10)
    monkeypatch.setattr(adding, "_SECONDS", 60)
    monkeypatch.setattr(adding, "_LOCKED_SECONDS", 60)
    library = filled(library, {str(number): f"Title {number}\n\nWords." for number in range(30)})
    told: list[Added | SourceError] = []
    with closing(sqlite3.connect(tmp_path / "articles.sqlite")) as other, other:
        other.execute(
            "CREATE TRIGGER full BEFORE INSERT ON article WHEN (SELECT count(*) FROM article) >= 15"
            " BEGIN SELECT RAISE(ABORT, 'the disk failed'); END"
        )
    with pytest.raises(StorageError, match="the disk failed"):
        told.extend(add(library, ["all"]))
    assert len(told) == on_disk(tmp_path) == 10


def test_another_writer_waits_for_a_moment_only(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transaction ends when it has taken a while, however many articles wait."""
    monkeypatch.setattr(adding, "_LOCKED_SECONDS", 0.002)  # on any machine less than all of these take
    text = "\n\n".join(f"Paragraph {number} of the harbour and its ships. " * 10 for number in range(60))
    library = filled(library, {str(number): f"Title {number}\n\n{number} {text}" for number in range(25)})
    sizes = [len(batch) for batch in add_in_batches(library, ["all"])]
    assert sum(sizes) == 25
    assert max(sizes) < 25


def test_two_programs_may_add_the_same_folder_at_once(tmp_path: Path) -> None:
    """Each article comes in once."""
    folder, place = folder_of(tmp_path, 60), tmp_path / "library"
    programs = [start(place, folder) for _ in range(2)]
    told = [set(program.communicate()[0].split()) for program in programs]
    assert [program.returncode for program in programs] == [0, 0]
    assert told[0] == told[1]
    assert on_disk(place) == len(told[0]) == 60


def test_a_kill_loses_nothing_that_was_told(tmp_path: Path) -> None:
    """The library is sound, and adding goes on where it stopped."""
    folder, place = folder_of(tmp_path, 200), tmp_path / "library"
    program = start(place, folder)
    assert program.stdout is not None
    first = program.stdout.readline()
    time.sleep(0.05)
    program.kill()
    told = {line for line in (first + program.communicate()[0]).split("\n")[:-1] if line}
    with closing(sqlite3.connect(place / "articles.sqlite")) as other:
        assert told <= {row[0] for row in other.execute("SELECT id FROM article")}
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(start(place, folder).communicate()[0].split()) == 200
    assert on_disk(place) == 200


def test_a_change_inside_another_is_kept_with_it_or_not_at_all(tmp_path: Path) -> None:
    """Also if somebody got over the failure of the inner one."""
    database = Database(tmp_path / "articles.sqlite")
    with database.change() as connection, database.change():
        connection.execute("INSERT INTO stale SELECT 1 WHERE 0")
        connection.execute("INSERT INTO unsettled VALUES (1)")
    with pytest.raises(StorageError):  # noqa: PT012, SIM117 - the end of the outer one fails
        with database.change() as outer:
            outer.execute("INSERT INTO unsettled VALUES (2)")
            with suppress(sqlite3.Error, StorageError), database.change() as inner:
                inner.execute("INSERT INTO no_table VALUES (1)")
    assert database.all("SELECT source FROM unsettled") == [(1,)]
    database.close()
