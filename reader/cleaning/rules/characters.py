"""What another program left in the text: entities, tags, doubled spaces; mended before anything is judged."""

import html
import re
from collections.abc import Callable

from reader.cleaning.draft import Draft, Piece, Rule, has_words
from reader.cleaning.rules.proof import LITERAL, mendable, mended, speaks_of_code
from reader.domain.document import BlockKind
from reader.domain.safe_text import safe

_ENTITY = re.compile(
    r"&(?:(?:amp|AMP|#0{0,4}38|#[xX]0{0,4}26);)*(?P<name>#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
    r"|&nbsp(?![\w;=])"
)
_NAMES = (
    "a abbr article aside b big blockquote br center cite del div em figcaption figure font h1 h2 h3 h4 h5 h6 hr i "
    "iframe img ins li mark ol p picture q s section small source span strike strong sub sup table tbody td th thead "
    "time tr u ul video"
).split()
_TAG = re.compile(
    rf"<(?P<close>/?)(?P<name>{'|'.join(sorted(_NAMES, key=len, reverse=True))})\b(?P<rest>\s[^<>]{{0,2000}}+)?/?>",
    re.IGNORECASE,
)
_RUNS_IN = frozenset("a abbr b big cite del em font i ins mark q s small span strike strong sub sup time u".split())
_VOID = frozenset("br hr img p source".split())
_QUOTED = "\"'“”‘’«»"
_SPACES = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u205f\u3000]{2,}|\t")
_COLUMN = re.compile(r"\S(?:[ \xa0]{3,}|\t)(?=\S)")
_BEFORE_STOP = re.compile(r"(?<=[^\W\d_])(?<! [a-z]) (?=[,.](?!\s\.)(?:\s|$))")
_SHORTEST = 8
"""Words; shorter lines may be set in columns, or be verse."""


def _entity(draft: Draft, rule: Rule) -> Draft:
    return _mend(draft, rule, "&", _without_entities)


def _without_entities(piece: Piece) -> tuple[str, str]:
    found: list[str] = []

    def character(match: re.Match[str]) -> str:
        entity = f"&{match['name'] or 'nbsp'};"
        meant = html.unescape(entity)
        if meant == entity:
            return match[0]
        found.append(match[0])
        return safe(meant)

    text = _ENTITY.sub(character, piece.text)
    return text, mended(list(dict.fromkeys(found)))


def _tag(draft: Draft, rule: Rule) -> Draft:
    """Tags go; a piece of nothing but tags is cut."""
    bare = [
        index
        for index in mendable(draft)
        if "<" in (piece := draft.pieces[index]).text
        and piece.kind not in LITERAL
        and has_words(piece.text)
        and not has_words(_without_tags(piece)[0])
    ]
    if bare and speaks_of_code(draft):
        return draft
    return _mend(draft.cut(bare, rule), rule, "<", _without_tags)


def _without_tags(piece: Piece) -> tuple[str, str]:
    text = piece.text
    partners = {match["name"].casefold() for match in _TAG.finditer(text) if match["close"]}
    found: list[str] = []

    def nothing(match: re.Match[str]) -> str:
        name = match["name"].casefold()
        quoted = text[match.start() - 1 : match.start()] in _QUOTED and text[match.end() : match.end() + 1] in _QUOTED
        if (match.start() and quoted) or not (name in partners | _VOID or "=" in (match["rest"] or "")):
            return match[0]
        found.append(f"<{match['close']}{name}>")
        return "" if name in _RUNS_IN else " "

    text = _TAG.sub(nothing, text).strip()
    return text, mended(list(dict.fromkeys(found)))


def _mend(draft: Draft, rule: Rule, sign: str, change: Callable[[Piece], tuple[str, str]]) -> Draft:
    texts: dict[int, tuple[str, str]] = {}
    for index in mendable(draft):
        piece = draft.pieces[index]
        if sign not in piece.text or piece.kind in LITERAL:
            continue
        text, done = change(piece)
        if text != piece.text and has_words(text):
            texts[index] = (text.strip(), done)
    return draft if texts and speaks_of_code(draft) else draft.retext(texts, rule)


def _space(draft: Draft, rule: Rule) -> Draft:
    """One space between words, none before a comma or a full stop; columns and verse keep theirs."""
    texts: dict[int, tuple[str, str]] = {}
    for index in mendable(draft):
        piece = draft.pieces[index]
        if piece.kind in LITERAL or piece.kind is BlockKind.EMBED:
            continue
        doubled = _SPACES.search(piece.text) is not None
        if not (doubled or " ," in piece.text or " ." in piece.text) or piece.words < _SHORTEST:
            continue
        if len(_COLUMN.findall(piece.text)) >= 2:
            continue
        text = _BEFORE_STOP.sub("", _SPACES.sub(" ", piece.text)).strip()
        if text != piece.text:
            texts[index] = (text, "mended spaces")
    return draft.retext(texts, rule)


MEND_ENTITY = Rule("mend-entity", "entity left in the text", _entity)
MEND_TAG = Rule("mend-tag", "markup left in the text", _tag)
MEND_SPACE = Rule("mend-space", "spaces that are not meant", _space)
