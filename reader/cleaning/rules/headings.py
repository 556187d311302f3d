"""The headline on top and the cross-headings between paragraphs; nothing here is ever cut."""

import re

from reader.cleaning.draft import Draft, Piece, Rule, has_words
from reader.cleaning.rules.dates import is_dated_only
from reader.cleaning.rules.opening import ENOUGH, points_of
from reader.domain.article import Metadata
from reader.domain.document import BlockKind
from reader.domain.wording import ends_sentence

_LONGEST_HEADLINE = 26
_LONGEST_HEADING = 14
_HEADER_LINES = 6
_FEWEST_POINTS = 1.5
"""What must speak for a first line; dates, labels of the page and names of rooms have less."""
_HEADER_KINDS = (BlockKind.BYLINE, BlockKind.DATE, BlockKind.STANDFIRST, BlockKind.DATELINE, BlockKind.HEADLINE)
_OPEN_END = tuple(".,:;。，、：；،؛।")
_HEADER_LINE = re.compile(
    r"(?:by|date|published|updated|posted|tags?|photo|image|share)\b\s*(?::|\d|[A-Z])", re.IGNORECASE
)


def _headline(draft: Draft, rule: Rule) -> Draft:
    """The first line, if it reads as a headline over running text, or is the title that is already known."""
    known = draft.facts.title
    marked = [i for i in draft.live if draft.pieces[i].kind is BlockKind.HEADLINE]
    if marked:
        return draft.stating(Metadata(title=draft.pieces[marked[0]].line))
    for index in draft.live[:3]:
        if known and draft.pieces[index].line == known:
            return draft.label([index], rule, BlockKind.HEADLINE)
    if known or not draft.live:
        return draft
    first = draft.live[0]
    least = _FEWEST_POINTS if _stands_over_text(draft, first) else ENOUGH
    if not _reads_as_headline(draft.pieces[first]) or points_of(draft.pieces, first) < least:
        return draft
    return draft.label([first], rule, BlockKind.HEADLINE).stating(Metadata(title=draft.pieces[first].line))


def _reads_as_headline(piece: Piece) -> bool:
    if not (piece.plain and 2 <= piece.words <= _LONGEST_HEADLINE and has_words(piece.text)):
        return False
    if piece.line.endswith(_OPEN_END) or _HEADER_LINE.match(piece.line) or piece.line[0].islower():
        return False
    return not is_dated_only(piece.line, beside=2)


def _stands_over_text(draft: Draft, index: int) -> bool:
    below = [draft.pieces[other] for other in draft.live if other > index][:8]
    running = [after for after in below if after.words >= 12 and ends_sentence(after.line)]
    return bool(running) and max(after.words for after in running) > draft.pieces[index].words


def _unsure(draft: Draft, rule: Rule) -> Draft:
    """A headline that only its shape speaks for, no byline, date or standfirst below it, is called a heading on top."""
    for index, piece in enumerate(draft.pieces):
        if piece.kind is BlockKind.HEADLINE and piece.kept and piece.rule == HEADLINE.name:
            below = draft.pieces[index + 1 : index + _HEADER_LINES]
            if not any(other.kind in _HEADER_KINDS for other in below):
                return draft.label([index], rule, BlockKind.HEADING, level=1)
    return draft


def _heading(draft: Draft, rule: Rule) -> Draft:
    """A short line without a full stop, between the end of one paragraph and the beginning of the next."""
    live = draft.live
    found = []
    for before, index, after in zip(live, live[1:], live[2:], strict=False):
        piece, above, below = draft.pieces[index], draft.pieces[before], draft.pieces[after]
        if not piece.plain or piece.words > _LONGEST_HEADING or piece.named:
            continue
        if not _stands_between(above.line, above.kind, below.line, below.words):
            continue
        if piece.line[-1].isalnum() or piece.line[-1] in '?!”’")':
            found.append(index)
    found = [index for index in found if not _is_speech(draft.pieces[index].line)]
    return draft.label(found, rule, BlockKind.HEADING, level=2)


def _stands_between(above: str, kind: BlockKind, below: str, below_words: int) -> bool:
    closed = kind is not BlockKind.PARAGRAPH or ends_sentence(above)
    opens = below_words >= 12 and not below[0].islower() and (ends_sentence(below) or below[-1] in ":：")
    return closed and opens


def _is_speech(line: str) -> bool:
    """True for a line that could be a spoken sentence: in quotation marks, or lower case at its head."""
    return line[0].islower() or line[0] in "\"“„«‘'–—-" or (line[-1] in '!"”' and line.count(" ") > 8)


HEADLINE = Rule("headline", "headline", _headline)
UNSURE_HEADLINE = Rule("unsure-headline", "headline by its shape only", _unsure)
HEADING = Rule("heading", "heading", _heading)
