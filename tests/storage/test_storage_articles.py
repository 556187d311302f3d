"""Articles, their texts and their triage come back as they were put."""

import json
import sqlite3
import threading
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from storage_samples import NOW, article, document, raw_of

from reader.domain.document import Block, BlockKind, Document
from reader.domain.errors import NotFoundError, StorageError
from reader.domain.links import Link
from reader.domain.query import Query, View, parse
from reader.domain.status import State, Status
from reader.storage.article_records import pack_document, unpack_document
from reader.storage.articles import SqliteArticleStore

TEXT = document("The night ferry stayed in port.", "Nobody was hurt.", cut="Share this")


pytest_plugins = ("article_fixtures",)


def put(store: SqliteArticleStore, identifier: str, **facts: str) -> None:
    store.put(article(identifier, TEXT, **facts), raw_of(identifier), TEXT)


def ids(store: SqliteArticleStore, query: Query) -> list[str]:
    return [row.article.id for row in store.rows(query)]


def test_an_article_comes_back_whole(store: SqliteArticleStore) -> None:
    kept = article("abcdefghij", TEXT, title="Ferry “stays” in port", source="Tideway Review", published="2026-03-12")
    store.put(kept, b"\x00\xff raw", TEXT)
    assert store.get("abcdefghij") == kept
    assert store.raw("abcdefghij") == b"\x00\xff raw"
    assert store.document("abcdefghij") == TEXT
    assert store.at_address(kept.address) == kept
    assert store.at_address("/elsewhere") is None
    assert store.with_bytes(kept.raw_digest) == kept
    assert store.with_bytes("0" * 64) is None


def test_an_address_that_is_not_utf8_comes_back_letter_for_letter(store: SqliteArticleStore) -> None:
    put(store, "abcdefghij", address="/news/caf\udce9.txt", title="odd \ud800 title")
    found = store.at_address("/news/caf\udce9.txt")
    assert found is not None
    assert (found.address, found.metadata.title) == ("/news/caf\udce9.txt", "odd \ud800 title")


def test_replacing_keeps_the_status_and_earlier_texts(store: SqliteArticleStore) -> None:
    put(store, "abcdefghij", title="Old words")
    store.set_status([Status("abcdefghij", State.LATER)])
    newer = document("The ferry sailed at last.")
    store.put(replace(article("abcdefghij", newer), raw_digest="f" * 64), b"new", newer)
    assert store.document("abcdefghij") == newer
    assert store.document("abcdefghij", TEXT.digest) == TEXT
    assert store.status("abcdefghij").state is State.LATER
    assert store.raw("abcdefghij") == b"new"
    assert ids(store, Query(words=("sailed",))) == ["abcdefghij"]
    assert ids(store, Query(words=("old",))) == []


def test_one_address_is_one_article(store: SqliteArticleStore) -> None:
    put(store, "aaaaaaaaaa", address="/news/a.txt")
    with pytest.raises(StorageError, match="already kept as article aaaaaaaaaa"):
        put(store, "bbbbbbbbbb", address="/news/a.txt")
    assert store.counts()[View.ALL] == 1


def test_an_id_may_be_cut_to_four_characters_if_it_stays_the_only_one(store: SqliteArticleStore) -> None:
    for identifier in ("abcd000001", "abcd000002", "wxyz000001"):
        put(store, identifier)
    assert store.get("wxyz").id == "wxyz000001"
    for wanted, reason in (
        ("abcd", "2 articles"),
        ("wxy", "at least 4"),
        ("", "at least 4"),
        ("nope", "newsmark list"),
    ):
        with pytest.raises(NotFoundError, match=reason) as caught:
            store.get(wanted)
        assert str(caught.value).isprintable()
    with pytest.raises(NotFoundError):
        store.get("abcd%")


def test_what_is_not_kept_is_not_found(store: SqliteArticleStore) -> None:
    put(store, "abcdefghij")
    for ask in (
        lambda: store.document("abcdefghij", "0" * 64),
        lambda: store.document("nope"),
        lambda: store.raw("nope"),
        lambda: store.set_status([Status("abcdefghij", State.ARCHIVE), Status("nope")]),
    ):
        with pytest.raises(NotFoundError):
            ask()
    assert store.status("abcdefghij") == Status("abcdefghij")
    assert store.status("nope") == Status("nope")


