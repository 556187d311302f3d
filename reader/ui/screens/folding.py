"""A list in which the copies of one story may be one row, and go together."""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import TYPE_CHECKING

from reader import library as use_cases
from reader.domain.history import LONG, Change
from reader.domain.status import HowFar
from reader.ui import acts
from reader.ui.acts.acting import LibraryChanged, attempt, say
from reader.ui.screens.shared import DecidingScreen
from reader.ui.screens.virtual import VirtualScreen

if TYPE_CHECKING:
    from reader.library.triage import Decision
    from reader.ui.acts.long_acts import Finish


class FoldingScreen(VirtualScreen, DecidingScreen):
    """Articles, of which those that tell one story may be folded."""

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
        if len(found) >= LONG:
            self._decide_many(lambda: found, use_cases.triage.ARCHIVE, on=True)
            return
        ids = self._session.library.articles.ids_of(found)
        if acts.article_acts.decide(self, self._session, ids, use_cases.triage.ARCHIVE, tell=False):
            self.selected = frozenset()
            self.go_on()

    def decide(self, decision: "Decision", *, on: bool = False) -> None:
        """Decide about the articles chosen; about many of them in a thread."""
        rows = self.selected
        if len(rows) >= LONG or len(self.expanded(rows)) >= LONG:
            self._decide_many(partial(self.expanded, rows), decision, on=on)
        else:
            super().decide(decision, on=on)

    def expanded(self, rows: Iterable[int]) -> Collection[int]:
        """The articles that some rows stand for: one that stands for its copies is all of them."""
        standing_for = self.listing.standing_for
        return {one for row in rows for one in standing_for(row)}

    def _decide_many(self, numbers: Callable[[], Collection[int]], decision: "Decision", *, on: bool) -> None:
        session = self._session

        def work(how_far: HowFar) -> "Finish":
            wanted = numbers()
            change = use_cases.triage.decide_many(session.library, wanted, decision, how_far)
            return partial(self._decided, change, wanted if on else ())

        acts.long_acts.long_acts_of(self).begin(decision.doing, work)

    def _decided(self, change: Change, gone: Iterable[int]) -> str:
        """Show what a long act did; the words about it."""
        self._session.record(change)
        self.selected = self.selected.difference(gone)
        self.app.screen.post_message(LibraryChanged())
        return f"{change.label} · {self._session.key('undo')} undoes"

    def _copies_here(self, number: int) -> Collection[int]:
        """An article and its copies in this list, where they are not folded."""
        return {number, *self.listing.held(frozenset(self._session.library.articles.story(number)))}
