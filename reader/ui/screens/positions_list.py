"""The list of positions: going to one, and taking its letter away."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from reader.library import positions
from reader.library.positions import Listed
from reader.ui.acts.acting import LibraryChanged, attempt, perform, say
from reader.ui.render.positions import position_row
from reader.ui.screens.dialogs import RowsScreen
from reader.ui.session import Session
from reader.ui.widgets.row_list import RowList


class PositionsListScreen(RowsScreen[str, Listed]):
    """The positions that can be gone to from an article; the answer is the letter of one, or None.

    A letter that a position has goes there; any other does what it does in other lists.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "go"),
        Binding("backspace,delete", "take_away", "take away"),
        Binding("u", "app.undo", "undo", id="undo"),
    ]

    def __init__(self, session: Session, article_id: str) -> None:
        """The positions of an article, and the capitals."""
        empty = f"No positions. {session.key('position')} and a letter gives a sentence one."
        super().__init__(
            "Positions",
            RowList[Listed](lambda one, width: [position_row(one, width)], empty=empty, lines=1, id="positions"),
            ("enter or its letter goes there", "backspace takes it away", "esc leaves"),
        )
        self._session = session
        self._article_id = article_id

    def on_library_changed(self, _: LibraryChanged) -> None:
        """One was taken away, or put back by undo."""
        self.list_rows()

    def list_rows(self) -> None:
        """Show all of them."""
        rows, library, article_id = self.rows, self._session.library, self._article_id
        attempt(self, self._session, lambda: rows.show(positions.listed(library, article_id), rows.cursor))

    def on_key(self, event: events.Key) -> None:
        """Go to a letter, unless no position has it and the key means something else."""
        letter = event.character or ""
        if self._is_set(letter):
            event.stop()
            event.prevent_default()
            self.dismiss(letter)
        elif letter.isalpha() and event.key not in self.active_bindings:
            say(self, self._session, f"no position {letter}")

    def action_choose(self) -> None:
        """Go to the one under the cursor."""
        current = self.rows.current
        if current is not None:
            self.dismiss(current.mark.letter)

    def on_row_list_opened(self) -> None:
        """A double click chooses."""
        self.action_choose()

    def action_take_away(self) -> None:
        """Take away the letter under the cursor."""
        current = self.rows.current
        if current is not None:
            library, mark = self._session.library, current.mark
            undo = self._session.key("undo")
            told = f"position {mark.letter} taken away · {'esc, then ' * self._is_set(undo)}{undo} undoes"
            perform(self, self._session, lambda: positions.remove_positions(library, [mark]), result=lambda: told)

    def _is_set(self, letter: str) -> bool:
        return any(one is not None and one.mark.letter == letter for one in self.rows.items)
