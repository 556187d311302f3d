"""The first articles of a view, copied into memory as lines of words; and a closer look at any others."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence

from reader.domain.query import Query, View
from reader.storage import orders
from reader.storage.conditions import of_columns
from reader.storage.database import Database
from reader.storage.memory import Memory
from reader.storage.search_index import Sought, excluded, sought
from reader.storage.word_lines import COLUMNS, WordLines

_TEXTS = f"{Memory.FILE}.article_words_content"
"""Where the full-text index keeps its texts: read through the index itself they take four times as long."""


class FirstArticles:
    """What was copied.

    Attributes:
        view: from which view.
        numbers: those of the articles, in the order of the view.
        holding: the same in no order.
        total: how many articles the view holds.
        library: how many articles the library holds.
    """

    def __init__(self, memory: Memory, lines: WordLines, view: View, most: int, most_bytes: int) -> None:
        """Copy so many, and of long ones as many as have so many bytes of text, but one at least.

        Raises:
            StorageError: they cannot be read.
        """
        self._memory = memory
        self._lines = lines
        self._standing: dict[Sought, frozenset[int]] = {}
        where = [orders.VIEWS[view]] if view in orders.VIEWS else []
        with memory.change() as connection:
            self._version = memory.version()
            counts = orders.counts(memory)
            texts = _texts(connection, orders.first(memory, where, (), most), most_bytes)
        self._words = lines.of(texts.values())
        self.view = view
        self.numbers = [*texts]
        self.holding = frozenset(texts)
        self.total, self.library = counts[view], counts[View.ALL]

    @property
    def whole(self) -> bool:
        """True if there are no others in the view."""
        return len(self.numbers) == self.total

    @property
    def current(self) -> bool:
        """True if the file is still what it was."""
        return self._memory.version() == self._version

    def answering(self, database: Database, query: Query) -> Sequence[int]:
        """The numbers of those that answer, in order."""
        numbers: Sequence[int] = self.numbers
        for one in sought(query):
            numbers = _of(numbers, self.standing(one))
        for term in query.written:
            written = frozenset(orders.numbers_of(database, term.ids))
            numbers = _of(numbers, written | self.standing(Sought(term.term, whole=term.whole)))
        for one in excluded(query):
            numbers = _without(numbers, self.standing(one))
        return orders.those(database, numbers, *of_columns(query, few=True))

    def standing(self, term: Sought) -> frozenset[int]:
        """In which of them a term stands."""
        found = self._standing.get(term)
        if found is None:
            holding = self._words.holding(self._lines.finder(term)) if self.numbers else []
            found = self._standing[term] = frozenset(map(self.numbers.__getitem__, holding))
        return found

    def share(self, term: Sought) -> float:
        """In what part of them a term stands; less than 1, more than 0."""
        return (len(self.standing(term)) + 0.5) / (len(self.numbers) + 1)

    def standing_in(self, numbers: Sequence[int], terms: Sequence[Sought]) -> list[set[int]]:
        """In which of a few articles, from anywhere in the file, each term stands; their words are read for that."""
        with self._memory.change() as connection:
            texts = _texts(connection, numbers)
        lines = self._lines.of(texts.values())
        return [{numbers[one] for one in lines.holding(self._lines.finder(term))} for term in terms]


def _texts(
    connection: sqlite3.Connection, numbers: Sequence[int], most_bytes: int | None = None
) -> Mapping[int, bytes]:
    """The texts of some articles by their numbers, in the same order, until these have so many bytes."""
    found: dict[int, bytes] = {}
    size = 0
    listed = f"json_each(?) AS listed LEFT JOIN {_TEXTS} AS kept ON kept.id = listed.value"
    rows = connection.execute(
        f"SELECT listed.value, ifnull({COLUMNS}, x'') FROM {listed}",  # noqa: S608 - only our own names
        (json.dumps([*numbers]),),
    )
    for number, text in rows:
        found[number] = text
        size += len(text)
        if most_bytes is not None and size >= most_bytes:
            break
    return found


def _of(numbers: Sequence[int], some: Collection[int]) -> Sequence[int]:
    return [number for number in numbers if number in some]


def _without(numbers: Sequence[int], some: Collection[int]) -> Sequence[int]:
    return [number for number in numbers if number not in some]
