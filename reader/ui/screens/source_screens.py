"""The reader's word for a source: what it would change, and the list of all that was decided."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.library import sources
from reader.library.sources import ListedChoice
from reader.ui.acts.acting import LibraryChanged, attempt, perform
from reader.ui.render.choices import choice_row, taken_back
from reader.ui.screens.dialogs import ScrolledScreen
from reader.ui.session import Session
from reader.ui.widgets.row_list import RowList


class ProposalScreen(ScrolledScreen[bool]):
    """What a choice would change in the other articles; `enter` makes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "do it"),
        Binding("escape,q,h", "dismiss(False)", "leave"),
    ]
    KEYS = "enter does it · esc leaves · j/k scroll"


class ChoicesScreen(ModalScreen[None]):
    """Every choice for a source; one key takes it back, another undoes that."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h", "dismiss", "back"),
        *(
            Binding(key, f"move('{name}')", name)
            for key, name in (("j,down", "j"), ("k,up", "k"), ("g", "g"), ("G", "G"))
        ),
        Binding("d,x,D", "take_back", "take back"),
        Binding("u", "app.undo", "undo", id="undo"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """Title, choices, keys."""
        key = self._session.key
        empty = f"No choices. {key('source')} in an article makes one, on the block under the caret."
        with Vertical(classes="dialog dialog--tall"):
            yield Static("Your choices for sources", classes="dialog--title")
            yield RowList[ListedChoice](choice_row, empty=empty, id="choices")
            yield Static(f"d takes it back · {key('undo')} undoes · q leaves", classes="dialog--keys")

    def on_mount(self) -> None:
        """Show all of them."""
        self.query_one(RowList).focus()
        self._reload()

    def on_library_changed(self, _: LibraryChanged) -> None:
        """One was taken back, or put back by undo."""
        self._reload()

    def _reload(self) -> None:
        rows = self.query_one(RowList)
        attempt(self, self._session, lambda: rows.show(sources.listed(self._session.library), rows.cursor))

    def action_move(self, name: str) -> None:
        """Move the cursor."""
        self.query_one(RowList).move(name)

    def action_take_back(self) -> None:
        """Take the choice under the cursor back."""
        current: ListedChoice | None = self.query_one(RowList).current
        if current is not None:
            library, choice = self._session.library, current.choice
            told = f"{taken_back(choice)} · {self._session.key('undo')} undoes"
            perform(self, self._session, lambda: sources.take_back(library, choice), result=lambda: told)
