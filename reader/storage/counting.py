"""Counting the lines of articles by source, into the table `sighting` of `articles.sqlite`.

A row for each line of an article, and one for the line 0, which stands in every article; sources, lines and stories
are told by numbers. Only the latest version of a text is counted. An article of which no source is known has no rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import TYPE_CHECKING

from reader.domain.article import Article
from reader.domain.evidence import line_number, line_numbers, story_number
from reader.domain.source import source_of
from reader.storage import article_records as records

if TYPE_CHECKING:
    from reader.domain.packed import Packed


EVERY = 0
"""The line that stands in every article."""


def count_anew(connection: sqlite3.Connection, number: int, article: Article, packed: Packed) -> frozenset[int]:
    """Count the lines of an article in place of what was counted of it before; `number` is its own in the file.

    Returns:
        The sources whose counts have changed.
    """
    before = connection.execute("SELECT source FROM sighting WHERE article = ? AND line = ?", (number, EVERY))
    touched = {name for (name,) in before}
    connection.execute("DELETE FROM sighting WHERE article = ?", (number,))
    return count_new(connection, number, article, packed) | touched


def count_new(connection: sqlite3.Connection, number: int, article: Article, packed: Packed) -> frozenset[int]:
    """Count the lines of an article of which nothing was counted; the source whose counts have changed, if any."""
    source = source_of(article)
    if not source:
        return frozenset()
    name = line_number(source.key)
    _put(connection, number, name, packed.story, packed.lines)
    return frozenset((name,))


def count_all(connection: sqlite3.Connection) -> None:
    """Count the lines of every article; one that cannot be read is left out, and `newsmark check` tells of it."""
    for number, article, document in records.readable_articles(connection):
        source = source_of(article)
        if source:
            lines = line_numbers(document)
            _put(connection, number, line_number(source.key), story_number(document), lines)


def _put(connection: sqlite3.Connection, number: int, source: int, story: int, lines: Collection[int]) -> None:
    rows = [(source, line, story, number) for line in (EVERY, *lines)]
    connection.executemany("INSERT INTO sighting VALUES (?, ?, ?, ?)", rows)
