"""Finding words in a text as a search does: without case and diacritics, across line breaks. Pure.

A word is a run of letters and digits. In scripts that part no words by spaces (Chinese, Japanese, Thai, Lao, Khmer,
Burmese) each letter is a word of its own, so that any part of a run can be found. Signs for vowels and tones, as those
of Thai and of the scripts of India, and the voiced kana are no diacritics: they belong to their letter.
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
DROPPED = r"\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
"""The diacritics that the full-text index drops wherever they stand, as a set of regular expressions."""

_COUNTED = (
    r"\u0900-\u0963\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83"
    r"\u0cbc-\u0d4d\u0d57-\u0d63\u0d81-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ecd\u0f18-\u0f19\u0f35\u0f37\u0f39"
    r"\u0f3e-\u0f84\u0f86-\u0fbc\u0fc6\u102b-\u103e\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u17d3\u17dd"
    r"\u1885-\u193b\u1a17-\u1a1b\u1a55-\u1a7f\u1b00-\u1b44\u1b6b-\u1b73\u1b80-\u1bf3\u1c24-\u1c37\u1cd0-\u1cd2"
    r"\u1cd4-\u1cf9\u302e-\u302f\u3099-\u309a\ua802-\ua827\ua82c\ua880-\ua8c5\ua8e0-\ua8f1\ua8ff-\ua92d\ua947-\ua953"
    r"\ua980-\ua9c0\ua9e5-\uaa4d\uaa7b-\uaac1\uaaeb-\uaaef\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed\U00011000-\U00011046"
    r"\U00011070-\U000110ba\U000110c2\U00011100-\U00011134\U00011145-\U00011173\U00011180-\U000111c0"
    r"\U000111c9-\U000111cc\U000111ce-\U000111cf\U0001122c-\U00011237\U0001123e\U000112df-\U00011446"
    r"\U0001145e-\U000114c3\U000115af-\U000115c0\U000115dc-\U00011640\U000116ab-\U000116b7\U0001171d-\U0001172b"
    r"\U0001182c-\U0001183a\U00011930-\U00011943\U000119d1-\U000119e0\U000119e4-\U00011a3e\U00011a47-\U00011a99"
    r"\U00011c2f-\U00011c3f\U00011c92-\U00011ef6\U00016f51-\U00016f87\U00016ff0-\U00016ff1\U0001d165-\U0001d166"
    r"\U0001d16d-\U0001d172"
)
"""Marks that are no diacritics, with letters and nothing else between them."""

_LETTER = later(rf"[{_SPACELESS}][{_ON_LETTER}]*+")
_PARTED = later(rf"[{_SPACELESS}][{_ON_LETTER}{DROPPED}]*+")
_MARK_ON_LETTER = later(f"[{_ON_LETTER}]")
_COUNTED_MARK = later(f"[{_COUNTED}]")
_LETTER_OR_DIGIT = later(r"[^\W_]")
_WORD_SIGN = rf"[^\W_]|[{_COUNTED}]"
_INSIDE = rf"(?![{_SPACELESS}])(?:{_WORD_SIGN})"
_WORD = later(rf"(?={_WORD_SIGN})[{_SPACELESS}][{_ON_LETTER}]*+|(?:{_INSIDE})+")
_BETWEEN = rf"(?:(?![{_COUNTED}])[\W_])"
_BARE_WORD = later(rf"[{_SPACELESS}]|[^\W_{_SPACELESS}]+")
_ASCII_WORD = later("[0-9a-z]+")
_FIRST_COUNTED, _FIRST_SPACELESS = "\u0900", "\u0e00"

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
    return text if text.isascii() else _PARTED.sub(rf"{_PART}\g<0>{_PART}", text)


def shown(text: str) -> str:
    """A text as it was before `parted`."""
    return text.replace(_PART, "")


class _Folds(dict[int, str]):
    """What each character is when case and diacritics do not count, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKD", chr(code))
        kept = "".join(letter for letter in letters if not _is_diacritic(letter))
        self[code] = unicodedata.normalize("NFC", kept).casefold()
        return self[code]


class _BareFolds(dict[int, str]):
    """The same where no mark counts at all."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKD", chr(code))
        self[code] = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn").casefold()
        return self[code]


_FOLDS, _BARE_FOLDS = _Folds(), _BareFolds()


def folded(text: str) -> str:
    """A text without case and diacritics; `ß` is `ss`."""
    return text.lower() if text.isascii() else _folded_short(text) if len(text) <= _SHORT else _folded(text)


@lru_cache(maxsize=16_384)
def _folded_short(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_FOLDS)


def words_of(text: str) -> list[str]:
    """The words of a text, folded; in scripts without spaces its letters. None if no letter and no digit is in it."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    words = _WORD.findall(folded(text))
    return words if any(map(_LETTER_OR_DIGIT.search, words)) else []


def bare_words_of(text: str) -> list[str]:
    """The words that copies of a story are known by: letters and digits, no mark of any kind.

    What is made of them is kept in files, so they never change.
    """
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return _BARE_WORD.findall(text.translate(_BARE_FOLDS))


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
        parts.append(f"{_BETWEEN}*+" if glued else f"{_BETWEEN}++")
        parts.append(re.escape(word))
    start = "" if _spaceless(words[0]) else rf"(?<!{_INSIDE})"
    further = f"[{_ON_LETTER}]" if _spaceless(words[-1]) else _INSIDE
    end = f"(?!{further})" if whole else ""
    return re.compile(start + "".join(parts) + end)


class Term:
    """Looks for a word or a phrase in folded texts as its `pattern` does, without the time that it takes to make one.

    Attributes:
        words: its words; empty if it has no letter and no digit, so that it stands nowhere.
    """

    def __init__(self, term: str, *, whole: bool) -> None:
        """`whole` is False if more letters may follow."""
        self.words = words_of(term)
        self._whole = whole and bool(self.words)
        self._goes_on = _is_on_letter if self._whole and _spaceless(self.words[-1]) else _is_inside
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
            while at < end and not _is_of_word(text[at]):
                at += 1
            if not (glued or at > before) or not text.startswith(word, at, end):
                return False
            at += len(word)
        return at <= end and not (self._whole and at < end and self._goes_on(text[at]))


def all_patterns(words: Sequence[str], phrases: Sequence[str]) -> list[re.Pattern[str]]:
    """What finds these words, which may begin longer ones, and these phrases; signs alone are left out."""
    found = [pattern(word, whole=False) for word in words]
    found.extend(pattern(phrase, whole=True) for phrase in phrases)
    return [one for one in found if one is not None]


def excerpt(text: str, patterns: Sequence[re.Pattern[str]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The part of a text in which most of the patterns match, on one line, and where they match in it.

    Without a match, its beginning.
    """
    line = unicodedata.normalize("NFC", " ".join(text[:_LONGEST].split()))
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
    return word >= _FIRST_SPACELESS and _LETTER.fullmatch(word) is not None


def _is_diacritic(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn" and not _is_counted_mark(letter)


def _is_counted_mark(letter: str) -> bool:
    return letter >= _FIRST_COUNTED and not letter.isalnum() and _COUNTED_MARK.match(letter) is not None


def _is_on_letter(letter: str) -> bool:
    """True for a mark on a letter of a script without spaces."""
    return letter >= _FIRST_SPACELESS and _MARK_ON_LETTER.match(letter) is not None


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or _is_counted_mark(letter)


def _is_inside(letter: str) -> bool:
    """True if a letter, digit or mark belongs to the same word as those beside it."""
    return _is_of_word(letter) and not _spaceless(letter)
