"""`articles.sqlite` itself: made, migrated, refused, checked."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from earlier_files import go_back
from storage_samples import article, document, raw_of, start_python

from reader.domain.errors import NewerLibraryError, StorageError
from reader.domain.query import Query
from reader.storage.articles import SqliteArticleStore
from reader.storage.migrating import FORMAT, migrate
from reader.storage.schema import MIGRATIONS

TEXT = document("The night ferry stayed in port.")

WRITER = """
import sys
from pathlib import Path
from storage_samples import article, document, raw_of
from reader.storage.articles import SqliteArticleStore
store = SqliteArticleStore(Path(sys.argv[1]))
text = document("The night ferry stayed in port.")
for number in range(20):
    identifier = f"{sys.argv[2]}{number:05d}"
    store.put(article(identifier, text), raw_of(identifier), text)
store.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a closed store with one article."""
    path = tmp_path / "library" / "articles.sqlite"
    store = SqliteArticleStore(path)
    store.put(article("abcdefghij", TEXT), raw_of("abcdefghij"), TEXT)
    store.close()
    return path


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as direct:
        for statement in statements:
            direct.execute(statement)


def faults(path: Path) -> list[str]:
    store = SqliteArticleStore(path)
    try:
        return list(store.faults())
    finally:
        store.close()


def test_a_closed_store_is_one_private_file(path: Path) -> None:
    assert [child.name for child in path.parent.iterdir()] == ["articles.sqlite"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_journal_is_written_ahead_and_the_version_is_known(path: Path) -> None:
    with closing(sqlite3.connect(path)) as direct:
        assert direct.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert direct.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),) == (FORMAT,)


def test_migrations_go_step_by_step_and_a_failed_step_leaves_nothing(tmp_path: Path) -> None:
    following = ("ALTER TABLE article ADD COLUMN edition TEXT", "CREATE TABLE following (x)")
    broken = ("CREATE TABLE broken (x)", "CREATE TABLE broken (x)")
    path = tmp_path / "articles.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as direct:
        migrate(direct, path, (*MIGRATIONS, following))
        assert direct.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)
        with pytest.raises(sqlite3.OperationalError):
            migrate(direct, path, (*MIGRATIONS, following, broken))
        assert direct.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)
        names = {name for (name,) in direct.execute("SELECT name FROM sqlite_master")}
        assert "following" in names
        assert "broken" not in names


def test_an_index_of_an_earlier_version_finds_parts_of_runs(tmp_path: Path) -> None:
    """Its words are indexed anew, as they were kept."""
    path, before = tmp_path / "articles.sqlite", 3
    with closing(sqlite3.connect(path, isolation_level=None)) as direct:
        migrate(direct, path, MIGRATIONS[:before])
    store = SqliteArticleStore(path)
    body = document("东码头的灯光全部熄灭。")
    store.put(article("abcdefghij", body, title="Café"), raw_of("abcdefghij"), body)
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as direct:
        go_back(direct, before)
    run(
        path,
        "DROP TABLE article_words",
        *(statement for statement in MIGRATIONS[0] if isinstance(statement, str) and "fts5" in statement),
        "INSERT INTO article_words (rowid, title, text, source) VALUES (1, 'Café', '东码头的灯光全部熄灭。', '')",
    )
    assert faults(path) == []
    store = SqliteArticleStore(path)
    (hit,) = store.search(Query(words=("灯光", "cafe")), 5)
    assert hit.snippet == "东码头的灯光全部熄灭。"
    store.close()


def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    run(path, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerLibraryError, match="newer Newsmark"):
        SqliteArticleStore(path)
    assert path.read_bytes() == before


def test_what_is_no_database_of_ours_is_one_clear_line_and_left_alone(tmp_path: Path) -> None:
    text, folder, foreign = tmp_path / "text", tmp_path / "folder", tmp_path / "foreign"
    text.write_text("plain words, long enough not to be taken for an empty file\n" * 40)
    folder.mkdir()
    run(foreign, "CREATE TABLE bookmarks (x)")
    before = text.read_bytes(), foreign.read_bytes()
    for wrong in (text, folder, foreign, text / "below.sqlite"):
        with pytest.raises(StorageError) as caught:
            SqliteArticleStore(wrong)
        assert str(caught.value).isprintable()
        assert wrong.name in str(caught.value)
    assert (text.read_bytes(), foreign.read_bytes()) == before


def test_a_locked_file_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.storage.database._PATIENCE", 0.05)
    store = SqliteArticleStore(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as direct:
        direct.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="another copy of Newsmark is writing"):
            store.put(article("bbbbbbbbbb", TEXT), b"", TEXT)
        direct.execute("ROLLBACK")
    store.put(article("bbbbbbbbbb", TEXT), b"", TEXT)
    store.close()


def test_a_closed_store_says_so(path: Path) -> None:
    store = SqliteArticleStore(path)
    store.close()
    store.close()
    with pytest.raises(StorageError, match="it was closed"):
        store.rows(Query())


def test_two_processes_may_make_and_fill_the_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "articles.sqlite"
    writers = [start_python(WRITER, str(path), name) for name in ("aaaaa", "bbbbb")]
    for writer in writers:
        _, errors = writer.communicate()
        assert writer.returncode == 0, errors
    store = SqliteArticleStore(path)
    assert len(store.rows(Query(words=("ferry",)))) == 40
    assert list(store.faults()) == []
    store.close()


def test_a_sound_file_has_no_faults(path: Path) -> None:
    assert faults(path) == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE text_version SET blocks = x'00ff'", "text version"),
        ("UPDATE text_version SET text_digest = 'other'", "has no text"),
        ("UPDATE raw SET bytes = zeroblob(9)", "the bytes of article abcdefghij"),
        ("DELETE FROM raw", "the bytes of article abcdefghij"),
        ("UPDATE article SET media_type = 'audio/wav'", "article abcdefghij cannot be read"),
        ("INSERT INTO status VALUES ('nobody', 'inbox', 0, 0, 0)", "belongs to no article"),
        ("DELETE FROM article_words", "missing in the full-text index"),
        ("INSERT INTO article_words (rowid, title) VALUES (99, 'nobody')", "row 99 of the full-text index"),
        ("UPDATE tally SET articles = 5 WHERE state = 'inbox'", "the articles in inbox are miscounted"),
        ("UPDATE article SET state = 'archive'", "abcdefghij is listed otherwise"),
        ("UPDATE article SET starred = 1", "abcdefghij is listed otherwise"),
        ("UPDATE article SET read = 1", "abcdefghij is listed otherwise"),
        ("INSERT INTO status VALUES ('abcdefghij', 'elsewhere', 0, 0, 0)", "decided about article abcdefghij"),
        ("INSERT INTO copy VALUES (1, 0, 0, 1, x'00')", "copies of article abcdefghij"),
        ("INSERT INTO copy_band VALUES (7, 1)", "copies of article abcdefghij"),
        ("UPDATE article_words_content SET c1 = 'other words'", "damaged"),
    ],
)
def test_each_kind_of_damage_is_a_fault(path: Path, damage: str, told: str) -> None:
    run(path, damage)
    found = faults(path)
    assert any(told in fault for fault in found), found
    assert all(fault.isprintable() for fault in found)


def test_a_value_that_cannot_be_read_is_one_clear_line(path: Path) -> None:
    run(
        path,
        "UPDATE article SET added = 'once'",
        "UPDATE text_version SET blocks = x'00'",
        "UPDATE raw SET bytes = 'x'",
    )
    store = SqliteArticleStore(path)
    for ask in (
        lambda: store.rows(Query()),
        lambda: store.get("abcdefghij"),
        lambda: store.document("abcdefghij"),
        lambda: store.raw("abcdefghij"),
    ):
        with pytest.raises(StorageError, match="cannot be read"):
            ask()
    store.close()


def test_torn_pages_are_told(path: Path) -> None:
    """At once, where hardly anything is left."""
    whole = bytearray(path.read_bytes())
    for at in range(4096 * 2, len(whole), 4096):
        whole[at : at + 512] = b"\xff" * 512
    path.write_bytes(whole)
    with pytest.raises(StorageError, match="it is damaged"):
        SqliteArticleStore(path)


def test_torn_tables_are_told(path: Path) -> None:
    """Where only the schema can be read, the check tells of it."""
    whole = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as direct:
        pages = direct.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 0").fetchall()
    for (page,) in pages:
        whole[4096 * (page - 1) : 4096 * (page - 1) + 512] = b"\xff" * 512
    path.write_bytes(whole)
    assert faults(path)


def test_one_torn_page_is_told(path: Path) -> None:
    """Where the rest can be read, the check tells of it."""
    whole = bytearray(path.read_bytes())
    whole[-4096:-3584] = b"\xff" * 512
    path.write_bytes(whole)
    assert faults(path)


def test_bringing_an_older_library_up_to_date_is_told(tmp_path: Path) -> None:
    """Each step, since one may take a while; a fresh library has nothing to tell."""
    told: list[str] = []
    path = tmp_path / "articles.sqlite"
    SqliteArticleStore(path, told.append).close()
    assert told == []
    with closing(sqlite3.connect(path)) as direct:
        go_back(direct, 3)
        direct.commit()
    SqliteArticleStore(path, told.append).close()
    assert [line.rpartition(",")[2] for line in told] == [f" step {number} of 6 …" for number in (3, 4, 5, 6)]
    assert all(str(path) in line for line in told)
