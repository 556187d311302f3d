"""Words that grew together or apart where a page had a border: between sentences, under a heading, at a drop cap."""

import re
from collections import Counter

from reader.cleaning.draft import Draft, Piece, Rule
from reader.cleaning.rules.proof import LITERAL, mendable, mended, proper_text, replaced, speaks_of_code, tokens
from reader.domain.document import BlockKind
from reader.domain.wording import ends_sentence

_SENTENCES = re.compile(
    r"(?<![\w./#&=-])(?P<before>[^\W\d_]{3,}|\d{4})(?P<stop>[”’»]?[.!?…][”’»)]?)(?P<open>[“«„(]?)"
    r"(?P<after>[^\W\d_]+)(?=[\s,;:’'”»)]|$)"
)
_STOP_AND_LETTER = re.compile(r"[.!?…][”’»)]?[“«„(]?[^\W\d_]")
"""What stands wherever two sentences grew together; quick to look for."""
_ENDINGS = frozenset("com net org info edu gov app js md py html php pdf txt co uk eu tv fm ai io me to is it".split())
"""What stands behind the dot of a site or a file."""
_HEAD_WORDS, _TEXT_WORDS = 12, 12
_OF_NO_WORD = frozenset("./@_")
_DROPPED = re.compile(r"(?P<cap>[^\W\d_]) (?P<rest>[^\W\d_]+)(?=\s)")
_MAY_STAND_ALONE = frozenset("AEIOUYÀÁÈÉÍÓÚÖÅÆØАВИКОСУЯЄІ")
"""Capitals that are a word in some language."""


def _sentence(draft: Draft, rule: Rule) -> Draft:
    """A space is put into "end.The next" if the article writes the next word elsewhere too."""
    candidates = {
        index: found
        for index in mendable(draft)
        if draft.pieces[index].kind not in LITERAL
        and _STOP_AND_LETTER.search(draft.pieces[index].text)
        and (found := [match for match in _SENTENCES.finditer(proper_text(draft, index)) if _has_form(match)])
    }
    if not candidates or speaks_of_code(draft):
        return draft
    words = tokens(draft)
    texts: dict[int, tuple[str, str]] = {}
    for index, found in candidates.items():
        text = draft.pieces[index].text
        sure = [match for match in found if _is_border(match, words)]
        if sure:
            spaces = [(match.end("stop"), match.end("stop"), " ") for match in sure]
            texts[index] = (replaced(text, spaces), mended([match[0] for match in sure]))
    return draft.retext(texts, rule)


def _has_form(match: re.Match[str]) -> bool:
    """True if a word, a stop and a word with a capital follow each other."""
    after = match["after"]
    return after[0].isupper() and (after[1:].islower() or len(after) == 1) and after.casefold() not in _ENDINGS


def _is_border(match: re.Match[str], words: Counter[str]) -> bool:
    if match["open"]:
        return True
    before, after = match["before"], match["after"]
    common = words[after.lower()] > 0
    return common or (before.islower() and words[after] > 0)


def _heading(draft: Draft, rule: Rule) -> Draft:
    """A heading that ran into its paragraph, as "What comes nextThe council …", is parted from it if words prove it."""
    candidates = [i for i in mendable(draft) if draft.pieces[i].plain and _run_in(draft.pieces[i].text)]
    if not candidates:
        return draft
    words = tokens(draft)
    for index in reversed(candidates):
        text = draft.pieces[index].text
        at = _run_in(text)
        first, second = text[:at].split()[-1], text[at:].split()[0]
        proven = words[second] > 0 or words[second.lower()] > 0
        if proven and words[first] > 0 and words[first + second] == 1:
            draft = draft.split(index, (text[:at], text[at:]))
            draft = draft.label([index], rule, BlockKind.HEADING, level=2)
    return draft


def _run_in(text: str) -> int:
    """Where a paragraph begins behind the heading that it is glued to; 0 if there is none."""
    if not text[:1].isupper() or not ends_sentence(text):
        return 0
    start = 0
    for count, word in enumerate(text[:200].split()[: _HEAD_WORDS + 1]):
        start = text.index(word, start)
        if word[-1] in ".:;!?…" or not _OF_NO_WORD.isdisjoint(word):
            return 0
        at = _camel(word)
        if at and count and len(text[start + at :].split()) >= _TEXT_WORDS:
            return start + at
        start += len(word)
    return 0


def _camel(word: str) -> int:
    """Where a capital stands inside a word behind three or more small letters, with small letters behind; 0 if not."""
    if word[1:].islower():
        return 0
    at = next((place for place, letter in enumerate(word) if letter.isupper()), 0)
    tail = word[at + 1 :]
    return at if at >= 3 and word[:at].islower() and word.isalpha() and (tail.islower() or not tail) else 0


def _drop_cap(draft: Draft, rule: Rule) -> Draft:
    """The two parts of "T he harbour" are joined if the article writes the word elsewhere."""
    candidates = [index for index in mendable(draft) if _is_dropped(draft.pieces[index])]
    if not candidates:
        return draft
    words = Counter({word.casefold(): 1 for word in tokens(draft)})
    texts: dict[int, tuple[str, str]] = {}
    for index in candidates:
        text = draft.pieces[index].text
        found = _DROPPED.match(text)
        if found and words[(found["cap"] + found["rest"]).casefold()]:
            texts[index] = (text[0] + text[2:], mended([found[0]]))
    return draft.retext(texts, rule)


def _is_dropped(piece: Piece) -> bool:
    found = _DROPPED.match(piece.text) if piece.plain else None
    if found is None or not found["cap"].isupper() or found["cap"] in _MAY_STAND_ALONE:
        return False
    return found["rest"].islower() or (found["rest"].isupper() and len(found["rest"]) > 1)


MEND_BORDER = Rule("mend-border", "space missing between sentences", _sentence)
RUN_IN_HEADING = Rule("run-in-heading", "heading glued to its paragraph", _heading)
MEND_DROP_CAP = Rule("mend-drop-cap", "first letter set apart", _drop_cap)
