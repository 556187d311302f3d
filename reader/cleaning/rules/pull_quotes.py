"""Pull quotes: a sentence of the article, set large beside it, which a dump shows as a paragraph of its own.

Repetition proves little by itself: cross-headings quote, poems have refrains, summaries use the text's own sentences.
So only speech is cut: whole sentences that stand word for word in one longer paragraph elsewhere, in quotation marks
here or there; or words over the name of who said them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reader.cleaning.draft import Draft, Piece, Rule
from reader.cleaning.rules.authors import names_of
from reader.cleaning.rules.repetition import bare_words
from reader.domain.document import BlockKind
from reader.domain.wording import ends_sentence

_FEWEST, _SIGNED_FEWEST, _MOST = 8, 6, 45
_HEAD = 6
"""Words by which a sentence is found again."""
_ALIKE = 2
"""Candidates that may begin with the same words; more are a refrain."""
_TEXT, _LONGEST_TEXT = 20, 199
_LONGEST_ROLE, _SEEN = 12, 40
_UNDONE = ("?", ":", "…", "...")
_MARKS = '"“”„«»'
_QUOTED = "\"“”„«»‘’'"
_DASHES = "–—-― "

_Words = Mapping[int, Sequence[str]]


def _pull_quote(draft: Draft, rule: Rule) -> Draft:
    texts = {
        index: bare_words(piece.text)
        for index in draft.live
        if (piece := draft.pieces[index]).kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE)
        and _SIGNED_FEWEST <= piece.words <= _LONGEST_TEXT
    }
    quotes = {index: words for index, words in texts.items() if _reads_as_quote(draft, index, len(words))}
    homes: dict[int, set[int]] = defaultdict(set)
    for quote, home in _pairs(quotes, texts):
        homes[quote].add(home)
    for quote, found in homes.items():
        if len(found) > 1 or not _is_speech(draft, quote, min(found)):
            continue
        where = "below" if quote < min(found) else "above"
        lines = [quote, *_signature(draft, quote)]
        draft = draft.cut(lines, replace(rule, reason=f"{rule.reason} {where}"), BlockKind.QUOTE)
    return draft


def _reads_as_quote(draft: Draft, index: int, words: int) -> bool:
    piece = draft.pieces[index]
    if not piece.plain or words > _MOST or "\n" in piece.text or piece.line.endswith(_UNDONE):
        return False
    if words < (_SIGNED_FEWEST if piece.line[0] in _QUOTED else _FEWEST):
        return False
    return ends_sentence(piece.line) or bool(_signature(draft, index))


def _is_speech(draft: Draft, quote: int, home: int) -> bool:
    """True over a name; else in quotation marks, but right above its paragraph these may be a cross-heading's."""
    if _signature(draft, quote):
        return True
    line, text = draft.pieces[quote].line, draft.pieces[home].line
    before = text.partition(line.strip(_QUOTED)[:_SEEN])[0]
    inside = len(before) < len(text) and sum(map(before.count, _MARKS)) % 2 == 1
    return home != quote + 1 and (inside or line[0] in _QUOTED)


def _signature(draft: Draft, index: int) -> list[int]:
    """The lines below a quote that say who said it: a name, perhaps with a role behind a comma or on the next line."""
    below = draft.pieces[index + 1 : index + 3]
    if not below or not _is_name(below[0]):
        return []
    has_role = len(below) > 1 and below[1].gap == 0 and below[1].words <= _LONGEST_ROLE and below[1].plain
    return [index + 1, index + 2] if has_role and not ends_sentence(below[1].line) else [index + 1]


def _is_name(piece: Piece) -> bool:
    line = piece.line.lstrip(_DASHES)
    if not piece.plain or piece.words > _LONGEST_ROLE or ends_sentence(line):
        return False
    return bool(names_of(line.partition(",")[0].strip()))


def _pairs(quotes: _Words, texts: _Words) -> Iterator[tuple[int, int]]:
    """Each quote with each longer paragraph that holds its words in a row."""
    heads: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, words in quotes.items():
        heads[tuple(words[:_HEAD])].append(index)
    for home, words in texts.items():
        if len(words) < _TEXT:
            continue
        for at in range(len(words) - _HEAD + 1):
            alike = heads.get(tuple(words[at : at + _HEAD]), ())
            for quote in alike if len(alike) <= _ALIKE else ():
                size = len(quotes[quote])
                if quote != home and size <= len(words) - _HEAD and words[at : at + size] == quotes[quote]:
                    yield quote, home


PULL_QUOTE = Rule("pull-quote", "pull quote; stands in the text", _pull_quote, 0.95)
