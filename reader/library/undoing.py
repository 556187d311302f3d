"""Taking acts back, and doing them again.

An act is kept as done before it is done again, and as undone after it was taken back: what is kept may call an act done
that is not, never the other way round, and undo passes over such an act.
"""

from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import replace

from reader.domain.errors import ChangedError, NewsmarkError, NotFoundError, StorageError
from reader.domain.history import Change, History, Record, Step
from reader.domain.mark import ArticleMarks, Highlight, SourceChoice
from reader.domain.positions import PositionMark
from reader.domain.status import Alike, HowFar, Status
from reader.library.acts import put_in_place, unheard
from reader.library.model import Library


def undo(library: Library, history: History, how_far: HowFar = unheard) -> tuple[History, Change | None]:
    """Take the newest act back; None if there is none. If it is a long one, `how_far` is told.

    Raises:
        ChangedError: something it would touch was changed since, in another window; nothing is undone.
        StorageError: the library cannot be written.
    """
    history = passed_over(library, history, undo=True)
    if not history.done:
        return history, None
    change = history.done[-1]
    _apply(library, change.reversed(), how_far)
    _note_undone(library, change)
    return history.undo(), change


def redo(library: Library, history: History, how_far: HowFar = unheard) -> tuple[History, Change | None]:
    """Do the act undone last again; None if there is none. Raises as `undo` does."""
    history = passed_over(library, history, undo=False)
    if not history.undone:
        return history, None
    change = history.undone[-1]
    _note_redone(library, change)
    try:
        _apply(library, change, how_far)
    except NewsmarkError:
        _note_undone(library, change)
        raise
    return history.redo(), change


def passed_over(library: Library, history: History, *, undo: bool) -> History:
    """The history without acts at its end that need not be taken back, or else done again, since all is so already.

    The program was killed before it did such an act, or after it took it back; or another copy took it back. It is
    forgotten: to do an act that never was done would be no redoing.

    Raises:
        StorageError: the library cannot be read.
    """
    if undo:
        while history.done and _is_so(library, history.done[-1].reversed()):
            with suppress(StorageError):
                library.past.retract(history.done[-1], library.clock.now())
            history = replace(history, done=history.done[:-1])
    else:
        while history.undone and _is_so(library, history.undone[-1]):
            _note_redone(library, history.undone[-1])
            history = history.redo()
    return history


def _note_undone(library: Library, change: Change) -> None:
    with suppress(StorageError):
        library.past.took_back(change, library.clock.now())


def _note_redone(library: Library, change: Change) -> None:
    with suppress(StorageError):
        library.past.did_again(change, library.clock.now())


def _apply(library: Library, change: Change, how_far: HowFar) -> None:
    """Do a change if all that it is about is as it found it; nobody writes between that look and the change."""
    kinds = {type(step.record) for step in change.steps}
    with ExitStack() as stack:
        if Status in kinds:
            stack.enter_context(library.articles.at_once())
        if kinds - {Status, Alike}:
            stack.enter_context(library.marks.at_once())
        present = _present_statuses(library, change)
        for step in change.steps:
            if not isinstance(step.record, Alike) and not _same(_present(library, step.record, present), step.before):
                raise _changed(change)
        try:
            put_in_place(library, tuple(_where_read(step, present) for step in change.steps), how_far)
        except ChangedError as error:
            raise _changed(change) from error


def _where_read(step: Step, present: Mapping[str, Status]) -> Step:
    """The step, but the place where the reader is now is no act, and stays."""
    if not isinstance(step.after, Status):
        return step
    return replace(step, after=replace(step.after, position=present[step.after.article_id].position))


def _is_so(library: Library, change: Change) -> bool:
    """True if each record is what the change would make of it; mostly the first one tells that it is not."""
    return all(
        all(_stands(library, step, present) for step in steps)
        for steps in (change.steps[:1], change.steps)
        for present in (_present_statuses(library, replace(change, steps=steps)),)
    )


def _stands(library: Library, step: Step, present: Mapping[str, Status]) -> bool:
    record = step.record
    if not isinstance(record, Alike):
        return _same(_present(library, record, present), step.after)
    first = library.articles.status(record.ids[0])
    if not _same(first, step.after):
        return False
    found = library.articles.alike(library.articles.numbers_of(record.ids))
    return len(found) == 1 and len(found[0].ids) == len(record.ids) and _same(found[0], step.after)


def _changed(change: Change) -> ChangedError:
    return ChangedError(f"{change.label} was changed elsewhere since; it is left as it is")


def _same(present: Record | None, expected: Record | None) -> bool:
    if isinstance(present, Status | Alike) and isinstance(expected, Status | Alike):
        return (present.state, present.starred, present.read) == (expected.state, expected.starred, expected.read)
    return present == expected


def _present_statuses(library: Library, change: Change) -> Mapping[str, Status]:
    """The triage of the articles that a change is about one by one, as it is now."""
    ids = [step.record.article_id for step in change.steps if isinstance(step.record, Status)]
    return {status.article_id: status for status in library.articles.statuses(ids)} if ids else {}


def _present(library: Library, record: Record, present: Mapping[str, Status]) -> Record | None:
    match record:
        case Status():
            return present[record.article_id]
        case ArticleMarks():
            return library.marks.article_marks(record.article_id)
        case Highlight():
            try:
                found = library.marks.highlight(record.id)
            except NotFoundError:
                return None
            return found if found.id == record.id else None
        case SourceChoice():
            return next((one for one in library.marks.source_choices(record.source) if one.id == record.id), None)
        case PositionMark():
            return library.marks.position(record.id)
        case Alike():
            return None
