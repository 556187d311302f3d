"""What a store of articles and one of marks have besides: triage and positions; parts of `ports`."""

from collections.abc import Collection, Sequence
from typing import Protocol

from reader.domain.positions import PositionMark
from reader.domain.status import Alike, HowFar, Status


class TriageStore(Protocol):
    """What was decided about articles. Every method may raise StorageError."""

    def status(self, article_id: str) -> Status:
        """Its triage; a fresh Status if nothing was decided."""

    def statuses(self, ids: Sequence[str]) -> Sequence[Status]:
        """The triage of several articles, in this order."""

    def set_status(self, statuses: Sequence[Status]) -> None:
        """Keep these, all or none."""

    def alike(self, numbers: Collection[int]) -> Sequence[Alike]:
        """The triage of many articles; a number is the store's own name. What is not there is left out."""

    def redecide(self, changes: Sequence[tuple[Alike, Alike]], how_far: HowFar) -> None:
        """Decide anew about articles, from what was decided to what shall be, all or none.

        Raises:
            ChangedError: one of them does not lie as is told.
        """


class PositionStore(Protocol):
    """Keeps positions, as safely as marks. Every method may raise StorageError."""

    def positions(self, article_id: str = "") -> Sequence[PositionMark]:
        """All positions, or those in one article, in order of letter and id."""

    def position(self, position_id: str) -> PositionMark | None:
        """One position by its id; None if that letter is not set."""

    def put_position(self, mark: PositionMark) -> None:
        """Add it, or replace the one with its id; fields that this version does not know stay."""

    def remove_position(self, position_id: str) -> None:
        """Remove it; nothing happens if it is not there."""
