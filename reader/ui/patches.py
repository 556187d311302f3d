"""Drawing what has changed, and only that.

Textual draws every widget anew that stands between the topmost and the lowest change, and those behind it that nobody
sees; a cursor that moves and a line at the bottom that counts with it are then the whole screen. Here each change is
drawn by itself, and of each widget what is seen of it there.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from rich.console import Console
from textual._compositor import Compositor, CompositorUpdate
from textual.dom import NoScreen
from textual.geometry import Region
from textual.screen import UPDATE_PERIOD, Screen
from textual.strip import Strip
from textual.widget import Widget

_MANY = 8
"""From so many changes on, one picture of all of them is less work."""


class PatchUpdate(CompositorUpdate):
    """Pieces of lines, each with its column and row."""

    def __init__(self, pieces: Iterable[tuple[int, int, Strip]]) -> None:
        self.pieces = [*pieces]

    def render_segments(self, console: Console) -> str:
        """What is sent to the terminal."""
        return "".join([f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for x, y, strip in self.pieces])


class PatchCompositor(Compositor):
    """Textual's compositor, but for what it draws when little has changed."""

    def render_partial_update(self) -> CompositorUpdate | None:  # type: ignore[override]
        """What has changed since the last time; None if nothing has."""
        if not 0 < len(self._dirty_regions) < _MANY:
            return super().render_partial_update()
        changes = [change.intersection(self.size.region) for change in self._dirty_regions]
        self._dirty_regions.clear()
        return PatchUpdate(piece for change in _apart(changes) for piece in self._pieces(change))

    def _pieces(self, change: Region) -> Iterator[tuple[int, int, Strip]]:
        """The lines of a change, of each widget what no other one hides."""
        left = [change]
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            for part in [part for part in left if part.overlaps(shown)]:
                seen = part.intersection(shown)
                left.remove(part)
                left += _without(part, seen)
                strips = widget.render_lines(seen.translate(-region.offset))
                yield from ((seen.x, y, strip) for y, strip in zip(seen.line_range, strips, strict=False))
            if not left:
                return


if TYPE_CHECKING:
    _Part = Screen[Any]
else:
    _Part = object


class PatchScreen(_Part):
    """A part of a screen, which draws what has changed, and at the end of a key all that the key has changed."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = PatchCompositor()
        self._drawn = 0.0
        self._held = False

    @contextmanager
    def drawing_at_once(self) -> Iterator[None]:
        """What changes meanwhile is drawn in one go at the end, unless something was drawn a moment ago."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
            if self._dirty_widgets:
                self._draw()

    def draw_soon(self, widget: Widget) -> None:
        """Draw what has changed in a widget; it need not ask for that again when it has nothing else to do."""
        self._dirty_widgets.add(widget)
        if not self._held:
            self._update_timer.resume()

    def _draw(self) -> None:
        """Draw, if that is all that is to be done; where widgets change places too, Textual does both in its time."""
        laid_out = not any(widget._layout_required for widget in (self, *self._dirty_widgets))  # noqa: SLF001
        if laid_out and not self._scroll_required and self.is_current and monotonic() - self._drawn > UPDATE_PERIOD:
            self._compositor.update_widgets(self._dirty_widgets)
            self._compositor_refresh()
        else:
            self._update_timer.resume()

    def is_there(self) -> bool:
        """True if the terminal shows this screen before it was ever drawn."""
        return False

    def _compositor_refresh(self) -> None:
        """Draw; but nothing while drawing is held back, where Textual would draw it and throw it away."""
        if self.app._batch_count:  # noqa: SLF001 - there is no other way to ask
            return
        if not self._drawn and self.is_there():
            self._dirty_widgets.clear()
            self._compositor._dirty_regions.clear()  # noqa: SLF001 - as drawing does
            self._repaint_required = False
        else:
            super()._compositor_refresh()
        self._drawn = monotonic()


def repaint(widget: Widget, *regions: Region) -> None:
    """Draw a widget again, or regions of it, whose look depends on nothing that Textual keeps of it.

    What of a region is not within the widget is that of others.
    """
    if regions:
        inside = widget.size.region
        regions = tuple(part for part in map(inside.intersection, regions) if part)
        if not regions:
            return
    with suppress(NoScreen):  # it has been taken from the screen, or is not on it yet
        screen = widget.screen
        if isinstance(screen, PatchScreen) and widget in screen._compositor:  # noqa: SLF001
            widget._set_dirty(*regions)  # noqa: SLF001 - as `refresh` does
            screen.draw_soon(widget)
            return
    widget.refresh(*regions)


def _apart(changes: Iterable[Region]) -> list[Region]:
    """The changes, without those that lie within another."""
    found: list[Region] = []
    for change in sorted(changes, key=lambda region: -region.area):
        if change and not any(other.contains_region(change) for other in found):
            found.append(change)
    return found


def _without(region: Region, hole: Region) -> list[Region]:
    """What is left of a region around a part of it."""
    x, y, width, _ = region
    around = [
        Region(x, y, width, hole.y - y),
        Region(x, hole.bottom, width, region.bottom - hole.bottom),
        Region(x, hole.y, hole.x - x, hole.height),
        Region(hole.right, hole.y, region.right - hole.right, hole.height),
    ]
    return [part for part in around if part]
