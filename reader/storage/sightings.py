"""Asking which lines stand in which articles of a source; `counting` tells what the table holds."""

import json
from collections.abc import Collection

from reader.domain.evidence import Evidence, line_number
from reader.storage.counting import EVERY
from reader.storage.database import Database


def evidence_on(database: Database, article_id: str, lines: Collection[int]) -> Evidence:
    """In how many other stories of the article's source these lines stand."""
    own = database.first(
        "SELECT sighting.source, story FROM sighting JOIN article ON number = article WHERE id = ? AND line = ?",
        (article_id, EVERY),
    )
    if own is None:
        return Evidence()
    found = database.all(
        "SELECT line, count(DISTINCT story) FROM sighting WHERE source = ? AND story <> ?"
        " AND line IN (SELECT value FROM json_each(?)) GROUP BY line",
        (*own, json.dumps([EVERY, *lines])),
    )
    standing = {int(line): int(count) for line, count in found}
    return Evidence(standing.pop(EVERY, 0), standing)


def articles_with(database: Database, source: str, line: int) -> list[str]:
    """The ids of the articles of a source, named by its key, in which a line stands; the newest first."""
    found = database.all(
        "SELECT id FROM sighting JOIN article ON number = article WHERE sighting.source = ? AND line = ?"
        " ORDER BY newest DESC, added DESC, id",
        (line_number(source), line),
    )
    return [article_id for (article_id,) in found]
