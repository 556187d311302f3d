"""Which words of a new text are those of an old one: each is claimed once, the surest first."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

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


@dataclass(frozen=True)
class Side:
    """The words of one text, folded, and which of them end a sentence or a paragraph."""

    words: Sequence[str]
    ends_sentence: Sequence[bool]
    ends_paragraph: Sequence[bool]

    def sentences(self, first: int, behind: int) -> range:
        """The words of the sentences that a range of words touches."""
        return _widened(self._sentence_starts, first, behind)

    def paragraphs(self, first: int, behind: int) -> range:
        """The words of the paragraphs that a range of words touches."""
        return _widened(self._paragraph_starts, first, behind)

    def all_sentences(self) -> list[range]:
        """Each sentence, as its words."""
        return [range(one, other) for one, other in pairwise(self._sentence_starts)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [0, *(at + 1 for at, ends in enumerate(self.ends_sentence) if ends)]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [0, *(at + 1 for at, ends in enumerate(self.ends_paragraph) if ends)]


class Claims:
    """An alignment in the making.

    Attributes:
        to: for each old word its new one, or -1.
        taken: which of the new words are claimed.
    """

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.to = [-1] * len(old.words)
        self.taken = bytearray(len(new.words))

    def claim(self, old: int, new: int) -> None:
        """Two words are one."""
        self.to[old] = new
        self.taken[new] = 1

    def release(self, old: int) -> None:
        """A word is not found after all."""
        self.taken[self.to[old]] = 0
        self.to[old] = -1

    def runs(self) -> list[Run]:
        """What is claimed so far, in the old order."""
        found: list[Run] = []
        first, last_to = 0, -2
        for at, to in enumerate(self.to):
            if to >= 0 and to == last_to + 1 and at > first:
                last_to = to
                continue
            if last_to >= 0:
                found.append(Run(first, self.to[first], at - first))
            first, last_to = at, to if to >= 0 else -2
        if last_to >= 0:
            found.append(Run(first, self.to[first], len(self.to) - first))
        return found

    def claim_ends(self) -> None:
        """What both texts have at the head and at the tail, whole sentences of it: the next one may begin alike."""
        old, new, ends = self.old.words, self.new.words, self.old.ends_sentence
        shorter = min(len(old), len(new))
        head = tail = 0
        while head < shorter and old[head] == new[head]:
            head += 1
        while 0 < head < len(old) and not ends[head - 1]:
            head -= 1
        while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        while 0 < tail < len(old) and not ends[-tail - 1]:
            tail -= 1
        for at in range(head):
            self.claim(at, at)
        for at in range(1, tail + 1):
            self.claim(len(old) - at, len(new) - at)

    def claim_grams(self, size: int) -> None:
        """Runs of so many words that stand once in what is left of either text, as far as they reach."""
        there = _once(self.new.words, [not taken for taken in self.taken], size)
        here = _once(self.old.words, [to < 0 for to in self.to], size)
        for gram, old in here.items():
            new = there.get(gram, -1)
            if old >= 0 and new >= 0 and self._free(old, new):
                self._claim_around(old, new)

    def _claim_around(self, old: int, new: int) -> None:
        first, behind = 0, 0
        while self._free(old + first - 1, new + first - 1):
            first -= 1
        while self._free(old + behind, new + behind):
            behind += 1
        start, end = self._without_overhang(old + first, old + behind)
        if end - start >= _LEAST:
            for at in range(start, end):
                self.claim(at, at - old + new)

    def _without_overhang(self, start: int, end: int) -> tuple[int, int]:
        """A run cut back to its sentences if only a word or two of the next or the last one are in it."""
        ends = self.old.ends_sentence
        if not ends[end - 1]:
            end = next((at for at in range(end - 1, max(start, end - 1 - _OVERHANG), -1) if ends[at - 1]), end)
        if start and not ends[start - 1]:
            start = next((at for at in range(start + 1, min(end, start + 1 + _OVERHANG)) if ends[at - 1]), start)
        return start, end

    def _free(self, old: int, new: int) -> bool:
        inside = 0 <= old < len(self.to) and 0 <= new < len(self.taken)
        return inside and self.to[old] < 0 and not self.taken[new] and self.old.words[old] == self.new.words[new]

    def drop_lonely(self) -> None:
        """Let go of short runs with no neighbour that agrees."""
        runs = self.runs()
        agrees = [False] * (len(runs) + 1)
        for number, (one, other) in enumerate(pairwise(runs), 1):
            if agree(one, other):
                agrees[number - 1] = agrees[number] = True
        for run, kept in zip(runs, agrees, strict=False):
            if run.length < _LONELY and not kept:
                for at in range(run.old, run.old_end):
                    self.release(at)


def agree(one: Run, other: Run) -> bool:
    """True if a run follows another in both texts, and not far away."""
    return 0 <= other.old - one.old_end <= _NEAR_OLD and 0 <= other.new - one.new_end <= _NEAR_NEW


def _widened(starts: Sequence[int], first: int, behind: int) -> range:
    """A range of words, widened to the next start on either side; the last start is behind the last word."""
    return range(starts[bisect_right(starts, first) - 1], starts[bisect_left(starts, behind)])


def _once(words: Sequence[str], free: Sequence[bool], size: int) -> dict[tuple[str, ...], int]:
    """Where each run of so many free words begins; -1 if it stands more than once."""
    found: dict[tuple[str, ...], int] = {}
    for first, behind in _stretches(free):
        grams = zip(*(words[first + shift : behind] for shift in range(size)), strict=False)
        for at, gram in enumerate(grams, first):
            found[gram] = -1 if gram in found else at
    return found


def _stretches(free: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """From where to where all is free."""
    behind = 0
    for is_free, stretch in groupby(free):
        first, behind = behind, behind + sum(1 for _ in stretch)
        if is_free:
            yield first, behind
