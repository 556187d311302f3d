"""The articles that answer words best, each with the part of it in which they stand."""

import re
from collections.abc import Sequence

from reader.domain.matching import all_patterns, excerpt
from reader.domain.query import Hit, Query, Row
from reader.storage import article_records as records
from reader.storage.conditions import conditions_of
from reader.storage.database import Database
from reader.storage.index_letters import as_read
from reader.storage.orders import NEWEST
from reader.storage.search_index import best, wanted

_FIELDS = ("text", "title", "source")


def ranked(database: Database, query: Query, columns: str, limit: int) -> list[Hit]:
    """The best answers to a query with a word that can be looked up.

    Args:
        database: the articles.
        query: what is asked.
        columns: those of a row, in SQL; `article_records.read_row` reads them.
        limit: so many at most.

    Raises:
        StorageError: they cannot be read.
    """
    conditions, values = conditions_of(query)
    # The rows of the best alone are read: a common word stands in most articles.
    found = database.all(
        f"SELECT article.number, {columns} FROM ({best(conditions)}) AS best JOIN article USING (number)"  # noqa: S608 - only our own column names
        f" LEFT JOIN status ON status.article_id = article.id ORDER BY best.score, {NEWEST}",
        (wanted(query), *values, limit),
    )
    patterns = all_patterns(query.words, query.phrases)
    with database.reading("an article"):
        return [_hit(database, records.read_row(row), number, patterns) for number, *row in found]


def _hit(database: Database, row: Row, number: int, patterns: Sequence[re.Pattern[str]]) -> Hit:
    """The answer with the part of text, title or source in which most stands of what was looked for.

    The words are asked for each hit alone, since ranking would read those of every match.
    """
    fields = database.first("SELECT text, title, source FROM article_words WHERE rowid = ?", (number,))
    excerpts = [excerpt(as_read(words), patterns) for words in fields or ("",)]
    most = max(range(len(excerpts)), key=lambda index: len(excerpts[index][1]))
    return Hit(row, excerpts[most][0], _FIELDS[most], excerpts[most][1])
