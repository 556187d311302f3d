"""Lines as runs of words with the name of a look, fitted to a width. Pure."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from reader.domain.patterns import later
from reader.domain.segments import next_grapheme
from reader.ui.render import bidi
from reader.ui.render.wrap import width_of, width_of_all

Run = tuple[str, str]
"""Words and the name of their look."""


def fit(text: str, width: int) -> str:
    """The text if it fits, else as much as fits with an ellipsis; never half a grapheme."""
    if width_of(text) <= width:
        return text
    if width <= 0:
        return ""
    at = used = 0
    while at < len(text):
        following = next_grapheme(text, at)
        size = width_of(text[at:following])
        if used + size > width - 1:
            break
        used += size
        at = following
    return text[:at].rstrip() + "…"


ONE_LINE = 79
"""Cells of a message that is whole in a terminal of 80 columns."""

_QUOTED = later(r"“[^“”]*”")
_LONG_WORD = later(r"\S{24,}")
_LEAST = 12
"""Cells that are left of what is shortened."""


def shortened(words: str, width: int) -> str:
    """A message that fits a width if it can: what it quotes gives way, else a path or an address, not its own words."""
    for pattern in (_QUOTED, _LONG_WORD):
        excess = width_of(words) - width
        found = max(
            (match.span() for match in pattern.finditer(words)), key=lambda span: span[1] - span[0], default=None
        )
        if excess <= 0 or found is None:
            continue
        start, end = found
        part = words[start:end]
        room = max(_LEAST, width_of(part) - excess)
        if pattern is _QUOTED:
            words = f"{words[:start]}{fit(part[:-1], room - 1)}”{words[end:]}"
        elif width_of(part) > room:
            words = f"{words[:start]}{_middle(part, room)}{words[end:]}"
    return words


def first_fitting(*messages: str) -> str:
    """The first of several wordings that is whole on one line, the last one if none is."""
    return next((words for words in messages if width_of(words) <= ONE_LINE), messages[-1])


def _middle(word: str, width: int) -> str:
    """A long word without its middle; the end tells more than the beginning."""
    half = (width - 1) // 2
    return f"{word[: width - 1 - half]}…{word[-half:]}" if word.isascii() else fit(word, width)


def width_of_runs(runs: Sequence[Run]) -> int:
    """How many cells the runs take."""
    return width_of_all([text for text, _ in runs])


def fit_runs(runs: Sequence[Run], width: int) -> list[Run]:
    """The runs as far as they fit; the one that does not is cut with an ellipsis."""
    if width_of_runs(runs) <= width:
        return [*runs]
    fitted: list[Run] = []
    for text, look in runs:
        size = width_of(text)
        if size > width:
            fitted.append((fit(text, width), look))
            break
        fitted.append((text, look))
        width -= size
    return fitted


def spread(left: Sequence[Run], right: Sequence[Run], width: int) -> list[Run]:
    """The left runs, air, and the right runs at the end; the left give way."""
    right_width = width_of_runs(right)
    if right_width > width or not right:
        return fit_runs(left, width)
    kept = fit_runs(left, max(0, width - right_width - 1))
    air = width - right_width - width_of_runs(kept)
    return [*kept, (" " * air, ""), *right]


def joined(parts: Sequence[Run], separator: Run = (" · ", "faint")) -> list[Run]:
    """The parts that hold words, with a separator between two."""
    found = [part for part in parts if part[0]]
    runs: list[Run] = found[:1]
    for _, part in pairwise(found):
        runs += [separator, part]
    return runs


def in_order(runs: Sequence[Run]) -> list[Run]:
    """The runs of one line of text as they are drawn from left to right."""
    text = "".join(words for words, _ in runs)
    if bidi.stays(text):
        return [*runs]
    looks = [look for words, look in runs for _ in words]
    letters = bidi.letters_in_order(text)
    shown = [(letter, looks[at]) for letter, at in letters]
    return [("".join(letter for letter, _ in same), look) for look, same in groupby(shown, key=lambda one: one[1])]
