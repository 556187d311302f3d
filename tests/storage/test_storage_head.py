"""What is found among the first articles is what the whole answer begins with."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storage_samples import NOW, article, document, raw_of

from reader.domain.ports import Beginning
from reader.domain.query import Query, View, WrittenTerm, parse
from reader.domain.status import State, Status
from reader.storage import beyond, head, view_places
from reader.storage.articles import SqliteArticleStore

WORDS = "harbour harbours hat strike stricken storm café cafeteria 北京 京都 ferry f 1914 o'clock tide tidal".split()
SOURCES = ("Northern Wire", "The Ledger", "Zürcher Bote")
KEYS = (
    "is:read is:unread is:starred state:inbox,later -state:archive source:wire -source:ledger after:2026-03-04".split()
)
VIEWS = [view for view in View if view is not View.MARKED]
LIBRARIES = 4


def fill(store: SqliteArticleStore, seed: int, count: int = 90) -> None:
    """Articles of the same few words, many of the same day, in all states."""
    chance = random.Random(seed)  # noqa: S311 - libraries that can be made again
    for number in range(count):
        text = document(" ".join(chance.choices(WORDS, k=chance.randrange(1, 9))))
        day = f"2026-03-{chance.randrange(1, 9):02d}"
        title, source = chance.choice(WORDS), chance.choice(SOURCES)
        made = article(f"a{seed}{number:08d}", text, title=title, published=day, source=source)
        store.put(replace(made, added=NOW + timedelta(minutes=chance.randrange(5))), raw_of(made.id), text)
        state = chance.choice([State.INBOX, *State])
        store.set_status([Status(made.id, state, starred=chance.random() < 0.3, read=chance.random() < 0.5)])


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[SqliteArticleStore]]:
    made = [SqliteArticleStore(tmp_path_factory.mktemp("head") / "articles.sqlite") for _ in range(LIBRARIES)]
    for seed, store in enumerate(made):
        fill(store, seed)
    yield made
    for store in made:
        store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteArticleStore]:
    made = SqliteArticleStore(tmp_path / "articles.sqlite")
    fill(made, 9, 70)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few articles are many here."""
    monkeypatch.setattr(head, "_ARTICLES", 24)
    monkeypatch.setattr(head, "_MANY", 12)


def beginning(store: SqliteArticleStore, query: Query, count: int) -> Beginning:
    found = store.beginning(query, count)
    assert found is not None
    return found


def check(store: SqliteArticleStore, query: Query, count: int) -> bool:
    """Hold a beginning against the whole answer; True if it is not all of it."""
    whole, found = list(store.numbers(query)), beginning(store, query, count)
    known = list(found.numbers)
    assert known == (whole if found.whole else whole[: len(known)])
    assert found.whole or len(known) >= count
    assert {number for number in whole if number in found.looked_at} <= set(known)
    assert found.likely >= len(known)
    return not found.whole


words = st.sampled_from(WORDS).flatmap(lambda word: st.integers(1, len(word)).map(lambda length: word[:length]))
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(lambda some: f'"{" ".join(some)}"')
parts = st.one_of(words, words, phrases, words.map("-{}".format), st.sampled_from(KEYS))
written = st.builds(
    WrittenTerm,
    words,
    st.frozensets(st.integers(0, 89).map(lambda number: f"a0{number:08d}"), min_size=1, max_size=5),
    st.booleans(),
)

queries = st.builds(
    lambda view, some, known: replace(parse(" ".join(some), view), written=known),
    st.sampled_from(VIEWS),
    st.lists(parts, max_size=3),
    st.lists(written, max_size=1).map(tuple),
)


