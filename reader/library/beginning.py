"""Answers of which the first articles are known while a filter is being typed.

Until the next key is pressed only the first rows are looked at, so only they are read. Whatever needs the rest, as the
length does, has it read.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, overload

from reader.domain.frozen import frozen
from reader.domain.query import Query
from reader.library.model import Library

if TYPE_CHECKING:
    from reader.domain.ports import Beginning


@frozen
class Looked:
    """What of a list is looked at.

    Attributes:
        number: the article under the cursor; None if there is none.
        place: its place.
        rows: how many rows the screen has.
        more: True if what comes first is not enough, because copies are folded or rows selected.
    """

    number: int | None
    place: int
    rows: int
    more: bool = False


class Begun(Sequence[int]):
    """The numbers of all articles that answer; of some of them it is known that they come first."""

    def __init__(self, first: Beginning, read: Callable[[], Sequence[int]]) -> None:
        """`read` gives all of them."""
        self._numbers = first.numbers
        self._looked_at = first.looked_at
        self._read = read
        self.whole = False
        self.likely = first.likely
        self.slow = first.slow

    @property
    def known(self) -> int:
        """How many are known without reading the rest."""
        return len(self._numbers)

    def finish(self, numbers: Sequence[int]) -> bool:
        """Take what the whole answer is; False if it does not begin as was known, since something has changed."""
        before, self._numbers = self._numbers, numbers
        self.whole, self.likely = True, len(numbers)
        return list(before) == list(numbers[: len(before)])

    def read(self) -> Sequence[int]:
        """The whole answer, as it is now.

        Raises:
            CancelledError: it is no longer wanted.
            StorageError: it cannot be read.
        """
        return self._read()

    def __len__(self) -> int:
        """How many there are; reads them all, and may raise StorageError."""
        return len(self._all())

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        """One number, or some; may raise StorageError if it is not known yet."""
        if isinstance(place, int) and 0 <= place < self.known:
            return self._numbers[place]
        return self._all()[place]

    def index(self, number: int, start: int = 0, stop: int | None = None) -> int:
        """The place of an article.

        Raises:
            ValueError: it does not answer.
            StorageError: that cannot be read.
        """
        if number in self._numbers or number in self._looked_at:
            return self._numbers.index(number, start, self.known if stop is None else stop)
        return self._all().index(number, start, len(self) if stop is None else stop)

    def _all(self) -> Sequence[int]:
        if not self.whole:
            self.finish(self._read())
        return self._numbers


def begun(library: Library, query: Query, looked: Looked) -> Sequence[int] | None:
    """The numbers of what answers a resolved query, of which those are known that are about to be looked at.

    None if they take a while, so that they are better asked for when nothing more is typed.

    Raises:
        CancelledError: it is no longer wanted.
        StorageError: it cannot be read.
    """
    articles, cursor = library.articles, looked.number
    first = articles.beginning(query, sys.maxsize if looked.more else looked.place + looked.rows)
    if first is None:
        return None
    if first.whole:
        return first.numbers
    here = cursor in first.numbers
    place = first.numbers.index(cursor) if here and cursor is not None else looked.place
    decided = here or cursor is None or cursor in first.looked_at
    if not decided or place + looked.rows > len(first.numbers):
        return articles.numbers(query)
    return Begun(first, lambda: articles.numbers(query))
