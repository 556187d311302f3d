"""Words, sentences and graphemes of a running text, as ranges of code points."""

import re
import unicodedata
from collections.abc import Iterator

from reader.domain.document import Span
from reader.domain.patterns import later

_IDEOGRAPH = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_KATAKANA = r"\u30a1-\u30fa\u30fc-\u30fe"
_WORD = later(
    rf"[{_KATAKANA}](?:[{_KATAKANA}]|\u0300)*|[{_IDEOGRAPH}]\u0300*|[^\W{_IDEOGRAPH}](?:[^\W{_IDEOGRAPH}]|\u0300|['’](?=[^\W{_IDEOGRAPH}]))*|[^\w\s{_IDEOGRAPH}]+"
)
_BIG_WORD = later(r"\S+")

_CLOSERS = "\"'”’»«)\\]"
_STOPS = ".!?…؟۔।॥"
_STOP = rf"(?<![{_STOPS}])(?:[{_STOPS}]\u0300*+)++[{_CLOSERS}]*+"
_WIDE_STOP = r"(?:[。！？]\u0300*)+(?:[」』”）]\u0300*)*"
_SENTENCE_END = later(rf"{_STOP}(?:(?=\s+[^\w\s]*+([^\W_]))|\s*$)|{_WIDE_STOP}|\n")
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof sen gov rep gen lt col capt cpl sgt maj adm cmdr hon rev st jr sr mt ft vs etc inc ltd corp dept
    approx al cf e.g i.e a.m p.m jan feb aug sept oct nov dec u.s u.k u.n e.u d.c z.b d.h u.a ca bzw usw mio mrd bd mm
    mme mlle sra av ed eds
    """.split()
)
_BEFORE_NUMBERS = frozenset(
    {"no", "nos", "nr", "art", "fig", "p", "pp", "vol", "ch", "abs", "apr", "mar", "jun", "jul", "sep"}
)
_GERMAN_ORDINAL = later(
    r"\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert|Weltkrieg"
    r"|Bundesliga|Liga|FC)\b"
)
_TOKEN_WINDOW = 32


def words(text: str, start: int = 0) -> Iterator[Span]:
    """The words of a text as vim's `w` sees them: runs of letters and digits, or of other marks.

    An apostrophe inside a word belongs to it; each ideograph is a word, and so is a run of katakana. `start` is added
    to every offset.
    """
    for match in _WORD.finditer(_outlined(text)):
        yield Span(start + match.start(), start + match.end())


def big_words(text: str, start: int = 0) -> Iterator[Span]:
    """The words of a text as vim's `W` sees them: whatever stands between white space."""
    for match in _BIG_WORD.finditer(text):
        yield Span(start + match.start(), start + match.end())


def sentences(text: str, start: int = 0) -> Iterator[Span]:
    """The sentences of a paragraph, without the white space between them; a line break ends one.

    An abbreviation, an initial or a decimal point ends none, nor does a mark that a lower-case letter follows.
    """
    begin = 0
    for match in _SENTENCE_END.finditer(_outlined(text)):
        following = match.group(1)
        if following and (following.islower() or _abbreviated(text, begin, match.end(), following)):
            continue
        yield from _trimmed(text, begin, match.end(), start)
        begin = match.end()
    yield from _trimmed(text, begin, len(text), start)


def next_grapheme(text: str, at: int) -> int:
    """The offset after the user-perceived character at `at`: marks and joined characters go along."""
    at += 1
    while at < len(text) and _inside_grapheme(text, at):
        at += 1
    return min(at, len(text))


def previous_grapheme(text: str, at: int) -> int:
    """The offset of the user-perceived character before `at`; 0 at the beginning."""
    at -= 1
    while at > 0 and _inside_grapheme(text, at):
        at -= 1
    return max(at, 0)


def grapheme_start(text: str, at: int) -> int:
    """The offset of the user-perceived character that `at` is in."""
    return previous_grapheme(text, at + 1)


def _inside_grapheme(text: str, at: int) -> bool:
    """True if no boundary lies before `text[at]`; white space stands alone, whatever is put on it."""
    before, character = text[at - 1], text[at]
    if character.isascii() or before.isspace() or character.isspace():
        return before == "\u200d" and not character.isspace()
    if before == "\u200d" or _extends(character):
        return True
    if _is_flag_letter(character):
        run = at
        while run > 0 and _is_flag_letter(text[run - 1]):
            run -= 1
        return (at - run) % 2 == 1
    return _continues_syllable(before, character)


def _extends(character: str) -> bool:
    return (
        character in "\u200c\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _continues_syllable(before: str, character: str) -> bool:
    """True if a Hangul vowel or final consonant continues the syllable before it (UAX #29, GB6 to GB8)."""
    if "\uac00" <= before <= "\ud7a3":
        open_syllable = (ord(before) - 0xAC00) % 28 == 0
        return "\u11a8" <= character <= "\u11ff" or (open_syllable and "\u1160" <= character <= "\u11a7")
    if "\u1100" <= before <= "\u115f":
        return "\u1100" <= character <= "\u11a7" or "\uac00" <= character <= "\ud7a3"
    if "\u1160" <= before <= "\u11a7":
        return "\u1160" <= character <= "\u11ff"
    return "\u11a8" <= before <= "\u11ff" and "\u11a8" <= character <= "\u11ff"


def _outlined(text: str) -> str:
    """A text of the same length for the expressions above: whatever continues a grapheme is U+0300."""
    if text.isascii():
        return text
    if "\u200d" in text:
        text = re.sub(r"(?<=\u200d)\S", "\u0300", text)
    marks = {ord(character): "\u0300" for character in set(text) if not character.isascii() and _extends(character)}
    return text.translate(marks) if marks else text


def _trimmed(text: str, begin: int, end: int, start: int) -> Iterator[Span]:
    piece = text[begin:end]
    left = begin + len(piece) - len(piece.lstrip())
    right = begin + len(piece.rstrip())
    if left < right:
        yield Span(start + left, start + right)


def _abbreviated(text: str, begin: int, end: int, following: str) -> bool:
    """True if the full stop at the end of `text[begin:end]` belongs to an abbreviation, an initial or an ordinal."""
    if text[end - 1] != ".":
        return False
    tokens = text[max(begin, end - _TOKEN_WINDOW) : end - 1].split()
    if not tokens or text[end - 2].isspace():
        return False
    word = tokens[-1].lstrip("\"'“‘„«([").casefold()
    if len(word) == 1 and word.isalpha() and tokens[-1][-1].isupper():
        return True
    if word.isdecimal() and len(word) <= 2:
        return _GERMAN_ORDINAL.match(text, end) is not None
    return word in _ABBREVIATIONS or (word in _BEFORE_NUMBERS and following.isdigit())
