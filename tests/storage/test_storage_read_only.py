"""`articles.sqlite` where nothing can be written: read all the same, as it is, and written once that can be."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import gettempdir

import pytest
from storage_samples import article, document, raw_of

from reader.domain.errors import StorageError, UnwrittenError
from reader.domain.query import Query, View
from reader.domain.status import State, Status
from reader.storage.articles import SqliteArticleStore
from reader.storage.database import Database

PLACE = "/library/articles.sqlite"


class Disk:
    """Whether SQLite is let to make the files that it wants beside a database."""

    refuses = False


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """A disk that can be made to refuse: what is open then stays open."""
    disk, connected = Disk(), Database._connected

    def refused(self: Database, uri: str, prepare: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
        is_open = Path(f"{self._path}-shm").is_file()
        is_fit = "immutable" in uri or ("mode=ro" in uri and is_open)
        if disk.refuses and PLACE in uri and not is_fit:
            raise fault(sqlite3.SQLITE_CANTOPEN)
        return connected(self, uri, prepare)

    monkeypatch.setattr(Database, "_connected", refused)
    return disk


def fault(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    return error


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with two articles, which nobody has open."""
    path = tmp_path / "library" / "articles.sqlite"
    with closing(SqliteArticleStore(path)) as store:
        for name in ("art0000001", "art0000002"):
            fill(store, name)
    return path


@pytest.fixture
def reading(path: Path, disk: Disk) -> Iterator[SqliteArticleStore]:
    """A store that was opened where nothing could be written."""
    disk.refuses = True
    with closing(SqliteArticleStore(path)) as store:
        yield store


def elsewhere(path: Path, disk: Disk, act: Callable[[SqliteArticleStore], object]) -> None:
    """Somebody who may write does something, and is gone again."""
    before, disk.refuses = disk.refuses, False
    with closing(SqliteArticleStore(path)) as store:
        act(store)
    disk.refuses = before


def fill(store: SqliteArticleStore, name: str, words: str = "") -> None:
    """An article of its own words."""
    text = document(words or f"The words of {name}.")
    store.put(article(name, text), raw_of(name), text)


def ids(store: SqliteArticleStore) -> set[str]:
    return {row.article.id for row in store.rows(Query())}


def archive(store: SqliteArticleStore) -> None:
    store.set_status([Status("art0000001", State.ARCHIVE)])


def test_what_somebody_else_writes_is_seen(path: Path, disk: Disk, reading: SqliteArticleStore) -> None:
    """Whether that program has ended or not; a version is another then."""
    assert ids(reading) == {"art0000001", "art0000002"}
    version = reading.version()
    elsewhere(path, disk, archive)
    assert reading.version() != version
    assert reading.counts()[View.INBOX] == 1
    disk.refuses = False
    with closing(SqliteArticleStore(path)) as other:
        disk.refuses = True
        fill(other, "art0000003")
        assert ids(reading) == {"art0000001", "art0000002", "art0000003"}
        fill(other, "art0000004")
        assert len(ids(reading)) == 4
    assert len(ids(reading)) == 4


