"""The line on top that says where you are, and the line at the bottom: keys that matter now, messages, progress."""

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from reader.domain.recent import Recent
from reader.domain.safe_text import safe_line
from reader.ui import looks
from reader.ui.actions import Scope
from reader.ui.patches import repaint
from reader.ui.render import bidi
from reader.ui.render.hints import key_runs
from reader.ui.render.runs import Run, shortened, spread, width_of_runs
from reader.ui.render.wrap import width_of
from reader.ui.widgets.drawing import Unframed, as_seen, cropped

_MESSAGE_SECONDS = 6.0
_MOST_LINES = 4
_DRAWN = 8
"""Drawn parts of a line that are kept."""


class Bar(Unframed, Widget):
    """One line: runs on the left, runs on the right."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._left: list[Run] = []
        self._right: list[Run] = []
        self._styles: dict[str, Style] = {}
        self._strips: Recent[tuple[Run, ...], Strip] = Recent(_DRAWN, lambda _: 1)

    def show(self, left: Sequence[Run], right: Sequence[Run] = ()) -> None:
        """Show these runs."""
        if (list(left), list(right)) != (self._left, self._right):
            self._left, self._right = list(left), list(right)
            repaint(self)

    def runs(self) -> tuple[Sequence[Run], Sequence[Run]]:
        """What stands on the left and on the right."""
        return self._left, self._right

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines that a region shows."""
        lines = [as_seen(self, self.render_line(y)) for y in range(crop.y, crop.bottom)]
        return cropped(lines, crop.x, crop.right, self.size.width)

    def render_line(self, y: int) -> Strip:
        """The line, fitted to the width; drawn without a detour, because it changes with every key."""
        left, right = ([], []) if y else self.runs()
        width, begin, end = self.size.width, self._drawn(left), self._drawn(right)
        if begin.cell_length + end.cell_length >= width:
            return self._drawn(spread(left, right, width)).adjust_cell_length(width, self._style(""))
        air = Strip.blank(width - begin.cell_length - end.cell_length, self._style(""))
        return Strip.join([begin, air, end])

    def _drawn(self, runs: Sequence[Run]) -> Strip:
        """Runs as they are drawn; what stands on the left mostly stays while what stands on the right changes."""
        return self._strips.get(
            (*runs,), lambda: Strip([Segment(bidi.shown(words), self._style(look)) for words, look in runs if words])
        )

    def notify_style_update(self) -> None:
        """Another theme: every word looks different."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def _style(self, look: str) -> Style:
        """How words of a look are drawn; the ground alone if it is empty."""
        style = self._styles.get(look)
        if style is None:
            style = self._styles[look] = self.rich_style + self._look(look)
        return style

    def _look(self, name: str) -> Style | None:
        return looks.style(looks.LINES[name], self.app.theme) if name else None


class StatusBar(Bar):
    """The line at the bottom. A message takes the place of the keys for a few seconds, or until the next key."""

    def __init__(self, scope: Scope, rebound: Mapping[str, str], id: str | None = None) -> None:  # noqa: A002
        super().__init__(id)
        self._scope = scope
        self._rebound = rebound
        self._mode = ""
        self._hint = ""
        self._asked = ""
        self._keys: list[Run] = []
        self._keys_for = -1
        self._place: list[Run] = []
        self._message: Run | None = None
        self._passing = False
        self._work = ""
        self._timer: Timer | None = None

    def place(self, words: str, mode: str = "", hint: str = "") -> None:
        """Say where the reader is, on the right; in which mode, and what can be done in it, on the left.

        A message gives way when a mode begins, or goes on to wait for a key, so that its hint is seen.
        """
        if mode != self._mode and mode.startswith(self._mode):
            self._give_way()
        told = ([(f"{words} ", "faint")], mode, hint)
        if told != (self._place, self._mode, self._hint):
            self._place, self._mode, self._hint = told
            repaint(self)

    def ask(self, hint: str) -> None:
        """Say what ends the typing that goes on above, in place of the keys; empty when it is over."""
        self._asked = hint
        repaint(self)

    def say(self, message: str, *, bad: bool = False, lasting: bool = False) -> None:
        """Show a message for a few seconds, unless it is `lasting` not beyond the next key; an error stays."""
        self._passing = not bad and not lasting
        self._message = (f" {safe_line(message)}", "bad" if bad else "good")
        self.styles.height = min(_MOST_LINES, 1 + width_of(self._message[0]) // max(1, self.size.width)) if bad else 1
        if self._timer is not None:
            self._timer.stop()
        self._timer = None if bad else self.set_timer(_MESSAGE_SECONDS, self.clear)
        self.refresh()

    def key_pressed(self) -> None:
        """A key is about to act: what was said of the one before is over."""
        if self._passing:
            self._give_way()

    @property
    def telling(self) -> bool:
        """True while something else is told than keys and place."""
        return bool(self._message or self._work or self._asked)

    def _give_way(self) -> None:
        """Show the keys again, unless an error is told."""
        if self._message is not None and self._message[1] != "bad":
            self.clear()

    def take_back(self, message: str) -> None:
        """Show the keys again if this message is still shown."""
        if self._message is not None and self._message[0] == f" {safe_line(message)}":
            self.clear()

    def tell_work(self, words: str) -> None:
        """Say how far a long piece of work is, in place of the keys; empty when it is over."""
        if words and not self._work:
            self.clear()
        if words != self._work:
            self._work = safe_line(words)
            self.refresh()

    def clear(self) -> None:
        """Show the keys again."""
        self._message, self._passing = None, False
        self.styles.height = 1
        self.refresh()

    def render(self) -> Text:
        """A message that needs several lines."""
        return Text(self._message[0] if self._message else "", self._look("bad") or "", end="")

    @property
    def _has_several(self) -> bool:
        return self._message is not None and self.size.height > 1

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines that a region shows; a long message is laid out by Textual."""
        return Widget.render_lines(self, crop) if self._has_several else super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line, or a part of a long message."""
        return Widget.render_line(self, y) if self._has_several else super().render_line(y)

    def runs(self) -> tuple[Sequence[Run], Sequence[Run]]:
        """Mode, then the message, the work that goes on, the hint or the keys; the place, if there is room for it."""
        left: list[Run] = [(f" {self._mode} ", "mode"), (" ", "")] if self._mode else []
        words = self._message or (f" {self._work}" if self._work else "", "good")
        words = words if words[0] else (f" {self._asked}" if self._asked else self._hint, "key")
        if words[0]:
            beside = width_of_runs([*left, words, *self._place]) < self.size.width
            if width_of_runs([*left, words]) > self.size.width:
                left = left if words[1] == "key" else []  # a message is worth more than the name of the mode
                words = (shortened(words[0], max(1, self.size.width - width_of_runs(left))), words[1])
            return [*left, words], self._place if beside else []
        free = self.size.width - width_of_runs(left) - width_of_runs(self._place) - 2
        if free != self._keys_for:
            self._keys, self._keys_for = key_runs(self._scope, self._rebound, free), free
        return [*left, (" ", ""), *self._keys], self._place
