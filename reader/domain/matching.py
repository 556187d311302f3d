"""Finding words in a text as a search does: without case and diacritics, across line breaks. Pure.

A word is a run of letters and digits. In scripts that part no words by spaces (Chinese, Japanese, Thai, Lao, Khmer,
Burmese) each letter is a word of its own, so that any part of a run can be found.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from reader.domain.patterns import later

_SPACELESS = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff\u3400-\u4dbf"
    r"\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
)
_ON_LETTER = (
    r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3"
    r"\u3099\u309a"
)
_LETTER = later(rf"[{_SPACELESS}][{_ON_LETTER}]*+")
_WORD = later(rf"[{_SPACELESS}]|[^\W_{_SPACELESS}]+")
_INSIDE = rf"[^\W_{_SPACELESS}]"
_ASCII_WORD = later("[0-9a-z]+")
_FIRST_SPACELESS = "\u0e00"

_PART = "\u200b"
"""Zero-width space: it parts words of the index, is never typed, and is taken out of all that is shown."""

_LONGEST = 500_000
"""Code points of a text in which an excerpt is looked for."""

_MOST_MATCHES = 400
_SHORT = 500
"""Code points of a text that is folded once only, as notes, quotes and names of sources are asked again and again."""
_AROUND = 60


def parted(text: str) -> str:
    """A safe text with each letter of a script without spaces parted from its neighbours; `shown` takes it back."""
    return text if text.isascii() else _LETTER.sub(rf"{_PART}\g<0>{_PART}", text)


def shown(text: str) -> str:
    """A text as it was before `parted`."""
    return text.replace(_PART, "")


class _Folds(dict[int, str]):
    """What each character is when case and diacritics do not count, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKD", chr(code))
        kept = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
        self[code] = kept.casefold()
        return self[code]


_FOLDS = _Folds()


def folded(text: str) -> str:
    """A text without case and diacritics; `ß` is `ss`."""
    return text.lower() if text.isascii() else _folded_short(text) if len(text) <= _SHORT else text.translate(_FOLDS)


@lru_cache(maxsize=16_384)
def _folded_short(text: str) -> str:
    return text.translate(_FOLDS)


def words_of(text: str) -> list[str]:
    """The words of a text, folded; in scripts without spaces its letters."""
    return _ASCII_WORD.findall(text.lower()) if text.isascii() else _WORD.findall(folded(text))


def pattern(term: str, *, whole: bool) -> re.Pattern[str] | None:
    """What finds a term in a folded text; None if the term has no letter and no digit.

    Args:
        term: a word or a phrase, as typed; white space and signs between its words may be others in the text.
        whole: False if more letters may follow.
    """
    words = words_of(term)
    if not words:
        return None
    parts = [re.escape(words[0])]
    for before, word in pairwise(words):
        glued = _spaceless(before) or _spaceless(word)
        parts.append(r"[\W_]*+" if glued else r"[\W_]++")
        parts.append(re.escape(word))
    start = "" if _spaceless(words[0]) else rf"(?<!{_INSIDE})"
    end = rf"(?!{_INSIDE})" if whole and not _spaceless(words[-1]) else ""
    return re.compile(start + "".join(parts) + end)


