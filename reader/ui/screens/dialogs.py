"""Small screens over the others: a note, tags, a question, a text to read."""

import re
from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from reader.domain.errors import NewsmarkError
from reader.domain.mark import clean_tag
from reader.domain.safe_text import safe, safe_line
from reader.ui.editing import edit
from reader.ui.screens.small import Small
from reader.ui.widgets.inputs import still
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.row_list import RowList

Save = Callable[[str], None]
"""Keeps what was written; raises NewsmarkError if it could not."""


_SEPARATED = re.compile(r"[\s,]")

_EMPTY = 4
"""Lines for what is said where there are no rows."""

Answer = TypeVar("Answer")
"""What a dialog gives back."""

Item = TypeVar("Item")
"""What a row of a dialog stands for."""


def plain(words: str, style: str = "") -> Text:
    """Words as they are: no markup is read, no control code passes."""
    return Text(safe(words), style=style)


def _kept(screen: ModalScreen[bool], save: Save, text: str) -> bool:
    """Keep what is written in a dialog; False if it could not be kept, which is said in place of its keys."""
    try:
        save(text)
    except NewsmarkError as error:
        screen.query_one(KeyLine).tell(f"Not kept: {error}")
        return False
    return True


class NoteScreen(Small, ModalScreen[bool]):
    """A note in a real editor. It closes only when the note is kept, so that no word is lost."""

    WRITTEN: ClassVar[str] = "This note"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "keep", priority=True),
        Binding("escape", "keep", "keep", priority=True),
        Binding("ctrl+o", "edit", "editor", priority=True),
    ]

    def __init__(self, title: str, note: str, save: Save, *, straight: bool = False) -> None:
        """An editor on a note; `straight` hands the note to the reader's own editor at once, and closes after it."""
        super().__init__()
        self._straight = straight
        self._title = safe_line(title)
        self._note = note
        self._save = save

    def compose(self) -> ComposeResult:
        """Title, editor, keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog--title", markup=False)
            yield still(TextArea(self._note, soft_wrap=True, tab_behavior="focus", id="note"))
            yield KeyLine("esc keeps the note", "Markdown is welcome", "ctrl+o opens your editor")

    def on_mount(self) -> None:
        """Write on at the end."""
        editor = self.query_one(TextArea)
        editor.focus()
        editor.move_cursor(editor.document.end)
        if self._straight:
            self.call_after_refresh(self._edit_straight)

    @property
    def text(self) -> str:
        """What is written so far."""
        editors = self.query(TextArea)
        return editors.first().text if editors else self._note

    def keep(self) -> bool:
        """Keep the note as it is written so far; False if it could not be kept, which is said."""
        return _kept(self, self._save, self.text)

    def action_edit(self) -> bool:
        """Write on in the reader's own editor; False if that gave no text back, which is said."""
        editor = self.query_one(TextArea)
        try:
            text = edit(self.app, editor.text)
        except NewsmarkError as error:
            self.query_one(KeyLine).tell(str(error))
            return False
        if text != editor.text:
            editor.replace(text, editor.document.start, editor.document.end)
            editor.move_cursor(editor.document.end)
        return True

    def _edit_straight(self) -> None:
        if self.action_edit():
            self.action_keep()

    def action_keep(self) -> None:
        """Keep the note and close; stay open if it cannot be kept."""
        if self.keep():
            self.dismiss(True)


