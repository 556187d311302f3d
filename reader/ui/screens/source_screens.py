"""The reader's word for a source: what it would change, and the list of all that was decided."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from reader.library import sources
from reader.library.sources import ListedChoice
from reader.ui.acts.acting import LibraryChanged, attempt, perform
from reader.ui.render.choices import choice_row, taken_back
from reader.ui.screens.dialogs import RowsScreen, ScrolledScreen
from reader.ui.session import Session
from reader.ui.widgets.row_list import RowList


class ProposalScreen(ScrolledScreen[bool]):
    """What a choice would change in the other articles; `enter` makes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "do it"),
        Binding("escape,q,h", "dismiss(False)", "leave"),
    ]
    KEYS = ("enter does it", "j/k scroll", "esc leaves")


class ChoicesScreen(RowsScreen[None, ListedChoice]):
    """Every choice for a source; one key takes it back, another undoes that."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d,x,D", "take_back", "take back"),
        Binding("u", "app.undo", "undo", id="undo"),
    ]

    def __init__(self, session: Session) -> None:
        key = session.key
        empty = f"No choices. {key('source')} in an article makes one, on the block under the caret."
        super().__init__(
            "Your choices for sources",
            RowList[ListedChoice](choice_row, empty=empty, id="choices"),
            ("d takes it back", f"{key('undo')} undoes", "q leaves"),
        )
        self._session = session

    def on_library_changed(self, _: LibraryChanged) -> None:
        """One was taken back, or put back by undo."""
        self.list_rows()

    def list_rows(self) -> None:
        """Show all of them."""
        rows, library = self.rows, self._session.library
        attempt(self, self._session, lambda: rows.show(sources.listed(library), rows.cursor))

    def action_take_back(self) -> None:
        """Take the choice under the cursor back."""
        current = self.rows.current
        if current is not None:
            library, choice = self._session.library, current.choice
            told = f"{taken_back(choice)} · {self._session.key('undo')} undoes"
            perform(self, self._session, lambda: sources.take_back(library, choice), result=lambda: told)
