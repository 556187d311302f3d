"""Queries as conditions of SQL on the table `article`."""

import json
from datetime import date, timedelta

from reader.domain.matching import folded
from reader.domain.query import Asked, Key, Query, period
from reader.domain.safe_text import safe_line
from reader.storage.orders import VIEWS
from reader.storage.search_index import term, unwanted, wanted

_IS = {"read": "article.read", "unread": "NOT article.read", "starred": "article.starred"}
_OWN_SOURCE = "instr(folded(article.source), ?) > 0"
_SOURCE = (
    "article.source IN (WITH name AS MATERIALIZED (SELECT DISTINCT source FROM article)"
    " SELECT source FROM name WHERE instr(folded(source), ?) > 0)"
)
_DAY = (
    "CASE WHEN article.published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'"
    " THEN substr(article.published, 1, 10) ELSE substr(article.added, 1, 10) END"
)
_SLACK = timedelta(days=1)
"""By so much may the day of publication, as it is printed, lie from the same moment's day in UTC."""

_FOUND = "article.number IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)"
_AMONG = "article.id IN (SELECT value FROM json_each(?))"

Conditions = tuple[list[str], list[object]]
"""The parts of a WHERE clause, and the values for them."""


def conditions_of(query: Query) -> Conditions:
    """What the query asks for, but for the words that must stand there."""
    conditions, values = of_columns(query)
    if query.view in VIEWS:
        conditions.insert(0, VIEWS[query.view])
    if expression := unwanted(query):
        conditions.append(f"NOT {_FOUND}")
        values.append(expression)
    for one in query.written:
        conditions.append(f"({_FOUND} OR {_AMONG})")
        values.extend((term(one.term, whole=one.whole), json.dumps(sorted(one.ids))))
    return conditions, values


def of_columns(query: Query, *, few: bool = False) -> Conditions:
    """What the query asks for, but for its view, words and phrases: what the columns of an article tell.

    If it is asked of few articles, the names of all sources are not gone through.
    """
    conditions: list[str] = []
    values: list[object] = []
    for asked in query.of_key(Key.SOURCE, Key.STATE, Key.IS):
        condition, own = _one_of(asked, _OWN_SOURCE if few else _SOURCE)
        conditions.append(f"NOT {condition}" if asked.negated else condition)
        values.extend(own)
    days, own = _days(query)
    conditions.extend(days)
    values.extend(own)
    if query.ids is not None:
        conditions.append(_AMONG)
        values.append(json.dumps(sorted(query.ids)))
    if query.without:
        conditions.append(f"NOT {_AMONG}")
        values.append(json.dumps(sorted(query.without)))
    return conditions, values


def clause_of(query: Query) -> tuple[str, list[object]]:
    """The same with the words that must stand there, as a WHERE clause; empty if there is no condition."""
    conditions, values = conditions_of(query)
    if expression := wanted(query):
        conditions.append(_FOUND)
        values.append(expression)
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", values


def in_order(query: Query) -> Conditions:
    """The same, so that SQLite goes through the articles in their order, and does not sort those with the words."""
    conditions, values = conditions_of(query)
    if expression := wanted(query):
        conditions.append(f"+{_FOUND}")
        values.append(expression)
    return conditions, values


def _one_of(asked: Asked, source: str) -> tuple[str, list[object]]:
    """The condition that one of the values holds; `source` is the one for a part of a source's name."""
    if asked.key is Key.SOURCE:
        parts = [source] * len(asked.values)
        return f"({' OR '.join(parts)})", [folded(safe_line(value)) for value in asked.values]
    if asked.key is Key.STATE:
        marks = ", ".join("?" * len(asked.values))
        return f"(article.state IN ({marks}))", [*asked.values]
    return f"({' OR '.join(_IS[value] for value in asked.values)})", []


def _days(query: Query) -> Conditions:
    """That the day of publication, else of coming in, lies in the period asked for."""
    first, behind = period(query)
    conditions: list[str] = []
    values: list[object] = []
    if first is not None:
        near = first - _SLACK if first > date.min else first
        conditions.extend(("article.newest >= ?", f"{_DAY} >= ?"))
        values.extend((near.isoformat(), first.isoformat()))
    if behind is not None:
        near = behind + _SLACK if behind < date.max else behind
        conditions.extend(("article.newest < ?", f"{_DAY} < ?"))
        values.extend((near.isoformat(), behind.isoformat()))
    return conditions, values
