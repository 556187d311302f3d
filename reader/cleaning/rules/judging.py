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

_SURE = 0.9
_IN_CLEAN_TEXT, _IN_RESIDUE = 0.95, 0.8
"""Odds from which a block is cut: higher where nothing else is certainly residue, for clean text is the usual case."""
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
    doubtful = any(not piece.kept and piece.rule != "stray-mark" for piece in draft.pieces) or max(odds) >= _SURE
    least = _IN_RESIDUE if doubtful else _IN_CLEAN_TEXT
    guilty = [value >= least for value in odds]
    return replace(
        draft,
        pieces=tuple(
            _cut(index, draft.pieces, around.lines, guilty, rule, odds[index])
            if guilty[index]
            else replace(piece, confidence=1 - odds[index])
            if _is_open(piece)
            else piece
            for index, piece in enumerate(draft.pieces)
        ),
    )


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
    running = [at for at, line in enumerate(lines) if line.traits.words >= 20 and line.traits.sentences]
    if running and index < running[0]:
        return _ABOVE
    return _BELOW if running and index > running[-1] else _BETWEEN


BLOCK_JUDGE = Rule("block-judge", "reads like a line of the page", _judge)
