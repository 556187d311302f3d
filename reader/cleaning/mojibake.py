"""Letters that a wrong encoding garbled ("cafÃ©"), made whole again by ftfy, line by line.

ftfy is loaded only where a cheap test smells garbled letters, and its answer is taken only if it reads better. Lines
that speak of encodings may show such letters on purpose, and code is left as it is.
"""

import re

_TRAIL = r"\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_CYRILLIC_TRAIL = r"\x80-\xbf\u0400-\u040f\u0450-\u045f\u0490\u0491€‚„…†‡‰‹‘’“”•–—™›№"
_SMELL = re.compile(
    rf"[\xc2-\xdf][{_TRAIL}]|[\xe0-\xef][{_TRAIL}]{{2}}|[\xf0-\xf4][{_TRAIL}]{{3}}"
    rf"|(?:[РС][{_CYRILLIC_TRAIL}]){{3}}"
)
_SIGNS = ("Ã", "Â", "â€", "Ð", "Ñ", "Ø", "Ù", "×", "ðŸ", "ð\x9f", "ã\x81", "ã€", "Рµ", "Р°", "Рѕ")
"""One of these stands in nearly every garbled text; a page is long, and to look for them is quick."""
_ASCII = bytes(range(128))
"""Garbled letters are runs beyond these; without them a page is short, and to look for such runs is quick."""
_ON_PURPOSE = re.compile(r"mojibake|\butf-?8\b|\bunicode\b|\bencodings?\b|\bcharset\b|`|^(?: {4}|\t)", re.IGNORECASE)
_ON_PURPOSE_IN_PAGE = re.compile(r"mojibake", re.IGNORECASE)
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_MOST = 500_000
"""Characters that are mended at most, for ftfy takes a second for a million."""


def unscrambled(text: str, *, markup: bool) -> tuple[str, frozenset[str]]:
    """The text with garbled lines mended, and the words that became new by it.

    Args:
        text: as it was decoded, before controls are taken out, for these are half of the garbled letters.
        markup: whether it is an HTML page, which names encodings and holds code without meaning to.
    """
    rare = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    if markup and not any(sign in rare and sign in text for sign in _SIGNS):
        return text, frozenset()
    if not _SMELL.search(rare):
        return text, frozenset()
    on_purpose = _ON_PURPOSE_IN_PAGE if markup else _ON_PURPOSE
    lines = text.split("\n")
    words: set[str] = set()
    left, fenced = _MOST, False
    for at, line in enumerate(lines):
        fenced ^= bool(not markup and _FENCE.match(line))
        if fenced or line.isascii() or len(line) > left or not _SMELL.search(line) or on_purpose.search(line):
            continue
        left -= len(line)
        lines[at] = _better(line)
        words.update(set(lines[at].split()) - set(line.split()))
    return "\n".join(lines), frozenset(words)


def _better(line: str) -> str:
    """What ftfy makes of the line if that is less garbled, else the line."""
    from ftfy import fix_encoding  # noqa: PLC0415 - slow to load, and seldom needed
    from ftfy.badness import badness  # noqa: PLC0415

    fixed = fix_encoding(line)
    lost = fixed.count("\ufffd") > line.count("\ufffd")
    return line if lost or badness(fixed) >= badness(line) else fixed