class Term:
    """Looks for a word or a phrase in folded texts as its `pattern` does, without the time that it takes to make one.

    Attributes:
        words: its words; empty if it has no letter and no digit, so that it stands nowhere.
    """

    def __init__(self, term: str, *, whole: bool) -> None:
        """`whole` is False if more letters may follow."""
        self.words = words_of(term)
        self._whole = whole and bool(self.words) and not _spaceless(self.words[-1])
        self._starts = bool(self.words) and not _spaceless(self.words[0])
        self._behind = [(word, _spaceless(before) or _spaceless(word)) for before, word in pairwise(self.words)]

    def stands_in(self, text: str) -> bool:
        """Whether it stands in a text."""
        return self.find(text, 0) >= 0

    def find(self, text: str, start: int) -> int:
        """The first place at which it stands, from an offset on; negative if there is none."""
        at = text.find(self.words[0], start) if self.words else -1
        while at >= 0 and not self.stands_at(text, at, len(text)):
            at = text.find(self.words[0], at + 1)
        return at

    def stands_at(self, text: str, at: int, end: int) -> bool:
        """Whether it stands, up to `end`, at a place where its first word was found."""
        if self._starts and at and _is_inside(text[at - 1]):
            return False
        at += len(self.words[0])
        for word, glued in self._behind:
            before = at
            while at < end and not text[at].isalnum():
                at += 1
            if not (glued or at > before) or not text.startswith(word, at, end):
                return False
            at += len(word)
        return at <= end and not (self._whole and at < end and _is_inside(text[at]))


def all_patterns(words: Sequence[str], phrases: Sequence[str]) -> list[re.Pattern[str]]:
    """What finds these words, which may begin longer ones, and these phrases; signs alone are left out."""
    found = [pattern(word, whole=False) for word in words]
    found.extend(pattern(phrase, whole=True) for phrase in phrases)
    return [one for one in found if one is not None]


def excerpt(text: str, patterns: Sequence[re.Pattern[str]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The part of a text in which most of the patterns match, on one line, and where they match in it.

    Without a match, its beginning.
    """
    line = " ".join(text[:_LONGEST].split())
    found = _matches(line, patterns)
    first = _densest(found)
    start = _word_start(line, max(0, first - _AROUND))
    end = _word_end(line, min(len(line), first + 2 * _AROUND))
    lead, tail = "… " if start else "", " …" if end < len(line) else ""
    shift = len(lead) - start
    inside = {(at + shift, stop + shift) for at, stop, _ in found if start <= at and stop <= end}
    return f"{lead}{line[start:end].rstrip()}{tail}", tuple(sorted(inside))


def _matches(line: str, patterns: Sequence[re.Pattern[str]]) -> list[tuple[int, int, int]]:
    """Start, end and number of the pattern of each match in a line, in order."""
    parts = [line.lower()] if line.isascii() else [_FOLDS[ord(letter)] for letter in line]
    places = None if line.isascii() else [place for place, part in enumerate(parts) for _ in part]
    text = "".join(parts)
    found: list[tuple[int, int, int]] = []
    for number, wanted in enumerate(patterns):
        for _, match in zip(range(_MOST_MATCHES), wanted.finditer(text), strict=False):
            start, end = match.span()
            found.append((places[start], places[end - 1] + 1, number) if places else (start, end, number))
    return sorted(found)


def _densest(found: Sequence[tuple[int, int, int]]) -> int:
    """Where the match begins behind which most different patterns match nearby; 0 if nothing matches."""
    best, most, behind = 0, 0, 0
    counted: dict[int, int] = {}
    for start, _, number in found:
        while behind < len(found) and found[behind][1] <= start + 2 * _AROUND:
            counted[found[behind][2]] = counted.get(found[behind][2], 0) + 1
            behind += 1
        if len(counted) > most:
            best, most = start, len(counted)
        if counted.get(number, 0) > 1:
            counted[number] -= 1
        else:
            counted.pop(number, None)
    return best


def _word_start(line: str, at: int) -> int:
    """The beginning of a word near a place, not behind it by more than a few letters."""
    space = line.find(" ", at, at + _AROUND // 2)
    return space + 1 if at and space >= 0 else at


def _word_end(line: str, at: int) -> int:
    space = line.rfind(" ", at - _AROUND // 2, at) if at < len(line) else -1
    return space if space >= 0 else at


def _spaceless(word: str) -> bool:
    return len(word) == 1 and word >= _FIRST_SPACELESS and _LETTER.fullmatch(word) is not None


def _is_inside(letter: str) -> bool:
    """True if a letter or digit belongs to the same word as those beside it."""
    return letter.isalnum() and not _spaceless(letter)
