"""Finding articles by what stands in them; what a person types is never syntax."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storage_samples import article, document, raw_of

from reader.domain.query import Asked, Key, Query, View, parse
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


def test_a_source_is_part_of_a_name_whatever_its_case_and_accents(store: SqliteArticleStore) -> None:
    assert ids(store, parse("source:coastal")) == {"strike0001"}
    assert ids(store, parse("source:ZURCHER")) == {"cafe000001"}
    assert ids(store, parse("source:100%_b")) == {"cafe000001"}
    assert ids(store, parse("source:l%r")) == set()


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
    archived = store.search(parse("ferry state:archive"), 10)
    assert [hit.row.article.id for hit in archived] == ["strike0001"]


def test_a_search_without_words_gives_the_rest_with_their_openings(store: SqliteArticleStore) -> None:
    hits = store.search(parse("source:tideway —"), 10)
    assert [hit.snippet for hit in hits] == ["The ferry’s crew waited. The ferry did not"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_is_never_syntax(store: SqliteArticleStore, text: str) -> None:
    for query in (
        Query(words=(text,)),
        Query(phrases=(text,)),
        Query(excluded=(text,)),
        Query(asked=(Asked(Key.SOURCE, (text,)), Asked(Key.SOURCE, (text, "x"), negated=True))),
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("source:coastal,tideway", {"ferry00001", "strike0001"}),
        ("-source:coastal,tideway", {"cafe000001"}),
        ("-source:coastal source:e", {"ferry00001", "cafe000001"}),
        ("state:archive,later", {"strike0001"}),
        ("-state:archive,later", {"ferry00001", "cafe000001"}),
        ("is:read,starred", set()),
        ("-is:read,starred", {"ferry00001", "strike0001", "cafe000001"}),
    ],
)
def test_one_of_several_values_answers_and_none_may_if_negated(
    store: SqliteArticleStore, text: str, found: set[str]
) -> None:
    """Whatever the key."""
    assert ids(store, parse(text)) == found


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteArticleStore]:
    made = SqliteArticleStore(tmp_path_factory.mktemp("dated") / "articles.sqlite")
    for identifier, published in (
        ("october001", "2026-10-31"),
        ("november01", "2026-11-01T01:30:00+05:00"),
        ("december01", "2026-12-01"),
        ("undated001", ""),
        ("unclear001", "last Tuesday"),
    ):
        body = document(f"Words of {identifier}.")
        made.put(article(identifier, body, published=published), raw_of(identifier), body)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("after:2026-11", {"november01", "december01"}),
        ("after:2026-12-01", {"december01"}),
        ("before:2026-12-01 after:2026-10-31", {"october001", "november01"}),
        ("-before:2026-11", {"november01", "december01"}),
        ("after:2026-12-02", set()),
        ("before:2026-10", {"undated001", "unclear001"}),
    ],
)
def test_days_are_those_of_publication_as_printed_else_of_coming_in(
    dated: SqliteArticleStore, text: str, found: set[str]
) -> None:
    """`before:` leaves its day out, `after:` does not."""
    assert ids(dated, parse(text)) == found


@pytest.fixture(scope="module")
def spaceless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteArticleStore]:
    made = SqliteArticleStore(tmp_path_factory.mktemp("spaceless") / "articles.sqlite")
    for identifier, title, text in (
        ("chinese001", "港口灯光熄灭", "周二晚上，东码头的灯光全部熄灭，没有人知道原因。"),
        ("japanese01", "港の灯りが消えた", "火曜の夜、東埠頭の灯りがすべて消え、サーバー室も暗くなった。"),
        ("thai000001", "ไฟท่าเรือดับ", "เมื่อคืนวันอังคารไฟที่ท่าเรือดับทั้งหมด"),
        ("hindi00001", "बंदरगाह", "हिन्दी भाषा में समाचार"),
    ):
        body = document(text)
        made.put(article(identifier, body, title=title), raw_of(identifier), body)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("码头", "chinese001"),
        ("灯光全", "chinese001"),
        ('"没有人"', "chinese001"),
        ("埠頭", "japanese01"),
        ("ーバ", "japanese01"),
        ("ท่าเรือ", "thai000001"),
        ("อังคาร", "thai000001"),
        ("हिन्द", "hindi00001"),
    ],
)
def test_a_part_of_a_run_without_spaces_is_found(spaceless: SqliteArticleStore, text: str, found: str) -> None:
    """Chinese, Japanese and Thai by any part; the snippet is the text as it is."""
    (hit,) = spaceless.search(parse(text), 5)
    assert hit.row.article.id == found
    assert "\u200b" not in hit.snippet
    assert text.strip('"') in hit.snippet
    assert ids(spaceless, parse(text)) == {found}


def test_letters_in_another_order_are_not_found(spaceless: SqliteArticleStore) -> None:
    """A part of a run is looked for letter by letter."""
    assert ids(spaceless, parse("-码头")) == {"japanese01", "thai000001", "hindi00001"}
    assert ids(spaceless, parse("头码")) == set()


def test_a_phrase_is_found_across_paragraphs_and_shown_with_its_place(tmp_path: Path) -> None:
    """Line breaks and signs between its words do not count."""
    store = SqliteArticleStore(tmp_path / "articles.sqlite")
    body = document("It was said on\nthe quay", "that the FERRY, late again, had sailed.")
    store.put(article("across0001", body, title="Quay"), raw_of("x"), body)
    (hit,) = store.search(parse('"the quay that the ferry late"'), 5)
    ((start, end),) = hit.matches
    assert (hit.field, hit.snippet[start:end]) == ("text", "the quay that the FERRY, late")
    store.close()


def test_a_headline_counts_for_more_than_the_text_and_is_named(store: SqliteArticleStore) -> None:
    """A match in the headline alone says so."""
    hits = store.search(parse("stays"), 5)
    assert [(hit.field, hit.snippet) for hit in hits] == [("title", "Ferry stays in port")]
    assert store.search(parse("zurcher"), 5)[0].field == "source"
