"""How letters are spelt in the full-text index, so that its words are those of `domain.matching`.

The tokenizer takes accents from Latin letters alone. It drops some combining marks wherever they stand, though: an
accent that it would keep is spelt as two of these, and so is what tells a letter from those that it is taken for when
case and diacritics do not count, as ß from ss. Signs that are younger than the tokenizer, which takes them for
letters, are spelt as two older ones. What is spelt so is spelt back before anybody sees it. An accent that stands on
no letter is left out: the tokenizer would take it for a word.
"""

import re
import unicodedata
from itertools import product

from reader.domain.matching import DROPPED, parted, shown
from reader.domain.patterns import later

_DROPPED = "\u0323\u0324\u0325\u0326\u0327\u0328"
_GREEK = "\u0313\u0314\u0342\u0345"
_HEBREW = "".join(map(chr, (*range(0x5B0, 0x5BE), 0x5BF, 0x5C1, 0x5C2, 0x5C7)))
_ARABIC = "".join(map(chr, (*range(0x64B, 0x656), 0x670)))
_SPELT = dict(zip(_GREEK + _HEBREW + _ARABIC, map("".join, product(_DROPPED, repeat=2)), strict=False))
_ACCENTS = {spelt: accent for accent, spelt in _SPELT.items()}

_SHARP_S, _WIDE = "\u0331\u0331", "\u0331\u0330"
_WIDER = 0xFEE0
"""How far the wide letters of Japanese texts lie from those of ASCII."""

_TABLE = {
    **_SPELT,
    "ß": f"ss{_SHARP_S}",
    "ẞ": f"SS{_SHARP_S}",
    **{chr(ord(letter) + _WIDER): letter + _WIDE for letter in map(chr, range(128)) if letter.isalnum()},
    **{ligature: unicodedata.normalize("NFKD", ligature) for ligature in map(chr, range(0xFB00, 0xFB07))},
}

SPELT_OTHERWISE = "ßẞ０-９Ａ-Ｚａ-ｚﬀ-ﬆ\u0313\u0314\u0342\u0345\u0370-\u052f\u0590-\u06ff\u1f00-\u1fff"
"""The letters and accents that are, as a set of regular expressions and of GLOB."""

SIGNS = "\u20ba-\u20cf\U0001f000-\U0001faff"
"""The signs, the same."""

_EMOJI, _CURRENCIES, _HEXAGRAMS = 0x1F000, 0x20BA, 0x4DC0
_EMOJI_LENGTH, _SIXTY_FOUR = 0xB00, 64

_TAKEN = ("Mn", "Mc", "Co")
"""What else the tokenizer takes for letters."""

_RUN = later(rf"[{SPELT_OTHERWISE}][{SPELT_OTHERWISE} -@]*+")
_OTHERWISE = later(f"[{''.join(_TABLE)}]")
_SIGN = later(f"[{SIGNS}]")
_TWO_HEXAGRAMS = later("[\u4dc0-\u4dff]{2}")
_LONE = later(rf"[{DROPPED}{''.join(_SPELT)}]++")
_ACCENT_BYTES = (b"\xcc", b"\xcd", b"\xd6", b"\xd7", b"\xd9")
"""What these begin with in UTF-8; most texts have none of it, and to look for it is quicker."""

_PAIR = later(f"[{_DROPPED}]{{2}}")
_DOUBLE_S = later(f"([sS])[sS]{_SHARP_S}")
_WIDE_LETTER = later(f"([0-9A-Za-z]){_WIDE}")


def as_indexed(text: str) -> str:
    """A safe text as the index is given it."""
    if text.isascii():
        return text
    apart = _RUN.sub(lambda run: unicodedata.normalize("NFD", run[0]), unicodedata.normalize("NFC", text))
    encoded = apart.encode("utf-8", "surrogatepass")
    if any(byte in encoded for byte in _ACCENT_BYTES):
        apart = _LONE.sub(_on_letter, apart)
    spelt = _OTHERWISE.sub(lambda found: _TABLE[found[0]], apart)
    return parted(_SIGN.sub(_old_signs, spelt))


def as_read(text: str) -> str:
    """A text as it was before `as_indexed`, its accents on their letters (NFC), its ligatures parted."""
    if text.isascii():
        return text
    text = _TWO_HEXAGRAMS.sub(_young_sign, shown(text))
    text = _DOUBLE_S.sub(_sharp_s, text)
    text = _WIDE_LETTER.sub(lambda found: chr(ord(found[1]) + _WIDER), text)
    return unicodedata.normalize("NFC", _PAIR.sub(lambda pair: _ACCENTS.get(pair[0], pair[0]), text))


def _old_signs(found: re.Match[str]) -> str:
    code = ord(found[0])
    number = code - _EMOJI if code >= _EMOJI else code - _CURRENCIES + _EMOJI_LENGTH
    return "".join(chr(_HEXAGRAMS + digit) for digit in divmod(number, _SIXTY_FOUR))


def _on_letter(found: re.Match[str]) -> str:
    """Accents, unless they stand on nothing."""
    before = found.string[found.start() - 1 : found.start()]
    return found[0] if before.isalnum() or (before and unicodedata.category(before) in _TAKEN) else ""


def _young_sign(found: re.Match[str]) -> str:
    first, second = (ord(sign) - _HEXAGRAMS for sign in found[0])
    number = first * _SIXTY_FOUR + second
    sign = chr(_EMOJI + number if number < _EMOJI_LENGTH else _CURRENCIES + number - _EMOJI_LENGTH)
    return sign if _SIGN.fullmatch(sign) else found[0]


def _sharp_s(found: re.Match[str]) -> str:
    return "ß" if found[1] == "s" else "ẞ"
