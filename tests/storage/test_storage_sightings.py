"""Which lines stand in which articles of a source, counted as articles come in and change."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest
from earlier_files import go_back
from storage_samples import article, document, raw_of

from reader.domain.document import Document
from reader.domain.evidence import Evidence, line_number
from reader.storage.articles import SqliteArticleStore
from reader.storage.database import Database
from reader.storage.migrating import migrate
from reader.storage.schema import MIGRATIONS

LINE = "Sign up for the Sunday letter"


pytest_plugins = ("article_fixtures",)


def text(number: int, *lines: str) -> Document:
    return document(f"This is the story of ferry number {number}, and nobody has told it before.", *lines)


def put(store: SqliteArticleStore, identifier: str, document: Document, source: str = "Wire") -> None:
    store.put(article(identifier, document, source=source), raw_of(identifier), document)


def asked(store: SqliteArticleStore, identifier: str) -> tuple[int, int]:
    """How many other articles the source has, and in how many the line stands."""
    found = store.evidence(identifier)
    return found.articles, found.standing.get(line_number(LINE), 0)


def test_other_articles_of_the_source_are_counted(store: SqliteArticleStore) -> None:
    """Not the article itself, and not other sources; case and spacing are no difference."""
    put(store, "first", text(1, LINE))
    put(store, "second", text(2, LINE.upper()))
    put(store, "third", text(3))
    put(store, "fourth", text(4, LINE), source="Ledger")
    put(store, "fifth", text(5, LINE), source="wire")
    assert asked(store, "first") == (3, 2)
    assert asked(store, "third") == (0, 0)
    assert asked(store, "fourth") == (0, 0)


def test_articles_that_come_meanwhile_are_counted(store: SqliteArticleStore, tmp_path: Path) -> None:
    """How many a source has is counted once for a file as it is: not once for all, whoever adds to it."""
    put(store, "first", text(1, LINE))
    put(store, "second", text(2, LINE))
    assert [asked(store, "first"), asked(store, "first")] == [(1, 1)] * 2
    put(store, "third", text(3, LINE))
    assert asked(store, "first") == (2, 2)
    with closing(SqliteArticleStore(tmp_path / "articles.sqlite")) as other:
        put(other, "fourth", text(4, LINE))
    assert asked(store, "first") == (3, 3)


def test_what_is_taken_back_is_not_counted(store: SqliteArticleStore) -> None:
    """Inside the transaction it was."""
    put(store, "first", text(1, LINE))
    put(store, "second", text(2, LINE))
    with suppress(InterruptedError), store.at_once():
        put(store, "third", text(3, LINE))
        assert asked(store, "first") == (2, 2)
        raise InterruptedError
    assert asked(store, "first") == (1, 1)


def test_a_large_source_is_counted_once(store: SqliteArticleStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked for each article costs the same however many articles the source has."""
    for number in range(5):
        put(store, f"name{number}", text(number, LINE))
    asked(store, "name0")
    statements: list[str] = []
    real = Database.all

    def noted(database: Database, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        statements.append(sql)
        return real(database, sql, values)

    monkeypatch.setattr(Database, "all", noted)
    assert asked(store, "name1") == (4, 4)
    assert len([sql for sql in statements if "sighting" in sql]) == 1


def test_an_article_of_no_source_shares_no_evidence(store: SqliteArticleStore) -> None:
    """Files of one folder are not one source."""
    for number in range(4):
        put(store, f"name{number}", text(number, LINE), source="")
    assert store.evidence("name1") == Evidence()
    assert store.articles_with("", line_number(LINE)) == []


def test_copies_and_versions_of_a_story_count_once(store: SqliteArticleStore) -> None:
    """The agency's text under three addresses is one story; a new version takes the old one's place."""
    put(store, "own", text(0, LINE))
    for identifier, extra in (("one", "A"), ("two", "B"), ("three", "C")):
        put(store, identifier, text(1, LINE, extra))
    assert asked(store, "own") == (1, 1)
    put(store, "three", text(3))
    assert asked(store, "own") == (2, 1)
    put(store, "three", text(3, LINE))
    assert asked(store, "own") == (2, 2)


def test_an_article_that_changes_its_source_is_counted_there(store: SqliteArticleStore) -> None:
    """And nowhere else."""
    put(store, "one", text(1, LINE))
    put(store, "two", text(2, LINE))
    put(store, "two", text(2, LINE), source="Ledger")
    assert asked(store, "one") == (0, 0)
    assert store.articles_with("ledger", line_number(LINE)) == ["two"]


def test_articles_with_a_line_are_found_wherever_it_is_cut(store: SqliteArticleStore) -> None:
    """Kept or cut, in its block alone or among others."""
    put(store, "one", text(1, LINE))
    put(store, "two", document("Another story altogether.", cut=LINE))
    put(store, "three", text(3, f"{LINE}\nand so on"))
    put(store, "four", text(4))
    assert sorted(store.articles_with("wire", line_number(LINE))) == ["one", "three", "two"]


def test_a_library_of_the_first_release_is_counted_when_it_is_opened(tmp_path: Path) -> None:
    """The articles that it holds are evidence at once; one that is damaged is left out."""
    path = tmp_path / "articles.sqlite"
    store = SqliteArticleStore(path)
    for number in range(4):
        put(store, f"name{number}", text(number, LINE))
    before = store.evidence("name0")
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as direct:
        go_back(direct, 1)
        migrate(direct, path, MIGRATIONS[:1])
    store = SqliteArticleStore(path)
    assert store.evidence("name0") == before
    assert asked(store, "name0") == (3, 3)
    assert list(store.faults()) == []
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as direct:
        go_back(direct, 1)
        direct.execute("UPDATE text_version SET blocks = x'00' WHERE article_id = 'name3'")
    store = SqliteArticleStore(path)
    assert asked(store, "name0") == (2, 2)
    store.close()
