"""Folders and disks that refuse to be written to: what is there is read, and what needs writing says why not."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from cli_helpers import FERRY, HARBOUR, Runner
from disks import DISKS, full_disk, read_only_disk

pytest_plugins = ("cli_fixtures",)

READING = {
    "list": b"Ferry timetable",
    "show {article}": b"eleven were dark",
    "search lamps": b"lamps",
    "export --to -": b"who counted?",
    "marks": b"who counted?",
    "choices": b"",
    "check": b"sound: 2 articles, 1 highlight",
}
LOGS = ("no log", "a log", "a log and its index")


@pytest.fixture
def article(newsmark: Runner) -> str:
    """The id of one of two articles, with a highlight, a note and a tag."""
    added = newsmark("add", newsmark.file("a.txt", HARBOUR), newsmark.file("b.txt", FERRY))
    article = added.stdout.decode().split()[0]
    newsmark("highlight", article, "--quote", "eleven were dark", "--note", "who counted?")
    newsmark("tag", article, "lamps")
    return article


def leave_log(library: Path, log: str) -> None:
    """What a killed program, or a copy made while one ran, has beside the articles: all of them are archived in it."""
    if log == "no log":
        return
    kept = library.with_name("kept")
    with closing(sqlite3.connect(library / "articles.sqlite", isolation_level=None)) as connection:
        connection.execute("INSERT INTO status SELECT id, 'archive', 0, 1, 0 FROM article")
        shutil.copytree(library, kept)
    names = ["articles.sqlite", "articles.sqlite-wal", *(["articles.sqlite-shm"] if "index" in log else [])]
    for name in names:
        shutil.copy(kept / name, library / name)


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("disk", DISKS)
def test_what_is_there_is_read(newsmark: Runner, article: str, disk: str, log: str) -> None:
    """Nothing is said but what was asked, and the newest is told, be it in the log."""
    library = newsmark.home / "library"
    leave_log(library, log)
    before = DISKS[disk](library)
    for words, expected in READING.items():
        done = run(newsmark, before, words.format(article=article))
        assert (done.returncode, done.stderr) == (0, b""), words
        assert expected in done.stdout, words
    is_archived = run(newsmark, before, "list state:archive").stdout.count(b"\n") == 2
    assert is_archived == (log != "no log")


@pytest.mark.parametrize("disk", DISKS)
def test_what_needs_writing_says_in_one_line_why_not(newsmark: Runner, article: str, disk: str) -> None:
    """And what to do; nothing is changed."""
    library, note = newsmark.home / "library", "n" * 9000
    other = newsmark.file("c.txt", "Tide\n\nThe tide turned at four, and nobody on the quay had noticed it turn.\n")
    before = DISKS[disk](library)
    reasons = {
        "a read-only folder": ("check who owns", "write-protected"),
        "a read-only disk": ("the disk is read-only; choose another library",),
        "a full disk": ("the disk is full; free some space and try again",),
    }
    for words in (f"add {other}", f"highlight {article} --quote night --note {note}", f"tag {article} {note}"):
        done = run(newsmark, before, words)
        assert (done.returncode, done.stdout) == (1, b""), words
        assert done.stderr.count(b"\n") == 1, words
        assert any(reason in done.stderr.decode() for reason in reasons[disk]), done.stderr
    assert run(newsmark, before, "check").stdout == b"sound: 2 articles, 1 highlight\n"


def test_a_library_of_an_earlier_version_on_a_read_only_disk(newsmark: Runner, article: str) -> None:
    """It cannot be brought up to date, which is told; it is not read as if it were."""
    assert article
    with closing(sqlite3.connect(newsmark.home / "library" / "articles.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 3")
    done = run(newsmark, read_only_disk(newsmark.home / "library"), "list")
    assert done.returncode == 1
    assert b"written by an earlier Newsmark" in done.stderr
    assert b"the disk is read-only" in done.stderr


def test_a_first_library_on_a_full_disk(newsmark: Runner) -> None:
    """Nothing is there to be read; the disk is named, not the database."""
    (newsmark.home / "library").mkdir()
    done = run(newsmark, full_disk(newsmark.home / "library"), "list")
    assert done.returncode == 1
    assert b"the disk is full; free some space and try again" in done.stderr


def run(newsmark: Runner, before: list[str], words: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command on a disk; what is made on it is gone afterwards."""
    done = subprocess.run(
        [*before, *newsmark.command(*words.split())], capture_output=True, check=False, env=newsmark.env
    )
    shutil.rmtree(newsmark.home / "library.whole", ignore_errors=True)
    return done
