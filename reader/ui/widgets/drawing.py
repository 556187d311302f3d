"""Drawing lines without a detour through Textual's cache of styles, for widgets with no border, padding or opacity."""

from textual.filter import ANSIToTruecolor
from textual.strip import Strip
from textual.widget import Widget


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
