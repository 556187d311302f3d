"""Text from right to left: in which order its letters stand on a line (Unicode Bidirectional Algorithm, UAX #9).

There is one level of embedding, since the characters that open others never come this far (`domain/safe_text.py`).
A level is even for letters that stand from left to right, odd for the others.

The terminal is told not to do the same again (`ui/terminal.py`). One that does so all the same is told of in the
settings; nothing is ordered here then.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from reader.domain.frozen import mutable
from reader.domain.patterns import later
from reader.domain.segments import next_grapheme

_Item = TypeVar("_Item")


@mutable
class Terminal:
    """What this terminal does: whether it orders letters itself, whatever it is told."""

    orders: bool = False

    def taken(self) -> str:
        """What tells it to leave the order of letters to us (ECMA-48, bidirectional support mode)."""
        return "" if self.orders else "\x1b[8l"

    def given_back(self) -> str:
        """What tells it to order letters again, as it does from the start if it can."""
        return "" if self.orders else "\x1b[8h"


TERMINAL = Terminal()

_RIGHT_TO_LEFT = later(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_BRACKETS = dict(zip("([{⟨〈⁅（［｛「『", ")]}⟩〉⁆）］｝」』", strict=True))
_MIRRORED = _BRACKETS | dict(zip("<«‹≤≪⩽", ">»›≥≫⩾", strict=True))
_MIRRORED |= {closing: opening for opening, closing in _MIRRORED.items()}
_OPEN_BRACKETS = 63
"""Brackets that may be open at once; beyond that none of the paragraph is paired."""

_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
"""Which way a class of characters pulls what has no direction of its own; numbers pull to the left."""

_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN"})


def has_right_to_left(text: str) -> bool:
    """True if any letter of the text is written from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """True if the first letter with a direction is written from right to left (P2 and P3)."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((kind != "L" for kind in directions if kind in ("L", "R", "AL")), False)


@lru_cache(maxsize=16)
def levels(paragraph: str, *, right_to_left: bool) -> tuple[int, ...]:
    """The level of each code point of a paragraph that is set from right to left, or not."""
    kinds = [unicodedata.bidirectional(character) or "L" for character in paragraph]
    edge = "R" if right_to_left else "L"
    resolved = _marks_and_numbers(kinds, edge)
    _signs_of_numbers(resolved, edge)
    _pair_brackets(paragraph, resolved, edge)
    _neutral(resolved, edge)
    raised = {"L": 2 * right_to_left, "R": 1, "EN": 2, "AN": 2}
    return tuple(raised[kind] for kind in resolved)


def order(items: Sequence[_Item], item_levels: Sequence[int]) -> list[_Item]:
    """Items of a line from left to right, of which each has a level (L2)."""
    ordered = list(zip(item_levels, items, strict=True))
    for level in range(max(item_levels, default=0), 0, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end][0] >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = end + 1
    return [item for _, item in ordered]


def mirrored(text: str) -> str:
    """What is drawn for a character that stands from right to left: a bracket is turned round (L4)."""
    return _MIRRORED.get(text, text)


def stays(text: str) -> bool:
    """True if a text is drawn as it stands."""
    return text.isascii() or TERMINAL.orders or not has_right_to_left(text)


def shown(text: str) -> str:
    """A text of one line as it is drawn from left to right."""
    return text if stays(text) else "".join(letter for letter, _ in letters_in_order(text))


def letters_in_order(text: str) -> list[tuple[str, int]]:
    """The graphemes of a text of one line from left to right, each as it is drawn, with its offset."""
    right_to_left = is_right_to_left(text)
    of_each = at_line_end(text, levels(text, right_to_left=right_to_left), right_to_left=right_to_left)
    starts = [*graphemes(text, 0, len(text))]
    drawn = [(mirrored(text[start:end]) if of_each[start] & 1 else text[start:end], start) for start, end in starts]
    return order(drawn, [of_each[start] for start, _ in starts])


def at_line_end(line: str, line_levels: Sequence[int], *, right_to_left: bool) -> Sequence[int]:
    """The levels of a line, with the white space at its end on the side where the line ends (L1)."""
    end = len(line.rstrip())
    return [*line_levels[:end], *[int(right_to_left)] * (len(line) - end)]


def graphemes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """First and behind the last code point of each grapheme of `text[start:end]`."""
    while start < end:
        following = min(end, next_grapheme(text, start))
        yield start, following
        start = following


def _marks_and_numbers(kinds: Sequence[str], edge: str) -> list[str]:
    """Marks go with their letter, numbers behind an Arabic letter are Arabic (W1 to W3)."""
    resolved: list[str] = []
    strong = before = edge
    for kind in kinds:
        before = before if kind in ("NSM", "BN") else kind
        if before in ("L", "R", "AL"):
            strong = before
        if before == "EN" and strong == "AL":
            before = "AN"
        resolved.append("R" if before == "AL" else before)
    return resolved


def _signs_of_numbers(kinds: list[str], edge: str) -> None:
    """What stands in and beside numbers goes with them; numbers behind a Latin letter go with it (W4 to W7)."""
    for at in range(1, len(kinds) - 1):
        left, here, right = kinds[at - 1 : at + 2]
        if left == right and left in {"CS": ("EN", "AN"), "ES": ("EN",)}.get(here, ()):
            kinds[at] = left
    for start, end in _runs(kinds, {"ET"}):
        if "EN" in (*kinds[max(0, start - 1) : start], *kinds[end : end + 1]):
            kinds[start:end] = ["EN"] * (end - start)
    strong = edge
    for at, here in enumerate(kinds):
        if here in ("L", "R"):
            strong = here
        elif here in ("ES", "ET", "CS"):
            kinds[at] = "ON"
        elif here == "EN" and strong == "L":
            kinds[at] = "L"


def _pair_brackets(text: str, kinds: list[str], edge: str) -> None:
    """Two brackets go the way of what stands between them, else of what stands before (N0)."""
    for start, end in _bracket_pairs(text, kinds):
        inside = {_STRONG[kind] for kind in kinds[start + 1 : end] if kind in _STRONG}
        if edge in inside:
            kinds[start] = kinds[end] = edge
        elif inside:
            before = next((_STRONG[kind] for kind in reversed(kinds[:start]) if kind in _STRONG), edge)
            kinds[start] = kinds[end] = before if before in inside else edge


def _bracket_pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    closing = set(_BRACKETS.values())
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if kinds[at] != "ON":
            continue
        if character in _BRACKETS:
            if len(waiting) == _OPEN_BRACKETS:
                return []
            waiting.append((_BRACKETS[character], at))
        elif character in closing:
            depth = next((place for place in reversed(range(len(waiting))) if waiting[place][0] == character), None)
            if depth is not None:
                pairs.append((waiting[depth][1], at))
                del waiting[depth:]
    return sorted(pairs)


def _neutral(kinds: list[str], edge: str) -> None:
    """What has no direction goes the way of both its neighbours, else of the paragraph (N1 and N2)."""
    for start, end in _runs(kinds, _NEUTRAL):
        before = _STRONG[kinds[start - 1]] if start else edge
        behind = _STRONG[kinds[end]] if end < len(kinds) else edge
        kinds[start:end] = [before if before == behind else edge] * (end - start)


def _runs(kinds: Sequence[str], wanted: frozenset[str] | set[str]) -> Iterator[tuple[int, int]]:
    """First and behind the last of each run of kinds that are wanted."""
    at = 0
    while at < len(kinds):
        start = at
        while at < len(kinds) and kinds[at] in wanted:
            at += 1
        if at > start:
            yield start, at
        at += 1
