"""Keys, labels and the mouse: what they mean, told from a page and a caret. Pure."""

from typing import TYPE_CHECKING

from reader.later import modules_of

if TYPE_CHECKING:
    from reader.ui.keys import jumps as jumps
    from reader.ui.keys import typing as typing
else:
    __getattr__ = modules_of(__name__)
