"""Residue that no single rule knows: every block judged by all that is known of it and of what stands around it.

The odds come from trees that were trained on dumps labelled line by line (`benchmarks/train_text.py`). They see no
words, only numbers (`evidence/`). The reader gets a reason in words: what the block announces, else what it stands
beside, else where it stands.
"""

from collections.abc import Sequence
from dataclasses import replace

from reader.cleaning.draft import Draft, Piece, Rule
from reader.cleaning.evidence.lexicon import lexicon
from reader.cleaning.evidence.surroundings import Surroundings
from reader.cleaning.evidence.traits import Line
from reader.cleaning.trees import forest
from reader.domain.document import BlockKind

_SURE, _SURE_PHRASE = 0.97, 0.8
"""Odds at which a block is residue for certain, and the text no clean one; the second for a mere phrase of pages that
stands outside the text."""
_CLEAN, _LONE, _FLANKED, _SURROUNDED, _BELOW_ALL = 0.98, 0.91, 0.77, 0.45, 0.4
"""Odds from which a block is cut: in a text with no certain residue, or a very short one; else alone, beside a cut
block, between two, and beside one below the last running text. Residue comes in groups; most text is clean."""
_WHOLE, _WHOLE_SHORT, _SHORT_SENTENCE = 0.6, 0.88, 10
"""A whole sentence is never cut on less, one of fewer words than ten on less still: an article's last may be short."""
_SHORTEST = 60
"""Words of running text; with fewer there is too little to tell the article from what is around it."""
_ALL_PHRASE = 0.8
"""The share of a line from which it says nothing but what it announces; it is then judged as among residue."""
_ROUNDS = 3
_RUNNING_WORDS = 20
_HINT, _BESIDE = 0.2, 3
_KINDS = {"credit": BlockKind.CAPTION, "embed": BlockKind.EMBED, "byline": BlockKind.BYLINE}
_ABOVE = "stands above the article, among lines that are not its text"
_BELOW = "stands below the article, among lines that are not its text"
_BETWEEN = "reads like a line of the page, not of the article"


def _judge(draft: Draft, rule: Rule) -> Draft:
    if not any(map(_is_open, draft.pieces)):
        return draft
    around = Surroundings(draft)
    _, rows = around.rows()
    trees = forest("text")
    odds = [trees.probability(row) if _is_open(piece) else 0.0 for piece, row in zip(draft.pieces, rows, strict=True)]
    guilty = _guilty(draft.pieces, around.lines, odds)
    return replace(
        draft,
        pieces=tuple(
            _cut(index, draft.pieces, around.lines, guilty, rule, odds[index])
            if guilty[index] and piece.kept
            else replace(piece, confidence=1 - odds[index])
            if _is_open(piece)
            else piece
            for index, piece in enumerate(draft.pieces)
        ),
    )


def _guilty(pieces: Sequence[Piece], lines: Sequence[Line], odds: Sequence[float]) -> list[bool]:
    """For each piece, whether it is cut: on its own odds, or on lower ones in the company of what is cut."""
    clean = _least_in_clean(lines)
    sure = any(value >= min(least, _SURE) for value, least in zip(odds, clean, strict=True))
    soiled = sure or any(not piece.kept and piece.rule != "stray-mark" for piece in pieces)
    running = sum(line.traits.words for line in lines if _runs(line))
    if not soiled or running < _SHORTEST:
        return [value >= least for value, least in zip(odds, clean, strict=True)]
    guilty = [value >= _LONE or not piece.kept for value, piece in zip(odds, pieces, strict=True)]
    last = max((at for at, line in enumerate(lines) if _runs(line) and not guilty[at]), default=-1)
    for _ in range(_ROUNDS):
        found = [
            at
            for at, value in enumerate(odds)
            if not guilty[at] and value >= max(_least(at, guilty, last), _least_whole(lines[at]))
        ]
        if not found:
            break
        for at in found:
            guilty[at] = True
    return guilty


def _least_whole(line: Line) -> float:
    """The odds that cut a whole sentence, whatever stands beside it; 0 for all else."""
    if not line.traits.ends_as_sentence:
        return 0.0
    return _WHOLE_SHORT if line.traits.words < _SHORT_SENTENCE else _WHOLE


def _least_in_clean(lines: Sequence[Line]) -> list[float]:
    """The odds that cut each piece of a clean text: fewer for a mere phrase of pages outside the text."""
    sentences = [at for at, line in enumerate(lines) if line.traits.ends_as_sentence]
    first, last = (sentences[0], sentences[-1]) if sentences else (len(lines), -1)
    return [
        _SURE_PHRASE if line.traits.best_phrase >= _ALL_PHRASE and not first < at < last else _CLEAN
        for at, line in enumerate(lines)
    ]


def _least(index: int, guilty: Sequence[bool], last: int) -> float:
    """The odds that cut a piece among these neighbours; `last` is where the running text ends."""
    above = index > 0 and guilty[index - 1]
    below = index + 1 < len(guilty) and guilty[index + 1]
    if not (above or below):
        return _LONE
    if index > last:
        return _BELOW_ALL
    return _SURROUNDED if above and below else _FLANKED


def _runs(line: Line) -> bool:
    return line.traits.words >= _RUNNING_WORDS


def _is_open(piece: Piece) -> bool:
    """True for a piece whose verdict no markup and no certain rule has given."""
    return piece.kept and not piece.vouched and piece.kind in (BlockKind.PARAGRAPH, BlockKind.LIST)


def _cut(
    index: int, pieces: Sequence[Piece], lines: Sequence[Line], guilty: Sequence[bool], rule: Rule, odds: float
) -> Piece:
    topic = _topic(lines[index])
    reason = topic or _company(index, pieces, lines, guilty) or _place(index, lines)
    kind = _KINDS.get(_name(topic), BlockKind.FURNITURE)
    return pieces[index].condemned(kind, reason, rule.name, odds)


def _topic(line: Line) -> str:
    """The reason of the topic that most of the line announces; empty if hardly any of it does."""
    share, topic = max((share, topic) for topic, share in enumerate(line.topics))
    return lexicon().reasons[topic] if share >= _HINT else ""


def _name(reason: str) -> str:
    reasons = lexicon().reasons
    return lexicon().topics[reasons.index(reason)] if reason in reasons else ""


def _company(index: int, pieces: Sequence[Piece], lines: Sequence[Line], guilty: Sequence[bool]) -> str:
    """What the nearest block announces that is cut as well."""
    for step in range(1, _BESIDE + 1):
        for beside in (index - step, index + step):
            if not 0 <= beside < len(pieces):
                continue
            reason = _topic(lines[beside]) if guilty[beside] else pieces[beside].reason * (not pieces[beside].kept)
            if reason:
                return f"stands beside: {reason}"
    return ""


def _place(index: int, lines: Sequence[Line]) -> str:
    running = [at for at, line in enumerate(lines) if _runs(line)]
    if running and index < running[0]:
        return _ABOVE
    return _BELOW if running and index > running[-1] else _BETWEEN


BLOCK_JUDGE = Rule("block-judge", "reads like a line of the page", _judge)
