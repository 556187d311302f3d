"""Things made lately and kept, so that they need not be made again; bounded by how large they are together."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

LETTERS = 4_000_000
"""Code points of the texts of which something is kept: of ten books, or a few thousand articles."""


class Recent(Generic[Key, Value]):
    """Values by what they were made of; those that were not asked for longest go first. Several threads may use it."""

    def __init__(self, bound: int, size: Callable[[Value], int]) -> None:
        """At most `bound` together, as `size` measures them; the one asked for last stays, however large."""
        self._bound = bound
        self._size = size
        self._values: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._total = 0
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, made now if it is not here. Raises what `make` raises."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key][0]
        value = make()
        size = self._size(value)
        with self._lock:
            if key in self._values:
                return self._values[key][0]
            self._values[key] = value, size
            self._total += size
            while self._total > self._bound and len(self._values) > 1:
                self._total -= self._values.popitem(last=False)[1][1]
        return value

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._values.clear()
            self._total = 0

    @property
    def total(self) -> int:
        """How large all of them are together."""
        return self._total

    def __len__(self) -> int:
        return len(self._values)
