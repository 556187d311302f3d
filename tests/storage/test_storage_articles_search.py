"""Finding articles by what stands in them; what a person types is never syntax."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storage_samples import article, document, raw_of

from reader.domain.query import Query, View
from reader.domain.status import State, Status
from reader.storage.articles import SqliteArticleStore

HOSTILE = (
    '"',
    '""',
    "*",
    "-",
    "(",
    ")",
    "NEAR(",
    "AND",
    "OR NOT",
    "title:ferry",
    "ferry*",
    "^ferry",
    "a+b",
    "{title}: x",
    "'; DROP TABLE article; --",
    "%",
    "_",
    "\\",
    "\0",
    "ferry\0",
    "\ud800",
    "\x1b[31m",
    "é" * 5000,
    "🛳",
    "—",
    "[/]",
    "?1",
    ":name",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteArticleStore]:
    made = SqliteArticleStore(tmp_path_factory.mktemp("search") / "articles.sqlite")
    texts = {
        "ferry00001": ("Ferry stays in port", "Tideway Review", "The ferry’s crew waited. The ferry did not sail."),
        "strike0001": ("Dockers walk out", "The Coastal Ledger", "No ship left the harbour; one ferry turned back."),
        "cafe000001": ("Café closes", "Zürcher 100%_Bote", "The owner's last day, she said, was quiet."),
    }
    for identifier, (title, source, text) in texts.items():
        body = document(text, cut="Newsletter advertisement")
        made.put(article(identifier, body, title=title, source=source), raw_of(identifier), body)
    made.set_status([Status("strike0001", State.ARCHIVE)])
    yield made
    made.close()


def ids(store: SqliteArticleStore, query: Query) -> set[str]:
    return {row.article.id for row in store.rows(query)}


def test_each_word_must_begin_a_word(store: SqliteArticleStore) -> None:
    assert ids(store, Query(words=("ferr",))) == {"ferry00001", "strike0001"}
    assert ids(store, Query(words=("FERRY", "harb"))) == {"strike0001"}
    assert ids(store, Query(words=("erry",))) == set()


def test_words_are_found_in_title_and_source_and_without_accents(store: SqliteArticleStore) -> None:
    assert ids(store, Query(words=("cafe",))) == {"cafe000001"}
    assert ids(store, Query(words=("zurcher",))) == {"cafe000001"}
    assert ids(store, Query(words=("owner's",))) == {"cafe000001"}


def test_what_was_cut_is_not_found(store: SqliteArticleStore) -> None:
    assert ids(store, Query(words=("advertisement",))) == set()


def test_a_phrase_stands_word_for_word(store: SqliteArticleStore) -> None:
    assert ids(store, Query(phrases=("ferry turned back",))) == {"strike0001"}
    assert ids(store, Query(phrases=("turned ferry",))) == set()
    assert ids(store, Query(phrases=("ferry turn",))) == set()


def test_excluded_words_may_not_stand_there(store: SqliteArticleStore) -> None:
    assert ids(store, Query(words=("ferry",), excluded=("harbour",))) == {"ferry00001"}
    assert ids(store, Query(excluded=("ferry",))) == {"cafe000001"}
    assert ids(store, Query(excluded=("turned back", "quiet"))) == {"ferry00001"}


def test_a_source_is_part_of_a_name_whatever_its_case(store: SqliteArticleStore) -> None:
    assert ids(store, Query(sources=("coastal",))) == {"strike0001"}
    assert ids(store, Query(sources=("ZÜRCHER",))) == {"cafe000001"}
    assert ids(store, Query(sources=("100%_b",))) == {"cafe000001"}
    assert ids(store, Query(sources=("l%r",))) == set()


def test_ids_and_views_restrict(store: SqliteArticleStore) -> None:
    assert ids(store, Query(words=("ferry",), view=View.ARCHIVE)) == {"strike0001"}
    assert ids(store, Query(ids=frozenset({"cafe000001", "nope"}))) == {"cafe000001"}
    assert ids(store, Query(ids=frozenset())) == set()
    assert len(ids(store, Query(ids=frozenset(f"x{n}" for n in range(50_000)) | {"cafe000001"}))) == 1


def test_a_search_gives_the_best_first_with_a_snippet_on_one_line(store: SqliteArticleStore) -> None:
    hits = store.search(Query(words=("ferry",)), 10)
    assert [hit.row.article.id for hit in hits] == ["ferry00001", "strike0001"]
    assert [hit.field for hit in hits] == ["text", "text"]
    assert "ferry turned back" in hits[1].snippet
    assert all(hit.snippet.isprintable() for hit in hits)
    assert len(store.search(Query(words=("ferry",)), 1)) == 1
    archived = store.search(Query(words=("ferry",), state=State.ARCHIVE), 10)
    assert [hit.row.article.id for hit in archived] == ["strike0001"]


def test_a_search_without_words_gives_the_rest_with_their_openings(store: SqliteArticleStore) -> None:
    hits = store.search(Query(sources=("tideway",), words=("—",)), 10)
    assert [hit.snippet for hit in hits] == ["The ferry’s crew waited. The ferry did not"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_is_never_syntax(store: SqliteArticleStore, text: str) -> None:
    for query in (
        Query(words=(text,)),
        Query(phrases=(text,)),
        Query(excluded=(text,)),
        Query(sources=(text,)),
        Query(words=("ferry", text), phrases=(text,), excluded=(text,), ids=frozenset({text})),
    ):
        store.rows(query)
        store.search(query, 5)
    assert store.counts()[View.ALL] == 3


@given(st.text(st.characters(), max_size=20))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_at_all_breaks_a_search(store: SqliteArticleStore, text: str) -> None:
    store.search(Query(words=(text, text[::-1]), phrases=(text,), excluded=("x" + text,)), 5)


@pytest.mark.parametrize(
    "query", [Query(), Query(words=("ferry",)), Query(view=View.ARCHIVE), Query(excluded=("sail",))]
)
def test_ids_are_those_of_the_rows(store: SqliteArticleStore, query: Query) -> None:
    """Whatever is asked."""
    assert store.ids(query) == {row.article.id for row in store.rows(query)}
