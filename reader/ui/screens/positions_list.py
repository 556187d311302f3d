"""The list of positions: going to one, and taking its letter away."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.library import positions
from reader.library.positions import Listed
from reader.ui.acts.acting import LibraryChanged, attempt, perform, say
from reader.ui.render.positions import position_row
from reader.ui.session import Session
from reader.ui.widgets.row_list import RowList


class PositionsListScreen(ModalScreen[str]):
    """The positions that can be gone to from an article; the answer is the letter of one, or None.

    A letter that a position has goes there; any other does what it does in other lists.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h", "dismiss", "back"),
        *(
            Binding(key, f"move('{name}')", name)
            for key, name in (
                ("j,down", "j"),
                ("k,up", "k"),
                ("g,home", "g"),
                ("G,end", "G"),
                ("ctrl+d", "half_down"),
                ("ctrl+u", "half_up"),
                ("space,ctrl+f,pagedown", "page_down"),
                ("ctrl+b,pageup", "page_up"),
            )
        ),
        Binding("enter", "choose", "go"),
        Binding("backspace,delete", "take_away", "take away"),
        Binding("u", "app.undo", "undo", id="undo"),
    ]

    def __init__(self, session: Session, article_id: str) -> None:
        """The positions of an article, and the capitals."""
        super().__init__()
        self._session = session
        self._article_id = article_id

    def compose(self) -> ComposeResult:
        """Title, positions, keys."""
        empty = f"No positions. {self._session.key('position')} and a letter gives a sentence one."
        with Vertical(classes="dialog dialog--tall"):
            yield Static("Positions", classes="dialog--title")
            yield RowList[Listed](lambda one, width: [position_row(one, width)], empty=empty, lines=1, id="positions")
            yield Static(
                "enter or its letter goes there · backspace takes it away · esc leaves", classes="dialog--keys"
            )

    def on_mount(self) -> None:
        """Show all of them."""
        self.query_one(RowList).focus()
        self._reload()

    def on_library_changed(self, _: LibraryChanged) -> None:
        """One was taken away, or put back by undo."""
        self._reload()

    def _reload(self) -> None:
        rows: RowList[Listed] = self.query_one(RowList)
        library, article_id = self._session.library, self._article_id
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

    def action_move(self, name: str) -> None:
        """Move the cursor."""
        self.query_one(RowList).move(name)

    def action_choose(self) -> None:
        """Go to the one under the cursor."""
        current: Listed | None = self.query_one(RowList).current
        if current is not None:
            self.dismiss(current.mark.letter)

    def on_row_list_opened(self) -> None:
        """A double click chooses."""
        self.action_choose()

    def action_take_away(self) -> None:
        """Take away the letter under the cursor."""
        current: Listed | None = self.query_one(RowList).current
        if current is not None:
            library, mark = self._session.library, current.mark
            undo = self._session.key("undo")
            told = f"position {mark.letter} taken away · {'esc, then ' * self._is_set(undo)}{undo} undoes"
            perform(self, self._session, lambda: positions.remove_positions(library, [mark]), result=lambda: told)

    def _is_set(self, letter: str) -> bool:
        rows: RowList[Listed] = self.query_one(RowList)
        return any(one is not None and one.mark.letter == letter for one in rows.items)
