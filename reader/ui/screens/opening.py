"""Opening rows of a list, also one that is not there yet because its article is still being read."""

from typing import TYPE_CHECKING

from reader.library.catalogue import Listing
from reader.ui.acts.acting import attempt, say
from reader.ui.screens.virtual import VirtualScreen
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.ui.screens.reading_screen import ReadingScreen


class OpeningScreen(VirtualScreen):
    """A list into which articles may still come.

    Attributes:
        busy: what the program is doing meanwhile, in words; empty if nothing.
        opened_screen: where the article that was opened last is read, or was.
    """

    opened_screen: "ReadingScreen | None" = None

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.busy = ""
        self._is_to_open = False

    @property
    def answering(self) -> bool:
        """Whether the list, or the article that is to be opened, is not yet what was asked for."""
        return self._is_to_open or super().answering

    def _take(self, listing: Listing, follow: int | None) -> None:
        """Show a list; who reads an article of it can go on to what has come since."""
        super()._take(listing, follow)
        if self.opened_screen is not None and self.opened_screen.is_attached:
            self.opened_screen.go_on_in(listing)
        self.open_what_came()

    def open_row(self) -> None:
        """Open the row under the cursor, if there is one. Raises NewsmarkError if it cannot be read."""
        raise NotImplementedError

    def action_open(self) -> None:
        """Read the article under the cursor; while there is none and articles are being read, the first that comes."""
        self._is_to_open = bool(self.busy) and self.rows.current is None
        if self._is_to_open:
            say(self, self._session, "it is still being read, and opens then")
        else:
            attempt(self, self._session, self.open_row)

    def open_no_more(self) -> None:
        """What has not come yet is not wanted any more."""
        self._is_to_open = False

    def on_screen_suspend(self) -> None:
        """Nothing opens over another screen, nor when the reader comes back from that."""
        self.open_no_more()

    def open_what_came(self) -> None:
        """Open what is there now, if it was asked for before; what has not come when all is read is not awaited."""
        if self._is_to_open and (self.rows.current is not None or not (self.busy or super().answering)):
            self._is_to_open = False
            if self.is_current and not self.typing:
                attempt(self, self._session, self.open_row)
