"""Making anew what `articles.sqlite` derives from its articles, where that is damaged; a copy is kept first."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from reader.domain.status import State
from reader.storage import article_faults as faults
from reader.storage import article_records as records
from reader.storage.database import Database
from reader.storage.failures import file_errors, shown
from reader.storage.linking import link_all
from reader.storage.recovery import free_name
from reader.storage.search_index import index_words

_BY_ID = ("raw", "text_version", "status")
_BY_NUMBER = ("sighting", "stale", "marked", "copy", "copy_band")


def mend(database: Database, path: Path, now: datetime) -> list[str]:
    """Mend what can be made anew, all or nothing of it; a file with torn pages is left as it is.

    Returns:
        What was done, a line each; the first one says where the file lies as it was. Empty if there is nothing to do.

    Raises:
        StorageError: the file cannot be copied, read or written; it is as it was.
    """
    if any(True for _ in faults.pages(database)):
        return []
    due = [(step, words) for find, step, words in _STEPS if any(True for _ in find(database))]
    if not due:
        return []
    aside = free_name(path, now)
    with database.change() as connection:
        _copy(path, aside)
        for step, _ in due:
            step(connection)
    return [f"set aside: a copy in {shown(aside)}", *(f"mended: {words}" for _, words in due)]


def _copy(path: Path, aside: Path) -> None:
    """Copy the file as it is for all others, what is in its write-ahead log included."""
    with file_errors(aside, "written"):
        aside.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(aside)) as target:
        source.backup(target)


def _drop_orphans(connection: sqlite3.Connection) -> None:
    for table in _BY_ID:
        connection.execute(f"DELETE FROM {table} WHERE article_id NOT IN (SELECT id FROM article)")  # noqa: S608 - our own
    for table in _BY_NUMBER:
        connection.execute(f"DELETE FROM {table} WHERE article NOT IN (SELECT number FROM article)")  # noqa: S608 - our own
    connection.execute("INSERT OR IGNORE INTO unsettled SELECT DISTINCT source FROM sighting")


def _sort_as_decided(connection: sqlite3.Connection) -> None:
    """What was decided is right; where it cannot be read, the article's own line tells it if that can be."""
    connection.execute(
        f"UPDATE status SET state = CASE WHEN article.state IN ({faults.STATES}) THEN article.state ELSE 'inbox' END"  # noqa: S608 - our own
        f" FROM article WHERE id = article_id AND status.state NOT IN ({faults.STATES})"
    )
    connection.execute(
        "UPDATE article SET (state, starred, read) = (ifnull(found.state, 'inbox'), ifnull(found.starred, 0),"
        " ifnull(found.read, 0)) FROM (SELECT id AS of, status.* FROM article LEFT JOIN status ON article_id = id)"
        " AS found WHERE found.of = article.id"
    )


def _count_again(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM tally")
    connection.executemany(
        "INSERT INTO tally SELECT :state, count(*), ifnull(sum(starred <> 0), 0) FROM article WHERE state = :state",
        [{"state": state.value} for state in State],
    )


def _index_again(connection: sqlite3.Connection) -> None:
    """By the rules of cleaning alone; the verdicts in force are seen to before anything is looked up."""
    ((definition,),) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'article_words'")
    connection.execute("DROP TABLE article_words")
    connection.execute(definition)
    for number, article, document in records.readable_articles(connection):
        index_words(connection, number, article, document)
    connection.execute("INSERT OR IGNORE INTO stale SELECT number FROM article")


def _compare_again(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM copy")
    connection.execute("DELETE FROM copy_band")
    link_all(connection)


_Find = Callable[[Database], Iterator[str]]
_Step = Callable[[sqlite3.Connection], None]

_STEPS: tuple[tuple[_Find, _Step, str], ...] = (
    (faults.references, _drop_orphans, "rows about articles that are not there are dropped"),
    (faults.triage, _sort_as_decided, "articles are listed as was decided"),
    (faults.tallies, _count_again, "the articles of each view are counted again"),
    (faults.index, _index_again, "the full-text index is made anew"),
    (faults.copies, _compare_again, "articles are compared for copies again"),
)
