"""What stands twice: the headline, the opening paragraph as standfirst, long paragraphs.

Repetition alone proves little: poems and speeches have refrains, tables and interviews repeat short lines. So only long
paragraphs that stand exactly twice are cut, and short ones only where a page repeats by habit.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from reader.cleaning.draft import Draft, Rule
from reader.cleaning.rules.dates import split_dateline
from reader.domain.document import BlockKind
from reader.domain.wording import ends_sentence

_NUMBER = re.compile(r"\d+")
_LONG_LINE, _FEW_NUMBERS, _NEAR = 12, 3, 2
_WORD = re.compile(r"\w+(?:'\w+)?")
_OUTLET, _WINDOW_LINES = 6, 3
_COMPARED, _CORE = 400, 8
"""Characters of a piece that are read, and words of it that are compared."""
_LONG = 20
"""Words; a paragraph as long as this is not written twice by its author."""


def bare_words(text: str) -> list[str]:
    """The words in lower case, without punctuation, for comparing."""
    return _WORD.findall(text.casefold().replace("’", "'"))


def find_words(part: Sequence[str], whole: Sequence[str]) -> int:
    """Where the words of `part` stand in a row in `whole`, or -1."""
    if not part or len(part) > len(whole):
        return -1
    for at in range(len(whole) - len(part) + 1):
        if whole[at] == part[0] and list(whole[at : at + len(part)]) == list(part):
            return at
    return -1


def _headline(draft: Draft, rule: Rule) -> Draft:
    """The headline again above it or in the header, or further down if it is long; a refrain has the length of a line.

    At the very top, as the title of the window, it may have an outlet's name behind it.
    """
    title = bare_words(draft.facts.title)
    first = next((i for i in draft.live if draft.pieces[i].kind is BlockKind.HEADLINE), None)
    if first is None or len(title) < 3:
        return draft
    header = draft.header
    guilty = []
    for index in draft.live:
        piece = draft.pieces[index]
        near = index in header or index < first or len(title) >= 8
        if index == first or not near or piece.words > len(title) + _OUTLET:
            continue
        words = bare_words(piece.text)
        if words == title or (index < min(first, _WINDOW_LINES) and words[: len(title)] == title):
            guilty.append(index)
    return draft.cut(guilty, rule, BlockKind.HEADLINE)


def _standfirst(draft: Draft, rule: Rule) -> Draft:
    """Of the first two paragraphs, the one without the dateline goes if it only repeats the other."""
    texts = [index for index in draft.live if draft.pieces[index].kind is BlockKind.PARAGRAPH][:4]
    for index, other in itertools.pairwise(texts):
        first, second = draft.pieces[index].text, draft.pieces[other].text
        opening = bare_words(split_dateline(second)[1])
        words = bare_words(split_dateline(first)[1])
        shortened = first.rstrip().endswith(("…", "...")) and opening[: len(words)] == words
        if len(words) >= 8 and (words == opening or shortened):
            dated_first = split_dateline(first)[0] and not split_dateline(second)[0]
            return draft.cut([other if dated_first else index], rule, BlockKind.STANDFIRST)
    return draft


def _paragraph(draft: Draft, rule: Rule) -> Draft:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in draft.live:
        piece = draft.pieces[index]
        if piece.words >= _LONG and piece.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE):
            places[tuple(bare_words(piece.text))].append(index)
    guilty = [found[1] for found in places.values() if len(found) == 2 and ends_sentence(draft.pieces[found[0]].line)]
    return draft.cut(guilty, rule, BlockKind.PARAGRAPH)


def _line(draft: Draft, rule: Rule) -> Draft:
    """A caption or a link printed under itself; verse and tables, which are short or full of numbers, may do so."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, line in draft.lines:
        piece = draft.pieces[index]
        if piece.plain and piece.words >= _LONG_LINE and len(_NUMBER.findall(line)) <= _FEW_NUMBERS:
            places[tuple(bare_words(line))].append(index)
    twins = (found for found in places.values() if len(found) == 2)
    return draft.cut((second for first, second in twins if second - first <= _NEAR), rule)


def _one_copy(draft: Draft, _: Rule) -> Draft:
    """What was cut as a copy comes back if the other was cut as well: of what stands twice, one stays."""
    copies = {index: _core(draft, index) for index, piece in enumerate(draft.pieces) if piece.rule in _COPIES}
    kept = {_core(draft, index) for index in draft.live} if copies else set()
    back = set({core: index for index, core in copies.items() if core not in kept}.values())
    return replace(
        draft,
        pieces=tuple(
            replace(piece, kept=True, kind=BlockKind.PARAGRAPH, reason="", rule="", confidence=0.5)
            if index in back
            else piece
            for index, piece in enumerate(draft.pieces)
        ),
    )


def _core(draft: Draft, index: int) -> str:
    """The first words of a piece without its dateline, for comparing; a shortened copy has the same."""
    return " ".join(bare_words(split_dateline(draft.pieces[index].text[:_COMPARED])[1])[:_CORE])


REPEATED_HEADLINE = Rule("repeated-headline", "repeats the headline", _headline)
STANDFIRST = Rule("standfirst", "repeats the opening paragraph", _standfirst)
REPEATED_LINE = Rule("repeated-line", "repeats the line just above", _line)
REPEATED_PARAGRAPH = Rule("repeated-paragraph", "repeats an earlier paragraph", _paragraph)
ONE_COPY = Rule("one-copy", "one of two copies stays", _one_copy)
_COPIES = (STANDFIRST.name, REPEATED_LINE.name, REPEATED_PARAGRAPH.name)