def test_an_answer_in_the_middle_of_which_the_file_changes_is_asked_for_again(
    path: Path, disk: Disk, reading: SqliteArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite was told that it does not change, and may answer anything."""
    assert len(ids(reading)) == 2
    is_trusty = Database._is_trusty

    def meddled(self: Database) -> bool:
        monkeypatch.setattr(Database, "_is_trusty", is_trusty)
        elsewhere(path, disk, lambda store: fill(store, "art0000003"))
        return is_trusty(self)

    monkeypatch.setattr(Database, "_is_trusty", meddled)
    assert len(ids(reading)) == 3


def test_a_filter_that_is_typed_sees_what_somebody_else_writes(
    path: Path, disk: Disk, reading: SqliteArticleStore
) -> None:
    """What it keeps in memory is made anew."""
    reading.get_ready(View.INBOX)
    assert not reading.numbers(Query(words=("tide",)))
    elsewhere(path, disk, lambda store: fill(store, "art0000003", "The tide turned."))
    reading.get_ready(View.INBOX)
    beginning = reading.beginning(Query(words=("tide",)), 10)
    assert beginning is not None
    assert len(beginning.numbers) == 1


def test_it_is_written_as_soon_as_that_can_be(disk: Disk, reading: SqliteArticleStore) -> None:
    """Refused before, with nothing done; nobody has to start anew."""
    for _ in range(2):
        with pytest.raises(UnwrittenError):
            archive(reading)
    assert reading.counts()[View.INBOX] == 2
    disk.refuses = False
    archive(reading)
    assert reading.counts()[View.INBOX] == 1


def test_a_log_that_was_left_behind_is_read(path: Path, disk: Disk, tmp_path: Path) -> None:
    """Without the index to it, which cannot be made: both files are copied, and the copy is gone at the end."""
    with closing(SqliteArticleStore(path)) as store:
        archive(store)
        left = tmp_path / "left"
        left.mkdir()
        for name in ("articles.sqlite", "articles.sqlite-wal"):
            shutil.copy(path.with_name(name), left / name)
    for name in ("articles.sqlite", "articles.sqlite-wal"):
        shutil.copy(left / name, path.with_name(name))
    before = copies()
    disk.refuses = True
    with closing(SqliteArticleStore(path)) as reading:
        assert reading.counts()[View.INBOX] == 1
        assert len(copies()) == len(before) + 1
        assert reading.faults() == []
    assert copies() == before
    assert path.with_name("articles.sqlite-wal").read_bytes() == (left / "articles.sqlite-wal").read_bytes()


def copies() -> set[Path]:
    return set(Path(gettempdir()).glob("newsmark-*"))


def test_a_library_of_an_earlier_version_is_not_read_wrongly(path: Path, disk: Disk) -> None:
    """It must be brought up to date first, and that is said."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 3")
    disk.refuses = True
    with pytest.raises(StorageError, match=r"earlier Newsmark.*brought up to date"):
        SqliteArticleStore(path)


def test_a_file_put_in_its_place_is_gone_over_to(path: Path, tmp_path: Path) -> None:
    """As by a restored backup, or a disk that was unplugged: nothing is written into a file without a name."""
    far = tmp_path / "far" / "articles.sqlite"
    with closing(SqliteArticleStore(far)) as other:
        fill(other, "art0000009")
    with closing(SqliteArticleStore(path)) as store:
        version = store.version()
        assert len(ids(store)) == 2
        away = path.parent.rename(tmp_path / "away")
        assert len(ids(store)) == 2
        with pytest.raises(UnwrittenError, match="vanished; bring it back"):
            archive(store)
        far.parent.rename(path.parent)
        assert store.version() != version
        assert ids(store) == {"art0000009"}
        store.set_status([Status("art0000009", State.ARCHIVE)])
    for folder, name, state in ((path.parent, "art0000009", State.ARCHIVE), (away, "art0000001", State.INBOX)):
        with closing(SqliteArticleStore(folder / path.name)) as fresh:
            assert fresh.status(name).state is state
            assert fresh.faults() == []


def test_the_log_of_a_file_put_in_its_place_is_left_alone(path: Path, tmp_path: Path) -> None:
    """SQLite would remove it by its name, with what another copy has written."""
    store = SqliteArticleStore(path)
    archive(store)
    path.parent.rename(tmp_path / "away")
    with closing(SqliteArticleStore(path)) as other:
        fill(other, "art0000009")
        store.close()
        assert path.with_name("articles.sqlite-wal").exists()
    assert ids(SqliteArticleStore(path)) == {"art0000009"}


def test_a_disk_that_failed_is_tried_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was open on it may never work again."""
    with closing(SqliteArticleStore(path)) as store:
        assert len(ids(store)) == 2
        failing = store._database._own.connection

        class Failing:
            in_transaction = False

            def execute(self, *_: object) -> None:
                raise fault(sqlite3.SQLITE_IOERR_READ)

            def close(self) -> None:
                pass

        monkeypatch.setattr(failing, "connection", Failing())
        with pytest.raises(StorageError, match="the disk failed"):
            ids(store)
        assert len(ids(store)) == 2
