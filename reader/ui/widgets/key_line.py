"""What can be pressed in a dialog: on one line, or on a few where the dialog is narrow."""

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

from reader.domain.document import Span
from reader.domain.safe_text import safe
from reader.ui.render.hints import packed
from reader.ui.render.wrap import wrap

_MOST = 2
_LINES_EACH = 5
"""A terminal has a line for this for so many of its lines."""
_MOST_TOLD = 5
"""Lines of what is said instead."""


class KeyLine(Widget):
    """Keys with their meaning, the first and the last one in any case; or what is said in their place."""

    def __init__(self, *parts: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes="dialog--keys")
        self._parts: Sequence[str] = parts
        self._told = ""

    def tell(self, words: str) -> None:
        """Say something in place of the keys."""
        self._told = safe(words)
        self.refresh(layout=True)

    def lines(self, width: int, height: int) -> list[str]:
        """What is shown in so many cells a line, on a terminal of so many lines."""
        if self._told:
            pieces = [*wrap(self._told, Span(0, len(self._told)), max(1, width))]
            return [self._told[piece.start : piece.end] for piece in pieces[:_MOST_TOLD]]
        return packed(self._parts, width, max(1, min(_MOST, height // _LINES_EACH)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """As many lines as it takes."""
        return len(self.lines(width, viewport.height))

    def render(self) -> Text:
        """The lines."""
        lines = self.lines(self.size.width, self.app.size.height)
        return Text("\n".join(lines), Style(bold=bool(self._told)), no_wrap=True)
