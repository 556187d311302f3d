"""What answers a query that is being typed begins with.

A word that stands in most articles of a large library takes a while to be looked up there, and most of what is found is
never looked at. Among the first articles of a view, which lie in memory, it is found at once, and what answers there is
what the whole answer begins with. Of a rarer word, all articles that have it are soon found, and brought into the order
of the view, which lies in memory too. What is common and what is rare, the first articles tell.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from threading import Lock

from reader.domain.frozen import frozen
from reader.domain.ports import Beginning
from reader.domain.query import Query, View
from reader.storage import answers, orders
from reader.storage.beyond import Beyond
from reader.storage.database import Database, Memory
from reader.storage.first_articles import FirstArticles, copied
from reader.storage.view_places import Places

_ARTICLES = 1024
_WORDS = 250_000
"""So many articles are copied at most, and of long ones about as many as have so many words."""

_MANY = 700
"""If so many are likely to answer, going through the view until there are enough is faster than sorting all of them."""

_LARGE = 10_000
_LETTERS = 2
"""In a library of so many articles, looking up what words begin with so few letters takes a while."""


class Head:
    """The first articles of one view of a file, and its order. Several threads may use it, and wait for one another."""

    def __init__(self, database: Database) -> None:
        """Nothing is copied yet."""
        self._database = database
        self._lock = Lock()
        self._memory: Memory | None = None
        self._first: FirstArticles | None = None
        self._order: _Order | None = None

    def make(self, view: View) -> None:
        """Copy the first articles of a view, and its order, unless they were and nothing has changed since.

        Raises:
            StorageError: they cannot be read.
        """
        with self._lock:
            self._memory = memory = self._memory or self._database.memory()
            if self._first is None or (self._first.view, self._first.version) != (view, memory.version()):
                self._first = None
                self._first = copied(memory, view, _ARTICLES, _WORDS)
            first = self._first
        if first.whole or (self._order is not None and self._order.first is first):
            return
        numbers = orders.numbers(self._database, [orders.VIEWS[view]] if view in orders.VIEWS else [], (), None)
        if memory.version() == first.version:
            with suppress(ValueError):
                self._order = _Order(first, Places(numbers))

    def beginning(self, query: Query, count: int) -> Beginning | None:
        """What the answer to a query begins with: so many articles at least, or all that answer.

        None if that takes a while, as with one letter of a word that must be looked up in all articles.

        Raises:
            StorageError: it cannot be read.
        """
        first, found = self._among_first(query)
        if found is not None and (found.whole or len(found.numbers) >= count):
            return found
        if first is not None and found is not None:
            beyond = self._beyond(first, query)
            further = beyond.beginning(found.numbers, count) if beyond else None
            if further is not None:
                return replace(further, slow=found.slow)
        if self._is_slow(query):
            return None
        if found is None or found.likely < _MANY:
            numbers = answers.numbers(self._database, query)
            return Beginning(numbers, whole=True, likely=len(numbers))
        numbers = answers.first(self._database, query, count)
        return Beginning(numbers, found.looked_at, whole=len(numbers) < count, likely=max(len(numbers), found.likely))

    def numbers(self, query: Query) -> Sequence[int]:
        """The whole answer.

        Raises:
            StorageError: it cannot be read.
        """
        with self._lock:
            first = self._current(query.view)
        beyond = self._beyond(first, query) if first else None
        numbers = beyond.all() if beyond else None
        return answers.numbers(self._database, query) if numbers is None else numbers

    def _current(self, view: View) -> FirstArticles | None:
        """What was copied; None if it is of another view, or no longer what it was."""
        first = self._first
        return first if first and (first.view, first.version) == (view, first.memory.version()) else None

    def _among_first(self, query: Query) -> tuple[FirstArticles | None, Beginning | None]:
        """What answers among the first articles; None if they are not copied."""
        with self._lock:
            first = self._current(query.view)
            if first is None:
                return None, None
            numbers = first.answering(query)
        if first.whole:
            return first, Beginning(numbers, whole=True, likely=len(numbers))
        likely = max(len(numbers), len(numbers) * first.total // len(first.numbers))
        slow = self._is_slow(query)
        return first, Beginning(numbers, first.holding, whole=False, likely=likely, slow=slow)

    def _beyond(self, first: FirstArticles, query: Query) -> Beyond | None:
        """What finds more than that; None if the order of the view is not known."""
        order = self._order
        if order is None or order.first is not first:
            return None
        return Beyond(self._database, first, order.places, query)

    def _is_slow(self, query: Query) -> bool:
        """True if a word that is asked for is so short that many words begin with it, in a large library."""
        words = (*query.words, *(one.term for one in query.written if not one.whole))
        short = any(len(word) <= _LETTERS and word.isascii() for word in words)
        return short and orders.counts(self._database)[View.ALL] > _LARGE


@frozen
class _Order:
    """The order of a view, and its first articles as they were at the same moment."""

    first: FirstArticles
    places: Places
