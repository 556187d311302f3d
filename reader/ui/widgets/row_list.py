"""A list of rows on the line API: only what is on the screen is drawn."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from reader.domain.document import Span
from reader.domain.frozen import frozen
from reader.ui import looks
from reader.ui.patches import repaint
from reader.ui.render import bidi
from reader.ui.render.frame import ROW_HEIGHT
from reader.ui.render.rows import under_cursor
from reader.ui.render.runs import Run, width_of_runs
from reader.ui.render.wrap import wrap
from reader.ui.widgets.drawing import Unframed, as_seen, cropped
from reader.ui.widgets.scroll_bar import calm_scroll_bar

Item = TypeVar("Item")

_DRAWN = 400
"""Drawn rows that are kept by their place, and by what they show."""


@frozen
class Extent:
    """How many rows are known, from the first on, and about how many there are."""

    known: int
    likely: int


Draw = Callable[[Item, int], Sequence[list[Run]]]
"""An item and the width at hand → the runs of each of its lines."""


class RowList(Unframed, ScrollView, Generic[Item], can_focus=True, inherit_bindings=False):
    """Rows with a cursor. It shows what it is given and says where the cursor is."""

    ALLOW_SELECT = False

    class Moved(Message):
        """The rows have changed, or the mouse has moved the cursor; who moves it knows."""

    class Opened(Message):
        """A row was chosen with the mouse."""

    def __init__(
        self,
        draw: Draw[Item],
        *,
        empty: str,
        heads: Callable[[Item], bool] | None = None,
        lines: int = ROW_HEIGHT,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """Rows of so many lines; those for which `heads` is true stand over others, and the cursor skips them."""
        super().__init__(id=id)
        self._lines = lines
        self._heads = heads
        self.items: Sequence[Item | None] = ()
        self.cursor = 0
        self.empty = empty
        self._draw = draw
        self._extent = Extent(0, 0)
        self._strips: dict[tuple[int, bool], tuple[Strip, ...]] = {}
        self._runs: dict[int, Sequence[list[Run]]] = {}
        self._made: dict[tuple[tuple[Run, ...], bool], Strip] = {}
        self._styles: dict[tuple[str, bool], Style] = {}
        self._drawn_for = 0

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar."""
        return calm_scroll_bar(self)

    def show(
        self,
        items: Sequence[Item | None],
        cursor: int = 0,
        *,
        steady: bool = False,
        extent: Extent | None = None,
        tell: bool = True,
    ) -> None:
        """Show these rows with the cursor on one of them; a row that cannot be read is None.

        A steady row stays on its line of the screen, whatever came or went above it, unless the list's top is seen.
        Where it takes a while to tell how many rows there are, an extent tells what is known of that. Who moves
        the cursor need not be told.
        """
        moved = (cursor - self.cursor) * self._lines
        self.items = items
        self._extend(extent or Extent(len(items), len(items)))
        if steady and moved and self.scroll_y:
            self.scroll_to(y=self.scroll_y + moved, animate=False, force=True)
        self.go_to(cursor)
        self.redraw()
        if tell:
            self._tell()

    def extend(self) -> None:
        """All rows are known by now."""
        self._extend(Extent(len(self.items), len(self.items)))

    def _extend(self, extent: Extent) -> None:
        self._extent = extent
        size = Size(self.size.width, self._lines * extent.likely)
        if not self.size and size.height > self.app.size.height:
            self.set_reactive(RowList.show_vertical_scrollbar, True)  # or all would be laid out a second time for it
        if self.show_vertical_scrollbar:
            self.set_reactive(RowList.virtual_size, size)
            self._scroll_update(size)
        else:
            self.virtual_size = size

    def _refresh_scrollbars(self) -> None:
        """A scroll bar that is there stays, blank if all rows are seen, so that nothing is laid out anew without it."""
        if not self.show_vertical_scrollbar:
            super()._refresh_scrollbars()

    def _length(self) -> int:
        """How many rows there are; they are counted now if they were not."""
        if len(self.items) != self._extent.known:
            self.extend()
            self.redraw()
        return self._extent.known

    def redraw(self) -> None:
        """Draw what is on the screen anew, because it may look different now."""
        self._forget()
        repaint(self)

    def _forget(self) -> None:
        """Rows may show something else than they did."""
        self._strips.clear()
        self._runs.clear()

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        return self.items[self.cursor] if self._extent.known else None

    def go_to(self, number: int) -> None:
        """Put the cursor on a row, the nearest there is, and bring it into sight."""
        last = (self._extent.known if number < self._extent.known else self._length()) - 1
        before, self.cursor = self.cursor, self._beside_heads(max(0, min(number, last)))
        top, height = round(self.scroll_y), self.size.height
        line = self.cursor * self._lines
        first = line - self._lines if self._is_head(self.cursor - 1) else line
        if first < top:
            self.scroll_to(y=first, animate=False, force=True)
        elif line + self._lines > top + height:
            self.scroll_to(y=line + self._lines - height, animate=False, force=True)
        self._repaint_rows(before, self.cursor)

    def _repaint_rows(self, one: int, other: int) -> None:
        """Draw two rows again; such as lie side by side are one piece of the screen."""
        top, columns = round(self.scroll_y), self._columns
        first, last = sorted((one, other))
        pieces = ((first, last + 1),) if last - first < 2 else ((first, first + 1), (last, last + 1))
        repaint(
            self,
            *[Region(0, begin * self._lines - top, columns, (end - begin) * self._lines) for begin, end in pieces],
        )

    def _tell(self) -> None:
        # Straight to the screen: on the way up through its boxes, it would cost as much again with every key.
        self.screen.post_message(self.Moved())

    def _is_head(self, number: int) -> bool:
        if self._heads is None or not 0 <= number < self._extent.known:
            return False
        item = self.items[number]
        return item is not None and self._heads(item)

    def _beside_heads(self, number: int) -> int:
        """The row, or the next one that is no heading: onward the way that the cursor goes, else back."""
        onward = 1 if number >= self.cursor else -1
        for step in (onward, -onward):
            found = number
            while self._is_head(found):
                found += step
            if 0 <= found < self._extent.known:
                return found
        return number

    def move(self, name: str) -> None:
        """Carry a motion out: `j k g G`, `half_down`, `page_up` and so on."""
        page = max(1, self.size.height // self._lines)
        steps = {"j": 1, "k": -1, "half_down": page // 2, "half_up": -(page // 2)}
        steps |= {"page_down": page, "page_up": -page, "g": -self.cursor}
        self.go_to(self._length() if name == "G" else self.cursor + steps[name])

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the rows that are seen now."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = new_value
        if round(old_value) != round(new_value):
            repaint(self)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.show(self.items, self.cursor, extent=self._extent)

    def notify_style_update(self) -> None:
        """Another theme: every row looks different."""
        super().notify_style_update()
        self._forget()
        self._made.clear()
        self._styles.clear()

    def on_click(self, event: events.Click) -> None:
        """A click goes to a row; a double click opens it."""
        number = (event.y + round(self.scroll_y)) // self._lines
        if number >= self._extent.known:
            return
        if number == self.cursor and event.chain == 2:
            self.post_message(self.Opened())
        self.go_to(number)
        self._tell()

    @property
    def _columns(self) -> int:
        """The cells of a line that the scroll bar leaves."""
        return self.size.width - self.scrollbar_size_vertical * self.show_vertical_scrollbar

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines that a region shows."""
        columns = self._columns
        if columns != self._drawn_for:
            self._forget()
            self._made.clear()
            self._drawn_for = columns
        top = round(self.scroll_y)
        lines = [self._shown(top, y) for y in range(crop.y, crop.bottom)]
        return cropped(lines, crop.x, crop.right, self._drawn_for)

    def _shown(self, top: int, y: int) -> Strip:
        """One line of the screen, of which another line is on top."""
        number, part = divmod(y + top, self._lines)
        if number < self._extent.known:
            drawn = number, number == self.cursor
            if drawn not in self._strips:
                if len(self._strips) > _DRAWN:
                    self._forget()
                self._strips[drawn] = self._drawn(*drawn)
            return self._strips[drawn][part]
        return self._line([] if self._extent.known else self._emptiness(y), False)

    def _emptiness(self, y: int) -> list[Run]:
        """A line of what is said where there are no rows."""
        lines = [*wrap(self.empty, Span(0, len(self.empty)), self._drawn_for - 4)]
        if not 1 <= y <= len(lines):
            return []
        line = lines[y - 1]
        return [(f"   {self.empty[line.start : line.end]}", "faint")]

    def _drawn(self, number: int, cursor: bool) -> tuple[Strip, ...]:
        """The lines of a row; what shows the same as a row did before, mostly itself elsewhere, is not made anew."""
        lines = self._runs.get(number)
        if lines is None:
            item = self.items[number]
            lines = [[]] * self._lines if item is None else self._draw(item, self._drawn_for)
            self._runs[number] = lines
        if len(self._made) > _DRAWN * self._lines:
            self._made.clear()
        drawn = []
        for runs in lines:
            shown = (*(under_cursor(runs) if cursor else runs),), cursor
            strip = self._made.get(shown)
            if strip is None:
                strip = self._made[shown] = self._line(*shown)
            drawn.append(strip)
        return tuple(drawn)

    def _line(self, runs: Sequence[Run], cursor: bool) -> Strip:
        segments = [Segment(bidi.shown(text), self._style(look, cursor=cursor)) for text, look in runs]
        air = self._drawn_for - width_of_runs(runs)
        if air > 0:
            segments.append(Segment(" " * air, self._style("", cursor=cursor)))
        strip = Strip(segments, self._drawn_for - min(0, air))
        return as_seen(self, strip if air >= 0 else strip.adjust_cell_length(self._drawn_for))

    def _style(self, look: str, *, cursor: bool) -> Style:
        """How words of a look are drawn; the ground alone if it is empty."""
        style = self._styles.get((look, cursor))
        if style is None:
            looked = [
                self.rich_style,
                *([self._look("cursor")] if cursor else []),
                *([self._look(look)] if look else []),
            ]
            style = self._styles[look, cursor] = Style.combine(looked)
        return style

    def _look(self, name: str) -> Style:
        return looks.style(looks.ROWS[name], self.app.theme)
