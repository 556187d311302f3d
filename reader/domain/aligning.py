"""Two versions of a text aligned word by word, so that a passage of the old one is found in the new one.

Each word of the new text is claimed once, so that a passage that was taken out is not found in another that looks like
it. First what both have at their head and tail, then runs of words that stand once among those not yet claimed, the
longest first; then what lies between two runs that follow each other in both texts.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
_JOINED = "\u0300-\u036f"
_HIDDEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(
    rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}](?:[^\W_{_IDEOGRAPHS}]|[{_JOINED}]|[{_HIDDEN}](?=[\w{_HIDDEN}{_JOINED}]))*"
)
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_STOPS = frozenset(".!?\n。！？")
_GRAMS = (10, 6, 4, 3)
_LONELY = 6
"""Runs of fewer words stay only beside a run that agrees with them."""

_NEAR_OLD, _NEAR_NEW = 25, 40
"""So many words may lie between two runs that agree."""

_FEW_CELLS = 2500
"""A gap of so many pairs of words is aligned; a larger one holds what was written anew."""

_SIMILAR = 0.7


class Word(NamedTuple):
    """A word of a text, and where it stands."""

    folded: str
    start: int
    end: int


class Run(NamedTuple):
    """Words of the old text that follow each other in the new one too: from `old` on, at `new` there."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """What became of each word of an old text.

    Attributes:
        old: its words.
        new: those of the new text.
        to: for each old word the new one that it became, or -1.
        slots: for each old word the new one that stands in its place, or -1.
        chain: for each old word the number of the group of neighbouring runs that it is in, or -1.
        steady: groups that keep their order; the others were moved.
    """

    old: Sequence[Word]
    new: Sequence[Word]
    to: Sequence[int]
    slots: Sequence[int]
    chain: Sequence[int]
    steady: frozenset[int]


def words_of(text: str) -> list[Word]:
    """The words of a text; case, form, and characters that are not seen do not count."""
    return [Word(_folded(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


def _ends(text: str, words: Sequence[Word]) -> list[bool]:
    """Whether a sentence or a paragraph ends behind each word."""
    gaps = [text[one.end : other.start] for one, other in pairwise(words)]
    return [*(not _STOPS.isdisjoint(gap) for gap in gaps), True][: len(words)]


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word.translate(_UNSEEN)).casefold()


def align(old_text: str, new_text: str) -> Alignment:
    """Align two texts; costs about as much as their words, however they repeat each other."""
    old, new = words_of(old_text), words_of(new_text)
    work = _Work([word.folded for word in old], [word.folded for word in new], _ends(old_text, old))
    work.claim_ends()
    for size in _GRAMS:
        work.claim_grams(size)
    work.drop_lonely()
    slots = work.fill_gaps()
    runs = work.runs()
    chain, steady = _chains(runs, len(old))
    return Alignment(old, new, work.to, slots, chain, steady)


class _Work:
    """An alignment in the making."""

    def __init__(self, old: Sequence[str], new: Sequence[str], ends: Sequence[bool]) -> None:
        self.old, self.new, self.ends = old, new, ends
        self.to = [-1] * len(old)
        self.claimed = bytearray(len(new))

    def runs(self) -> list[Run]:
        """What is aligned so far, in the old order."""
        found: list[Run] = []
        for at, to in enumerate(self.to):
            if to < 0:
                continue
            last = found[-1] if found else None
            if last and at == last.old + last.length and to == last.new + last.length:
                found[-1] = last._replace(length=last.length + 1)
            else:
                found.append(Run(at, to, 1))
        return found

    def claim(self, old: int, new: int) -> None:
        """Two words are one."""
        self.to[old] = new
        self.claimed[new] = 1

    def claim_ends(self) -> None:
        """What both texts have at the head and at the tail, whole sentences of it: the next one may begin alike."""
        shorter = min(len(self.old), len(self.new))
        head = tail = 0
        while head < shorter and self.old[head] == self.new[head]:
            head += 1
        while 0 < head < len(self.old) and not self.ends[head - 1]:
            head -= 1
        while tail < shorter - head and self.old[-1 - tail] == self.new[-1 - tail]:
            tail += 1
        while 0 < tail < len(self.old) and not self.ends[-tail - 1]:
            tail -= 1
        for at in range(head):
            self.claim(at, at)
        for at in range(1, tail + 1):
            self.claim(len(self.old) - at, len(self.new) - at)

    def claim_grams(self, size: int) -> None:
        """Runs of so many words that stand once in what is left of either text, as far as they reach."""
        there = _once(self.new, [not taken for taken in self.claimed], size)
        here = _once(self.old, [to < 0 for to in self.to], size)
        for gram, old in here.items():
            new = there.get(gram, -1)
            if old >= 0 and new >= 0 and self.to[old] < 0 and not self.claimed[new]:
                self._grow(old, new)

    def _grow(self, old: int, new: int) -> None:
        first, last = 0, 0
        while self._free(old + first - 1, new + first - 1):
            first -= 1
        while self._free(old + last, new + last):
            last += 1
        for step in range(first, last):
            self.claim(old + step, new + step)

    def _free(self, old: int, new: int) -> bool:
        inside = 0 <= old < len(self.old) and 0 <= new < len(self.new)
        return inside and self.to[old] < 0 and not self.claimed[new] and self.old[old] == self.new[new]

    def drop_lonely(self) -> None:
        """Let go of short runs with no neighbour that agrees."""
        runs = self.runs()
        agrees = [False] * (len(runs) + 1)
        for number, (one, other) in enumerate(pairwise(runs), 1):
            if _agree(one, other):
                agrees[number - 1] = agrees[number] = True
        for run, kept in zip(runs, agrees, strict=False):
            if run.length < _LONELY and not kept:
                for step in range(run.length):
                    self.to[run.old + step] = -1
                    self.claimed[run.new + step] = 0

    def fill_gaps(self) -> list[int]:
        """Align what lies between runs that follow each other in both texts; what stands in whose place."""
        slots = list(self.to)
        ends = [Run(0, 0, 0), *self.runs(), Run(len(self.old), len(self.new), 0)]
        for one, other in pairwise(ends):
            old, new = range(one.old + one.length, other.old), range(one.new + one.length, other.new)
            if old and new and len(old) * len(new) <= _FEW_CELLS and not any(self.claimed[new.start : new.stop]):
                for here, there, alike in _best_pairs(self.old, self.new, old, new):
                    slots[here] = there
                    if alike:
                        self.claim(here, there)
        return slots


def _agree(one: Run, other: Run) -> bool:
    """True if a run follows another in both texts, and not far away."""
    old, new = other.old - one.old - one.length, other.new - one.new - one.length
    return 0 <= old <= _NEAR_OLD and 0 <= new <= _NEAR_NEW


def _once(words: Sequence[str], free: Sequence[bool], size: int) -> dict[tuple[str, ...], int]:
    """Where each run of so many free words begins; -1 if it stands more than once."""
    found: dict[tuple[str, ...], int] = {}
    length = 0
    for at, is_free in enumerate(free):
        length = length + 1 if is_free else 0
        if length >= size:
            gram = tuple(words[at - size + 1 : at + 1])
            found[gram] = -1 if gram in found else at - size + 1
    return found


def _best_pairs(
    old_words: Sequence[str], new_words: Sequence[str], old: range, new: range
) -> list[tuple[int, int, bool]]:
    """The best way to set two short runs of words against each other: pairs, and whether they are alike."""
    width = len(new) + 1
    best = [[-0.35 * (row + column) for column in range(width)] for row in range(len(old) + 1)]
    for row, here in enumerate(old, 1):
        above, current = best[row - 1], best[row]
        for column, there in enumerate(new, 1):
            pair = above[column - 1] + _worth(old_words[here], new_words[there])
            current[column] = max(pair, above[column] - 0.35, current[column - 1] - 0.35)
    found = []
    row, column = len(old), len(new)
    while row and column:
        here, there = old[row - 1], new[column - 1]
        worth = _worth(old_words[here], new_words[there])
        if abs(best[row][column] - best[row - 1][column - 1] - worth) < 1e-9:
            found.append((here, there, worth > 0))
            row, column = row - 1, column - 1
        elif abs(best[row][column] - best[row - 1][column] + 0.35) < 1e-9:
            row -= 1
        else:
            column -= 1
    return found


def _worth(one: str, other: str) -> float:
    if one == other:
        return 2.0
    alike = likeness(one, other)
    return 1.6 * alike if alike >= _SIMILAR else -0.3


def likeness(one: str, other: str) -> float:
    """How much of two words is the same at their ends, from 0 to 1."""
    shorter = min(len(one), len(other))
    if shorter < 3:
        return 0.0
    head = 0
    while head < shorter and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < shorter - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return 2 * (head + tail) / (len(one) + len(other))


def _chains(runs: Sequence[Run], length: int) -> tuple[list[int], frozenset[int]]:
    """Groups of neighbouring runs that agree, and those of them that keep their order."""
    in_order = _in_order(runs)
    chain = [-1] * length
    steady: set[int] = set()
    number, last = -1, None
    for place, run in enumerate(runs):
        if last is None or (last in in_order) != (place in in_order) or not _agree(runs[last], run):
            number += 1
        if place in in_order:
            steady.add(number)
        chain[run.old : run.old + run.length] = [number] * run.length
        last = place
    return chain, frozenset(steady)


def _in_order(runs: Sequence[Run]) -> set[int]:
    """The runs, by number, that come in the same order in both texts and hold most words."""
    rank = {new: place for place, new in enumerate(sorted(run.new for run in runs), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(runs) + 1)  # the best that ends at or before a rank, by its last run
    before: list[int] = []
    for number, run in enumerate(runs):
        best, at = (0, -1), rank[run.new] - 1
        while at > 0:
            best = max(best, tree[at])
            at -= at & -at
        before.append(best[1])
        mine, at = (best[0] + run.length, number), rank[run.new]
        while at < len(tree):
            tree[at] = max(tree[at], mine)
            at += at & -at
    found: set[int] = set()
    number = max(tree, default=(0, -1))[1]
    while number >= 0:
        found.add(number)
        number = before[number]
    return found


def letters(words: Sequence[Word]) -> int:
    """How many letters some words have."""
    return sum(len(word.folded) for word in words)


def groups_of(alignment: Alignment) -> dict[int, list[int]]:
    """The old words of each group of runs."""
    found: dict[int, list[int]] = defaultdict(list)
    for at, number in enumerate(alignment.chain):
        if number >= 0:
            found[number].append(at)
    return found
