"""Drawing what has changed, and only that.

Textual draws every widget anew that stands between the topmost and the lowest change; a cursor that moves and a line at
the bottom that counts with it are then the whole screen. Here each change is drawn by itself.
"""

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

_MANY = 8
"""From so many changes on, one picture of all of them is less work."""


class PatchCompositor(Compositor):
    """Textual's compositor, but for which lines of a widget it asks."""

    _changed: tuple[Region, ...] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed since the last time; None if nothing has."""
        self._changed = tuple(self._dirty_regions) if len(self._dirty_regions) < _MANY else ()
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Of each widget that a change touches, those lines, as wide as the widget."""
        if not self._changed:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            for change in self._changed:
                if shown.overlaps(change):
                    lines = shown.intersection(Region(shown.x, change.y, shown.width, change.height))
                    yield lines, clip, widget.render_lines(lines.translate(-region.offset))
