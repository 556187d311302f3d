"""A scroll bar that is drawn again only if it looks different: in a long list, a row moves it by nothing to be seen."""

from typing import cast

from rich.color import Color
from textual.geometry import Region
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from reader.ui.patches import repaint
from reader.ui.widgets.drawing import Unframed, as_seen

_STEPS = 8
"""Places of the thumb that can be told apart, a cell."""


class CalmScrollBar(Unframed, ScrollBar):
    """A vertical scroll bar whose position moves in steps that can be seen, drawn together with what it scrolls."""

    position: Reactive[float] = Reactive(0.0, repaint=False)
    window_size: Reactive[int] = Reactive(0, repaint=False)
    window_virtual_size: Reactive[int] = Reactive(100, repaint=False)

    def validate_position(self, position: float) -> float:
        """The nearest position that looks different from its neighbours."""
        step = (self.window_virtual_size - self.window_size) / max(1, self.size.height * _STEPS)
        return round(position / step) * step if step > 0 else position

    def on_resize(self) -> None:
        """Stand where what it scrolls does, which may have been scrolled before there was a bar."""
        self.position = cast("Widget", self.parent).scroll_y

    def watch_position(self) -> None:
        """Draw the thumb where it is now."""
        repaint(self)

    def watch_window_size(self) -> None:
        """Draw the thumb as long as it is now."""
        repaint(self)

    def watch_window_virtual_size(self) -> None:
        """Draw the thumb as long as it is now."""
        repaint(self)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines that a region shows, a letter each; there is nothing around them."""
        bar = cast("ScrollBarRender", self.render())
        look = self.app.console.get_style(bar.style)
        letters = bar.render_bar(
            size=self.size.height,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=bar.position,
            thickness=self.size.width,
            back_color=look.bgcolor or Color.default(),
            bar_color=look.color or Color.default(),
        ).segments
        style, width = self.rich_style, self.size.width
        lines = {letter: as_seen(self, Strip([letter], width).apply_style(style)) for letter in {*letters}}
        return [lines[letter] for letter in letters[crop.y : crop.bottom]]


def calm_scroll_bar(widget: Widget) -> ScrollBar:
    """The vertical scroll bar of a widget, made when it is asked for first, as Textual makes its own."""
    bar = widget._vertical_scrollbar  # noqa: SLF001
    if bar is None:
        bar = widget._vertical_scrollbar = CalmScrollBar(name="vertical", thickness=widget.scrollbar_size_vertical)  # noqa: SLF001
        bar.display = False
        widget.app._start_widget(widget, bar)  # noqa: SLF001
    return bar
