"""What lies between the runs of words that two texts share: words edited, put in, or taken out.

Between two runs that follow each other in both texts, all of it is set against each other. Where a sentence was moved,
the rest of that sentence is. A sentence that shares no run with any is looked for by the rare words that it kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from reader.domain.claims import Claims, Run
from reader.domain.pairing import pairs

_FEW_CELLS = 2500
"""A gap of so many pairs of words is aligned; a larger one holds what was written anew."""

_RARE = 3
"""A word that stands so often among the free words of the new text points to a sentence."""

_SHORT_SENTENCE = 4
"""Shorter sentences say too little to be looked for."""

_ALIKE = 0.6
"""So much of the letters of two sentences, both counted, is shared by one that was edited, not exchanged."""


class _Gap(NamedTuple):
    """Words of the old text, and of the new one, that stand in the same place."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def is_small(self) -> bool:
        return 0 < (self.old_end - self.old) * (self.new_end - self.new) <= _FEW_CELLS


_NO_GAP = _Gap(0, 0, 0, 0)


def fill(claims: Claims) -> list[int]:
    """Claim what lies between the runs; for each old word, the new one that it became or that took its place, or -1."""
    slots = list(claims.to)
    for gap in chain(_gaps(claims), _edited_sentences(claims)):
        for old, new, alike in pairs(*_words(claims, gap)):
            slots[gap.old + old] = gap.new + new
            if alike:
                claims.claim(gap.old + old, gap.new + new)
    return slots


def _words(claims: Claims, gap: _Gap) -> tuple[Sequence[str], Sequence[str]]:
    return claims.old.folded[gap.old : gap.old_end], claims.new.folded[gap.new : gap.new_end]


def _gaps(claims: Claims) -> Iterable[_Gap]:
    """What lies between neighbours; around those that were moved apart, the rest of their sentences."""
    runs = claims.runs()
    ends = [Run(0, 0, 0), *runs, Run(len(claims.found), len(claims.taken), 0)]
    for one, other in pairwise(ends):
        gap = _Gap(one.old_end, other.old, one.new_end, other.new)
        if gap.old == gap.old_end:
            continue
        if gap.is_small and claims.taken.find(1, gap.new, gap.new_end) < 0:
            yield gap
            continue
        for rest in (_rest_behind(claims, one, other.old), _rest_before(claims, other, one.old_end)):
            if rest.is_small and claims.found.find(1, rest.old, rest.old_end) < 0:
                yield rest


def _rest_behind(claims: Claims, run: Run, limit: int) -> _Gap:
    """The rest of the sentence behind a run."""
    if not run.length:
        return _NO_GAP
    old_end = claims.old.sentences_of(run.old_end - 1, run.old_end).stop
    new_end = claims.new.sentences_of(run.new_end - 1, run.new_end).stop
    taken = claims.taken.find(1, run.new_end, new_end)
    return _Gap(run.old_end, min(old_end, limit), run.new_end, new_end if taken < 0 else taken)


def _rest_before(claims: Claims, run: Run, limit: int) -> _Gap:
    """The beginning of the sentence before a run."""
    if not run.length:
        return _NO_GAP
    old_first = claims.old.sentences_of(run.old, run.old + 1).start
    new_first = claims.new.sentences_of(run.new, run.new + 1).start
    taken = claims.taken.rfind(1, new_first, run.new)
    return _Gap(max(old_first, limit), run.old, new_first if taken < 0 else taken + 1, run.new)


def _edited_sentences(claims: Claims) -> Iterable[_Gap]:
    """Sentences of which nothing is found, each with the one free sentence that shares most rare words with it."""
    lost = _free_sentences(claims.old.all_sentences(), claims.found)
    free = _free_sentences(claims.new.all_sentences(), claims.taken) if lost else []
    for old, new in _each_others_best(_shared_letters(claims, lost, free)):
        gap = _Gap(lost[old].start, lost[old].stop, free[new].start, free[new].stop)
        if gap.is_small and _alike(*_words(claims, gap)) >= _ALIKE:
            yield gap


def _alike(old: Sequence[str], new: Sequence[str]) -> float:
    """How much of the letters of two sentences, both counted, is in words that they share; from 0 to 1."""
    both = {*old} & {*new}
    return sum(len(word) for word in (*old, *new) if word in both) / sum(map(len, (*old, *new)))


def _free_sentences(sentences: Iterable[range], claimed: bytearray) -> list[range]:
    """The sentences, long enough to be looked for, of which no word is claimed."""
    return [
        words for words in sentences if len(words) >= _SHORT_SENTENCE and claimed.find(1, words.start, words.stop) < 0
    ]


def _shared_letters(claims: Claims, lost: Sequence[range], free: Sequence[range]) -> dict[tuple[int, int], int]:
    """For pairs of sentences, by number, the letters of the rare words that they share."""
    where: dict[str, set[int]] = defaultdict(set)
    for number, words in enumerate(free):
        for word in claims.new.folded[words.start : words.stop]:
            where[word].add(number)
    shared: Counter[tuple[int, int]] = Counter()
    for number, words in enumerate(lost):
        for word in {*claims.old.folded[words.start : words.stop]}:
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
