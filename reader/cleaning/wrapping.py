"""Hard-wrapped paragraphs → running text: which lines are joined, and what a hyphen at a line's end meant."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from reader.cleaning.shapes import is_item
from reader.domain.wording import ends_sentence

BREAK = "\xad"
"""Where a joined line ended in a hyphen, until `heal` has decided; decoding leaves no soft hyphen in a text."""

_NARROWEST, _WIDEST = 45, 100
_SLACK = 4
"""Columns that a wrapped line may be short of what would have fitted."""
_SYLLABLE = 14
"""Columns that a line with a broken word may be short of the longest."""
_BROKEN_WORD = re.compile(r"[^\W\d_][-‐‑]$")
_BROKEN = re.compile(rf"([^\W\d_]+){BREAK}([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def unwrap(lines: list[str]) -> list[str]:
    """The lines as they are, or those of a hard-wrapped paragraph joined into one."""
    if not _is_wrapped(lines):
        return lines
    joined = [lines[0]]
    for line in lines[1:]:
        if _BROKEN_WORD.search(joined[-1]) and line[0].islower():
            joined[-1] = joined[-1][:-1] + BREAK
            joined.append(line)
        else:
            joined.append(f" {line}")
    return ["".join(joined)]


def heal(texts: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Each text with its broken words whole or hyphened again, and those that were made whole.

    A word is made whole if the texts write it so elsewhere, or if they prove for another word that its typesetter
    hyphened, and neither part of this one stands anywhere by itself.
    """
    if not any(BREAK in text for text in texts):
        return [(text, []) for text in texts]
    words = Counter(word.casefold() for text in texts for word in _WORD.findall(_BROKEN.sub(" ", text)))
    broken = [match for text in texts for match in _BROKEN.finditer(text)]
    hyphened = any(words[(match[1] + match[2]).casefold()] for match in broken)
    return [_healed(text, words, hyphened=hyphened) for text in texts]


def _healed(text: str, words: Counter[str], *, hyphened: bool) -> tuple[str, list[str]]:
    whole: list[str] = []

    def word(match: re.Match[str]) -> str:
        first, second = match[1].casefold(), match[2].casefold()
        compound = words[f"{first}-{second}"] > 0
        if not compound and (words[first + second] or (hyphened and not words[first] and not words[second])):
            whole.append(f"{match[1]}-{match[2]}")
            return match[1] + match[2]
        return f"{match[1]}-{match[2]}"

    return _BROKEN.sub(word, text).replace(BREAK, "-"), whole


def _is_wrapped(lines: list[str]) -> bool:
    """True if the lines break where a column ended, not where a thought did.

    A wrapped line is so full that the next line's first word would not have fitted, and most end inside a sentence.
    """
    width = max(map(len, lines))
    if len(lines) < 2 or not _NARROWEST <= width <= _WIDEST or any(map(is_item, lines[1:])):
        return False
    pairs = list(itertools.pairwise(lines))
    full = sum(_is_full(line, after, width) for line, after in pairs)
    inside = sum(not _ends(line) for line, _ in pairs)
    if len(lines) == 2:
        return full == inside == 1 and len(lines[0]) >= _NARROWEST and lines[1][0].islower()
    return full >= 0.8 * len(pairs) and inside >= 0.6 * len(pairs)


def _is_full(line: str, after: str, width: int) -> bool:
    """True if the next line's first word did not fit; a word that was broken for it counts as full."""
    if _BROKEN_WORD.search(line) and after[0].islower():
        return len(line) > width - _SYLLABLE
    return len(line) + 1 + len(after.split(None, 1)[0]) > width - _SLACK


def _ends(line: str) -> bool:
    return ends_sentence(line) or line[-1] in ":："
