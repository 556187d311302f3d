"""Runs of a view: the same order as the whole list, from wherever they are read."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from storage_samples import NOW, article, document

from reader.domain.errors import CancelledError
from reader.domain.query import Query, View, parse
from reader.domain.status import State, Status
from reader.storage.articles import SqliteArticleStore
from reader.storage.database import Database

TEXT = document("The night ferry stayed in port.")
VIEWS = [view for view in View if view is not View.MARKED]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteArticleStore]:
    """Sixty articles, many of the same day, in all states."""
    made = SqliteArticleStore(tmp_path / "articles.sqlite")
    chance = random.Random(3)  # noqa: S311 - articles that can be made again
    for number in range(60):
        article_id = f"a{chance.randrange(10**9):09d}"
        day = f"2026-03-{chance.randrange(1, 9):02d}"
        added = NOW + timedelta(minutes=chance.randrange(5))
        made.put(replace(article(article_id, TEXT, published=day), added=added), b"x", TEXT)
        state = chance.choice(list(State))
        made.set_status([Status(article_id, state, starred=number % 3 == 0, read=number % 2 == 0)])
    yield made
    made.close()


@pytest.mark.parametrize("view", VIEWS)
def test_a_run_is_a_part_of_the_whole_list(store: SqliteArticleStore, view: View) -> None:
    """By its place, counted from either end; and beside any of its articles."""
    whole = list(store.numbers(Query(view=view)))
    assert [row.article.id for row in store.rows(Query(view=view))] == [
        store.numbered([number])[number].article.id for number in whole
    ]
    total = store.counts()[view]
    assert total == len(whole) > 0
    for start in range(0, total, 3):
        assert list(store.run(view, start, 7, total)) == whole[start : start + 7]
    for place, number in enumerate(whole):
        assert store.place(view, number) == place
        assert list(store.run_beside(view, number, 5, before=False)) == whole[place + 1 : place + 6]
        assert list(store.run_beside(view, number, 5, before=True)) == whole[max(0, place - 5) : place]


def test_an_article_of_another_view_has_no_place(store: SqliteArticleStore) -> None:
    (later, *_) = store.numbers(Query(view=View.LATER))
    assert store.place(View.INBOX, later) is None
    assert store.held(View.INBOX, [later]) == frozenset()
    assert store.held(View.ALL, [later, 10**6]) == {later}


@pytest.mark.parametrize(
    "asked",
    ["state:later,archive", "-state:inbox", "is:unread", "-is:read,starred", "after:2026-03-05 -before:2026-03-06"],
)
def test_what_is_asked_is_answered_in_the_order_of_the_list(store: SqliteArticleStore, asked: str) -> None:
    """By columns of the triage and of the day, with and without words; a part of the library, and not all of it."""
    for text in (asked, f"{asked} ferry", f"{asked} -storm"):
        query = replace(parse(text), without=frozenset([store.rows(parse(text))[0].article.id]))
        answers = [row.article.id for row in store.rows(query)]
        assert store.ids_of(store.numbers(query)) == answers
        assert store.ids(query) == set(answers)
        assert 0 < len(answers) < 59


def test_views_are_counted_as_decisions_are_made(store: SqliteArticleStore) -> None:
    """Whatever is decided, the counts are those of the lists."""
    chance = random.Random(5)  # noqa: S311 - acts that can be repeated
    ids = [row.article.id for row in store.rows(Query())]
    for _ in range(40):
        some = chance.sample(ids, 5)
        store.set_status([Status(one, chance.choice(list(State)), starred=chance.random() < 0.5) for one in some])
    assert {view: store.counts()[view] for view in VIEWS} == {view: len(store.rows(Query(view=view))) for view in VIEWS}


def test_what_is_not_read_is_told(store: SqliteArticleStore) -> None:
    numbers = store.numbers(Query())
    assert store.unread(numbers) == frozenset(store.numbers(parse("is:unread")))


def test_a_question_that_is_no_longer_wanted_is_broken_off(tmp_path: Path) -> None:
    """Within a statement; the same thread may ask on."""
    database = Database(tmp_path / "articles.sqlite")
    endless = "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    with pytest.raises(CancelledError), database.while_wanted(lambda: True):
        database.all(endless)
    assert database.all("SELECT 1") == [(1,)]
    database.close()
