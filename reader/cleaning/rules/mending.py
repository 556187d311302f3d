"""Hyphens that another layout's line end left inside a word ("har-bour"), mended if the article proves them wrong."""

import re
from collections import Counter

from reader.cleaning.draft import Draft, Rule
from reader.cleaning.rules.proof import mendable, mended, proper_text, replaced

_MARK = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e"
"""Signs that belong to a letter but count as none."""
_HYPHENED = re.compile(
    rf"(?<![\w{_MARK}/@.#&=?%’'-])(?P<first>[^\W\d_]+)-(?P<gap> ?)(?P<second>[^\W\d_]+)(?![\w{_MARK}/@-])"
)
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
_TAKES_HYPHEN = frozenset(
    "a all anti be bi by co counter cross de e ex extra half hyper i in inter intra macro mega meta micro mid mini "
    "multi neo non off on out over pan para pre post pro pseudo quasi re self semi sub super to trans tri u ultra un "
    "under up vice well x".split()
)
"""First parts before which a hyphen is often meant: "re-sign" is not "resign"."""


def _mend(draft: Draft, rule: Rule) -> Draft:
    hyphened = (proper_text(draft, index) for index in mendable(draft) if "-" in draft.pieces[index].text)
    candidates = Counter(match[0] for text in hyphened for match in _HYPHENED.finditer(text))
    texts_read = [proper_text(draft, index) for index in mendable(draft)] if candidates else []
    likely = [
        form
        for form, count in candidates.items()
        if count == 1 and any(spelling in text for spelling in _spellings(form) for text in texts_read)
    ]
    words = Counter(word for text in texts_read for word in _WORD.findall(text)) if likely else Counter()
    wrong = {form for form in likely if _is_wrong(form, words)}
    texts: dict[int, tuple[str, str]] = {}
    for index in mendable(draft) if wrong else []:
        text = draft.pieces[index].text
        hits = [match for match in _HYPHENED.finditer(proper_text(draft, index)) if match[0] in wrong]
        if hits:
            text = replaced(text, [(match.start(), match.end(), match["first"] + match["second"]) for match in hits])
            texts[index] = (text, mended([match[0] for match in hits]))
    return draft.retext(texts, rule)


def _spellings(form: str) -> tuple[str, str]:
    """The word without its hyphen, as it stands and with its first letter small or big."""
    whole = form.replace(" ", "").replace("-", "")
    return whole, whole[0].swapcase() + whole[1:]


def _is_wrong(form: str, words: Counter[str]) -> bool:
    """True if the article writes the word whole elsewhere and neither part stands anywhere else."""
    first, second = form.replace(" ", "").split("-")
    whole = first + second
    if len(whole) < _SHORTEST or first.casefold() in _TAKES_HYPHEN or second[0].isupper():
        return False
    if not any(words[spelling] for spelling in _spellings(form)):
        return False
    counts = dict.fromkeys((first.casefold(), second.casefold()), 0)
    for word, count in words.items():
        if word.casefold() in counts:
            counts[word.casefold()] += count
    return all(counts[part] <= 1 for part in counts) and len(counts) == 2


MEND_HYPHEN = Rule("mend-hyphen", "hyphen inside a word", _mend)
