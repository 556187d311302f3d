"""Words, sentences and graphemes of a running text, as ranges of code points."""

import re
import unicodedata
from collections.abc import Iterator

from reader.domain.document import Span

_WORD = re.compile(r"\w(?:[\w\u0300-\u036f]|['’](?=\w))*|[^\w\s]+")
_BIG_WORD = re.compile(r"\S+")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

_CLOSERS = "\"'”’»«)\\]"
_SENTENCE_END = re.compile(
    rf"[.!?…]+[{_CLOSERS}]*(?=\s+[\"'“‘„«»(\[¿¡–—-]*[^\W_a-zß-öø-ÿ])|[。！？]+[」』”）]*|[.!?…]+[{_CLOSERS}]*\s*$|\n"
)
_LAST_TOKEN = re.compile(r"(\S+)$")
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


def words(text: str, start: int = 0) -> Iterator[Span]:
    """The words of a text as vim's `w` sees them: runs of letters and digits, or of other marks.

    An apostrophe inside a word belongs to it; each ideograph is a word. `start` is added to every offset.
    """
    for match in _WORD.finditer(text):
        if _IDEOGRAPH.search(match.group()):
            yield from _split_ideographs(match.group(), start + match.start())
        else:
            yield Span(start + match.start(), start + match.end())


def big_words(text: str, start: int = 0) -> Iterator[Span]:
    """The words of a text as vim's `W` sees them: whatever stands between white space."""
    for match in _BIG_WORD.finditer(text):
        yield Span(start + match.start(), start + match.end())


def sentences(text: str, start: int = 0) -> Iterator[Span]:
    """The sentences of a paragraph, without the white space between them; a line break ends one.

    An abbreviation, an initial or a decimal point ends none.
    """
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        if match.group() != "\n" and match.end() < len(text.rstrip()) and _abbreviated(text, begin, match.end()):
            continue
        yield from _trimmed(text, begin, match.end(), start)
        begin = match.end()
    yield from _trimmed(text, begin, len(text), start)


def next_grapheme(text: str, at: int) -> int:
    """The offset after the user-perceived character at `at`: marks and joined characters go along."""
    at += 1
    while at < len(text) and (_extends(text[at]) or text[at - 1] == "\u200d"):
        at += 1
    return min(at, len(text))


def previous_grapheme(text: str, at: int) -> int:
    """The offset of the user-perceived character before `at`; 0 at the beginning."""
    at -= 1
    while at > 0 and (_extends(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    return max(at, 0)


def _extends(character: str) -> bool:
    return (
        character == "\u200d"
        or unicodedata.combining(character) != 0
        or "\ufe00" <= character <= "\ufe0f"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
    )


def _split_ideographs(word: str, start: int) -> Iterator[Span]:
    begin = 0
    for index, character in enumerate(word):
        if _IDEOGRAPH.match(character):
            if begin < index:
                yield Span(start + begin, start + index)
            yield Span(start + index, start + index + 1)
            begin = index + 1
    if begin < len(word):
        yield Span(start + begin, start + len(word))


def _trimmed(text: str, begin: int, end: int, start: int) -> Iterator[Span]:
    piece = text[begin:end]
    left = begin + len(piece) - len(piece.lstrip())
    right = begin + len(piece.rstrip())
    if left < right:
        yield Span(start + left, start + right)


def _abbreviated(text: str, begin: int, end: int) -> bool:
    """True if the full stop at the end of `text[begin:end]` belongs to an abbreviation or an initial."""
    if text[end - 1] != ".":
        return False
    token = _LAST_TOKEN.search(text[begin : end - 1])
    if token is None:
        return False
    word = token.group().lstrip("\"'“‘„«([")
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True
    following = text[end:].lstrip()[:1]
    return word.casefold() in _ABBREVIATIONS or (word.casefold() in _BEFORE_NUMBERS and following.isdigit())
