"""Two versions of a text aligned word by word, so that a passage of the old one is found in the new one.

Each word of the new text is claimed once, so that a passage that was taken out is not found in another that looks like
it. First what both have at their head and tail, then runs of words that stand once among those not yet claimed, the
longest first; then what lies between such runs (`domain.filling`).
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reader.domain.claims import Claims, Run, Side, agree
from reader.domain.filling import fill
from reader.domain.frozen import frozen

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
_JOINED = "\u0300-\u036f"
_HIDDEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(
    r"[A-Za-z0-9]++(?![^\x00-\x7f])"  # most words, and sooner told
    rf"|[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}](?:[^\W_{_IDEOGRAPHS}]|[{_JOINED}]|[{_HIDDEN}](?=[\w{_HIDDEN}{_JOINED}]))*"
)
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_SENTENCE_END = re.compile(r"[.!?…]\W*\s|\n|[。！？]")
_GRAMS = (10, 6, 4, 3)
"""Lengths of the runs of words that are looked for, in this order: the longer, the surer."""


class Word(NamedTuple):
    """A word of a text, and where it stands."""

    folded: str
    start: int
    end: int


@frozen
class Alignment:
    """What became of each word of an old text.

    Attributes:
        old: its words.
        new: those of the new text.
        old_side: its sentences and paragraphs.
        new_side: those of the new text.
        to: for each old word the new one that it became, or -1.
        back: for each new word the old one that it was, or -1.
        slots: for each old word the new one that stands in its place, or -1.
        chain: for each old word the number of the group of neighbouring runs that it is in, or -1.
        steady: groups that keep their order; the others were moved.
    """

    old: Sequence[Word]
    new: Sequence[Word]
    old_side: Side
    new_side: Side
    to: Sequence[int]
    back: Sequence[int]
    slots: Sequence[int]
    chain: Sequence[int]
    steady: frozenset[int]


def words_of(text: str) -> list[Word]:
    """The words of a text; case, form, and characters that are not seen do not count."""
    known: dict[str, str] = {}
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        folded = known.get(word)
        if folded is None:
            folded = known[word] = _folded(word)
        found.append(Word(folded, *match.span()))
    return found


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word.translate(_UNSEEN)).casefold()


def _side(text: str, words: Sequence[Word]) -> Side:
    """Words with the ends of their sentences and paragraphs; the last word ends both."""
    gaps = [text[one.end : other.start] for one, other in pairwise(words)]
    sentence = [gap != " " and _SENTENCE_END.search(gap) is not None for gap in gaps]
    paragraph = ["\n" in gap for gap in gaps]
    return Side([word.folded for word in words], [*sentence, True][: len(words)], [*paragraph, True][: len(words)])


def align(old_text: str, new_text: str) -> Alignment:
    """Align two texts; costs about as much as their words, however they repeat each other."""
    old, new = words_of(old_text), words_of(new_text)
    claims = Claims(_side(old_text, old), _side(new_text, new))
    claims.claim_ends()
    for size in _GRAMS:
        claims.claim_grams(size)
    claims.drop_lonely()
    slots = fill(claims)
    chain, steady = _chains(claims.runs(), len(old))
    back = [-1] * len(new)
    for here, there in enumerate(claims.to):
        if there >= 0:
            back[there] = here
    return Alignment(old, new, claims.old, claims.new, claims.to, back, slots, chain, steady)


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
