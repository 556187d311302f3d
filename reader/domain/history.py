"""What undo undoes: named changes, each a set of records before and after."""

from dataclasses import replace
from datetime import datetime

from reader.domain.frozen import frozen
from reader.domain.mark import ArticleMarks, Highlight, SourceChoice
from reader.domain.positions import PositionMark
from reader.domain.status import Alike, Status

LONG = 500
"""From so many records on, an act takes so long that a screen does it in a thread."""

Record = Status | Alike | Highlight | ArticleMarks | SourceChoice | PositionMark


@frozen
class Step:
    """One record before and after; `None` where it did not exist. `Alike` has the same articles on both sides."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record on whichever side it exists."""
        record = self.after or self.before
        if record is None:
            message = "a step without a record on either side changes nothing"
            raise ValueError(message)
        return record

    def reversed(self) -> "Step":
        """The step that takes this one back."""
        return Step(before=self.after, after=self.before)


@frozen
class Change:
    """One act of the reader.

    Attributes:
        label: what was done, for the status line: "archived 3 articles".
        steps: what it changed, in order.
        id: its name among the acts that are kept; empty if it is not.
        at: when it was done, if that is kept.
    """

    label: str
    steps: tuple[Step, ...] = ()
    id: str = ""
    at: datetime | None = None

    @property
    def is_long(self) -> bool:
        """True if it is about so much that taking it back takes a while."""
        return len(self.steps) >= LONG or any(isinstance(step.record, Alike) for step in self.steps)

    @property
    def is_about_marks(self) -> bool:
        """True if it changes what is written and marked."""
        return any(not isinstance(step.record, Status | Alike) for step in self.steps)

    def reversed(self) -> "Change":
        """The change that takes this one back."""
        return replace(self, steps=tuple(step.reversed() for step in reversed(self.steps)))


@frozen
class History:
    """The acts done and undone, newest last."""

    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()

    def after(self, earlier: "History") -> "History":
        """The same with what was done before it; what was undone then can be redone if nothing was done since."""
        fresh = not self.done and not self.undone
        return History((*earlier.done, *self.done), earlier.undone if fresh else self.undone)

    def record(self, change: Change) -> "History":
        """A new act; what was undone before it can no longer be redone."""
        return History((*self.done, change)) if change.steps else self

    def without(self, change: Change) -> "History":
        """The same without an act."""
        return History(*(tuple(one for one in acts if one is not change) for acts in (self.done, self.undone)))

    def undo(self) -> "History":
        """The newest act moved to the undone ones; unchanged if there is none."""
        if not self.done:
            return self
        return replace(self, done=self.done[:-1], undone=(*self.undone, self.done[-1]))

    def redo(self) -> "History":
        """The act undone last moved back; unchanged if there is none."""
        if not self.undone:
            return self
        return replace(self, done=(*self.done, self.undone[-1]), undone=self.undone[:-1])
