"""Keeping the index and the counts of `articles.sqlite` to the verdicts in force.

An article comes in with the verdicts of the rules of cleaning. What other articles and the reader tell may change them
at any time, so each of these has a table that says on what the index was made last: `standing` the lines that stand in
many articles of a source, `chosen` the lines decided about for a source, `marked` what was decided and highlighted on
an article. Before anything is asked of the index, they are held against the present; articles for which they differ go
into `stale`, and are indexed anew. `unsettled` names the sources whose articles have changed.

All is done under the lock for writing, the reading of the marks included, so that of two processes the later one has
the later marks.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping
from itertools import groupby

from reader import storage
from reader.domain.article import Article
from reader.domain.document import Document
from reader.domain.errors import NotFoundError, StorageError
from reader.domain.evidence import MOST_LINES, Standing, line_number
from reader.domain.verdicts import Told
from reader.storage.article_records import to_column
from reader.storage.counting import EVERY
from reader.storage.database import Database

Judge = Callable[[str], tuple[Article, Document]]
"""The article with this id as the reader reads it."""

Waiting = tuple[int, int]
"""How many sources are unsettled, and how many articles are to be indexed anew."""

_BATCH = 20
"""Articles that are indexed anew in one transaction, so that other writers need not wait long."""


def unsettle(connection: sqlite3.Connection, number: int, sources: Collection[int]) -> None:
    """Take note that an article came in by the rules alone.

    Args:
        connection: in a transaction.
        number: the article's own in the file.
        sources: the one that it counts for now, and the one that it counted for before.
    """
    connection.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", [(source,) for source in sources])
    connection.execute("DELETE FROM stale WHERE article = ?", (number,))
    # Asked first, then written: a statement that does both keeps a journal of its own, which costs more than the rest.
    is_stale = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM marked WHERE article = :it) OR EXISTS"
        " (SELECT 1 FROM sighting JOIN standing USING (source, line) WHERE article = :it) OR EXISTS"
        " (SELECT 1 FROM sighting JOIN chosen USING (source) WHERE article = :it AND sighting.line = :every)",
        {"it": number, "every": EVERY},
    ).fetchone()[0]
    if is_stale:
        connection.execute("INSERT INTO stale VALUES (?)", (number,))


def settle(database: Database, told: Callable[[], Told], judge: Judge) -> bool:
    """Index every article anew whose verdicts have changed; one that cannot be read is left as it is.

    It is done in many small transactions, and may be broken off and taken up again between them.

    Args:
        database: the articles.
        told: reads what the marks tell at the moment; the same object where nothing has changed.
        judge: judges an article by the same marks, or later ones.

    Returns:
        True if there was anything to do.

    Raises:
        StorageError: the marks cannot be read, or the index cannot be written; what was indexed before stays.
    """
    if not _is_behind(database, told()):
        return False
    seen: Told | None = None
    last: int | None = 0
    while last is not None:
        for (source,) in database.all("SELECT source FROM unsettled"):
            with database.change() as connection:
                _see_standing(database, connection, source)
        with database.change() as connection:
            moment = told()
            if moment is not seen:
                _see_choices(database, connection, _chosen(moment))
                _see_marks(database, connection, moment.articles)
                seen = moment
            last = _index_some(database, connection, judge, after=last)
    return True


def waiting(database: Database) -> Waiting:
    """What is still to be done, as far as it can be told without the marks."""
    (found,) = database.all("SELECT (SELECT count(*) FROM unsettled), (SELECT count(*) FROM stale)")
    return found[0], found[1]


def _is_behind(database: Database, told: Told) -> bool:
    if waiting(database) != (0, 0) or _chosen_before(database) != _chosen(told):
        return True
    return bool(_changed_marks(database, told.articles))


def _see_standing(database: Database, connection: sqlite3.Connection, source: int) -> None:
    """Find the lines of an unsettled source that stand more widely, or less, than they did.

    A line of an article stands in one story less, its own, among the others; so its standing is the same for all.
    """
    found = database.all(
        "SELECT line, count(DISTINCT story) FROM sighting WHERE source = ? GROUP BY line"
        " HAVING count(DISTINCT story) > 1",
        (source,),
    )
    stories = dict(found)
    others = stories.pop(EVERY, 1) - 1
    standings = {line: int(Standing.of(count - 1, others)) for line, count in stories.items()}
    now = {line: standing for line, standing in standings.items() if standing}
    before = dict(database.all("SELECT line, standing FROM standing WHERE source = ?", (source,)))
    changed = [line for line in {**before, **now} if before.get(line) != now.get(line)]
    _make_stale(connection, source, changed)
    connection.execute(
        "DELETE FROM standing WHERE source = ? AND line IN (SELECT value FROM json_each(?))",
        (source, json.dumps(changed)),
    )
    connection.executemany(
        "INSERT INTO standing VALUES (?, ?, ?)", [(source, line, now[line]) for line in changed if line in now]
    )
    connection.execute("DELETE FROM unsettled WHERE source = ?", (source,))


def _see_choices(database: Database, connection: sqlite3.Connection, now: Mapping[tuple[int, int], bool]) -> None:
    """Find the lines about which a source's choices have changed."""
    before = _chosen_before(database)
    changed = sorted(key for key in {**before, **now} if before.get(key) != now.get(key))
    for source, keys in groupby(changed, key=lambda key: key[0]):
        _make_stale(connection, source, [line for _, line in keys])
        # Not every line of a very long article is counted.
        connection.execute(
            "INSERT OR IGNORE INTO stale SELECT article FROM sighting WHERE source = ? GROUP BY article"
            " HAVING count(*) > ?",
            (source, MOST_LINES // 2),
        )
    connection.executemany("DELETE FROM chosen WHERE source = ? AND line = ?", changed)
    connection.executemany("INSERT INTO chosen VALUES (?, ?, ?)", [(*key, now[key]) for key in changed if key in now])


def _see_marks(database: Database, connection: sqlite3.Connection, now: Mapping[str, str]) -> None:
    """Find the articles on which other things were decided or highlighted."""
    for article_id in _changed_marks(database, now):
        ((number,),) = database.all("SELECT number FROM article WHERE id = ?", (article_id,))
        connection.execute("INSERT OR IGNORE INTO stale VALUES (?)", (number,))
        connection.execute("DELETE FROM marked WHERE article = ?", (number,))
        if article_id in now:
            connection.execute("INSERT INTO marked VALUES (?, ?)", (number, now[article_id]))


def _index_some(database: Database, connection: sqlite3.Connection, judge: Judge, after: int) -> int | None:
    """Index some of the stale articles anew; the number of the last one, None if there are no more."""
    waiting = database.all(
        "SELECT number, id FROM stale JOIN article ON number = article WHERE number > ? ORDER BY number LIMIT ?",
        (after, _BATCH),
    )
    for number, article_id in waiting:
        try:
            article, document = judge(article_id)
        except (NotFoundError, StorageError):
            continue  # newsmark check tells what is wrong with it
        storage.search_index.index_words(connection, number, article, document)
        connection.execute(
            "UPDATE article SET opening = ?, words = ?, cut_blocks = ? WHERE number = ?",
            (to_column(article.opening), article.words, article.cut_blocks, number),
        )
        connection.execute("DELETE FROM stale WHERE article = ?", (number,))
    return waiting[-1][0] if waiting else None


def _make_stale(connection: sqlite3.Connection, source: int, lines: Collection[int]) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO stale SELECT DISTINCT article FROM sighting WHERE source = ?"
        " AND line IN (SELECT value FROM json_each(?))",
        (source, json.dumps([*lines])),
    )


def _chosen(told: Told) -> dict[tuple[int, int], bool]:
    """Whether a line is kept, by the numbers of its source and itself."""
    return {(line_number(one.source), line_number(one.line)): one.keep for one in told.choices}


def _chosen_before(database: Database) -> dict[tuple[int, int], bool]:
    return {(source, line): bool(keep) for source, line, keep in database.all("SELECT source, line, keep FROM chosen")}


def _changed_marks(database: Database, now: Mapping[str, str]) -> list[str]:
    """The ids of the articles of the library on which other things were decided or highlighted than before."""
    before = dict(database.all("SELECT id, digest FROM marked CROSS JOIN article ON number = article"))
    changed = [article_id for article_id in {**before, **now} if before.get(article_id) != now.get(article_id)]
    if not changed:
        return []
    found = database.all("SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(changed),))
    return [article_id for (article_id,) in found]
