"""How a line is worded: n-grams of its words, hashed, each with a learnt weight for or against residue.

Words are looked at whole, by their beginnings (so that inflected forms and neighbouring languages share what was
learnt), in pairs, and by whether they begin or end the line. Scripts without spaces are read character by character.
"""

from __future__ import annotations

import gzip
import math
import re
import zlib
from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "weights" / "wording.gz"
SLOTS = 1 << 17
"""How many weights there are; n-grams that fall on the same slot share it."""
SCALE = 24
"""A weight of 1 is stored as this number."""

_FIRST, _LAST = 24, 6
_STEM = 5
_TOKEN = re.compile(r"[぀-ヿ㐀-鿿가-힯฀-๿]|[^\W\d_]+|\d+|[^\w\s]")


def tokens(line: str) -> list[str]:
    """The words of a line in small letters, numbers by their length, and signs; of a long line its two ends."""
    found = [token if not token.isdigit() else "0" * min(len(token), 5) for token in words_of(line)]
    if len(found) > _FIRST + _LAST:
        return [*found[:_FIRST], "…", *found[-_LAST:]]
    return found


def words_of(line: str) -> list[str]:
    """The words and signs of a line in small letters."""
    return _TOKEN.findall(line.lower())


def grams(line: str) -> Iterator[str]:
    """The n-grams that a line is judged by."""
    words = tokens(line)
    if not words:
        return
    for word in words:
        yield word
        if len(word) > _STEM:
            yield f"{word[:_STEM]}~"
    for first, second in zip(["^", *words], [*words, "$"], strict=True):
        yield f"{first} {second}"
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        yield f"{first} {second} {third}"


def slots(line: str) -> set[int]:
    """The slots of a line's n-grams."""
    return {zlib.crc32(gram.encode("utf-8", "replace")) % SLOTS for gram in grams(line)}


def score(line: str) -> float:
    """The log-odds that a line is residue, as far as its words tell; 0 for an empty line."""
    found = slots(line)
    if not found:
        return 0.0
    learnt = weights()
    return float(sum(learnt[slot] for slot in found) / SCALE / math.sqrt(len(found)))


@cache
def weights() -> array[int]:
    """What was learnt: a number from -127 to 127 for each slot; read once."""
    return array("b", gzip.decompress(_FILE.read_bytes()))
