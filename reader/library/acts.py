"""Carrying acts out: kept for undo first, then done, wholly or not at all.

Whatever ends the program between the two, every act that was done can be undone. One that was kept and never done is
seen from its records, which are as before it: undo passes over it.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress

from reader.domain.errors import NewsmarkError, StorageError
from reader.domain.history import Change, Step
from reader.domain.mark import ArticleMarks, Highlight, SourceChoice
from reader.domain.positions import PositionMark
from reader.domain.status import Alike, HowFar, Status
from reader.library.model import Library

_BATCH = 100
"""Marks that are written between two looks at how far an act is."""


def unheard(_done: int, _total: int) -> None:
    """For who does not want to know how far it is."""


def carry_out(library: Library, change: Change, how_far: HowFar = unheard) -> Change:
    """Do an act, which comes back with the name under which it is kept; one without steps is nothing to do.

    What cannot be kept can be undone in this run all the same.

    Raises:
        StorageError: it could not be put on disk; nothing has changed.
        ChangedError: it is about articles that were decided about elsewhere meanwhile; nothing has changed.
    """
    return _carried_out(library, lambda: change, nullcontext(), how_far)


def act_on_marks(library: Library, made: Callable[[], Change], how_far: HowFar = unheard) -> Change:
    """Do an act that is made of the marks as they are; from that look on until it is done, no other copy writes.

    Raises:
        StorageError: it could not be put on disk; nothing has changed.
        NewsmarkError: what makes the act raised it; nothing has changed.
    """
    return _carried_out(library, made, library.marks.at_once(), how_far)


def _carried_out(
    library: Library, made: Callable[[], Change], held: AbstractContextManager[None], how_far: HowFar
) -> Change:
    change = Change("")
    try:
        with held:
            change = made()
            if change.steps:
                with suppress(StorageError):
                    change = library.past.announce(change, library.clock.now())
                put_in_place(library, change.steps, how_far)
    except NewsmarkError:
        with suppress(StorageError):
            library.past.retract(change, library.clock.now())
        raise
    return change


def put_in_place(library: Library, steps: tuple[Step, ...], how_far: HowFar = unheard) -> None:
    """Make of each record what it is after its step. Raises as `carry_out` does."""
    statuses = [step.after for step in steps if isinstance(step.after, Status)]
    if statuses:
        library.articles.set_status(statuses)
    many = [
        (step.before, step.after) for step in steps if isinstance(step.before, Alike) and isinstance(step.after, Alike)
    ]
    if many:
        library.articles.redecide(many, how_far)
    marks = [step for step in steps if not isinstance(step.record, Status | Alike)]
    if marks:
        with library.marks.at_once():
            for number, step in enumerate(marks):
                if number % _BATCH == 0:
                    how_far(number, len(marks))
                _put(library, step)


def _put(library: Library, step: Step) -> None:
    match step.after, step.before:
        case None, Highlight() as gone:
            library.marks.remove_highlight(gone.id)
        case Highlight() as highlight, _:
            library.marks.put_highlight(highlight)
        case ArticleMarks() as marks, _:
            library.marks.put_article_marks(marks)
        case None, SourceChoice() as gone:
            library.marks.remove_source_choice(gone.id)
        case SourceChoice() as choice, _:
            library.marks.put_source_choice(choice)
        case None, PositionMark() as gone:
            library.marks.remove_position(gone.id)
        case PositionMark() as position, _:
            library.marks.put_position(position)
