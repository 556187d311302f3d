"""What answers a query that is being typed begins with.

A word that stands in most articles of a large library takes a while to be looked up there, and most of what is found is
never looked at. Among the first articles of a view, which lie in memory, it is found at once, and what answers there is
what the whole answer begins with. Of a rarer word, all articles that have it are soon found, and brought into the order
of the view. What is common and what is rare, the first articles tell.
"""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

from reader.domain.ports import Beginning
from reader.domain.query import Query, View
from reader.storage import answers, orders
from reader.storage.beyond import Beyond
from reader.storage.database import Database
from reader.storage.first_articles import FirstArticles
from reader.storage.memory import Memory
from reader.storage.view_places import Places
from reader.storage.word_lines import WordLines

_ARTICLES = 1024
_BYTES = 1_500_000
"""So many articles are copied at most, and of long ones as many as have so many bytes of text."""

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
        self._tools: tuple[Memory, WordLines] | None = None
        self._copied: tuple[FirstArticles, Places] | None = None

    def make(self, view: View) -> None:
        """Copy the first articles of a view, unless they were and nothing has changed since.

        Raises:
            StorageError: they cannot be read.
        """
        with self._lock:
            if self._tools is None or self._tools[0].is_stale:
                memory = self._database.memory()
                self._tools = memory, WordLines(memory)
            if self._current(view) is None:
                self._copied = None
                first = FirstArticles(*self._tools, view, _ARTICLES, _BYTES)
                self._copied = first, Places(self._database, view, first.numbers, first.total)

    def beginning(self, query: Query, count: int) -> Beginning | None:
        """What the answer to a query begins with: so many articles at least, or all that answer.

        None if that takes a while, as with one letter of a word that must be looked up in all articles.

        Raises:
            StorageError: it cannot be read.
        """
        with self._lock:
            copied = self._current(query.view)
            found = self._among_first(copied[0], query) if copied else None
        if found is not None and (found.whole or len(found.numbers) >= count):
            return found
        if copied is not None and found is not None:
            further = Beyond(self._database, *copied, query).beginning(found.numbers, count)
            if further is not None and copied[0].current:
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
            copied = self._current(query.view)
        numbers = Beyond(self._database, *copied, query).all() if copied else None
        if copied is None or numbers is None or not copied[0].current:
            return answers.numbers(self._database, query)
        return numbers

    def _current(self, view: View) -> tuple[FirstArticles, Places] | None:
        """What was copied; None if it is of another view, or no longer what it was."""
        copied = self._copied
        return copied if copied and copied[0].view is view and copied[0].current else None

    def _among_first(self, first: FirstArticles, query: Query) -> Beginning:
        """What answers among the first articles."""
        numbers = first.answering(self._database, query)
        if first.whole:
            return Beginning(numbers, whole=True, likely=len(numbers))
        likely = max(len(numbers), len(numbers) * first.total // len(first.numbers))
        return Beginning(numbers, first.holding, whole=False, likely=likely, slow=self._is_slow(query))

    def _is_slow(self, query: Query) -> bool:
        """True if a word that is asked for is so short that many words begin with it, in a large library."""
        words = (*query.words, *(one.term for one in query.written if not one.whole))
        short = any(len(word) <= _LETTERS and word.isascii() for word in words)
        return short and orders.counts(self._database)[View.ALL] > _LARGE
