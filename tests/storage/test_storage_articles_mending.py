"""`articles.sqlite` mended: what is derived is made anew, a copy is kept, and nothing else is touched."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from storage_samples import NOW, article, document, raw_of

from reader.domain.query import Query, View
from reader.domain.status import State, Status
from reader.storage.articles import SqliteArticleStore
from reader.storage.database import Database

WORDS = (
    "The night ferry stayed in port because nobody took the warning of the harbour office for more than a matter of"
    " form, and the captain, who had seen such evenings before, sent the crew home until the wind had turned."
)
SAME = document(WORDS)
IDS = ("aaaaaaaaaa", "bbbbbbbbbb")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed file with two copies of one story; the first is starred in the archive."""
    path = tmp_path / "articles.sqlite"
    store = SqliteArticleStore(path)
    for identifier, source in zip(IDS, ("The Coastal Ledger", "Harbour Post"), strict=True):
        store.put(article(identifier, SAME, title="Ferry", source=source), raw_of(identifier), SAME)
    store.set_status([Status(IDS[0], State.ARCHIVE, starred=True, read=True)])
    store.close()
    return path


def damage(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as direct:
        for statement in statements:
            direct.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tally SET articles = articles + 3, starred = 9",
        "DELETE FROM tally",
        "UPDATE article SET state = 'later', starred = 0, read = 0",
        "UPDATE article SET state = 'nowhere'",
        "UPDATE status SET state = 'nowhere'",
        "DELETE FROM article_words",
        "UPDATE article_words_content SET c1 = 'other words'",
        "INSERT INTO article_words (rowid, title) VALUES (99, 'nobody')",
        "UPDATE copy SET signature = x'0011'",
        "UPDATE copy SET signature = 'words'",
        "DELETE FROM copy",
        "DELETE FROM copy_band",
        "INSERT INTO status VALUES ('nobody', 'inbox', 0, 0, 0)",
        "INSERT INTO raw VALUES ('nobody', x'00')",
        "INSERT INTO copy_band VALUES (5, 77)",
        "INSERT INTO copy_band VALUES (5, 2)",
        "UPDATE copy_band SET band = band + 1 WHERE band = (SELECT min(band) FROM copy_band)",
        "INSERT INTO sighting VALUES (5, 5, 5, 77)",
    ],
)
def test_what_is_derived_is_made_anew_and_a_copy_is_kept(path: Path, statement: str) -> None:
    damage(path, statement)
    store = SqliteArticleStore(path)
    told = list(store.faults())
    assert told
    first, *done = store.mend(NOW)
    assert done
    assert list(store.faults()) == []
    assert {row.article.id for row in store.rows(Query(words=("captain",)))} == {*IDS}
    assert [one.id for one in store.copies(IDS[0])] == [IDS[1]]
    assert store.status(IDS[0]) == Status(IDS[0], State.ARCHIVE, starred=True, read=True)
    assert (store.counts()[View.ALL], store.counts()[View.INBOX], store.counts()[View.ARCHIVE]) == (2, 1, 1)
    assert store.mend(NOW) == []
    store.close()
    (aside,) = path.parent.glob("articles.damaged-*.sqlite")
    assert str(aside) in first
    before = SqliteArticleStore(aside)
    assert list(before.faults()) == told
    before.close()


def test_a_sound_file_is_left_alone(path: Path) -> None:
    store = SqliteArticleStore(path)
    assert store.mend(NOW) == []
    store.close()
    assert [child.name for child in path.parent.iterdir()] == ["articles.sqlite"]


@pytest.mark.parametrize("signature", ["x'00112233'", "x'00'", "x''", "'words'", "7"])
def test_a_damaged_signature_ends_no_adding(path: Path, signature: str) -> None:
    """Neither of a copy, nor of the article itself."""
    damage(path, f"UPDATE copy SET signature = {signature}")  # noqa: S608 - ours
    store = SqliteArticleStore(path)
    for identifier in ("cccccccccc", *IDS):
        store.put(article(identifier, SAME, source=f"Source {identifier}"), raw_of(identifier), SAME)
    assert list(store.faults()) == []
    store.close()


def test_a_library_is_looked_through_a_few_rows_at_a_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that memory does not grow with it; faults behind the first rows are found all the same."""
    store = SqliteArticleStore(path)
    names = [f"c{number:09d}" for number in range(60)]
    for name in names:
        store.put(article(name, SAME, source=f"Outlet {name}"), raw_of(name), SAME)
    monkeypatch.setattr("reader.storage.article_faults._AT_ONCE", 8)
    most, real = [0], Database.all

    def counted(database: Database, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        found = real(database, sql, values)
        most[0] = max(most[0], len(found))
        return found

    monkeypatch.setattr(Database, "all", counted)
    assert list(store.faults()) == []
    assert most[0] == 8
    damage(
        path,
        "UPDATE raw SET bytes = x'00' WHERE article_id = 'c000000059'",
        "UPDATE text_version SET blocks = x'00' WHERE article_id = 'c000000030'",
        "UPDATE copy SET text = 7 WHERE article = (SELECT number FROM article WHERE id = 'c000000008')",
        "UPDATE article SET added = 'once' WHERE id = 'c000000050'",
    )
    told = "\n".join(store.faults())
    assert f"the bytes of article {names[-1]} are damaged" in told
    assert f"of article {names[30]} is damaged; add the article again" in told
    assert f"what tells copies of article {names[8]} is damaged" in told
    assert f"article {names[50]} cannot be read" in told
    store.close()
