"""Two versions of a text aligned word by word, so that a passage of the old one is found in the new one.

Each word of the new text is claimed once, so that a passage that was taken out is not found in another that looks like
it. First what both have at their head and tail, then runs of words that stand once among those not yet claimed, the
longest first; then what lies between such runs (`domain.filling`).
"""

from collections.abc import Sequence
from itertools import pairwise

from reader.domain.claims import Claims, Run, agree
from reader.domain.filling import fill
from reader.domain.frozen import frozen
from reader.domain.sides import Side, sides

_GRAMS = (8, 4, 3)
"""Lengths of the runs of words that are looked for, in this order: the longer, the surer."""


@frozen
class Alignment:
    """What became of each word of an old text.

    Attributes:
        old: its words.
        new: those of the new text.
        to: for each old word the new one that it became, or -1.
        back: for each new word the old one that it was, or -1.
        slots: for each old word the new one that stands in its place, or -1.
        chain: for each old word the number of the group of neighbouring runs that it is in, or -1.
        steady: groups that keep their order; the others were moved.
    """

    old: Side
    new: Side
    to: Sequence[int]
    back: Sequence[int]
    slots: Sequence[int]
    chain: Sequence[int]
    steady: frozenset[int]


def align(old_text: str, new_text: str) -> Alignment:
    """Align two texts; costs about as much as their words, however they repeat each other."""
    old, new = sides(old_text, new_text)
    claims = Claims(old, new)
    claims.claim_ends()
    for size in _GRAMS:
        claims.claim_grams(size)
    claims.drop_lonely()
    claims.slide()
    slots = fill(claims)
    runs = claims.runs()
    chain, steady = _chains(runs, len(claims.to))
    back = [-1] * len(claims.taken)
    for run in runs:
        back[run.new : run.new_end] = range(run.old, run.old_end)
    return Alignment(old, new, claims.to, back, slots, chain, steady)


def _chains(runs: Sequence[Run], length: int) -> tuple[list[int], frozenset[int]]:
    """Groups of neighbouring runs that agree, and those of them that keep their order."""
    in_order = _in_order(runs)
    chain = [-1] * length
    steady: set[int] = set()
    number, last = -1, None
    for place, run in enumerate(runs):
        if last is None or (last in in_order) != (place in in_order) or not agree(runs[last], run):
            number += 1
        if place in in_order:
            steady.add(number)
        chain[run.old : run.old_end] = [number] * run.length
        last = place
    return chain, frozenset(steady)


def _in_order(runs: Sequence[Run]) -> set[int]:
    """The runs, by number, that come in the same order in both texts and hold most words."""
    if all(one.new < other.new for one, other in pairwise(runs)):
        return set(range(len(runs)))
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
