"""Which words of a new text are those of an old one: each is claimed once, the surest first."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from reader.domain.sides import Side
from reader.domain.versions import same_head

_LONELY = 6
"""Runs of fewer words stay only beside a run that agrees with them."""

_NEAR_OLD, _NEAR_NEW = 25, 40
"""So many words may lie between two runs that agree."""

_OVERHANG = 3
"""So few words at the edge of a run may belong to the next sentence by chance: sentences begin alike."""

_LEAST = 3
"""A run of fewer words says nothing."""


class Run(NamedTuple):
    """Words of the old text that follow each other in the new one too: from `old` on, at `new` there."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """One past its last word in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """One past its last word in the new text."""
        return self.new + self.length


class Claims:
    """An alignment in the making.

    Attributes:
        old: the old text.
        new: the new one.
        to: for each old word its new one, or -1.
        found: 1 for each old word that is claimed, else 0.
        taken: the same of the new words.
    """

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.to = [-1] * len(old.signs)
        self.found = bytearray(len(old.signs))
        self.taken = bytearray(len(new.signs))

    def claim(self, old: int, new: int) -> None:
        """Two words are one."""
        self.to[old] = new
        self.found[old] = self.taken[new] = 1

    def _claim_run(self, run: Run) -> None:
        self.to[run.old : run.old_end] = range(run.new, run.new_end)
        self.found[run.old : run.old_end] = self.taken[run.new : run.new_end] = b"\1" * run.length

    def _release(self, run: Run) -> None:
        self.to[run.old : run.old_end] = [-1] * run.length
        self.found[run.old : run.old_end] = self.taken[run.new : run.new_end] = bytes(run.length)

    def runs(self) -> list[Run]:
        """What is claimed so far, in the old order."""
        to = self.to
        breaks = [at for at, (one, other) in enumerate(pairwise(to), 1) if other != one + 1 or not other]
        return [
            Run(first, to[first], behind - first)
            for first, behind in pairwise([0, *breaks, len(to)])
            if first < behind and to[first] >= 0
        ]

    def claim_ends(self) -> None:
        """What both texts have at the head and at the tail, whole sentences of it: the next one may begin alike."""
        old, new, starts = self.old.signs, self.new.signs, self.old.sentences
        head = starts[bisect_right(starts, same_head(old, new)) - 1]
        tail = same_head(old[head:][::-1], new[head:][::-1])
        tail = len(old) - starts[bisect_left(starts, len(old) - tail)]
        self._claim_run(Run(0, 0, head))
        self._claim_run(Run(len(old) - tail, len(new) - tail, tail))

    def claim_grams(self, size: int) -> None:
        """Runs of so many words that stand once in what is left of either text, as far as they reach."""
        there = _once(self.new.signs, self.taken, size)
        here = _once(self.old.signs, self.found, size)
        for gram, old in here.items():
            new = there.get(gram)
            if new is not None and not self.found[old] and not self.taken[new]:
                self._claim_around(old, new)

    def _claim_around(self, old: int, new: int) -> None:
        """Claim a run as far as it reaches from one of its words on."""
        here, there, shift = self.old.signs, self.new.signs, new - old
        first = max(self.found.rfind(1, 0, old), self.taken.rfind(1, 0, new) - shift)
        last = min(_next(self.found, old), _next(self.taken, new) - shift) - 1
        start = end = old
        while start - 1 > first and here[start - 1] == there[start - 1 + shift]:
            start -= 1
        while end < last and here[end + 1] == there[end + 1 + shift]:
            end += 1
        start, end = self._without_overhang(start, end + 1)
        if end - start >= _LEAST:
            self._claim_run(Run(start, start + shift, end - start))

    def _without_overhang(self, start: int, end: int) -> tuple[int, int]:
        """A run cut back to its sentences if only a word or two of the next or the last one are in it."""
        starts = self.old.sentences
        last = starts[bisect_right(starts, end) - 1]
        if max(start, end - 1 - _OVERHANG) < last:
            end = last
        first = starts[bisect_left(starts, start)]
        if first < min(end, start + 1 + _OVERHANG):
            start = first
        return start, end

    def drop_lonely(self) -> None:
        """Let go of short runs with no neighbour that agrees."""
        runs = self.runs()
        agrees = [False] * (len(runs) + 1)
        for number, (one, other) in enumerate(pairwise(runs), 1):
            if agree(one, other):
                agrees[number - 1] = agrees[number] = True
        for run, kept in zip(runs, agrees, strict=False):
            if run.length < _LONELY and not kept:
                self._release(run)

    def slide(self) -> None:
        """Let what was put in or taken out be whole sentences or paragraphs, where it may as well be these.

        Of "A b c. A d." and "A d." it is "A b c." that is gone, not "b c. A".
        """
        given = 0  # words of a run that were left to the one before it
        for one, other in pairwise(self.runs()):
            before, given = one.length - given, 0
            if one.new_end == other.new and one.old_end < other.old:
                by = _slid(self.old, range(one.old_end, other.old), before, other.length)
            elif one.old_end == other.old and one.new_end < other.new:
                by = _slid(self.new, range(one.new_end, other.new), before, other.length)
            else:
                continue
            if by < 0:
                self._release(Run(one.old_end + by, one.new_end + by, -by))
                self._claim_run(Run(other.old + by, other.new + by, -by))
            elif by > 0:
                self._release(Run(other.old, other.new, by))
                self._claim_run(Run(one.old_end, one.new_end, by))
                given = by


def _slid(side: Side, words: range, before: int, after: int) -> int:
    """By how many words a stretch between two runs may be moved so that it begins and ends best.

    Args:
        side: the text that has words between the runs.
        words: these; the other text has none there.
        before: how many words the run before them has.
        after: how many words the run behind them has.
    """
    signs, low, high = side.signs, words.start, words.start
    while words.start - low < before - 1 and signs[low - 1] == signs[low - 1 + len(words)]:
        low -= 1
    while high - words.start < after - 1 and signs[high] == signs[high + len(words)]:
        high += 1
    if low == high:
        return 0
    return max(
        range(low - words.start, high - words.start + 1),
        key=lambda by: (side.edge(words.start + by) + side.edge(words.stop + by), -abs(by)),
    )


def agree(one: Run, other: Run) -> bool:
    """True if a run follows another in both texts, and not far away."""
    return 0 <= other.old - one.old_end <= _NEAR_OLD and 0 <= other.new - one.new_end <= _NEAR_NEW


def _once(signs: str, claimed: bytearray, size: int) -> dict[str, int]:
    """Where each run of so many free words begins, if it stands once."""
    found: dict[str, int] = {}
    twice = set()
    for first, behind in _stretches(claimed):
        for at in range(first, behind - size + 1):
            gram = signs[at : at + size]
            if gram in found:
                twice.add(gram)
            else:
                found[gram] = at
    for gram in twice:
        del found[gram]
    return found


def _stretches(claimed: bytearray) -> Iterator[tuple[int, int]]:
    """From where to where nothing is claimed."""
    first = claimed.find(0)
    while first >= 0:
        behind = _next(claimed, first)
        yield first, behind
        first = claimed.find(0, behind)


def _next(claimed: bytearray, at: int) -> int:
    """The next word that is claimed, or one past the last."""
    found = claimed.find(1, at)
    return len(claimed) if found < 0 else found
