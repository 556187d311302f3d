"""The first articles of a view, copied into memory with an index of their words; and a closer look at any others.

The tables are called as those of the file, so that the same conditions are asked of both, but the number of an article
is its place.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from reader.domain.frozen import frozen
from reader.domain.query import Query, View
from reader.storage import orders
from reader.storage.conditions import all_conditions, conditions_of
from reader.storage.database import Memory
from reader.storage.search_index import Sought, wanted, without_texts

_FILE = Memory.FILE
_COLUMNS = ("id", "source", "published", "added", "newest", "state", "starred", "read")
"""What conditions ask for."""

_WORDS, _CLOSER = "article_words", "looked_at"
"""The index of the first articles, and that of those that are looked at more closely."""

_TEXTS, _BREAK = f"{_WORDS}_content", "char(10)"
"""Where the full-text index keeps its texts: read through the index itself they take four times as long."""


@frozen
class FirstArticles:
    """What was copied.

    Attributes:
        memory: where to.
        view: from which view.
        version: that of the file at that moment.
        numbers: those of the articles, in the order of the view.
        holding: the same in no order.
        total: how many articles the view holds.
        library: how many articles the library holds.
    """

    memory: Memory
    view: View
    version: int
    numbers: Sequence[int]
    holding: frozenset[int]
    total: int
    library: int

    @property
    def whole(self) -> bool:
        """True if there are no others in the view."""
        return len(self.numbers) == self.total

    def answering(self, query: Query) -> list[int]:
        """The numbers of those that answer, in order."""
        asked = replace(query, view=View.ALL)
        conditions, _ = conditions_of(asked)
        expression = wanted(asked)
        if expression and not conditions:
            places = orders.matches(self.memory, expression)
        else:
            places = orders.among(self.memory, *all_conditions(asked))
        return [*map(self.numbers.__getitem__, places)]

    def share(self, expression: str) -> float:
        """In what part of them an expression of the full-text index holds; less than 1, more than 0."""
        return (len(orders.matches(self.memory, expression)) + 0.5) / (len(self.numbers) + 1)

    def standing(self, numbers: Sequence[int], terms: Sequence[Sought]) -> list[set[int]]:
        """In which of a few articles, from anywhere in the file, each term stands; their words are read for that.

        What cannot be told by itself is told by an index of them.
        """
        columns = f"CAST(c0 || {_BREAK} || c1 || {_BREAK} || c2 AS BLOB)"
        listed = f"SELECT id, {columns} FROM {_FILE}.{_TEXTS} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - only our own names
        texts = {number: text.lower() for number, text in self.memory.all(listed, (json.dumps([*numbers]),))}
        told = [{number: one.stands_in(text) for number, text in texts.items()} for one in terms]
        found = [{number for number, stands in one.items() if stands} for one in told]
        unknown = [number for number in texts if any(one[number] is None for one in told)]
        if unknown:
            with self.memory.change() as connection:
                connection.execute(f"INSERT INTO main.{_CLOSER} ({_CLOSER}) VALUES ('delete-all')")  # noqa: S608 - our own name
                _index(connection, _CLOSER, unknown)
                for one, numbers_found in zip(terms, found, strict=True):
                    places = orders.matches(self.memory, one.expression, _CLOSER)
                    numbers_found.update(map(unknown.__getitem__, places))
        return found


def copied(memory: Memory, view: View, most: int, most_words: int) -> FirstArticles:
    """Copy the first articles of a view: so many, and of long ones about as many as have so many words.

    Raises:
        StorageError: they cannot be read.
    """
    where = f"WHERE {orders.VIEWS[view]}" if view in orders.VIEWS else ""
    with memory.change() as connection:
        version = memory.version()
        counts = orders.counts(memory)
        first = f"SELECT number, words FROM {_FILE}.article {where} ORDER BY {orders.NEWEST} LIMIT {most}"  # noqa: S608 - only our own column names
        found = connection.execute(first).fetchall()
        before = accumulate((words for _, words in found), initial=0)
        numbers = [number for (number, _), words in zip(found, before, strict=False) if words < most_words]
        for name in ("article", _WORDS, _CLOSER):
            connection.execute(f"DROP TABLE IF EXISTS main.{name}")
        columns = ", ".join(_COLUMNS)
        connection.execute(f"CREATE TABLE main.article (number INTEGER PRIMARY KEY, {columns})")
        connection.execute(
            f"INSERT INTO main.article SELECT listed.key, {', '.join(f'kept.{name}' for name in _COLUMNS)}"  # noqa: S608 - only our own column names
            " FROM json_each(?) AS listed"
            f" CROSS JOIN {_FILE}.article AS kept ON kept.number = listed.value",
            (json.dumps(numbers),),
        )
        ((definition,),) = connection.execute(f"SELECT sql FROM {_FILE}.sqlite_master WHERE name = '{_WORDS}'")  # noqa: S608 - our own name
        for name in (_WORDS, _CLOSER):
            connection.execute(without_texts(definition, name))
        _index(connection, _WORDS, numbers)
    return FirstArticles(memory, view, version, numbers, frozenset(numbers), counts[view], counts[View.ALL])


def _index(connection: sqlite3.Connection, name: str, numbers: Sequence[int]) -> None:
    """Index the words of these articles; each is numbered by its place among them."""
    connection.execute(
        f"INSERT INTO main.{name} (rowid, title, text, source) SELECT listed.key, c0, c1, c2"  # noqa: S608 - only our own names
        f" FROM json_each(?) AS listed CROSS JOIN {_FILE}.{_TEXTS} AS kept ON kept.id = listed.value",
        (json.dumps([*numbers]),),
    )
