"""What is shown when `marks.json` is damaged: what is wrong, what is safe, what can be done."""

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.domain.errors import NewsmarkError
from reader.ui.screens.dialogs import plain
from reader.ui.screens.small import Small

Choice = Literal["restore", "anew", "quit"]


class RecoveryScreen(Small, ModalScreen[Choice]):
    """The damaged file is never written over; the reader chooses how to go on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "restore", "restore"),
        Binding("n", "dismiss('anew')", "begin anew"),
        Binding("q,escape,Q", "dismiss('quit')", "quit"),
    ]

    def __init__(self, error: NewsmarkError, last_good: str) -> None:
        super().__init__()
        self._error = error
        self._last_good = last_good

    def compose(self) -> ComposeResult:
        """What is wrong, then the ways out."""
        with Vertical(classes="dialog"):
            yield Static("Your marks cannot be read", classes="dialog--title")
            yield Static(plain(str(self._error)), markup=False)
            yield Static(
                "\nNothing has been changed. Whichever way you go, the damaged file is kept under another name.\n"
            )
            if self._last_good:
                yield Static(plain(f"r  restore the last good copy: {self._last_good}"), markup=False)
            else:
                yield Static("There is no good copy to restore.")
            yield Static("n  begin anew with no marks")
            yield Static("q  quit and mend the file by hand")

    def action_restore(self) -> None:
        """Restore, if there is a copy."""
        if self._last_good:
            self.dismiss("restore")
