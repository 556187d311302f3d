"""What all fields have in common in which words are typed."""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from textual.widgets import Input, TextArea  # one of them is not needed for the list itself

Field = TypeVar("Field", "Input", "TextArea")


def still(field: Field) -> Field:
    """A field whose caret does not blink: nothing is drawn while the reader thinks of the next word."""
    field.cursor_blink = False
    return field
