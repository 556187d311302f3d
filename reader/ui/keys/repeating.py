"""What `.` does again: the last marking act, told so that it can be done in another place. Pure."""

from reader.domain.frozen import frozen
from reader.domain.history import Change
from reader.domain.mark import Highlight, HighlightKind
from reader.ui.keys.vim import Command


@frozen
class Marked:
    """A passage was highlighted: what the command covers from the caret on."""

    command: Command
    kind: HighlightKind


@frozen
class Kinded:
    """A highlight was given a kind."""

    kind: HighlightKind


@frozen
class Tagged:
    """Tags were given to a highlight, or taken from it."""

    added: tuple[str, ...]
    removed: tuple[str, ...]

    def on(self, tags: tuple[str, ...]) -> tuple[str, ...]:
        """The tags of another highlight after the same."""
        kept = tuple(tag for tag in tags if tag not in self.removed)
        return (*kept, *(tag for tag in self.added if tag not in kept))


@frozen
class Removed:
    """A highlight was taken away."""


Act = Marked | Kinded | Tagged | Removed


def told_by(change: Change) -> Act | None:
    """What a change did to one highlight, if that can be repeated on another; else None."""
    if len(change.steps) != 1:
        return None
    before, after = change.steps[0].before, change.steps[0].after
    match before, after:
        case Highlight(), None:
            return Removed()
        case None, Highlight():
            return Marked(Command("highlight"), after.kind)
        case Highlight(), Highlight() if before.kind is not after.kind:
            return Kinded(after.kind)
        case Highlight(), Highlight() if before.tags != after.tags:
            added = tuple(tag for tag in after.tags if tag not in before.tags)
            return Tagged(added, tuple(tag for tag in before.tags if tag not in after.tags))
        case _:
            return None
