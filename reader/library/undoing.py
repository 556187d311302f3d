"""Taking acts back, and doing them again."""

from contextlib import suppress
from dataclasses import replace

from reader.domain.errors import ChangedError, NotFoundError, StorageError
from reader.domain.history import Change, History, Record, Step
from reader.domain.mark import ArticleMarks, Highlight, SourceChoice
from reader.domain.positions import PositionMark
from reader.domain.status import Alike, HowFar, Status
from reader.library.model import Library


def unheard(_done: int, _total: int) -> None:
    """For who does not want to know how far it is."""


def remember(library: Library, change: Change) -> Change:
    """Keep an act for a later run of the program; what cannot be kept can be undone in this run all the same."""
    if not change.steps:
        return change
    try:
        return library.past.did(change, library.clock.now())
    except StorageError:
        return change


def undo(library: Library, history: History, how_far: HowFar = unheard) -> tuple[History, Change | None]:
    """Take the newest act back; None if there is none. If it is a long one, `how_far` is told.

    Raises:
        ChangedError: something it would touch was changed since, in another window; nothing is undone.
        StorageError: the library cannot be written.
    """
    if not history.done:
        return history, None
    change = history.done[-1]
    _apply(library, change.reversed(), how_far)
    with suppress(StorageError):
        library.past.took_back(change, library.clock.now())
    return history.undo(), change


def redo(library: Library, history: History, how_far: HowFar = unheard) -> tuple[History, Change | None]:
    """Do the act undone last again; None if there is none. Raises as `undo` does."""
    if not history.undone:
        return history, None
    change = history.undone[-1]
    _apply(library, change, how_far)
    with suppress(StorageError):
        library.past.did_again(change, library.clock.now())
    return history.redo(), change


def _apply(library: Library, change: Change, how_far: HowFar) -> None:
    decided = [step.record.article_id for step in change.steps if isinstance(step.record, Status)]
    present = {status.article_id: status for status in library.articles.statuses(decided)} if decided else {}
    for step in change.steps:
        record = step.record
        if isinstance(record, Alike):
            continue
        now = present[record.article_id] if isinstance(record, Status) else _present(library, record)
        if not _same(now, step.before):
            raise _changed(change)
    statuses = [step.after for step in change.steps if isinstance(step.after, Status)]
    if statuses:
        # The place where the reader is now is no act, and is not undone.
        library.articles.set_status(
            [replace(status, position=present[status.article_id].position) for status in statuses]
        )
    _redecide(library, change, how_far)
    for step in change.steps:
        _put(library, step)


def _redecide(library: Library, change: Change, how_far: HowFar) -> None:
    many = [
        (step.before, step.after)
        for step in change.steps
        if isinstance(step.before, Alike) and isinstance(step.after, Alike)
    ]
    if many:
        try:
            library.articles.redecide(many, how_far)
        except ChangedError as error:
            raise _changed(change) from error


def _changed(change: Change) -> ChangedError:
    return ChangedError(f"{change.label} was changed elsewhere since; it is left as it is")


def _same(present: Record | None, expected: Record | None) -> bool:
    if isinstance(present, Status) and isinstance(expected, Status):
        return (present.state, present.starred, present.read) == (expected.state, expected.starred, expected.read)
    return present == expected


def _present(library: Library, record: Highlight | ArticleMarks | SourceChoice | PositionMark) -> Record | None:
    match record:
        case ArticleMarks():
            return library.marks.article_marks(record.article_id)
        case Highlight():
            try:
                return library.marks.highlight(record.id)
            except NotFoundError:
                return None
        case SourceChoice():
            return next((one for one in library.marks.source_choices(record.source) if one.id == record.id), None)
        case PositionMark():
            return library.marks.position(record.id)


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
