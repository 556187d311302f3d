"""The beginning of an article beside the list: to be looked at only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Offset, Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.domain.document import Document
from reader.ui import looks
from reader.ui.patches import repaint
from reader.ui.render.lines import Role
from reader.ui.widgets.drawing import as_seen
from reader.ui.widgets.page_view import PageView, Signs

if TYPE_CHECKING:
    from reader.domain.anchor import Placement

_PAST_EDGE = Offset(-1, 0)


class Preview(PageView, ScrollView, can_focus=False, inherit_bindings=False):
    """An article without a caret and a margin, and the edge to the list."""

    def __init__(self, *, measure: int, id: str) -> None:  # noqa: A002
        super().__init__(measure=measure, margin=False, signs=Signs(), id=id)

    def show(self, document: Document, head: Sequence[tuple[Role, str]], placements: Sequence[Placement]) -> None:
        """Show an article from its beginning; before there is a width to lay it out for, as soon as there is one."""
        size = self.size
        before = len(self.page.lines) if size else 0
        self._head = tuple(head)
        self.document, self.placements = document, tuple(placements)
        self.lay_out_again()
        if size:
            self.fit_page()
            if self.scroll_y:
                self.scroll_to_line(0)
            self.remember_top()
            repaint(self, Region(0, 0, size.width, max(before, len(self.page.lines))))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the screen, behind the edge."""
        if crop.x:
            return super().render_lines(crop.translate(_PAST_EDGE))
        lines = super().render_lines(Region(0, crop.y, crop.width - 1, crop.height))
        edge = as_seen(self, Strip([Segment("│", looks.style(looks.EDGE, self.app.theme))], 1))
        return [Strip.join((edge, line)) for line in lines]

    def reach(self, lines: int, height: int) -> int:
        """A few round numbers, since each new one makes Textual lay the whole screen out."""
        height = max(1, height)
        return height << max(0, (lines - 1) // height).bit_length()
