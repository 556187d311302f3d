"""The table `status`: what the reader decided about each article."""

import json
import sqlite3
from collections.abc import Sequence

from reader.domain.status import State, Status
from reader.storage.database import Database


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
