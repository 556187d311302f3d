"""Lists as runs of numbers: where an article stands in its view, which come before and behind it.

Every view has an index in its order, so that a run costs the same at any size of the library: it is found by the keys
of its neighbour, or by counting along the index from the nearer end.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from reader.domain.query import View
from reader.storage.database import Database, Tables

VIEWS = {
    View.INBOX: "article.state = 'inbox'",
    View.LATER: "article.state = 'later'",
    View.ARCHIVE: "article.state = 'archive'",
    View.STARRED: "article.starred",
}
"""What holds of the articles of a view; the marks decide on MARKED, and ALL asks nothing."""

NEWEST = "article.newest DESC, article.added DESC, article.id"
_OLDEST = "article.newest, article.added, article.id DESC"

_FEW = 2000
"""So many articles are sorted faster than the index of a large library is gone through."""

_BEFORE = (
    "article.newest >= :newest AND (article.newest > :newest"
    " OR article.added > :added OR (article.added = :added AND article.id < :id))"
)
_BEHIND = (
    "article.newest <= :newest AND (article.newest < :newest"
    " OR article.added < :added OR (article.added = :added AND article.id > :id))"
)


def matches(tables: Tables, expression: str, index: str = "article_words") -> Sequence[int]:
    """The numbers of the articles that answer an expression of the full-text index, the smallest first."""
    return _packed(tables, f"SELECT rowid AS number FROM {index} WHERE {index} MATCH ? ORDER BY rowid", (expression,))  # noqa: S608 - only our own names


def first(tables: Tables, conditions: Sequence[str], values: Sequence[object], most: int) -> Sequence[int]:
    """The numbers of the first articles for which everything holds; the order is gone through until they are found."""
    return _numbers(tables, f"{_where(*conditions)} ORDER BY {NEWEST} LIMIT {most:d}", values)


def among(tables: Tables, conditions: Sequence[str], values: Sequence[object]) -> Sequence[int]:
    """The numbers of the articles for which everything holds, the smallest first."""
    return _packed(tables, f"SELECT article.number FROM article {_where(*conditions)} ORDER BY article.number", values)  # noqa: S608 - only our own column names


def those(tables: Tables, numbers: Sequence[int], conditions: Sequence[str], values: Sequence[object]) -> Sequence[int]:
    """Those of some articles for which everything holds, in the order in which they are given."""
    if not conditions or not numbers:
        return numbers
    asked = "article.number IN (SELECT value FROM json_each(?))"
    found = frozenset(among(tables, [asked, *conditions], (json.dumps([*numbers]), *values)))
    return [number for number in numbers if number in found]


def numbers(
    database: Database, conditions: Sequence[str], values: Sequence[object], among: Collection[int] | None
) -> Sequence[int]:
    """The numbers of the articles for which everything holds, the newest first; only some articles, if given."""
    where = _where(*conditions)
    if among is None:
        return _numbers(database, f"{where} ORDER BY {NEWEST}", values)
    if len(among) > _FEW:
        return array(
            "q", filter(frozenset(among).__contains__, _numbers(database, f"{where} ORDER BY {NEWEST}", values))
        )
    joined = "json_each(?) AS match CROSS JOIN article ON article.number = match.value"
    sql = f"SELECT article.number FROM {joined} {where} ORDER BY {NEWEST}"  # noqa: S608 - only our own column names
    return array("q", [number for (number,) in database.all(sql, (json.dumps([*among]), *values))])


def counts(tables: Tables) -> dict[View, int]:
    """How many articles each view holds; MARKED is not known here and is 0."""
    tally = {state: (articles, starred) for state, articles, starred in tables.all("SELECT * FROM tally")}
    found = {view: tally.get(view.value, (0, 0))[0] for view in (View.INBOX, View.LATER, View.ARCHIVE)}
    starred = sum(starred for _, starred in tally.values())
    total = sum(articles for articles, _ in tally.values())
    return {**found, View.STARRED: starred, View.MARKED: 0, View.ALL: total}


def run(database: Database, view: View, start: int, length: int, total: int) -> Sequence[int]:
    """The numbers of the articles from place `start` of a view on, counted from the nearer end."""
    length = max(0, min(length, total - start))
    behind = total - start - length
    where = _where(VIEWS.get(view))
    if start <= behind:
        return _numbers(database, f"{where} ORDER BY {NEWEST} LIMIT {length:d} OFFSET {start:d}")
    return _numbers(database, f"{where} ORDER BY {_OLDEST} LIMIT {length:d} OFFSET {behind:d}")[::-1]


def run_beside(database: Database, view: View, number: int, length: int, *, before: bool) -> Sequence[int]:
    """The numbers of the articles right before or behind one in a view."""
    where = _where(VIEWS.get(view), _BEFORE if before else _BEHIND)
    order = _OLDEST if before else NEWEST
    found = _numbers(database, f"{where} ORDER BY {order} LIMIT {length:d}", _keys(database, number))
    return found[::-1] if before else found


def place(database: Database, view: View, number: int) -> int | None:
    """The place of an article in a view, counted from 0; None if it is not there."""
    keys = _keys(database, number)
    if not held(database, view, [number]):
        return None
    sql = f"SELECT count(*) FROM article {_where(VIEWS.get(view), _BEFORE)}"  # noqa: S608 - only our own column names
    found = database.first(sql, keys)
    return int(found[0]) if found else None


def held(database: Database, view: View, numbers: Iterable[int]) -> frozenset[int]:
    """Those of these articles that are in a view."""
    listed = "json_each(?) AS one CROSS JOIN article ON article.number = one.value"  # not by an index of the view
    sql = f"SELECT article.number FROM {listed} {_where(VIEWS.get(view))}"  # noqa: S608 - only our own column names
    return frozenset(_packed(database, sql, (json.dumps([*numbers]),)))


def unread(database: Database, numbers: Iterable[int]) -> frozenset[int]:
    """Those of these articles that the reader has not called read."""
    where = "WHERE NOT read AND number IN (SELECT value FROM json_each(:numbers))"
    return frozenset(_numbers(database, where, {"numbers": json.dumps([*numbers])}))


def ids(database: Database, numbers: Iterable[int]) -> list[str]:
    """The ids of these articles, the newest first."""
    sql = f"SELECT id FROM article WHERE number IN (SELECT value FROM json_each(?)) ORDER BY {NEWEST}"  # noqa: S608 - only our own column names
    return [article_id for (article_id,) in database.all(sql, (json.dumps([*numbers]),))]


def words(database: Database, numbers: Iterable[int]) -> list[int]:
    """The lengths of these articles in words, in no order."""
    sql = "SELECT words FROM article WHERE number IN (SELECT value FROM json_each(?))"
    return [count for (count,) in database.all(sql, (json.dumps([*numbers]),))]


def stories(database: Database) -> dict[int, int]:
    """The story of each article that has copies."""
    shared = "SELECT story FROM copy GROUP BY story HAVING count(*) > 1"
    return dict(database.all(f"SELECT article, story FROM copy WHERE story IN ({shared})"))  # noqa: S608 - only our own column names


def story(database: Database, number: int) -> Sequence[int]:
    """The numbers of all articles that tell one's story, itself among them, in no order."""
    joined = "copy AS own JOIN copy AS other ON other.story = own.story"
    found = database.all(f"SELECT other.article FROM {joined} WHERE own.article = ?", (number,))  # noqa: S608 - only our own column names
    return [other for (other,) in found] or [number]


