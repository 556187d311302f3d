"""The order of a view in memory: which article stands at each place, and at which place each article stands.

What was found in the full-text index, which knows no order, is brought into that of the list without a look at the
table of articles.
"""

from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Container, Iterable, Sequence

_SPARSE = 16
"""The greatest number may be so many times that of the articles."""


class Places:
    """Where the articles of a view stand, at one moment."""

    def __init__(self, numbers: Sequence[int]) -> None:
        """`numbers` are those of all its articles, in its order.

        Raises:
            ValueError: they are so far apart that this would take too much memory.
        """
        size = max(numbers, default=0) + 1
        if size > _SPARSE * (len(numbers) + 1024):
            message = f"the numbers of {len(numbers)} articles go up to {size}"
            raise ValueError(message)
        self._numbers = numbers
        self._places = array("i", [-1]) * size
        deque(map(self._places.__setitem__, numbers, range(len(numbers))), maxlen=0)

    def __len__(self) -> int:
        """How many articles the view holds."""
        return len(self._numbers)

    def sorted(self, numbers: Collection[int], start: int = 0) -> list[int]:
        """The places of articles in order, from place `start` on; those that are not in the view are left out."""
        try:
            found = sorted(map(self._places.__getitem__, numbers))
        except IndexError:
            found = sorted(self._places[number] for number in numbers if number < len(self._places))
        return found[bisect_left(found, start) :]

    def numbers(self, places: Iterable[int]) -> list[int]:
        """The articles at these places."""
        return [*map(self._numbers.__getitem__, places)]

    def before(self, place: int) -> Container[int]:
        """The articles before a place."""
        return _Before(self._places, place)


class _Before(Container[int]):
    """The articles that stand before a place."""

    def __init__(self, places: Sequence[int], behind: int) -> None:
        self._places = places
        self._behind = behind

    def __contains__(self, number: object) -> bool:
        """True if an article with this number stands there."""
        return isinstance(number, int) and number < len(self._places) and 0 <= self._places[number] < self._behind
