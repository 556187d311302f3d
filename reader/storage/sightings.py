"""Asking which lines stand in which articles of a source; `counting` tells what the table holds."""

from reader.domain.evidence import Evidence, line_number
from reader.storage.counting import EVERY
from reader.storage.database import Database

_OTHERS = """
    SELECT other.source, other.line, count(DISTINCT other.story)
    FROM article
    CROSS JOIN sighting AS own ON own.article = article.number AND own.line <> :every
    CROSS JOIN sighting AS other
        ON other.source = own.source AND other.line = own.line AND other.story <> own.story
    WHERE article.id = :id
    GROUP BY other.line
"""
"""In how many other stories of an article's source its lines stand; SQLite keeps the order of a CROSS JOIN, from the
one article to its lines."""


def evidence_on(database: Database, article_id: str) -> Evidence:
    """In how many other stories of the article's source its lines stand.

    If in none, it does not matter how many stories there are, and they are not counted.
    """
    found = database.all(_OTHERS, {"id": article_id, "every": EVERY})
    if not found:
        return Evidence()
    source = found[0][0]
    every = database.while_unchanged(("stories", source), lambda: _stories(database, source))
    return Evidence(every - 1, {int(line): int(count) for _, line, count in found})


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
