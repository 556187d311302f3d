"""What an article itself proves of its words, and how a mended place is told."""

import re
from collections import Counter
from collections.abc import Sequence

from reader.cleaning.draft import Draft
from reader.domain.document import BlockKind

_IN_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
_EDGES = "\"'“”„‘’‚«»‹›()[]{}.,;:!?…-–—"
_SHOWN = 3
_OF_CODE = re.compile(
    r"`|\b(?:HTML5?|XML|CSS|markup|entit(?:y|ies)|ampersands?|escap(?:ed?|ing) (?:characters?|sequences?))\b",
    re.IGNORECASE,
)
LITERAL = frozenset((BlockKind.CODE, BlockKind.TABLE))
"""Kinds of which the characters count one by one."""


def proper_text(draft: Draft, index: int) -> str:
    """The text with code and addresses blanked out, at unchanged offsets."""
    piece = draft.pieces[index]
    if piece.kind is BlockKind.CODE:
        return ""
    if "@" not in piece.text and "//" not in piece.text and "www." not in piece.text:
        return piece.text
    return _IN_ADDRESS.sub(lambda found: " " * len(found[0]), piece.text)


def tokens(draft: Draft) -> Counter[str]:
    """How often each word stands in the article between white space, without the marks around it; case counts."""
    found: Counter[str] = Counter()
    for index in draft.live:
        found.update(token.strip(_EDGES) for token in proper_text(draft, index).split())
    return found


def speaks_of_code(draft: Draft) -> bool:
    """True if the article is about markup, and may show some on purpose."""
    return any(_OF_CODE.search(draft.pieces[index].text) for index in draft.live)


def mended(found: Sequence[str]) -> str:
    """The reason that names what was mended: the first three places."""
    shown = ", ".join(f'"{place}"' for place in found[:_SHOWN])
    return f"mended {shown}" + (" …" if len(found) > _SHOWN else "")
