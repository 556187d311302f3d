"""The line in which a filter or a search is typed; it is there only while it is used."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from reader.ui.widgets.inputs import still


class Prompt(Input):
    """One line of input that comes and goes."""

    virtual_size = Reactive(Size(0, 0))
    """As long as what is typed; it moves no other widget, so nothing is laid out anew at each letter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "drop", "drop"),
        Binding("tab,shift+tab", "keep", "keep"),
    ]

    class Closed(Message):
        """The reader is done typing.

        Attributes:
            words: what was typed; empty if it was dropped.
            dropped: whether the reader wants nothing, not even nothing typed.
        """

        def __init__(self, words: str, *, dropped: bool = False) -> None:
            super().__init__()
            self.words = words
            self.dropped = dropped

    def __init__(self, placeholder: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(placeholder=placeholder, id=id, select_on_focus=False)
        self.display = False
        still(self)

    def open(self, words: str) -> None:
        """Begin to type, from these words on."""
        self.value = words
        self.cursor_position = len(words)
        self.display = True
        self.focus()

    def action_drop(self) -> None:
        """Done: nothing is wanted."""
        self._close("", dropped=True)

    def action_keep(self) -> None:
        """Done: these words are wanted."""
        self._close(self.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Done: these words are wanted."""
        event.stop()
        self._close(event.value)

    def _close(self, words: str, *, dropped: bool = False) -> None:
        self.display = False
        self.post_message(self.Closed(words, dropped=dropped))