def numbers_of(database: Database, ids: Iterable[str]) -> Sequence[int]:
    """The numbers of the articles with these ids, in no order."""
    return _numbers(database, "WHERE id IN (SELECT value FROM json_each(?))", (json.dumps([*ids]),))


def _keys(database: Database, number: int) -> dict[str, Any]:
    newest, added, article_id = database.first("SELECT newest, added, id FROM article WHERE number = ?", (number,)) or (
        "",
        "",
        "",
    )
    return {"number": number, "newest": newest, "added": added, "id": article_id}


def _numbers(tables: Tables, rest: str, values: Mapping[str, object] | Sequence[object] = ()) -> Sequence[int]:
    return array("q", _packed(tables, f"SELECT article.number FROM article {rest}", values))  # noqa: S608 - only our own column names


def _packed(tables: Tables, select: str, values: Mapping[str, object] | Sequence[object]) -> list[int]:
    """The numbers that a query gives, in its order; handed over in one piece, which halves the time for many."""
    found = tables.first(f"SELECT json_group_array(number) FROM ({select})", values)  # noqa: S608 - only our own column names
    numbers: list[int] = json.loads(found[0]) if found else []
    return numbers


def _where(*conditions: str | None) -> str:
    asked = [condition for condition in conditions if condition]
    return f"WHERE {' AND '.join(asked)}" if asked else ""
