"""What lies between the runs of words that two texts share: words edited, put in, or taken out.

Between two runs that follow each other in both texts, all of it is set against each other. Where a sentence was moved,
the rest of that sentence is. A sentence that shares no run with any is looked for by the rare words that it kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from reader.domain.claims import Claims, Run, Side

_FEW_CELLS = 2500
"""A gap of so many pairs of words is aligned; a larger one holds what was written anew."""

_SIMILAR = 0.7
"""Words that share so much of their letters are one word, inflected or mended."""

_RARE = 3
"""A word that stands so often among the free words of the new text points to a sentence."""

_SHORT_SENTENCE = 4
"""Shorter sentences say too little to be looked for."""

_ALIKE = 0.6
"""So much of the letters of two sentences, both counted, is shared by one that was edited, not exchanged."""


class _Gap(NamedTuple):
    old: range
    new: range

    @property
    def is_small(self) -> bool:
        return bool(self.old and self.new) and len(self.old) * len(self.new) <= _FEW_CELLS


def fill(claims: Claims) -> list[int]:
    """Claim what lies between the runs; for each old word, the new one that it became or that took its place, or -1."""
    slots = list(claims.to)
    for gap in _gaps(claims):
        _set_against(claims, gap, slots)
    for gap in _edited_sentences(claims):
        _set_against(claims, gap, slots)
    return slots


def _set_against(claims: Claims, gap: _Gap, slots: list[int]) -> None:
    for here, there, alike in best_pairs(claims.old.words, claims.new.words, gap.old, gap.new):
        slots[here] = there
        if alike:
            claims.claim(here, there)


def _gaps(claims: Claims) -> Iterable[_Gap]:
    """What lies between neighbours; around those that were moved apart, the rest of their sentences."""
    runs = claims.runs()
    ends = [Run(0, 0, 0), *runs, Run(len(claims.to), len(claims.taken), 0)]
    for one, other in pairwise(ends):
        gap = _Gap(range(one.old_end, other.old), range(one.new_end, other.new))
        if not gap.old:
            continue
        if gap.is_small and not any(claims.taken[gap.new.start : gap.new.stop]):
            yield gap
            continue
        for rest in (_rest_behind(claims, one, other.old), _rest_before(claims, other, one.old_end)):
            if rest.is_small and all(claims.to[at] < 0 for at in rest.old):
                yield rest


def _rest_behind(claims: Claims, run: Run, limit: int) -> _Gap:
    """The rest of the sentence behind a run."""
    if not run.length:
        return _Gap(range(0), range(0))
    old_end = claims.old.sentences(run.old_end - 1, run.old_end).stop
    new_end = claims.new.sentences(run.new_end - 1, run.new_end).stop
    free = next((at for at in range(run.new_end, new_end) if claims.taken[at]), new_end)
    return _Gap(range(run.old_end, min(old_end, limit)), range(run.new_end, free))


def _rest_before(claims: Claims, run: Run, limit: int) -> _Gap:
    """The beginning of the sentence before a run."""
    if not run.length:
        return _Gap(range(0), range(0))
    old_first = claims.old.sentences(run.old, run.old + 1).start
    new_first = claims.new.sentences(run.new, run.new + 1).start
    free = next((at + 1 for at in range(run.new - 1, new_first - 1, -1) if claims.taken[at]), new_first)
    return _Gap(range(max(old_first, limit), run.old), range(free, run.new))


def _edited_sentences(claims: Claims) -> Iterable[_Gap]:
    """Sentences of which nothing is found, each with the one free sentence that shares most rare words with it."""
    lost = [
        words
        for words in claims.old.all_sentences()
        if len(words) >= _SHORT_SENTENCE and all(claims.to[at] < 0 for at in words)
    ]
    free = [
        words
        for words in (claims.new.all_sentences() if lost else ())
        if len(words) >= _SHORT_SENTENCE and not any(claims.taken[words.start : words.stop])
    ]
    shared = _shared_letters(claims, lost, free)
    for old, new in _each_others_best(shared):
        gap = _Gap(lost[old], free[new])
        if gap.is_small and _alike(claims.old, claims.new, gap) >= _ALIKE:
            yield gap


def _shared_letters(claims: Claims, lost: Sequence[range], free: Sequence[range]) -> dict[tuple[int, int], int]:
    """For pairs of sentences, by number, the letters of the rare words that they share."""
    where: dict[str, set[int]] = defaultdict(set)
    for number, words in enumerate(free):
        for at in words:
            where[claims.new.words[at]].add(number)
    shared: Counter[tuple[int, int]] = Counter()
    for number, words in enumerate(lost):
        for word in {claims.old.words[at] for at in words}:
            places = where.get(word, ())
            if len(places) <= _RARE:
                for place in places:
                    shared[number, place] += len(word)
    return shared


def _each_others_best(shared: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Pairs of which neither shares as much with another."""
    best_new: dict[int, tuple[int, int]] = {}
    best_old: dict[int, tuple[int, int]] = {}
    for (old, new), letters in shared.items():
        best_new[old] = max(best_new.get(old, (0, -1)), (letters, new))
        best_old[new] = max(best_old.get(new, (0, -1)), (letters, old))
    return [(old, new) for old, (_, new) in best_new.items() if best_old[new][1] == old]


def _alike(old: Side, new: Side, gap: _Gap) -> float:
    """How much of the letters of two sentences, both counted, they share in the same order; from 0 to 1."""
    pairs = best_pairs(old.words, new.words, gap.old, gap.new)
    kept = sum(len(old.words[here]) + len(new.words[there]) for here, there, alike in pairs if alike)
    return kept / (sum(len(old.words[at]) for at in gap.old) + sum(len(new.words[at]) for at in gap.new))


def best_pairs(
    old_words: Sequence[str], new_words: Sequence[str], old: range, new: range
) -> list[tuple[int, int, bool]]:
    """The best way to set two short runs of words against each other: pairs, and whether they are alike."""
    width = len(new) + 1
    best = [[-0.35 * (row + column) for column in range(width)] for row in range(len(old) + 1)]
    for row, here in enumerate(old, 1):
        above, current, word = best[row - 1], best[row], old_words[here]
        for column, there in enumerate(new, 1):
            worth = above[column - 1] + _worth(word, new_words[there])
            skipped = max(current[column - 1], above[column]) - 0.35
            current[column] = max(skipped, worth)
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
    if one[0] != other[0] and one[-1] != other[-1]:
        return -0.3
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
