"""What was laid out lately: whole pages, and the lines of each block, by all that changes how they are laid out. Pure.

A width seen before and an article opened again are not laid out anew; where a verdict is another, only that block is.
"""

from collections.abc import Hashable

from reader.domain.recent import Recent
from reader.ui.render.page import Blocks, Page

_LETTERS = 3_000_000
"""Code points on all pages that are kept: some 15 MB of lines."""

_LINES = 50_000
"""Lines of blocks that are kept; most of them stand on a page that is kept too."""


class LaidOut:
    """Pages and the lines of blocks."""

    def __init__(self, letters: int = _LETTERS, lines: int = _LINES) -> None:
        """As many as hold so many code points, and lines, together; the last one in any case."""
        self.pages: Recent[Hashable, Page] = Recent(letters, lambda page: len(page.text))
        self.blocks: Blocks = Recent(lines, len)
