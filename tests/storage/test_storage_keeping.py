"""How articles are written into the tables, and what is asked before."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from storage_samples import article, document, raw_of

from reader.domain.errors import StorageError
from reader.domain.query import parse
from reader.storage.articles import SqliteArticleStore

TEXT = document(
    "The night ferry stayed in port on Tuesday because nobody had mended the lamps of the eastern mole.",
    "Its master said that he would sail as soon as the board had paid for eleven new ones and had lit them all.",
)


pytest_plugins = ("article_fixtures",)


def put(store: SqliteArticleStore, identifier: str, source: str = "Ledger") -> None:
    store.put(article(identifier, TEXT, source=source), raw_of(identifier), TEXT)


def segments(path: Path) -> int:
    """In how many pieces the full-text index was written."""
    with closing(sqlite3.connect(path)) as other:
        return int(other.execute("SELECT count(DISTINCT segid) FROM article_words_idx").fetchone()[0])


def test_the_index_is_written_once_for_all_articles_that_come_in_together(
    store: SqliteArticleStore, path: Path
) -> None:
    """Where each is written for itself, that is most of what adding costs."""
    with store.at_once():
        for number in range(3):
            put(store, f"first{number:05d}", source=f"Outlet {number}")
    assert segments(path) == 1
    assert list(store.faults()) == []


def test_what_an_article_has_already_is_told_and_nothing_that_is_used_is_missing(store: SqliteArticleStore) -> None:
    kept = article("abcdefghij", TEXT, source="Ledger")
    store.put(kept, raw_of(kept.id), TEXT)
    names = (kept.id, kept.address, kept.raw_digest)
    assert store.in_use([*names, "bcdefghijk", "/elsewhere", "0" * 64, ""]) == frozenset(names)
    assert store.in_use([]) == frozenset()


@pytest.mark.parametrize("address", ["/news/caf\udce9.txt", "/news/\0.txt"])
def test_an_address_that_cannot_be_asked_for_among_others_counts_as_used(
    store: SqliteArticleStore, address: str
) -> None:
    """So it is asked for by itself."""
    store.put(article("abcdefghij", TEXT, address=address), b"raw", TEXT)
    assert store.in_use([address]) == frozenset([address])
    found = store.at_address(address)
    assert found is not None
    assert found.id == "abcdefghij"


def test_an_article_comes_in_over_what_damage_has_left_of_it(store: SqliteArticleStore, path: Path) -> None:
    """Its line in the lists is gone; what the other tables still have is replaced."""
    put(store, "abcdefghij")
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("DELETE FROM article")
        other.execute("UPDATE tally SET articles = 0")
    put(store, "abcdefghij")
    assert store.raw("abcdefghij") == raw_of("abcdefghij")
    assert [row.article.id for row in store.rows(parse("ferry"))] == ["abcdefghij"]
    assert list(store.faults()) == []


def test_two_articles_cannot_have_one_address(store: SqliteArticleStore) -> None:
    """The second is refused, and nothing of it is kept."""
    put(store, "abcdefghij")
    taken = article("bcdefghijk", TEXT, address=store.get("abcdefghij").address)
    with pytest.raises(StorageError, match="already kept as article abcdefghij"):
        store.put(taken, raw_of("bcdefghijk"), TEXT)
    assert store.in_use(["bcdefghijk", "abcdefghij"]) == frozenset(["abcdefghij"])
    assert list(store.faults()) == []


def test_what_was_packed_before_is_kept_as_what_is_packed_now(store: SqliteArticleStore) -> None:
    kept = article("abcdefghij", TEXT, source="Ledger")
    packed = store.packed(kept, raw_of(kept.id), TEXT)
    store.put(kept, raw_of(kept.id), TEXT, packed)
    assert store.raw(kept.id) == raw_of(kept.id)
    assert store.document(kept.id) == TEXT
    assert list(store.faults()) == []
