"""What small screens over the others have in common."""

from typing import ClassVar

from textual.types import CSSPathType

from reader import resources


class Small:
    """A part of a small screen: its styles, which are read with the first of them and not with the start."""

    CSS_PATH: ClassVar[CSSPathType | None] = resources.styles() / "dialogs.tcss"
