"""Where words stand in a text as a reader looks for them: signs and white space may be others, and smart case. Pure.

Capitals count only if some are typed, and so do accents; a phrase is found across line breaks and blocks.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain

from reader.domain.document import Span

_ON_LETTER = "[\u0300-\u036f]*+"
_NONE_ON_IT = "(?![\u0300-\u036f])"
_SIGNS = {"'": "'‘’‚‛ʼ`´", '"': '"“”„‟«»', "-": "-‐‑‒–—−"}
_LATIN = (range(0xC0, 0x250), range(0x1E00, 0x1F00))
_BORDER = "\n\n"


def seek(words: str, text: str, runs: Sequence[Span]) -> tuple[Span, ...]:
    """Every place of these words in what is on show of a text, in order.

    Args:
        words: as typed.
        text: the whole text.
        runs: what of it is on show, in order; words may begin in one run and end in the next.
    """
    wanted = _pattern(words)
    if wanted is None:
        return ()
    if len(runs) == 1:
        return tuple(Span(*match.span()) for match in wanted.finditer(text, runs[0].start, runs[0].end))
    shown = _BORDER.join([text[run.start : run.end] for run in runs])
    starts = [*accumulate((run.end - run.start + len(_BORDER) for run in runs[:-1]), initial=0)]

    def place(at: int) -> int:
        number = bisect_right(starts, at) - 1
        return runs[number].start + at - starts[number]

    return tuple(Span(place(match.start()), place(match.end() - 1) + 1) for match in wanted.finditer(shown))


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = unicodedata.normalize("NFC", words).split()
    if not parts:
        return None
    typed = "".join(parts)
    accented = any(unicodedata.decomposition(letter) for letter in typed)
    flags = re.IGNORECASE if typed == typed.lower() else re.NOFLAG
    spelt = ("".join(_letter(letter, accented=accented) for letter in part) for part in parts)
    return re.compile(r"\s+".join(spelt), flags)


def _letter(letter: str, *, accented: bool) -> str:
    """What stands for one letter that was typed."""
    if letter in _SIGNS:
        return f"[{re.escape(_SIGNS[letter])}]"
    if not letter.isalpha():
        return re.escape(letter)
    if accented:
        apart = unicodedata.normalize("NFD", letter)
        return (letter if apart == letter else f"(?:{letter}|{apart})") + _NONE_ON_IT
    others = _accents().get(letter, "")
    return (f"[{letter}{others}]" if others else re.escape(letter)) + _ON_LETTER


@lru_cache(maxsize=1)
def _accents() -> dict[str, str]:
    """Latin letters and the same with accents on them."""
    found: defaultdict[str, str] = defaultdict(str)
    for code in chain(*_LATIN):
        letter = chr(code)
        plain = "".join(one for one in unicodedata.normalize("NFD", letter) if not unicodedata.combining(one))
        if plain != letter:
            found[plain] += letter
    return dict(found)