@settings(max_examples=300, deadline=None)
@given(
    library=st.integers(0, LIBRARIES - 1),
    query=queries,
    count=st.integers(1, 30),
    looking=st.sampled_from([0.001, 1000.0]),
    most=st.sampled_from([(2, 5), (50, 50)]),
)
def test_a_beginning_is_a_part_of_the_answer(
    stores: list[SqliteArticleStore],
    library: int,
    query: Query,
    count: int,
    looking: float,
    most: tuple[int, int],
) -> None:
    """Of words, beginnings of words, phrases, exclusions and keys, in every view, also where marks have a word.

    Whether words are looked up or looked at, and also if that is given up.
    """
    store = stores[library]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beyond, "_LOOKING", looking)
        patch.setattr(beyond, "_FEWEST", 1)
        patch.setattr(beyond, "_LOOKED_AT", most[0])
        patch.setattr(beyond, "_ASKED", most[1])
        patch.setattr(beyond, "FEW", most[0])
        patch.setattr(view_places, "FEW", most[0])
        patch.setattr(view_places, "_MANY", most[1])
        patch.setattr(view_places, "_AT_ONCE", 7)
        store.get_ready(query.view)
        check(store, query, count)


def test_common_words_are_answered_by_the_first_articles(stores: list[SqliteArticleStore]) -> None:
    """If these are too few, and without a word, by going through the view; less common words are answered whole."""
    stores[0].get_ready(View.ALL)
    assert check(stores[0], parse("h"), 4)
    assert check(stores[0], parse("h"), 20)
    assert check(stores[0], Query(), 30)
    assert not check(stores[0], parse('"harbour strike"'), 4)


def test_a_view_that_is_copied_as_a_whole_is_answered_as_a_whole(store: SqliteArticleStore) -> None:
    store.get_ready(View.STARRED)
    assert store.counts()[View.STARRED] < 24
    assert not check(store, parse("h", View.STARRED), 1)


def test_what_has_changed_is_answered_as_it_is(store: SqliteArticleStore) -> None:
    """By this copy or another, a decision or a text; and the first articles are copied again when that is asked."""
    other = SqliteArticleStore(store._path)
    query = parse("h", View.INBOX)
    for changed in (store, other):
        store.get_ready(View.INBOX)
        assert check(store, query, 4)
        first = store.numbered(beginning(store, query, 4).numbers[:1])
        (row,) = first.values()
        changed.set_status([replace(row.status, state=State.ARCHIVE)])
        assert not check(store, query, 4)
        store.get_ready(View.INBOX)
        assert check(store, query, 4)
        assert beginning(store, query, 4).numbers[0] not in first
    other.close()


def test_long_articles_are_copied_up_to_so_many_bytes(
    store: SqliteArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(head, "_BYTES", 500)
    store.get_ready(View.ALL)
    assert 1 < len(beginning(store, Query(), 1).numbers) < 24
    assert check(store, parse("h"), 1)


def test_copying_changes_nothing_in_the_file(store: SqliteArticleStore) -> None:
    before, version = list(store.numbers(Query())), store.version()
    for view in VIEWS:
        store.get_ready(view)
    assert (list(store.numbers(Query())), store.version()) == (before, version)
    assert not store.faults()


def test_a_word_of_one_letter_is_looked_for_in_articles_with_another_word(
    store: SqliteArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it is answered at once in a large library too."""
    monkeypatch.setattr(head, "_LARGE", 50)
    store.get_ready(View.ALL)
    assert len(store.numbers(parse("ferr f"))) > len(beginning(store, parse("ferr f"), 1).numbers)
    assert not check(store, parse("ferr f"), 60)


def test_few_letters_are_not_looked_up_in_a_large_library(
    store: SqliteArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless the first articles are known; a word that was written as a note is a word."""
    monkeypatch.setattr(head, "_LARGE", 50)
    assert store.beginning(parse("fe h", View.INBOX), 30) is None
    assert store.beginning(replace(Query(View.INBOX), written=(WrittenTerm("h", frozenset("a"), False),)), 30) is None
    assert not check(store, parse('ferr "o"', View.INBOX), 30)
