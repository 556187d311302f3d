"""A scroll bar that is drawn again only if it looks different: in a long list, a row moves it by nothing to be seen."""

from textual.scrollbar import ScrollBar

_STEPS = 8
"""Places of the thumb that can be told apart, a cell."""


class CalmScrollBar(ScrollBar):
    """A vertical scroll bar whose position moves in steps that can be seen."""

    def validate_position(self, position: float) -> float:
        """The nearest position that looks different from its neighbours."""
        step = (self.window_virtual_size - self.window_size) / max(1, self.size.height * _STEPS)
        return round(position / step) * step if step > 0 else position
