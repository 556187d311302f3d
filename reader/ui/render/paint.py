"""A line of a page with its grounds: which pieces of it look how. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from reader.domain.document import Span
from reader.domain.frozen import frozen
from reader.ui.render.lines import Line, Part


class Ground(StrEnum):
    """What lies behind a passage, the later over the earlier."""

    POSITION = "position"
    FOCUS = "focus"
    MARK = "mark"
    FOUND = "found"
    SELECTION = "selection"
    CARET = "caret"


@frozen
class Wash:
    """A passage with a ground.

    Attributes:
        span: code points of the document.
        ground: what lies behind it.
        detail: the highlight's kind, for a mark.
        letter: the sign for the gutter: of the highlight's kind, or of a position.
        emphatic: the highlight under the caret.
    """

    span: Span
    ground: Ground
    detail: str = ""
    letter: str = " "
    emphatic: bool = False


@frozen
class Piece:
    """A run of characters that look alike."""

    text: str
    washes: tuple[Wash, ...]
    dateline: bool
    linked: bool = False
    look: str = ""


_ORDER = {ground: rank for rank, ground in enumerate(Ground)}


def _depth(wash: Wash) -> tuple[int, bool, int]:
    """What lies deeper comes first: of highlights the longer one, and the one that is acted on last."""
    return _ORDER[wash.ground], wash.emphatic, wash.span.start - wash.span.end


def pieces(line: Line, text: str, washes: Sequence[Wash]) -> list[Piece]:
    """Cut the text of a line wherever its looks change; a tab becomes one space, a line break nothing."""
    if line.stands_simply and not washes:
        return [Piece(plain_text(line, text), (), dateline=False)]
    here = sorted((wash for wash in washes if line.shows(wash.span)), key=_depth)
    return [piece for part in line.pieces for piece in _pieces_of(part, line, text, here)]


def plain_text(line: Line, text: str) -> str:
    """What is drawn of a line that stands simply."""
    return text[line.span.start : line.span.end].replace("\t", " ")


def _pieces_of(part: Part, line: Line, text: str, here: Sequence[Wash]) -> Iterator[Piece]:
    span = part.span
    if part.words is not None:
        washes = tuple(wash for wash in here if _covers(wash.span, span))
        yield Piece(part.words, washes, dateline=False, look=part.look)
        return
    cuts = {span.start, span.end}
    runs = (*(wash.span for wash in here), *line.links)
    edges = (line.dateline_end, *(at for run in runs for at in (run.start, run.end)))
    cuts.update(at for at in edges if span.start < at < span.end)
    for start, end in pairwise(sorted(cuts)):
        yield Piece(
            text=text[start:end].replace("\t", " "),
            washes=tuple(wash for wash in here if wash.span.start <= start and end <= wash.span.end),
            dateline=end <= line.dateline_end,
            linked=any(link.start <= start and end <= link.end for link in line.links),
            look=part.look,
        )


def _covers(wash: Span, span: Span) -> bool:
    """True if what stands for these code points lies inside the passage; with none of its own, between two of its."""
    if span.start == span.end:
        return wash.start < span.start < wash.end
    return wash.start <= span.start and span.end <= wash.end


def found_washes(found: Sequence[Span], shown: Span, at: int) -> Iterator[Wash]:
    """The matches of a search, in order, in the lines that show a passage; the one under the caret stands out."""
    first = bisect_right(found, shown.start, key=lambda span: span.end)
    behind = bisect_left(found, shown.end, key=lambda span: span.start)
    for one in found[first:behind]:
        yield Wash(one, Ground.FOUND, emphatic=at in one)
