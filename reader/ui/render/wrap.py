"""Breaking text into lines of a given width in terminal cells."""

from collections.abc import Iterator

from rich.cells import cell_len

from reader.domain.document import Span
from reader.domain.patterns import later
from reader.domain.segments import next_grapheme

_IDEOGRAPHS = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_UNBREAKABLE = "\u00a0\u202f"
_TOKEN = later(rf"[{_IDEOGRAPHS}]|(?:[^\s{_IDEOGRAPHS}]|[{_UNBREAKABLE}])+")


def width_of(text: str) -> int:
    """How many cells a text takes; a tab or line break counts as one space."""
    return len(text) if text.isascii() else cell_len(text)


def wrap(text: str, span: Span, width: int) -> Iterator[Span]:
    """The lines of `text[span]`, each at most `width` cells wide, broken at white space and between ideographs.

    A line break in the text ends a line. A word longer than a line is broken between graphemes. White space at a break
    belongs to no line.
    """
    start = span.start
    while start <= span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        yield from _wrap_line(text, start, end, max(1, width))
        start = end + 1


def _wrap_line(text: str, start: int, end: int, width: int) -> Iterator[Span]:
    if end - start <= width and text[start:end].isascii():
        yield Span(start, end)
        return
    begin = last = start
    column = 0
    for match in _TOKEN.finditer(text, start, end):
        gap = width_of(text[last : match.start()])
        size = width_of(match.group())
        if column + gap + size > width and column:
            yield Span(begin, last)
            begin, column, gap = match.start(), 0, 0
        last = match.end()
        if size > width:
            *full, (begin, column) = _chop(text, match.start(), match.end(), width)
            for index, (piece, _) in enumerate(full):
                following = full[index + 1][0] if index + 1 < len(full) else begin
                yield Span(piece, following)
        else:
            column += gap + size
    yield Span(begin, max(last, begin))


def _chop(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """Starts of the pieces of one long word, each with the cells that it takes."""
    pieces: list[tuple[int, int]] = []
    begin, column, at = start, 0, start
    while at < end:
        following = next_grapheme(text, at)
        size = width_of(text[at:following])
        if column + size > width and at > begin:
            pieces.append((begin, column))
            begin, column = at, 0
        column += size
        at = following
    pieces.append((begin, column))
    return pieces
