"""A scroll bar that is drawn again only if it looks different: in a long list, a row moves it by nothing to be seen."""

from textual.reactive import Reactive
from textual.scrollbar import ScrollBar

from reader.ui.patches import repaint

_STEPS = 8
"""Places of the thumb that can be told apart, a cell."""


class CalmScrollBar(ScrollBar):
    """A vertical scroll bar whose position moves in steps that can be seen, drawn together with what it scrolls."""

    position: Reactive[float] = Reactive(0.0, repaint=False)

    def validate_position(self, position: float) -> float:
        """The nearest position that looks different from its neighbours."""
        step = (self.window_virtual_size - self.window_size) / max(1, self.size.height * _STEPS)
        return round(position / step) * step if step > 0 else position

    def watch_position(self) -> None:
        """Draw the thumb where it is now."""
        self._layout_cache.clear()  # where Textual keeps what it drew
        repaint(self)
