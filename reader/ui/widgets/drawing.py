"""Drawing lines without a detour through Textual's cache of styles, for widgets with no border, padding or opacity."""

from typing import TYPE_CHECKING

from textual.filter import ANSIToTruecolor
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    _Part = Widget
else:
    _Part = object


class Unframed(_Part):
    """A part of a widget that has nothing around what it shows."""

    @property
    def size(self) -> Size:
        """All of it; Textual would look for what its frame leaves, through all boxes, each time it is asked."""
        return self.outer_size


def as_seen(widget: Widget, strip: Strip) -> Strip:
    """A strip in the colours that the terminal has; ours are true colours, so those need no filter."""
    return all_as_seen(widget, [strip])[0]


def all_as_seen(widget: Widget, strips: list[Strip]) -> list[Strip]:
    """The same for several strips."""
    for line_filter in widget.app.get_line_filters():
        if not isinstance(line_filter, ANSIToTruecolor):
            background = widget.background_colors[1]
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
    return strips


def cropped(strips: list[Strip], start: int, end: int, width: int) -> list[Strip]:
    """The strips from one column to another; as they are if that is all of them."""
    return strips if (start, end) == (0, width) else [strip.crop(start, end) for strip in strips]
