"""The table `status`: what the reader decided about each article."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from reader.domain.errors import ChangedError
from reader.domain.status import Alike, HowFar, State, Status
from reader.storage.database import Database

_BATCH = 4000
"""Articles that are decided about between two looks at how far it is: some hundredths of a second."""

_CHANGED = "some of these articles were changed elsewhere meanwhile; nothing was done"

_TRIGGERS = ("status_came", "article_moved")
"""What keeps `article` and `tally` to `status`, an article at a time."""


def statuses(database: Database, ids: Sequence[str]) -> list[Status]:
    """The triage of some articles, in this order; a fresh Status for each of which nothing was decided."""
    found = database.all(
        "SELECT article_id, state, starred, read, position FROM status"
        " WHERE article_id IN (SELECT value FROM json_each(?))",
        (json.dumps([*ids]),),
    )
    with database.reading("what was decided about an article"):
        known = {
            article_id: Status(article_id, State(state), bool(starred), bool(read), int(position))
            for article_id, state, starred, read, position in found
        }
    return [known.get(article_id) or Status(article_id) for article_id in ids]


def put(connection: sqlite3.Connection, decided: Sequence[Status]) -> str:
    """Keep these; nothing is kept, and an id returned, if one is about an article that is not here."""
    ids = json.dumps([status.article_id for status in decided])
    missing = connection.execute(
        "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM article) LIMIT 1", (ids,)
    ).fetchone()
    if missing:
        return str(missing[0])
    connection.executemany(
        "INSERT OR REPLACE INTO status VALUES (?, ?, ?, ?, ?)",
        [(one.article_id, one.state.value, one.starred, one.read, one.position) for one in decided],
    )
    return ""


def alike(database: Database, numbers: Collection[int]) -> list[Alike]:
    """The triage of many articles, told by their numbers; what is not there is left out."""
    found = database.all(
        "SELECT state, starred, read, json_group_array(id) FROM article"
        " WHERE number IN (SELECT value FROM json_each(?)) GROUP BY state, starred, read",
        (json.dumps([*numbers]),),
    )
    with database.reading("what was decided about an article"):
        return [
            Alike(tuple(json.loads(ids)), State(state), bool(starred), bool(read))
            for state, starred, read, ids in found
        ]


def redecide(connection: sqlite3.Connection, changes: Sequence[tuple[Alike, Alike]], how_far: HowFar) -> None:
    """Decide anew about articles, from what was decided to what shall be; a part of the caller's transaction.

    Raises:
        ChangedError: one of them does not lie as is told; the caller must roll back.
    """
    done, total = 0, sum(len(before.ids) for before, _ in changes)
    with _without_triggers(connection):
        for before, after in changes:
            # Each table is gone through in an order of its own, the one in which it lies in the file.
            ids, numbers = sorted(before.ids), _numbers(connection, before.ids)
            for start in range(0, len(ids), _BATCH):
                _decide(connection, ids[start : start + _BATCH], after)
                _sort_anew(connection, numbers[start : start + _BATCH], before, after)
                done += len(ids[start : start + _BATCH])
                how_far(done, total)
            _count(connection, before, -1)
            _count(connection, after, 1)


def _numbers(connection: sqlite3.Connection, ids: Sequence[str]) -> list[int]:
    """The numbers of these articles, in order. Raises ChangedError if one is not there."""
    sql = "SELECT json_group_array(number) FROM article WHERE id IN (SELECT value FROM json_each(?))"
    numbers: list[int] = sorted(json.loads(connection.execute(sql, (json.dumps(ids),)).fetchone()[0]))
    if len(numbers) != len(ids):
        raise ChangedError(_CHANGED)
    return numbers


def _decide(connection: sqlite3.Connection, ids: Sequence[str], after: Alike) -> None:
    connection.execute(
        "INSERT INTO status SELECT value, :state, :starred, :read, 0 FROM json_each(:articles) WHERE true"
        " ON CONFLICT (article_id) DO UPDATE SET state = :state, starred = :starred, read = :read",
        _values(after, ids),
    )


def _sort_anew(connection: sqlite3.Connection, numbers: Sequence[int], before: Alike, after: Alike) -> None:
    was = {f"was_{name}": value for name, value in _values(before, ()).items()}
    changed = connection.execute(
        "UPDATE article SET state = :state, starred = :starred, read = :read"
        " WHERE number IN (SELECT value FROM json_each(:articles))"
        " AND state = :was_state AND starred = :was_starred AND read = :was_read",
        {**_values(after, numbers), **was},
    ).rowcount
    if changed != len(numbers):
        raise ChangedError(_CHANGED)


def _values(triage: Alike, articles: Sequence[str] | Sequence[int]) -> dict[str, object]:
    return {
        "state": triage.state.value,
        "starred": triage.starred,
        "read": triage.read,
        "articles": json.dumps(articles),
    }


def _count(connection: sqlite3.Connection, articles: Alike, sign: int) -> None:
    more = sign * len(articles.ids)
    connection.execute(
        "UPDATE tally SET articles = articles + ?, starred = starred + ? WHERE state = ?",
        (more, more * articles.starred, articles.state.value),
    )


@contextmanager
def _without_triggers(connection: sqlite3.Connection) -> Iterator[None]:
    """Nothing is counted one by one in the block; in a transaction, so that nobody else sees the file so."""
    names = json.dumps(_TRIGGERS)
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name IN (SELECT value FROM json_each(?))",
        (names,),
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in found:
        connection.execute(sql)
