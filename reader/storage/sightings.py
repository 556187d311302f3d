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
    source, story = own
    found = database.all(
        "SELECT line, count(DISTINCT story) FROM sighting WHERE source = ? AND story <> ?"
        " AND line IN (SELECT value FROM json_each(?)) GROUP BY line",
        (source, story, json.dumps([*lines])),
    )
    every = database.while_unchanged(("stories", source), lambda: _stories(database, source))
    return Evidence(every - 1, {int(line): int(count) for line, count in found})


def _stories(database: Database, source: int) -> int:
    """How many stories a source has: the one count that takes the longer, the more articles there are."""
    found = database.first("SELECT count(DISTINCT story) FROM sighting WHERE source = ? AND line = ?", (source, EVERY))
    return int(found[0]) if found else 0


def articles_with(database: Database, source: str, line: int) -> list[str]:
    """The ids of the articles of a source, named by its key, in which a line stands; the newest first."""
    found = database.all(
        "SELECT id FROM sighting JOIN article ON number = article WHERE sighting.source = ? AND line = ?"
        " ORDER BY newest DESC, added DESC, id",
        (line_number(source), line),
    )
    return [article_id for (article_id,) in found]
