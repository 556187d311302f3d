"""A view of any length in its order: only what is asked for is read."""

from collections.abc import Sequence
from typing import overload

from reader.domain.query import View
from reader.library.model import Library

_CHUNK = 256
"""Numbers that are read at once."""


class ViewOrder(Sequence[int]):
    """The numbers of the articles of a view, the newest first; read in chunks as they are asked for.

    Articles that come or go after it was made may shift what was not yet read; whoever changes something makes a new
    one.
    """

    def __init__(self, library: Library, view: View) -> None:
        self._articles = library.articles
        self._view = view
        self._total = self._articles.counts()[view]
        self._chunks: dict[int, Sequence[int]] = {}

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        """One number, or some.

        Raises:
            IndexError: there is none at this place, or no longer.
            StorageError: it cannot be read.
        """
        if isinstance(place, slice):
            start, stop, _ = place.indices(self._total)
            return self._articles.run(self._view, start, stop - start, self._total)
        if not 0 <= place < self._total:
            raise IndexError(place)
        number, offset = divmod(place, _CHUNK)
        return self._chunk(number)[offset]

    def index(self, number: int, start: int = 0, stop: int | None = None) -> int:
        """The place of an article.

        Raises:
            ValueError: it is not in the view.
        """
        place = self._articles.place(self._view, number)
        if place is None or place < start or (stop is not None and place >= stop):
            message = f"{number} is not in the view"
            raise ValueError(message)
        return place

    def _chunk(self, number: int) -> Sequence[int]:
        """A chunk; it is found from a neighbour that was read already, else by its place."""
        if number not in self._chunks:
            length = min(_CHUNK, self._total - number * _CHUNK)
            before, behind = self._chunks.get(number - 1), self._chunks.get(number + 1)
            if before:
                found = self._articles.run_beside(self._view, before[-1], length, before=False)
            elif behind:
                found = self._articles.run_beside(self._view, behind[0], length, before=True)
            else:
                found = self._articles.run(self._view, number * _CHUNK, length, self._total)
            self._chunks[number] = found
        return self._chunks[number]