def test_counts_and_views_agree(store: SqliteArticleStore) -> None:
    for number in range(6):
        put(store, f"art{number:07d}")
    store.set_status(
        [
            Status("art0000001", State.LATER, starred=True),
            Status("art0000002", State.ARCHIVE, read=True, position=40),
            Status("art0000003", State.INBOX, starred=True),
        ]
    )
    assert store.counts() == {
        View.INBOX: 4,
        View.LATER: 1,
        View.ARCHIVE: 1,
        View.STARRED: 2,
        View.MARKED: 0,
        View.ALL: 6,
    }
    for view in (View.INBOX, View.LATER, View.ARCHIVE, View.STARRED, View.ALL):
        assert len(store.rows(Query(view=view))) == store.counts()[view]
    assert ids(store, parse("state:inbox is:starred")) == ["art0000003"]
    assert ids(store, parse("is:read")) == ["art0000002"]
    assert len(ids(store, parse("is:unread -is:starred"))) == 3
    assert store.rows(parse("is:read"))[0].status.position == 40


def test_the_newest_stand_first(store: SqliteArticleStore) -> None:
    """By publication in UTC, else by adding; then by adding; then by id."""
    put(store, "e-no-date0")
    put(store, "d-oldest00", published="2026-03-01")
    put(store, "c-zone0000", published="2026-03-14T23:30:00-05:00")
    put(store, "b-newest00", published="2026-03-15T08:00:00+00:00")
    put(store, "a-bad-date", published="99999-99-99")
    later = replace(article("f-later000", TEXT, published="2026-03-01"), added=NOW + timedelta(hours=1))
    store.put(later, b"x", TEXT)
    assert ids(store, Query()) == ["b-newest00", "c-zone0000", "a-bad-date", "e-no-date0", "f-later000", "d-oldest00"]


def test_two_thousand_rows_are_sorted_without_reading_a_text(tmp_path: Path, store: SqliteArticleStore) -> None:
    with sqlite3.connect(tmp_path / "articles.sqlite") as direct:
        direct.executemany(
            "INSERT INTO article VALUES"
            " (?, ?, ?, 'text/plain', '', '', ?, '', '', '[]', '', '', '', '', 1, 0, ?, 'inbox', 0, 0)",
            [
                (n, f"a{n:09d}", f"/{n}", NOW.isoformat(), (NOW + timedelta(minutes=n * 7919 % 2003)).isoformat())
                for n in range(2000)
            ],
        )
    direct.close()
    found = [int(row.article.id[1:]) for row in store.rows(Query())]
    assert found == sorted(range(2000), key=lambda n: -(n * 7919 % 2003))


def test_threads_share_a_store(store: SqliteArticleStore) -> None:
    failed: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(10):
                put(store, f"{name}{number:05d}")
                store.rows(Query(words=("ferry",)))
        except StorageError as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("aaaaa", "bbbbb", "ccccc")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert store.counts()[View.ALL] == 30
    assert list(store.faults()) == []


@given(
    st.lists(
        st.builds(
            Block,
            st.sampled_from(BlockKind),
            st.text(st.characters(), max_size=40),
            st.booleans(),
            st.text(max_size=10),
            st.text(max_size=10),
            st.integers(0, 6),
            links=st.lists(st.builds(Link, st.integers(0, 9), st.integers(0, 9), st.text(max_size=9)), max_size=2).map(
                tuple
            ),
        ),
        max_size=6,
    )
)
def test_any_document_survives_packing(blocks: list[Block]) -> None:
    made = Document(tuple(blocks))
    assert unpack_document(pack_document(made)) == made


def test_a_text_that_was_kept_before_there_were_links_is_read() -> None:
    """It has none."""
    values = [["paragraph", "The gate is shut.", 1, "", "", 0, 1.0]]
    packed = zlib.compress(json.dumps(values).encode())
    assert unpack_document(packed) == Document((Block(BlockKind.PARAGRAPH, "The gate is shut."),))
