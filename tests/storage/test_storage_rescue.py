"""What can be read of a damaged `articles.sqlite` comes into a new one; nothing is overwritten."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from subprocess import PIPE, Popen
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storage_samples import NOW, article, document, raw_of

from reader.domain.errors import StorageError
from reader.domain.query import Query, parse
from reader.domain.status import State, Status
from reader.storage.article_rescue import rescue
from reader.storage.articles import SqliteArticleStore

PAGE = 4096
HOLDING = """
import sys, pathlib
from reader.storage.database import Database
database = Database(pathlib.Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
database.close()
"""
PIECE, STEP = 24, 100
"""So many bytes of a long packed text stand nowhere else; they are looked for at each so many."""

NAMES = [f"aaaaaaa{first}{second}a" for first in "bcdefg" for second in "hijklm"]


def text_of(name: str) -> str:
    """A long text like no other, so that it has pages of its own, on which it is known."""
    return " ".join(f"{name} harbour {crc32(f'{name}{number}'.encode()) % 100_000}" for number in range(1200))


def fill(path: Path) -> SqliteArticleStore:
    """Articles with long texts, some of them with two versions, and a decision about each."""
    store = SqliteArticleStore(path)
    for name in NAMES:
        if name.endswith("ha"):
            store.put(article(name, document("Before")), raw_of(name), document("Before"))
        text = document(f"Headline of {name}", text_of(name))
        store.put(article(name, text), raw_of(name), text)
    store.set_status([Status(name, State.LATER, starred=True, read=True, position=7) for name in NAMES])
    return store


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "articles.sqlite"
    fill(path).close()
    return path


@pytest.fixture(scope="module")
def lying(sound: Path) -> dict[str, list[set[int]]]:
    return pages_of_texts(sound)


@pytest.fixture
def path(tmp_path: Path, sound: Path) -> Path:
    made = tmp_path / "articles.sqlite"
    made.write_bytes(sound.read_bytes())
    return made


def tear(path: Path, first: int, last: int) -> None:
    with path.open("r+b") as file:
        file.seek(first * PAGE)
        file.write(bytes((last - first) * PAGE))


def standing(whole: bytes, piece: bytes) -> Iterator[int]:
    """Where some bytes stand."""
    at = whole.find(piece)
    while at >= 0:
        yield at
        at = whole.find(piece, at + 1)


def pages_of_texts(path: Path) -> dict[str, list[set[int]]]:
    """The pages on which each version of an article's text lies, told by where its bytes are."""
    whole, found = path.read_bytes(), dict[str, list[set[int]]]()
    with closing(sqlite3.connect(path)) as direct:
        for name, packed in direct.execute("SELECT article_id, blocks FROM text_version"):
            places = [*range(0, len(packed) - PIECE, STEP), len(packed) - PIECE]
            pages = {at // PAGE for place in places for at in standing(whole, packed[place : place + PIECE])}
            found.setdefault(name, []).append(pages)
    return found


def run(path: Path, statement: str, values: tuple[str, ...] = ()) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as direct:
        direct.execute(statement, values)


DAMAGE: dict[str, Callable[[Path], None]] = {
    "header": lambda path: tear(path, 0, 1),
    "inner page": lambda path: tear(path, 1, 2),
    "no index of words": lambda path: run(path, "DROP TABLE article_words"),
    "no settings of the index": lambda path: run(path, "DELETE FROM article_words_config"),
    "no counts": lambda path: run(path, "DROP TABLE tally"),
    "no copies": lambda path: run(path, "DROP TABLE copy"),
    "no trigger": lambda path: run(path, "DROP TRIGGER status_came"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_every_article_comes_back_with_what_was_decided(path: Path, kind: str) -> None:
    """And with its earlier texts; the file lies beside as it was, and is not looked at again."""
    DAMAGE[kind](path)
    damaged = path.read_bytes()
    told: list[str] = []
    first, second, *rest = rescue(path, NOW, told.append)
    assert told == [f"reading what is left of {path} …", "making it anew, article 1 of 36 …"]
    aside = Path(first.removeprefix("set aside: "))
    assert (second, rest) == ("rescued: 36 articles, with what was decided about them", [])
    assert aside.read_bytes() == damaged
    store = SqliteArticleStore(path)
    assert store.faults() == []
    assert {row.article.id for row in store.rows(parse("harbour"))} == set(NAMES)
    assert store.statuses(NAMES) == [Status(name, State.LATER, True, True, 7) for name in NAMES]
    assert store.document(NAMES[0], document("Before").digest) == document("Before")
    assert store.raw(NAMES[3]) == raw_of(NAMES[3])
    store.close()
    assert rescue(path, NOW) == []
    SqliteArticleStore(path).close()
    assert sorted(path.parent.iterdir()) == sorted([path, aside])


def test_a_sound_file_and_none_are_left_alone(path: Path, sound: Path) -> None:
    assert rescue(path, NOW) == []
    assert path.read_bytes() == sound.read_bytes()
    assert rescue(path.with_name("none.sqlite"), NOW) == []


def test_a_link_to_a_file_stays_one(path: Path) -> None:
    link = path.with_name("link.sqlite")
    link.symlink_to(path)
    tear(path, 0, 1)
    assert rescue(link, NOW)[0] == f"set aside: {path.with_name('articles.damaged-20260314-104200.sqlite')}"
    assert link.is_symlink()
    assert rescue(path, NOW) == []


def test_an_article_without_its_line_is_told_by_its_text(path: Path) -> None:
    """As one whose line cannot be understood; its words, decisions and bytes are there."""
    name = NAMES[5]
    run(path, "UPDATE article SET added = 'never' WHERE id = ?", (name,))
    assert rescue(path, NOW)[1:] == [
        "rescued: 36 articles, with what was decided about them",
        "their source, date and address are lost: 1 article of these",
    ]
    store = SqliteArticleStore(path)
    assert store.faults() == []
    assert store.get(name).metadata.title == f"Headline of {name}"
    assert store.raw(name) == raw_of(name)
    assert store.status(name).starred
    store.close()


@settings(max_examples=20, deadline=None)
@given(places=st.lists(st.floats(0, 0.9999), min_size=1, max_size=4), width=st.integers(1, 3), filled=st.booleans())
def test_torn_pages_cost_what_was_on_them(
    tmp_path_factory: pytest.TempPathFactory,
    sound: Path,
    lying: dict[str, list[set[int]]],
    places: list[float],
    width: int,
    filled: bool,
) -> None:
    """Whatever is torn, what comes back is as it was; what is missing of it is told, to be added again."""
    path = tmp_path_factory.mktemp("torn") / "articles.sqlite"
    torn = bytearray(sound.read_bytes())
    gone: set[int] = set()
    for place in places:
        start = int(place * len(torn)) // PAGE * PAGE
        gone.update(range(start // PAGE, start // PAGE + width))
        length = len(torn[start : start + width * PAGE])
        torn[start : start + length] = b"\xa5" * length if filled else bytes(length)
    path.write_bytes(torn)
    rescue(path, NOW)
    store = SqliteArticleStore(path)
    store.mend(NOW)
    faults = store.faults()
    assert all("add" in fault and "again" in fault for fault in faults)
    ids = [row.article.id for row in store.rows(Query())]
    assert {*ids} >= {name for name, versions in lying.items() if not all(pages & gone for pages in versions)}
    for name in ids:
        if not any(name in fault and "text" in fault for fault in faults):
            assert store.document(name).blocks[-1].text in (text_of(name), "Before")
    store.close()


def test_what_was_committed_to_the_log_comes_back(path: Path, sound: Path) -> None:
    """Of a program that was killed, whose file is torn."""
    store = SqliteArticleStore(path)
    text = document("Late news", text_of("late"))
    store.put(article("lateaaaaaa", text), raw_of("lateaaaaaa"), text)
    store.set_status([Status("lateaaaaaa", State.ARCHIVE)])
    killed = path.with_name("killed.sqlite")
    killed.with_name("killed.sqlite-wal").write_bytes(path.with_name("articles.sqlite-wal").read_bytes())
    killed.write_bytes(sound.read_bytes()[: sound.stat().st_size // 2])
    store.close()
    assert rescue(killed, NOW)
    store = SqliteArticleStore(killed)
    assert store.document("lateaaaaaa") == text
    assert store.status("lateaaaaaa").state is State.ARCHIVE
    assert {row.article.id for row in store.rows(Query())} & set(NAMES)
    store.close()


def test_a_file_that_is_open_elsewhere_is_left_alone(path: Path) -> None:
    """Locks are a process's own, so another one has it open."""
    run(path, "DROP TABLE copy")
    damaged = path.read_bytes()
    with Popen([sys.executable, "-c", HOLDING, str(path)], stdin=PIPE, stdout=PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StorageError, match="another copy of Newsmark has it open; close that one"):
            rescue(path, NOW)
        other.communicate(b"\n")
    assert path.read_bytes() == damaged
    assert rescue(path, NOW)


@pytest.mark.parametrize("content", [b"no database at all\n" * 400, b"SQLite format 3\0" + bytes(9000)])
def test_a_file_without_an_article_is_left_alone_and_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "articles.sqlite"
    path.write_bytes(content)
    with pytest.raises(StorageError, match="no article can be read in it; move it away"):
        rescue(path, NOW)
    assert path.read_bytes() == content
    assert [*tmp_path.iterdir()] == [path]
