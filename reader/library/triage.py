"""Deciding about articles: where they lie, starred, read. Each act is a change that can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from reader.domain.history import Change, Step
from reader.domain.status import State, Status
from reader.library.model import Library

_DONE = {State.ARCHIVE: "archived", State.LATER: "kept for later:", State.INBOX: "moved to the inbox:"}


def move(library: Library, ids: Sequence[str], state: State) -> Change:
    """Put articles into a state.

    Raises:
        StorageError: the change could not be kept; nothing has changed.
    """
    return _decide(library, ids, _DONE[state], lambda status: replace(status, state=state))


def star(library: Library, ids: Sequence[str]) -> Change:
    """Star these articles, or take the star off if all of them have one."""
    wanted = not all(status.starred for status in library.articles.statuses(ids))
    verb = "starred" if wanted else "took the star off"
    return _decide(library, ids, verb, lambda status: replace(status, starred=wanted))


def toggle_read(library: Library, ids: Sequence[str]) -> Change:
    """Call these articles read, or unread if all of them are read."""
    wanted = not all(status.read for status in library.articles.statuses(ids))
    verb = "marked as read:" if wanted else "marked as unread:"
    return _decide(library, ids, verb, lambda status: replace(status, read=wanted))


def remember_position(library: Library, article_id: str, position: int) -> None:
    """Keep where the reader stopped; not an act that undo would take back."""
    status = library.articles.status(article_id)
    if status.position != position:
        library.articles.set_status([replace(status, position=position)])


def _decide(library: Library, ids: Sequence[str], verb: str, decide: Callable[[Status], Status]) -> Change:
    steps = []
    for before in library.articles.statuses(ids):
        after = decide(before)
        if after != before:
            steps.append(Step(before, after))
    library.articles.set_status([step.after for step in steps if isinstance(step.after, Status)])
    return Change(f"{verb} {_name(library, ids)}", tuple(steps))


def _name(library: Library, ids: Sequence[str]) -> str:
    if len(ids) == 1:
        return f"“{library.articles.get(ids[0]).label}”"
    return f"{len(ids)} articles"
