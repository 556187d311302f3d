"""A line that is being typed: what each key does to its words, its caret and its selection. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reader.domain.frozen import frozen
from reader.domain.patterns import later
from reader.domain.segments import next_grapheme, previous_grapheme

_WORD_START = later(r"(?<=\W)\w")


@frozen
class Typed:
    """A line that is being typed.

    Attributes:
        words: what was typed.
        caret: the offset of the letter before which the next one goes.
        anchor: the other end of the selection; where the caret is if there is none.
        cut: what was taken away last by a key that takes more than a letter, to be put elsewhere.
    """

    words: str = ""
    caret: int = 0
    anchor: int = 0
    cut: str = ""

    @property
    def selection(self) -> tuple[int, int]:
        """The first letter that is selected, and behind the last one."""
        return min(self.caret, self.anchor), max(self.caret, self.anchor)

    @property
    def selected(self) -> str:
        """The words that are selected."""
        start, end = self.selection
        return self.words[start:end]

    def at(self, caret: int) -> "Typed":
        """The line with the caret elsewhere, and nothing selected."""
        return replace(self, caret=caret, anchor=caret)

    def with_words(self, words: str) -> "Typed":
        """The line with these words in place of the selection, or where the caret is."""
        start, end = self.selection
        return replace(self, words=self.words[:start] + words + self.words[end:]).at(start + len(words))


def line_of(words: str) -> Typed:
    """A line with the caret behind its words."""
    return Typed(words, len(words), len(words))


def _left(words: str, caret: int) -> int:
    return previous_grapheme(words, caret)


def _right(words: str, caret: int) -> int:
    return next_grapheme(words, caret)


def _word_left(words: str, caret: int) -> int:
    return max((one.start() for one in _WORD_START.finditer(words, 0, caret)), default=0)


def _word_right(words: str, caret: int) -> int:
    found = _WORD_START.search(words, min(caret + 1, len(words)))
    return found.start() if found else len(words)


def _start(words: str, caret: int) -> int:  # noqa: ARG001 - as the others
    return 0


def _end(words: str, caret: int) -> int:  # noqa: ARG001 - as the others
    return len(words)


_Goal = Callable[[str, int], int]

_GOING: Mapping[str, _Goal] = {
    "left": _left,
    "right": _right,
    "ctrl+left": _word_left,
    "ctrl+right": _word_right,
    "alt+b": _word_left,
    "alt+f": _word_right,
    "home": _start,
    "ctrl+a": _start,
    "end": _end,
    "ctrl+e": _end,
}
_SELECTING: Mapping[str, _Goal] = {
    "shift+left": _left,
    "shift+right": _right,
    "ctrl+shift+left": _word_left,
    "ctrl+shift+right": _word_right,
    "shift+home": _start,
    "shift+end": _end,
}
_DELETING: Mapping[str, _Goal] = {"backspace": _left, "ctrl+h": _left, "delete": _right, "ctrl+d": _right}
_CUTTING: Mapping[str, _Goal] = {
    "ctrl+w": _word_left,
    "ctrl+backspace": _word_left,
    "alt+backspace": _word_left,
    "alt+d": _word_right,
    "ctrl+delete": _word_right,
    "ctrl+u": _start,
    "super+backspace": _start,
    "ctrl+k": _end,
}


def edited(line: Typed, key: str) -> Typed | None:
    """The line after a key, as Textual names it; None if the key means nothing here. Letters are not such keys."""
    words, (start, end) = line.words, line.selection
    if key in _GOING:
        if start < end and key in ("left", "right"):
            return line.at(start if key == "left" else end)
        return line.at(_GOING[key](words, line.caret))
    if key in _SELECTING:
        return replace(line, caret=_SELECTING[key](words, line.caret))
    if key == "ctrl+shift+a":
        return replace(line, anchor=0, caret=len(words))
    if key == "ctrl+y":
        return line.with_words(line.cut)
    goal = _DELETING.get(key) or _CUTTING.get(key)
    if goal is None:
        return None
    if start == end:
        start, end = sorted((line.caret, goal(words, line.caret)))
    cut = words[start:end] if key in _CUTTING and start < end else line.cut
    return Typed(words[:start] + words[end:], start, start, cut)


@frozen
class Recalled:
    """What was typed earlier and begins with the words at hand, to be gone through.

    Attributes:
        found: the words at hand, then the earlier ones, the latest first.
        place: which of them is shown.
    """

    found: Sequence[str]
    place: int = 0

    @property
    def words(self) -> str:
        """What is shown."""
        return self.found[self.place]

    def went(self, step: int) -> "Recalled":
        """One further back, or one back to the words at hand; at either end it stays."""
        return replace(self, place=max(0, min(len(self.found) - 1, self.place + step)))


def recalled(words: str, earlier: Sequence[str]) -> Recalled:
    """What can be recalled of what was typed earlier, the newest last."""
    begun = (one for one in reversed(earlier) if one.startswith(words) and one != words)
    return Recalled([words, *dict.fromkeys(begun)])
