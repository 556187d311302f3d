"""The first articles of a view, copied into memory with an index of their words.

A word that stands in most articles of a large library takes a while to be looked up there, and most of what is found is
never looked at. Here it is found at once, by the same question asked of the same tables: what answers among the first
articles of a view is what the whole answer begins with.
"""

import json
from itertools import accumulate
from threading import Lock

from reader.domain.frozen import frozen
from reader.domain.ports import Beginning
from reader.domain.query import Query, View
from reader.storage import answers, orders
from reader.storage.database import Database, Memory

_ARTICLES = 1024
_WORDS = 250_000
"""So many articles are copied at most, and of long ones about as many as have so many words."""

_MANY = 700
"""If so many are likely to answer, going through the view until there are enough is faster than sorting all of them."""

_LARGE = 10_000
_LETTERS = 2
"""In a library of so many articles, looking up what words begin with so few letters takes a while."""


class Head:
    """The first articles of one view of a file. Several threads may use it, and wait for one another."""

    def __init__(self, database: Database) -> None:
        """Nothing is copied yet."""
        self._database = database
        self._lock = Lock()
        self._memory: Memory | None = None
        self._copied: _Copied | None = None

    def make(self, view: View) -> None:
        """Copy the first articles of a view, unless they were and nothing has changed since.

        Raises:
            StorageError: they cannot be read.
        """
        with self._lock:
            self._memory = memory = self._memory or self._database.memory()
            if self._copied is None or (self._copied.view, self._copied.version) != (view, memory.version()):
                self._copied = None
                self._copied = _copied(memory, view)

    def beginning(self, query: Query, count: int) -> Beginning | None:
        """What the answer to a query begins with: so many articles at least, or all that answer.

        None if that takes a while, as with one letter of a word that must be looked up in all articles.

        Raises:
            StorageError: it cannot be read.
        """
        found = self._among_copied(query)
        if found is not None and (found.whole or len(found.numbers) >= count):
            return found
        if self._is_slow(query):
            return None
        if found is None or found.likely < _MANY:
            numbers = answers.numbers(self._database, query)
            return Beginning(numbers, whole=True, likely=len(numbers))
        numbers = answers.first(self._database, query, count)
        return Beginning(numbers, found.looked_at, whole=len(numbers) < count, likely=max(len(numbers), found.likely))

    def _among_copied(self, query: Query) -> Beginning | None:
        """What answers among the first articles; None if they are not copied, or no longer what they were."""
        with self._lock:
            copied, memory = self._copied, self._memory
            if copied is None or memory is None or (copied.view, copied.version) != (query.view, memory.version()):
                return None
            numbers = answers.first(memory, query, _ARTICLES)
            if copied.whole:
                return Beginning(numbers, whole=True, likely=len(numbers))
            total = orders.counts(self._database)[query.view]
            likely = len(numbers) * total // len(copied.numbers)
            likely = max(len(numbers), likely)
            return Beginning(numbers, copied.numbers, whole=False, likely=likely, slow=self._is_slow(query))

    def _is_slow(self, query: Query) -> bool:
        """True if a word that is asked for is so short that many words begin with it, in a large library."""
        words = (*query.words, *(one.term for one in query.written if not one.whole))
        short = any(len(word) <= _LETTERS and word.isascii() for word in words)
        return short and orders.counts(self._database)[View.ALL] > _LARGE


@frozen
class _Copied:
    """What was copied.

    Attributes:
        view: from which view.
        version: that of the file at that moment.
        numbers: those of the articles.
        whole: True if there are no others in the view.
    """

    view: View
    version: int
    numbers: frozenset[int]
    whole: bool


def _copied(memory: Memory, view: View) -> _Copied:
    file, where = memory.FILE, f"WHERE {orders.VIEWS[view]}" if view in orders.VIEWS else ""
    with memory.change() as connection:
        version = memory.version()
        first = f"SELECT number, words FROM {file}.article {where} ORDER BY {orders.NEWEST} LIMIT {_ARTICLES + 1}"  # noqa: S608 - only our own column names
        found = connection.execute(first).fetchall()
        before = accumulate((words for _, words in found), initial=0)
        numbers = [number for (number, _), words in zip(found[:_ARTICLES], before, strict=False) if words < _WORDS]
        for name in ("article", "article_words"):
            connection.execute(f"DROP TABLE IF EXISTS main.{name}")
        copied, chosen = (json.dumps(numbers),), "IN (SELECT value FROM json_each(?))"
        connection.execute(f"CREATE TABLE main.article AS SELECT * FROM {file}.article WHERE number {chosen}", copied)  # noqa: S608 - our own name
        ((definition,),) = connection.execute(f"SELECT sql FROM {file}.sqlite_master WHERE name = 'article_words'")  # noqa: S608 - our own name
        connection.execute(definition)
        connection.execute(
            "INSERT INTO main.article_words (rowid, title, text, source) SELECT rowid, title, text, source"  # noqa: S608 - our own name
            f" FROM {file}.article_words WHERE rowid {chosen}",
            copied,
        )
    return _Copied(view, version, frozenset(numbers), whole=len(numbers) == len(found))
