"""Deciding about articles: where they lie, starred, read. Each act is a change that can be undone."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from reader.domain.frozen import frozen
from reader.domain.history import Change, Step
from reader.domain.status import Alike, HowFar, State, Status
from reader.domain.wording import quoted
from reader.library.acts import carry_out
from reader.library.model import Library

Triage = TypeVar("Triage", Status, Alike)


@frozen
class Outcome:
    """What comes of a decision.

    Attributes:
        verb: what was done, for the status line.
        state: where the articles lie from now on; None if they stay.
        starred: whether they are starred from now on; None if that stays.
        read: whether they count as read from now on; None if that stays.
    """

    verb: str
    state: State | None = None
    starred: bool | None = None
    read: bool | None = None

    def after(self, before: Triage) -> Triage:
        """The triage of an article, or of many, once this is done."""
        return replace(
            before,
            state=before.state if self.state is None else self.state,
            starred=before.starred if self.starred is None else self.starred,
            read=before.read if self.read is None else self.read,
        )


@frozen
class Decision:
    """Something that can be decided about articles.

    Attributes:
        doing: what is being done, for as long as it goes on.
        on: how articles lie → what comes of it.
    """

    doing: str
    on: Callable[[Sequence[Status] | Sequence[Alike]], Outcome]


def _starred(articles: Sequence[Status] | Sequence[Alike]) -> Outcome:
    wanted = not all(one.starred for one in articles)
    return Outcome("starred" if wanted else "took the star off", starred=wanted)


def _read(articles: Sequence[Status] | Sequence[Alike]) -> Outcome:
    wanted = not all(one.read for one in articles)
    return Outcome("marked as read:" if wanted else "marked as unread:", read=wanted)


ARCHIVE = Decision("archiving", lambda _: Outcome("archived", state=State.ARCHIVE))
LATER = Decision("keeping for later", lambda _: Outcome("kept for later:", state=State.LATER))
INBOX = Decision("moving to the inbox", lambda _: Outcome("moved to the inbox:", state=State.INBOX))

STAR = Decision("starring, or taking stars off", _starred)
"""Star, or take the star off if all of them have one."""

READ = Decision("marking as read or unread", _read)
"""Call read, or unread if all of them are read."""


def decide(library: Library, ids: Sequence[str], decision: Decision) -> Change:
    """Decide about some articles.

    Raises:
        StorageError: the change could not be kept; nothing has changed.
    """
    found = library.articles.statuses(ids)
    outcome = decision.on(found)
    steps = [Step(before, after) for before in found if (after := outcome.after(before)) != before]
    return carry_out(library, Change(f"{outcome.verb} {_name(library, ids)}", tuple(steps)))


def decide_many(library: Library, numbers: Collection[int], decision: Decision, how_far: HowFar) -> Change:
    """Decide about many articles, in one transaction: all of it is done, or nothing, whatever ends the program.

    Raises:
        StorageError: the change could not be kept; nothing has changed.
    """
    with library.articles.at_once():
        found = library.articles.alike(numbers)
        outcome = decision.on(found)
        steps = tuple(Step(before, after) for before in found if (after := outcome.after(before)) != before)
        count = sum(len(one.ids) for one in found)
        return carry_out(library, Change(f"{outcome.verb} {count:,} articles", steps), how_far)


def move(library: Library, ids: Sequence[str], state: State) -> Change:
    """Put articles into a state. Raises as `decide` does."""
    return decide(library, ids, {State.ARCHIVE: ARCHIVE, State.LATER: LATER, State.INBOX: INBOX}[state])


def star(library: Library, ids: Sequence[str]) -> Change:
    """Star articles, or take the star off. Raises as `decide` does."""
    return decide(library, ids, STAR)


def toggle_read(library: Library, ids: Sequence[str]) -> Change:
    """Call articles read, or unread. Raises as `decide` does."""
    return decide(library, ids, READ)


def remember_position(library: Library, article_id: str, position: int) -> None:
    """Keep where the reader stopped; not an act that undo would take back."""
    status = library.articles.status(article_id)
    if status.position != position:
        library.articles.set_status([replace(status, position=position)])


def _name(library: Library, ids: Sequence[str]) -> str:
    if len(ids) == 1:
        return quoted(library.articles.get(ids[0]).label)
    return f"{len(ids)} articles"
