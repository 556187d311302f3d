"""Two short runs of words set against each other: the same ones, mended ones, and those in the place of others.

First the words that are the same, as many as keep their order and stand about as far apart. What lies between two of
these is paired off, from its head or from its end on.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

_SAME, _INSTEAD = 27, 4
"""What a pair of the same words is worth, and one of others, of which one took the place of the other."""

_SIMILAR = 0.7
"""Words that share so much of their letters are one word, inflected or mended."""

_MOST = 120
"""Of more pairs of the same words, only so many are looked at, those nearest to the diagonal."""

Pair = tuple[int, int, bool]
"""The numbers of two words, and whether they are one word; if not, one stands in the place of the other."""


def pairs(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """The best way to set two short runs of words against each other, in their order."""
    found: list[Pair] = []
    row = column = 0
    for next_row, next_column in _best_chain(_same(old, new), len(old), len(new)):
        rows, columns = next_row - row, next_column - column
        if size := min(rows, columns):
            found += max(
                _paired_off(old, new, next_row - size, next_column - size, size),
                _paired_off(old, new, row, column, size) if rows != columns else [],
                key=_number_alike,
            )
        found.append((next_row, next_column, True))
        row, column = next_row + 1, next_column + 1
    found.pop()  # the chain ends behind the last words
    return found


def _same(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of the same words, in their order; where there are many, some of them."""
    where: dict[str, list[int]] = defaultdict(list)
    for column, word in enumerate(new):
        where[word].append(column)
    found = [(row, column) for row, word in enumerate(old) if word in where for column in where[word]]
    if len(found) > _MOST:
        found.sort(key=lambda pair: abs(pair[0] * len(new) - pair[1] * len(old)))
        found = sorted(found[:_MOST])
    return found


def _best_chain(same: Sequence[tuple[int, int]], rows: int, columns: int) -> list[tuple[int, int]]:
    """The pairs, each behind the one before in both runs, that are worth most with what lies between; and the end."""
    best = [(0, -1, -1, -1)]  # what a chain is worth, where it ends, and the chain that it is longer than by one pair
    for row, column in (*same, (rows, columns)):
        most, before = -1, 0
        for number, (value, last_row, last_column, _) in enumerate(best):
            if last_row < row and last_column < column:
                total = value + _INSTEAD * min(row - last_row, column - last_column)
                if total >= most:
                    most, before = total, number
        best.append((most + _SAME - _INSTEAD, row, column, before))
    chain = []
    number = len(best) - 1
    while number:
        _, row, column, number = best[number]
        chain.append((row, column))
    return chain[::-1]


def _paired_off(old: Sequence[str], new: Sequence[str], row: int, column: int, size: int) -> list[Pair]:
    """So many words from two places on, one after the other."""
    return [(row + by, column + by, likeness(old[row + by], new[column + by]) >= _SIMILAR) for by in range(size)]


def _number_alike(found: Iterable[Pair]) -> int:
    return sum([alike for _, _, alike in found])


def likeness(one: str, other: str) -> float:
    """How much of two words is the same at their ends, from 0 to 1."""
    shorter = min(len(one), len(other))
    if shorter < 3 or (one[0] != other[0] and one[-1] != other[-1]):
        return 0.0
    head = 0
    while head < shorter and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < shorter - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return 2 * (head + tail) / (len(one) + len(other))
