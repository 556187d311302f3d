"""The line on top, which becomes the one in which a filter or a search is typed.

It is always there and is drawn without a detour, so that opening it, and each letter, costs a line: nothing is laid
out, no style is found, and the focus stays where it is; keys are handed to it by `ui/straight_keys.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from reader.domain.safe_text import safe
from reader.ui import keys
from reader.ui.patches import repaint
from reader.ui.render import bidi
from reader.ui.render.runs import Run, in_order
from reader.ui.render.wrap import width_of
from reader.ui.widgets.bars import Bar

if TYPE_CHECKING:
    from reader.ui.keys.typing import Recalled, Typed

_LABEL, _TYPED, _EMPTY, _CHOSEN, _CARET = "here", "text", "faint", "chosen", "caret"
_TO_SPACES = str.maketrans("\t\n", "  ")
_LABEL_SHARE = 3
"""The name in front is left out if it takes more than this part of the line."""


class Prompt(Bar):
    """Tells where the reader is, or takes what is typed.

    Attributes:
        typing: whether it takes what is typed.
    """

    class Changed(Message):
        """The words are others now.

        Attributes:
            words: the words.
        """

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Closed(Message):
        """The reader is done typing.

        Attributes:
            words: what was typed; empty if it was dropped.
            dropped: whether the reader wants nothing, not even nothing typed.
        """

        def __init__(self, words: str, *, dropped: bool = False) -> None:
            super().__init__()
            self.words = words
            self.dropped = dropped

    def __init__(self, placeholder: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id)
        self.typing = False
        self._placeholder = placeholder
        self._label = ""
        self._scrolled = 0
        self._earlier: Sequence[str] = ()
        self._recalled: Recalled | None = None
        self._may_recall: Callable[[], bool] = bool

    @cached_property
    def _line(self) -> "Typed":
        return keys.typing.Typed()

    @property
    def words(self) -> str:
        """What is typed."""
        return self._line.words

    def open(self, words: str, label: str, earlier: Sequence[str], may_recall: Callable[[], bool]) -> None:
        """Begin to type, from these words on.

        Args:
            words: what stands there already.
            label: what stands in front.
            earlier: what was typed earlier, the newest last.
            may_recall: whether the key that goes up recalls that; if not, it is left to the screen.
        """
        self.typing = True
        self._label, self._scrolled = label, 0
        self._earlier, self._may_recall, self._recalled = earlier, may_recall, None
        self._line = replace(keys.typing.line_of(words), cut=self._line.cut)
        repaint(self)
        self.point_cursor()

    def keep(self) -> None:
        """Done: these words are wanted."""
        self._close(self.words)

    def drop(self) -> None:
        """Done: nothing is wanted."""
        self._close("", dropped=True)

    def press(self, key: events.Key) -> bool:
        """Take a key; False if it is left to the screen."""
        if key.key in ("enter", "tab", "shift+tab"):
            self.keep()
        elif key.key == "escape":
            self.drop()
        elif key.key in ("up", "down"):
            return self._recall(1 if key.key == "up" else -1)
        elif (line := keys.typing.edited(self._line, key.key)) is not None:
            self._take(line)
        elif key.is_printable and key.character:
            self._take(self._line.with_words(key.character))
        else:
            return self._copy(key.key)
        return True

    def paste(self, text: str) -> None:
        """Take what was pasted, on one line."""
        self._take(self._line.with_words(safe(text).translate(_TO_SPACES)))

    def _copy(self, key: str) -> bool:
        """Take a key of the clipboard."""
        if key == "ctrl+v":
            self.paste(self.app.clipboard)
        elif key in ("ctrl+c", "super+c", "ctrl+x") and self._line.selected:
            self.app.copy_to_clipboard(self._line.selected)
            self._take(self._line.with_words("") if key == "ctrl+x" else self._line)
        else:
            return False
        return True

    def _recall(self, step: int) -> bool:
        """Go through what was typed earlier; behind the newest come the words at hand."""
        if self._recalled is None and (step < 0 or not self._may_recall()):
            return False
        went = (self._recalled or keys.typing.recalled(self.words, self._earlier)).went(step)
        self._take(replace(keys.typing.line_of(went.words), cut=self._line.cut))
        self._recalled = went if went.place else None
        return True

    def _take(self, line: "Typed") -> None:
        before, self._line = self._line, line
        self._recalled = self._recalled if line.words == before.words else None
        repaint(self)
        self.point_cursor()
        if line.words != before.words:
            self.screen.post_message(self.Changed(line.words))

    def _close(self, words: str, *, dropped: bool = False) -> None:
        self.typing = False
        repaint(self)
        self.screen.post_message(self.Closed(words, dropped=dropped))

    def show(self, left: Sequence[Run], right: Sequence[Run] = ()) -> None:
        """Show these runs when nothing is typed."""
        if self.typing:
            self._left, self._right = list(left), list(right)
        else:
            super().show(left, right)

    def on_click(self, event: events.Click) -> None:
        """Put the caret on the letter."""
        if not self.typing:
            return
        event.stop()
        column, words = event.x - self._room()[0] + self._scrolled, self.words
        behind = accumulate(width_of(letter) for letter, _ in bidi.letters_in_order(words))
        letters = zip(bidi.letters_in_order(words), behind, strict=True)
        at = next((offset for (_, offset), end in letters if column < end), len(words))
        self._take(self._line.at(at))

    # What it looks like.

    def point_cursor(self) -> None:
        """Put the terminal's cursor on the caret: screen readers and input methods follow it."""
        if self.typing:
            start, width = self._room()
            at, size = _place_of_caret(self._runs())
            self._scrolled = max(min(self._scrolled, at), at + size - width, 0)
            self.app.cursor_position = self.region.offset + Offset(start + at - self._scrolled, 0)

    def render_line(self, y: int) -> Strip:
        """The line, fitted to the width."""
        if not self.typing or y:
            return super().render_line(y)
        start, width = self._room()
        label = self._strip([(self._shown_label(), _LABEL)], start)
        typed = self._strip(self._runs(), 0).crop(self._scrolled, self._scrolled + width)
        return Strip.join([label, typed.adjust_cell_length(width, self._style(_TYPED))])

    def _strip(self, runs: Sequence[Run], width: int) -> Strip:
        strip = Strip([Segment(words, self._style(look)) for words, look in runs if words])
        return strip.adjust_cell_length(width, self._style("")) if width else strip

    def _shown_label(self) -> str:
        label = f" {self._label} / "
        return bidi.shown(label) if width_of(label) * _LABEL_SHARE <= self.size.width else " / "

    def _room(self) -> tuple[int, int]:
        """Where what is typed begins, and how many cells it has."""
        start = width_of(self._shown_label())
        return start, max(1, self.size.width - start)

    def _runs(self) -> list[Run]:
        """What is typed, as it is drawn from left to right."""
        words, caret, (start, end) = self.words, self._line.caret, self._line.selection
        if not words:
            return [(self._placeholder[:1], _CARET), (self._placeholder[1:], _EMPTY)]
        behind = keys.typing.edited(self._line.at(caret), "right")
        after = behind.caret if behind and caret < len(words) else caret + 1
        drawn, edges = f"{words} ", sorted({0, start, end, caret, after, len(words) + (caret == len(words))})
        runs: list[Run] = []
        for first, last in pairwise(edges):
            look = _CARET if first == caret else _CHOSEN if start <= first < end else _TYPED
            runs.append((drawn[first:last].translate(_TO_SPACES), look))
        return in_order(runs)


def _place_of_caret(runs: Sequence[Run]) -> tuple[int, int]:
    """The cell that the caret is on, from the first one on, and how wide it is."""
    at = 0
    for words, look in runs:
        if look == _CARET:
            return at, width_of(words)
        at += width_of(words)
    return at, 1
