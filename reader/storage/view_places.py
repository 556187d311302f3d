"""The order of a view: read as far as anybody has looked, and what was found in the full-text index brought into it."""

from array import array
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from threading import Lock

from reader.domain.query import View
from reader.storage import orders
from reader.storage.database import Database

_AT_ONCE = 4096
"""So many numbers are handed on at once, and are read at least."""

FEW, _MANY = 128, 2000
"""So many articles are looked up and sorted; for more, the view is gone through until enough were met, or all."""

_GOING = 100
"""Going through so many articles takes no longer than looking one up."""


class Places:
    """Which article stands at each place of a view, at one moment. Threads that read it wait for one another."""

    def __init__(self, database: Database, view: View, first: Sequence[int], total: int) -> None:
        """The first of them are known, and how many there are."""
        self._database = database
        self._view = view
        self._total = total
        self._known = array("q", first)
        self._lock = Lock()

    def behind(self, place: int) -> Iterator[int]:
        """The articles from a place on; what is not known of the order is read meanwhile.

        Raises:
            StorageError: it cannot be read.
            CancelledError: it is no longer wanted.
        """
        return chain.from_iterable(self._some(place))

    def sorted(self, numbers: Collection[int], place: int = 0) -> Iterator[int]:
        """Those of the articles that stand in the view, from a place on. Raises as `behind` does."""
        if len(numbers) > min(FEW, self._sorted_at_most):
            wanted = numbers if isinstance(numbers, set | frozenset) else frozenset(numbers)
            return filter(wanted.__contains__, self.behind(place))
        before = frozenset(self._known[:place])
        return iter([one for one in self._looked_up(numbers) if one not in before])

    def all_of(self, numbers: Collection[int]) -> Sequence[int]:
        """All of the articles that stand in the view, in its order. Raises as `behind` does."""
        if len(numbers) <= self._sorted_at_most:
            return self._looked_up(numbers)
        return array("q", filter(frozenset(numbers).__contains__, self._upto(self._total)))

    @property
    def _sorted_at_most(self) -> int:
        """Of so many articles the places are looked up; once the whole order is known, going through it is fast."""
        return len(self._known) // _GOING if len(self._known) == self._total else _MANY

    def _looked_up(self, numbers: Collection[int]) -> Sequence[int]:
        where = [orders.VIEWS[self._view]] if self._view in orders.VIEWS else []
        return orders.numbers(self._database, where, (), numbers)

    def _some(self, place: int) -> Iterator[Sequence[int]]:
        while place < self._total:
            some = self._upto(place + 1)[place : place + _AT_ONCE]
            if not some:
                return
            yield some
            place += len(some)

    def _upto(self, count: int) -> Sequence[int]:
        """So many numbers at least, if there are; the farther, the more are read at once."""
        with self._lock:
            known = len(self._known)
            if known < count:
                more = max(_AT_ONCE, known, count - known)
                self._known.extend(orders.run(self._database, self._view, known, more, self._total))
            return self._known
