"""What the list and the reading view share: deciding about articles."""

from collections.abc import Sequence

from textual.screen import Screen, ScreenResultType

from reader.domain.status import State
from reader.library import triage
from reader.ui.article_acts import decide
from reader.ui.session import Session


class DecidingScreen(Screen[ScreenResultType]):
    """A screen on which articles are chosen, one or many, and decided about."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    @property
    def chosen(self) -> Sequence[str]:
        """Ids of the articles that an act is about, in order."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Move on from the articles just decided about."""
        raise NotImplementedError

    def action_done(self) -> None:
        """Archive and move on."""
        self._move_to(State.ARCHIVE)

    def action_later(self) -> None:
        """Keep for later and move on."""
        self._move_to(State.LATER)

    def action_inbox(self) -> None:
        """Put back and move on."""
        self._move_to(State.INBOX)

    def _move_to(self, state: State) -> None:
        if decide(self, self._session, self.chosen, lambda library, ids: triage.move(library, ids, state)):
            self.go_on()

    def action_star(self) -> None:
        """Star, or take the star off."""
        decide(self, self._session, self.chosen, triage.star)

    def action_read(self) -> None:
        """Call read or unread."""
        decide(self, self._session, self.chosen, triage.toggle_read)
