"""A library whose disk can be taken away while the app runs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

from reader.domain.errors import StorageError
from reader.domain.ports import ArticleStore, MarkStore
from reader.library.model import Library

FAULT = "the disk is gone; put it back"


@dataclass
class Disk:
    """Whether the stores can be reached, and how often they were asked in vain."""

    gone: bool = False
    asked: int = 0


class BreakableStore:
    """A store that answers while the disk is there; without it every method raises StorageError."""

    def __init__(self, store: object, disk: Disk) -> None:
        self._store = store
        self._disk = disk

    def __getattr__(self, name: str) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(self._store, name)
        if not self._disk.gone:
            return found

        def fail(*_: object, **__: object) -> None:
            self._disk.asked += 1
            raise StorageError(FAULT)

        return fail


def breakable(library: Library, disk: Disk) -> Library:
    """The library on a disk that can go."""
    return replace(
        library,
        articles=cast("ArticleStore", BreakableStore(library.articles, disk)),
        marks=cast("MarkStore", BreakableStore(library.marks, disk)),
    )
