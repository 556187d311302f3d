"""An article that takes the mouse: clicks, and drags that scroll on at the edges."""

from functools import partial

from textual import events
from textual.message import Message
from textual.timer import Timer

from reader.ui.keys.pointing import Target, target
from reader.ui.widgets.page_view import PageView

_SCROLL_SECONDS = 0.05
_LEFT = 1


class PointedView(PageView):
    """A page on which the mouse points. What a click and a drag do, a subclass says."""

    class LinkClicked(Message):
        """Linked words were clicked, which lead to this address."""

        def __init__(self, address: str) -> None:
            super().__init__()
            self.address = address

    pressed_at: int | None = None
    _has_dragged = False
    _edge = 0
    """How far the pointer is above (negative) or below the text while it drags."""
    _column = 0
    _scrolling: Timer | None = None
    _clicked_link: Timer | None = None
    """Runs as long as the click on a link may be the first of several, which select."""

    def clicked(self, where: Target, clicks: int) -> None:
        """The mouse was clicked, so many times in a row."""
        raise NotImplementedError

    def dragged_to(self, start: int, at: int) -> None:
        """The mouse is held down since one code point and now at another."""
        raise NotImplementedError

    def pointed_at(self, column: int, row: int) -> Target:
        """What lies under a cell of the view."""
        return target(self.sheet, self.placements, column, row + round(self.scroll_y))

    def _row(self, event: events.MouseEvent) -> int:
        """The row of the text under the pointer; negative above the text."""
        return event.y - self.gutter.top

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A drag may begin here."""
        self.leave_link()
        if self.can_focus and event.button == _LEFT:
            self.pressed_at, self._has_dragged = self.pointed_at(event.x, self._row(event)).at, False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to here; above or below the text, scroll on."""
        if self.pressed_at is None:
            return
        self._column, row = event.x, self._row(event)
        self._edge = min(0, row + 1) or max(0, row - self.size.height + 1)
        if self._edge and self._scrolling is None:
            self._scrolling = self.set_interval(_SCROLL_SECONDS, self._scroll_on)
        elif not self._edge:
            self._stop_scrolling()
        self._drag_to(min(max(0, row), self.size.height - 1))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """A drag ends: what is selected stays so."""
        if self.pressed_at is not None and event.button == _LEFT:
            self.pressed_at = None
            self._stop_scrolling()
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A click, unless a drag has just ended here."""
        if self.can_focus and event.button == _LEFT and not self._has_dragged:
            event.stop()
            where = self.pointed_at(event.x, self._row(event))
            if where.folds:
                self.toggle_notes(where.highlight)
                return
            self.clicked(where, event.chain)
            if where.address and event.chain == 1:
                seconds = self.app.CLICK_CHAIN_TIME_THRESHOLD
                self._clicked_link = self.set_timer(seconds, partial(self._follow, where.address))

    def leave_link(self) -> None:
        """Do not follow the link that was clicked: something else has been done since."""
        if self._clicked_link is not None:
            self._clicked_link.stop()
            self._clicked_link = None

    def _follow(self, address: str) -> None:
        self._clicked_link = None
        if self.screen.is_current:
            self.post_message(self.LinkClicked(address))

    def _drag_to(self, row: int) -> None:
        start, at = self.pressed_at, self.pointed_at(self._column, row).at
        if start is not None and at is not None and (self._has_dragged or at != start):
            self._has_dragged = True
            self.dragged_to(start, at)

    def _scroll_on(self) -> None:
        """Scroll, the faster the farther the pointer is away."""
        if self.pressed_at is None or not self._edge:
            self._stop_scrolling()
            return
        self.scroll_to_line(round(self.scroll_y) + self._edge)
        self._drag_to(0 if self._edge < 0 else self.size.height - 1)

    def _stop_scrolling(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None
