"""A list in which the copies of one story may be one row, and go together."""

from collections.abc import Iterable
from functools import partial

from reader.domain.status import State
from reader.library import triage
from reader.ui.acting import attempt, say
from reader.ui.article_acts import decide
from reader.ui.render.rows import Copies
from reader.ui.screens.shared import DecidingScreen
from reader.ui.screens.virtual import VirtualScreen

_NAMED = 4
"""Copies folded into a row whose sources are named."""


class FoldingScreen(VirtualScreen, DecidingScreen[None]):
    """Articles, of which those that tell one story may be folded."""

    def copies(self, number: int) -> Copies | None:
        """How a row stands to the copies of its story; None where nothing is folded."""
        group = self.listing.groups.get(number)
        if group is None:
            return None
        others = group.members[1:] if group.stands_for_others(number) else ()
        sources = self.listing.sources_of(others[:_NAMED])
        more = ["…"] if len(others) > _NAMED else []
        return Copies(len(others), [*sources, *more], inside=group.opened and number != group.members[0])

    def action_fold(self) -> None:
        """Show copies of one story as one row, or each as its own."""
        self.folding, self.opened = not self.folding, frozenset()
        now = "copies of one story are one row" if self.folding else "every copy is a row of its own"
        if attempt(self, self._session, lambda: self._session.choose("fold_copies", self.folding)):
            say(self, self._session, now)
        self.reload()

    def action_unfold(self) -> None:
        """Show the copies that are folded into a row, or hide them again."""
        number = self.number
        group = None if number is None else self.listing.groups.get(number)
        if group is None:
            advice = f"{self._session.key('fold')} folds the copies of one story into a row"
            say(self, self._session, "this story has no copies here" if self.folding else advice)
            return
        self.opened = self.opened - {*group.members} if group.opened else self.opened | {group.members[0]}
        self.reload()

    def action_done_story(self) -> None:
        """Archive every copy of the story under the cursor that is in this list, and move on."""
        attempt(self, self._session, self._done_story)

    def _done_story(self) -> None:
        number = self.number
        if number is None:
            return
        found = self.listing.copies_of(number) if self.folding else self._copies_here(number)
        ids = self._session.library.articles.ids_of(found)
        self.selected = frozenset()
        archive = partial(triage.move, state=State.ARCHIVE)
        if decide(self, self._session, ids, archive, tell=False):
            self.go_on()

    def _copies_here(self, number: int) -> Iterable[int]:
        """An article and its copies in this list, where they are not folded."""
        return {number, *self.listing.held(frozenset(self._session.library.articles.story(number)))}
