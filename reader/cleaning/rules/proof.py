"""What an article itself proves of its words, and how a mended place is told."""

import re
from collections import Counter
from collections.abc import Sequence

from reader.cleaning.draft import Draft
from reader.domain.document import BlockKind

_TOKEN = re.compile(r"\S+")
_OF_ADDRESS = ("://", "www.", "@")
_EDGES = "\"'“”„‘’‚«»‹›()[]{}.,;:!?…-–—"
_SHOWN = 3
_LONGEST, _MOST = 100_000, 1_000_000
"""Characters, of one piece and of all."""
_OF_CODE = re.compile(
    r"`|\b(?:HTML5?|XML|CSS|markup|entit(?:y|ies)|ampersands?|escap(?:ed?|ing) (?:characters?|sequences?))\b",
    re.IGNORECASE,
)
LITERAL = frozenset((BlockKind.CODE, BlockKind.TABLE))
"""Kinds of which the characters count one by one."""


def mendable(draft: Draft) -> list[int]:
    """The indexes of live pieces that are mended: none that is no prose by its length, nor more than a long book."""
    found, left = [], _MOST
    for index in draft.live:
        length = len(draft.pieces[index].text)
        if length <= min(left, _LONGEST):
            found.append(index)
            left -= length
    return found


def replaced(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    """The text with each span, from start up to end, replaced by new words; the spans come in order."""
    parts, at = [], 0
    for start, end, words in changes:
        parts += [text[at:start], words]
        at = end
    return "".join((*parts, text[at:]))


def proper_text(draft: Draft, index: int) -> str:
    """The text with code and addresses blanked out, at unchanged offsets."""
    piece = draft.pieces[index]
    if piece.kind is BlockKind.CODE:
        return ""
    if "@" not in piece.text and "//" not in piece.text and "www." not in piece.text:
        return piece.text
    return _TOKEN.sub(_without_address, piece.text)


def _without_address(token: re.Match[str]) -> str:
    return " " * len(token[0]) if any(sign in token[0] for sign in _OF_ADDRESS) else token[0]


def tokens(draft: Draft) -> Counter[str]:
    """How often each word stands in the article between white space, without the marks around it; case counts."""
    found: Counter[str] = Counter()
    for index in mendable(draft):
        found.update(token.strip(_EDGES) for token in proper_text(draft, index).split())
    return found


def speaks_of_code(draft: Draft) -> bool:
    """True if the article is about markup, and may show some on purpose."""
    return any(_OF_CODE.search(draft.pieces[index].text) for index in mendable(draft))


def mended(found: Sequence[str]) -> str:
    """The reason that names what was mended: the first three places."""
    shown = ", ".join(f'"{place}"' for place in found[:_SHOWN])
    return f"mended {shown}" + (" …" if len(found) > _SHOWN else "")
