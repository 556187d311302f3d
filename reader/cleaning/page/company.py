"""The second look at a page: a passage judged again by how those around it were judged.

Foreign text comes in boxes (heading, blurb, button of one promotion), and so does the article's. The first look sees a
passage's own numbers; the second sees the first's odds for its neighbours and for all that shares a box with it.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Sequence

from reader.cleaning.page import features
from reader.cleaning.page.boxes import PageText
from reader.cleaning.page.survey import signature

_STEPS = (-3, -2, -1, 1, 2, 3)
_GROUPS = ("box", "parent", "grandparent", "alike")
_FROM_FIRST = (
    "size", "linked", "ends", "colon", "tag_p", "tag_h2", "tag_h3", "tag_li", "vouched", "proposed", "in_blockquote",
    "under", "from_first", "to_last", "picture", "repeats", "title", "description", "writer", "broken", "lower",
    "digits", "dated",
)  # fmt: skip
_NOWHERE = -9.0
_SUREST = 1e-4
_KEPT = 0.5

NAMES: tuple[str, ...] = (
    "own",
    *(f"own_{step:+d}" for step in _STEPS),
    *(f"{what}_{group}" for group in _GROUPS for what in ("mean", "count")),
    "kept_before",
    "kept_after",
    *_FROM_FIRST,
)
"""The numbers' names, in order."""

_TAKEN = tuple(features.NAMES.index(name) for name in _FROM_FIRST)


def numbers_of(
    page: PageText, indexes: Sequence[int], first: Sequence[Sequence[float]], odds: Sequence[float]
) -> list[list[float]]:
    """The numbers of these passages.

    Args:
        page: all passages.
        indexes: the passages that were judged, in order.
        first: for each of them its numbers at the first look.
        odds: for each of them the probability that the first look gave, from 0 to 1.
    """
    own = [log_odds(value) for value in odds]
    means = [_means(page, indexes, keys, odds) for keys in _keys(page, indexes)]
    total = sum(value > _KEPT for value in odds)
    before = 0
    rows = []
    for at, value in enumerate(odds):
        kept = value > _KEPT
        near = [own[at + step] if 0 <= at + step < len(own) else _NOWHERE for step in _STEPS]
        groups = [number for found in means for number in found[at]]
        rows.append([own[at], *near, *groups, before, total - before - kept, *(first[at][name] for name in _TAKEN)])
        before += kept
    return rows


def log_odds(probability: float) -> float:
    """A probability as log-odds, none surer than one in ten thousand."""
    bounded = min(1 - _SUREST, max(_SUREST, probability))
    return math.log(bounded / (1 - bounded))


def together(one: float, other: float) -> float:
    """The probability that two looks give together: the mean of their log-odds."""
    return 1 / (1 + math.exp(-(log_odds(one) + log_odds(other)) / 2))


def _keys(page: PageText, indexes: Sequence[int]) -> list[list[Hashable]]:
    """For each group, what the passages that belong together have in common."""
    boxes = page.boxes
    own = [page.passages[index].box for index in indexes]
    parents = [boxes[number].parent for number in own]
    grandparents = [boxes[number].parent if number >= 0 else -1 for number in parents]
    return [list(own), list(parents), list(grandparents), [signature(page, page.passages[index]) for index in indexes]]


def _means(
    page: PageText, indexes: Sequence[int], keys: Sequence[Hashable], odds: Sequence[float]
) -> list[tuple[float, float]]:
    """For each passage the mean odds of the others of its group, by their size, and how many the group has."""
    weighted: dict[Hashable, float] = defaultdict(float)
    sizes: dict[Hashable, int] = defaultdict(int)
    counts: dict[Hashable, int] = defaultdict(int)
    own = [page.passages[index].size for index in indexes]
    for key, value, size in zip(keys, odds, own, strict=True):
        weighted[key] += value * size
        sizes[key] += size
        counts[key] += 1
    return [
        ((weighted[key] - value * size) / max(1, sizes[key] - size), float(counts[key]))
        for key, value, size in zip(keys, odds, own, strict=True)
    ]