class TagScreen(Small, ModalScreen[bool]):
    """Tags in one line, completed from those in use."""

    WRITTEN: ClassVar[str] = "These tags"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", "leave"),
        Binding("tab", "complete", "complete", priority=True),
        Binding("right", "complete_at_end", "complete", priority=True),
    ]

    def __init__(self, title: str, tags: Sequence[str], known: Sequence[str], save: Save) -> None:
        super().__init__()
        self._title = safe_line(title)
        self._tags = tuple(tags)
        self._known = tuple(known)
        self._save = save

    def compose(self) -> ComposeResult:
        """Title, input, what would complete it, keys."""
        value = "".join(f"{tag} " for tag in self._tags)
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog--title", markup=False)
            placeholder = "tags, separated by spaces or commas"
            yield still(Input(value, placeholder=placeholder, id="tags", select_on_focus=False))
            yield Static("", classes="dialog--offers", id="offers", markup=False)
            yield KeyLine("enter keeps", "tab or → completes", "esc leaves")

    def on_mount(self) -> None:
        """Offer the commonest tags at once."""
        self._offer()

    def on_input_changed(self, _: Input.Changed) -> None:
        """Offer what completes the word being typed."""
        self._offer()

    @property
    def text(self) -> str:
        """What is written so far."""
        fields = self.query(Input)
        return fields.first().value if fields else " ".join(self._tags)

    def keep(self) -> bool:
        """Keep the tags as they are written so far; False if they could not be kept, which is said."""
        return _kept(self, self._save, self.text)

    def on_input_submitted(self) -> None:
        """Keep the tags and close; stay open if they cannot be kept."""
        if self.keep():
            self.dismiss(True)

    def action_complete(self) -> None:
        """Take the first offer."""
        offers = self._offers()
        if not offers:
            return
        field = self.query_one(Input)
        head = field.value[: len(field.value) - len(self._word())]
        field.value = f"{head}{offers[0]} "
        field.cursor_position = len(field.value)

    def action_complete_at_end(self) -> None:
        """Behind the words, take the first offer; inside them, go on by a letter."""
        field = self.query_one(Input)
        if field.cursor_position >= len(field.value) and self._word():
            self.action_complete()
        else:
            field.action_cursor_right()

    def _word(self) -> str:
        """The tag that is being typed."""
        return _SEPARATED.split(self.query_one(Input).value)[-1]

    def _offers(self) -> list[str]:
        word = clean_tag(self._word())
        given = {clean_tag(tag) for tag in _SEPARATED.split(self.query_one(Input).value)}
        return [
            tag for tag in self._known if tag.startswith(word) and (tag not in given or tag == word) and tag != word
        ]

    def _offer(self) -> None:
        offers = self._offers()[:8]
        self.query_one("#offers", Static).update(plain("  ".join(f"#{tag}" for tag in offers)))


class ConfirmScreen(Small, ModalScreen[bool]):
    """A question to be answered with `y`; any other key is a no."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question and its keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._question), classes="dialog--title", markup=False)
            yield KeyLine("y yes", "any other key no")

    def on_key(self, event: events.Key) -> None:
        """Answer."""
        event.stop()
        self.dismiss(event.key == "y")


class ScrolledScreen(Small, ModalScreen[Answer]):
    """A dialog around a text that may be longer than the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", "down"),
        Binding("k,up", "scroll(-1)", "up"),
        Binding("space,ctrl+d,ctrl+f,pagedown", "scroll(10)", "page down"),
        Binding("b,ctrl+u,ctrl+b,pageup", "scroll(-10)", "page up"),
        Binding("g,home", "top", "top"),
        Binding("G,end", "end", "end"),
    ]
    KEYS: ClassVar[Sequence[str]]

    def __init__(self, title: str, text: RenderableType) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        with Vertical(classes="dialog dialog--tall"):
            yield Static(plain(self._title), classes="dialog--title", markup=False)
            with VerticalScroll(id="body", can_focus=False):
                yield Static(self._text, markup=False)
            yield KeyLine(*self.KEYS)

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self.query_one("#body", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_top(self) -> None:
        """Scroll to the top."""
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)

    def action_end(self) -> None:
        """Scroll to the end."""
        self.query_one("#body", VerticalScroll).scroll_end(animate=False)


class TextScreen(ScrolledScreen[None]):
    """A text to read: help, or the messages so far."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,question_mark,exclamation_mark,enter", "dismiss", "back"),
    ]
    KEYS = ("j/k scroll", "g/G top and end", "q back")


class RowsScreen(Small, ModalScreen[Answer], Generic[Answer, Item]):
    """A dialog around rows, as high as they are when it opens."""

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
                ("b,ctrl+b,pageup", "page_up"),
            )
        ),
    ]

    def __init__(self, title: str, rows: RowList[Item], keys: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._keys = keys
        self.rows = rows

    def list_rows(self) -> None:
        """Show the rows as they are now."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title, rows, keys."""
        with Vertical(classes="dialog dialog--tall"):
            yield Static(plain(self._title), classes="dialog--title", markup=False)
            yield self.rows
            yield KeyLine(*self._keys)

    def on_mount(self) -> None:
        """Show all of them; where they stand then, they stay, whatever is taken away."""
        self.rows.focus()
        self.list_rows()
        self.rows.styles.height = self.rows.virtual_size.height or _EMPTY

    def action_move(self, name: str) -> None:
        """Move the cursor."""
        self.rows.move(name)
