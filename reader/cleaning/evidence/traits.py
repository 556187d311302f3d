"""What a line looks like, whatever it says: its length, its signs, its letters. All numbers."""

from __future__ import annotations

import re
from dataclasses import fields

from reader.cleaning.evidence.lexicon import lexicon
from reader.cleaning.evidence.wording import score, words_of
from reader.domain.frozen import frozen

_NO_SPACES = r"぀-ヿ㐀-䶿一-鿿฀-๿"
_WORD = re.compile(rf"[{_NO_SPACES}]|[^\W_]+")
_ONE_SIGN = re.compile(rf"[{_NO_SPACES}]")
_END = re.compile(r"[.!?…。！？؟।]['\"’”»“)\]）」』]*$")
_STOP = re.compile(r"[.!?。！？؟।](?:\s|$)|[。！？]")
_COMMA = re.compile(r"[,，、،]")
_ADDRESS = re.compile(r"https?://|www\.|\b\w+\.(?:com|org|net|de|co)\b")
_MAIL = re.compile(r"\S@\S+\.\w")
_HANDLE = re.compile(r"(?<!\w)[@#]\w{2,}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIME = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_NUMBER = re.compile(r"\d+")
_SEPARATOR = re.compile(r"[|•·»›→▶/]")
_QUOTE = re.compile(r'["“”„«»「」]')
_GLUE = re.compile(r"[a-zà-ÿ][A-ZÀ-Ý]")
_MOST_CHARACTERS, _MOST_WORDS = 1500, 250
_READ = 3000
_PHRASES_FIRST, _PHRASES_LAST = 40, 20


@frozen
class Traits:
    """A line in numbers. Counts are of the line; shares are from 0 to 1."""

    characters: float
    words: float
    word_length: float
    ends_as_sentence: float
    ends_with_colon: float
    trails_off: float
    sentences: float
    commas: float
    commas_per_word: float
    digits: float
    capitals: float
    capital_words: float
    small_words: float
    short_words: float
    begins_with_capital: float
    begins_with_sign: float
    addresses: float
    mail: float
    handles: float
    years: float
    times: float
    numbers: float
    separators: float
    separators_per_word: float
    quotes: float
    glued_words: float
    signs: float
    wording: float
    any_phrase: float
    best_phrase: float


NAMES = tuple(field.name for field in fields(Traits))


@frozen
class Line:
    """A piece's text, read.

    Attributes:
        text: the text on one line.
        words: its words in small letters; a script without spaces gives one for each character.
        traits: what it looks like.
        topics: for each topic of the lexicon, the share of the line that its phrases cover.
    """

    text: str
    words: tuple[str, ...]
    traits: Traits
    topics: tuple[float, ...]


def read_line(text: str) -> Line:
    """A piece's text with all that can be told of it alone; of a very long text, its beginning."""
    line = " ".join(text[:_READ].split())
    words = _WORD.findall(line)
    topics = _topics(line)
    return Line(line, tuple(word.lower() for word in words), _traits(line, words, topics), topics)


def _topics(line: str) -> tuple[float, ...]:
    words = words_of(line)
    if len(words) > _PHRASES_FIRST + _PHRASES_LAST:
        words = words[:_PHRASES_FIRST] + words[-_PHRASES_LAST:]
    return tuple(lexicon().coverage(words))


def _traits(line: str, words: list[str], topics: tuple[float, ...]) -> Traits:
    single = sum(1 for word in words if len(word) == 1 and _ONE_SIGN.match(word))
    count = len(words) - single / 2
    length, some = max(1, len(line)), max(1, len(words))
    letters = sum(map(str.isalpha, line))
    spelt = [word for word in words if word[0].isalpha()]
    commas, separators = len(_COMMA.findall(line)), len(_SEPARATOR.findall(line))
    return Traits(
        characters=min(len(line), _MOST_CHARACTERS),
        words=min(count, _MOST_WORDS),
        word_length=sum(map(len, words)) / some,
        ends_as_sentence=float(bool(_END.search(line))),
        ends_with_colon=float(line.endswith((":", "："))),
        trails_off=float(line.endswith(("…", "...", "[…]"))),
        sentences=len(_STOP.findall(line)),
        commas=commas,
        commas_per_word=commas / max(1.0, count),
        digits=sum(map(str.isdigit, line)) / length,
        capitals=sum(map(str.isupper, line)) / max(1, letters),
        capital_words=sum(word[0].isupper() for word in spelt) / max(1, len(spelt)),
        small_words=sum(map(str.islower, spelt)) / max(1, len(spelt)),
        short_words=sum(len(word) <= 3 for word in words) / some,
        begins_with_capital=float(line[:1].isupper()),
        begins_with_sign=float(not line[:1].isalnum()),
        addresses=len(_ADDRESS.findall(line)),
        mail=float(bool(_MAIL.search(line))),
        handles=len(_HANDLE.findall(line)),
        years=len(_YEAR.findall(line)),
        times=len(_TIME.findall(line)),
        numbers=len(_NUMBER.findall(line)),
        separators=separators,
        separators_per_word=separators / max(1.0, count),
        quotes=len(_QUOTE.findall(line)),
        glued_words=len(_GLUE.findall(line)),
        signs=sum(not (c.isalnum() or c.isspace()) for c in line) / length,
        wording=score(line),
        any_phrase=min(1.0, sum(topics)),
        best_phrase=max(topics, default=0.0),
    )
