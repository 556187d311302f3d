"""A line of a page with its grounds: which pieces of it look how. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from reader.domain.document import Span
from reader.ui.render.page import Line


class Ground(StrEnum):
    """What lies behind a passage, the later over the earlier."""

    FOCUS = "focus"
    MARK = "mark"
    FOUND = "found"
    SELECTION = "selection"
    CARET = "caret"


@dataclass(frozen=True, slots=True)
class Wash:
    """A passage with a ground.

    Attributes:
        span: code points of the document.
        ground: what lies behind it.
        detail: the highlight's kind, for a mark.
        letter: the sign of the highlight's kind, for the gutter.
        emphatic: the highlight under the caret.
    """

    span: Span
    ground: Ground
    detail: str = ""
    letter: str = " "
    emphatic: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that look alike."""

    text: str
    washes: tuple[Wash, ...]
    dateline: bool


_ORDER = {ground: rank for rank, ground in enumerate(Ground)}


def _depth(wash: Wash) -> tuple[int, bool, int]:
    """What lies deeper comes first: of highlights the longer one, and the one that is acted on last."""
    return _ORDER[wash.ground], wash.emphatic, wash.span.start - wash.span.end


def pieces(line: Line, text: str, washes: Sequence[Wash]) -> list[Piece]:
    """Cut the text of a line wherever its looks change; a tab becomes one space, a line break nothing."""
    span = line.span
    here = sorted((wash for wash in washes if wash.span.overlaps(span)), key=_depth)
    cuts = {span.start, span.end}
    if span.start < line.dateline_end < span.end:
        cuts.add(line.dateline_end)
    for wash in here:
        cuts.update(at for at in (wash.span.start, wash.span.end) if span.start < at < span.end)
    edges = sorted(cuts)
    return [
        Piece(
            text=text[start:end].replace("\t", " "),
            washes=tuple(wash for wash in here if wash.span.start <= start and end <= wash.span.end),
            dateline=end <= line.dateline_end,
        )
        for start, end in pairwise(edges)
    ]
