"""The beginning of an article beside the list: to be looked at only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.geometry import Region

from reader.domain.document import Document
from reader.ui.patches import repaint
from reader.ui.render.lines import Role
from reader.ui.widgets.page_view import PageView, Signs

if TYPE_CHECKING:
    from reader.domain.anchor import Placement


class Preview(PageView, can_focus=False):
    """An article without a caret and a margin."""

    def __init__(self, *, measure: int) -> None:
        super().__init__(measure=measure, margin=False, signs=Signs())

    def show(self, document: Document, head: Sequence[tuple[Role, str]], placements: Sequence[Placement]) -> None:
        """Show an article from its beginning; before there is a width to lay it out for, as soon as there is one."""
        before = len(self.page.lines) if self.size else 0
        self._head = tuple(head)
        self.document, self.placements = document, tuple(placements)
        self.lay_out_again()
        if self.size:
            self.fit_page()
            if self.scroll_y:
                self.scroll_to_line(0)
            self.remember_top()
            repaint(self, Region(0, 0, self.size.width, max(before, len(self.page.lines))))

    def reach(self, lines: int) -> int:
        """A few round numbers, since each new one makes Textual lay the whole screen out."""
        height = max(1, self.size.height)
        return height << max(0, (lines - 1) // height).bit_length()
