"""Knowing the same text again, and nearly the same: agency copy that several outlets print. Pure.

A text is told by its runs of five words (shingles). Of all its shingles a signature keeps one for each of 48 bins
(minhash by one permutation); the share of bins in which two signatures agree is about the share of shingles that the
texts have in common. Three bins make a band: texts that are alike have a band in common, so that they are found by
looking bands up.

Reports that are filled in, as of the weather, of matches and of results, have a frame in common and tell of different
things; so two texts with figures are copies only if they have figures in common, too.
"""

import struct
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from reader.domain.document import Document
from reader.domain.frozen import frozen

FEWEST_WORDS = 25
"""A shorter text is told from no other: many articles may hold the same few words."""

ALIKE = 0.4
"""From this likeness on two articles are the same story."""

_FEWEST_FIGURES = 3
"""A text with fewer figures is told by its words alone."""

_SHARED_FIGURES = 0.5
"""Of the figures of the text that has fewer, so many are in the other, which may have been printed longer."""

_RUN = 5
_SPACE = b" "
_NUMBER = 8
"""Bytes of a number that stands for some words."""

_MOST_WORDS = 4_000
BINS = 48
"""Numbers of a signature."""

_PER_BAND = 3
BANDS = BINS // _PER_BAND
"""Bands of a signature."""

_STEP = 0x9E3779B1
_MASK = 0xFFFFFFFF


@frozen
class Fingerprint:
    """What texts are compared by.

    Attributes:
        text: a number that only the same words have.
        signature: a number of 32 bits for each bin.
        bands: a number for each band of the signature.
        figures: its words that have a digit.
    """

    text: int
    signature: Sequence[int]
    bands: Sequence[int]
    figures: frozenset[str]


def text_number(document: Document) -> int | None:
    """A number that only the same kept words have; None if they are too few."""
    text = _text(document.kept_words)
    return _number(text) if text else None


def fingerprint(document: Document) -> Fingerprint | None:
    """The fingerprint of what is kept of a text, made of its first 4,000 words; None if it has too few words."""
    words = document.kept_words
    text = _text(words)
    if not text:
        return None
    signature = _signature(text.split(_SPACE)[:_MOST_WORDS])
    return Fingerprint(_number(text), signature, bands_of(signature), _with_digits(words))


def figures(document: Document) -> frozenset[str]:
    """The words of what is kept of a text that have a digit."""
    return _with_digits(document.kept_words)


def tell_of_the_same(figures: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two texts with these figures can be copies of one story."""
    fewer = min(len(figures), len(others))
    return fewer < _FEWEST_FIGURES or len(figures & others) >= _SHARED_FIGURES * fewer


def bands_of(signature: Sequence[int]) -> list[int]:
    """A number for each band of a signature."""
    starts = range(0, len(signature), _PER_BAND)
    return [_number(b"%d %d %d %d" % (at, *signature[at : at + _PER_BAND])) for at in starts]


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """About the share of shingles that two texts have in common, by their signatures."""
    return sum(mine == yours for mine, yours in zip(one, other, strict=True)) / len(one)


def _with_digits(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word for word in words if not word.isalpha() and any(map(str.isdigit, word)))


def _text(words: Sequence[str]) -> bytes:
    """The words in UTF-8, a space between two; empty if they are too few."""
    return " ".join(words).encode("utf-8", "surrogatepass") if len(words) >= FEWEST_WORDS else b""


def _signature(words: Sequence[bytes]) -> Sequence[int]:
    runs = map(_SPACE.join, zip(*(words[at:] for at in range(_RUN)), strict=False))
    digests = b"".join([_digest(run) for run in runs])
    values = struct.unpack(f">{len(digests) // _NUMBER}Q", digests)
    least = {value % BINS: value >> 32 for value in sorted(values, reverse=True)}  # of each bin, the last one stays
    return tuple([least[which] if which in least else _borrowed(least, which) for which in range(BINS)])


def _borrowed(least: Mapping[int, int], which: int) -> int:
    """The number of a bin; that of the next one that has any, changed by the distance, if it is empty."""
    for distance in range(BINS):
        found = least.get((which + distance) % BINS)
        if found is not None:
            return (found + distance * _STEP) & _MASK
    return 0


def _number(text: bytes) -> int:
    """64 bits, signed."""
    return int.from_bytes(_digest(text), signed=True)


_begin = blake2b(digest_size=_NUMBER).copy
"""A hash that has read nothing; to copy one costs less than to make one."""


def _digest(text: bytes) -> bytes:
    hashed = _begin()
    hashed.update(text)
    return hashed.digest()
