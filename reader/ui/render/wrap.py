"""Breaking text into lines of a given width in terminal cells."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from reader.domain.document import Span
from reader.domain.patterns import later
from reader.domain.segments import next_grapheme

TAB = 4
"""Cells from one tab stop to the next."""

_IDEOGRAPHS = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_UNBREAKABLE = "\u00a0\u202f"
_FIRST_IDEOGRAPH = "\u2e80"
_TOKEN = later(rf"[{_IDEOGRAPHS}]|(?:[^\s{_IDEOGRAPHS}]|[{_UNBREAKABLE}])+")
_WORD = later(rf"(?:\S|[{_UNBREAKABLE}])+")
"""The same where there are no ideographs; made ready in a tenth of the time."""
PLAIN = later(r"[ -~\u00a0-\u00ac\u00ae-\u02af\u0370-\u0482\u048a-\u052f\u2010-\u2027\u202f-\u205e\u20a0-\u20bf]*")
"""Latin, Greek and Cyrillic with their punctuation: one cell each, broken at spaces alone."""
_TO_SPACES = str.maketrans("\t\n", "  ")
_CLOSES = frozenset(
    "、。，．・：；？！％」』）〕］｝〉》】〙〗’”…‥ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.!?:;%)]}"
)
"""What begins no line behind an ideograph (JIS X 4051, CLREQ)."""
_OPENS = frozenset("「『（〔［｛〈《【〘〖‘“([{")
"""What ends no line before one."""


def width_of(text: str) -> int:
    """How many cells a text takes; a tab or line break counts as one space."""
    return len(text) if text.isascii() or PLAIN.fullmatch(text) else cell_len(text.translate(_TO_SPACES))


def width_of_all(texts: Sequence[str]) -> int:
    """How many cells several texts take, one behind another."""
    joined = "".join(texts)
    return len(joined) if joined.isascii() or PLAIN.fullmatch(joined) else sum([width_of(text) for text in texts])


def column_after(text: str, column: int) -> int:
    """The cell behind a text that begins at this one; tabs go to the next stop."""
    first, *others = text.split("\t")
    column += width_of(first)
    for part in others:
        column += TAB - column % TAB + width_of(part)
    return column


class Extra:
    """Cells that are put into a text without being a part of it, such as the numbers of links."""

    def __init__(self, after: Sequence[tuple[int, int]] = ()) -> None:
        """Offsets, ascending, and how many cells are put before the code point at each."""
        self._offsets = [offset for offset, _ in after]
        self._cells = [cells for _, cells in after]

    def between(self, start: int, end: int) -> int:
        """The cells behind the code points from `start` up to, not including, `end`."""
        if not self._offsets:
            return 0
        return sum(self._cells[bisect_right(self._offsets, start) : bisect_right(self._offsets, end)])

    def within(self, start: int, end: int) -> bool:
        """True if there are any."""
        return bisect_left(self._offsets, start) < bisect_right(self._offsets, end)


_NO_EXTRA = Extra()


def wrap(text: str, span: Span, width: int, extra: Extra = _NO_EXTRA) -> Iterator[Span]:
    """The lines of `text[span]`, each at most `width` cells wide, broken at white space and between ideographs.

    A line break in the text ends a line. A word longer than a line is broken between graphemes, of which one alone may
    be wider than the line. White space at a break belongs to no line.
    """
    start = span.start
    while start <= span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        yield from _wrap_line(text, start, end, max(1, width), extra)
        start = end + 1


def _wrap_line(text: str, start: int, end: int, width: int, extra: Extra) -> Iterator[Span]:
    piece = text[start:end]
    if end - start <= width and piece.isascii() and "\t" not in piece and not extra.within(start, end):
        yield Span(start, end)
    elif PLAIN.fullmatch(text, start, end) and not extra.within(start, end):
        yield from _wrap_plain(text, start, end, width)
    else:
        yield from _wrap_any(text, start, end, width, extra)


def _wrap_plain(text: str, start: int, end: int, width: int) -> Iterator[Span]:
    """What `_wrap_any` gives for letters of one cell each, of which none belongs to another; at a tenth of the cost."""
    while end - start > width:
        space = text.rfind(" ", start, start + width + 1)
        behind = start + len(text[start:space].rstrip(" ")) if space > start else start
        if behind == start:
            yield from _wrap_any(text, start, end, width, _NO_EXTRA)
            return
        yield Span(start, behind)
        start = space + 1
        while start < end and text[start] == " ":
            start += 1
    if start < end:
        yield Span(start, start + len(text[start:end].rstrip(" ")))


def _wrap_any(text: str, start: int, end: int, width: int, extra: Extra) -> Iterator[Span]:
    begin = last = start
    column = 0
    for first, behind in _tokens(text, start, end):
        gap_end = column_after(text[last:first], column)
        size = width_of(text[first:behind]) + extra.between(first, behind)
        if gap_end + size > width and (last > begin or gap_end):
            if last > begin:
                yield Span(begin, last)
            begin, column, gap_end = first, 0, 0
        last = behind
        if size > width:
            *full, (begin, column) = _chop(text, first, behind, width, extra)
            for index, (from_here, _) in enumerate(full):
                following = full[index + 1][0] if index + 1 < len(full) else begin
                yield Span(from_here, following)
        else:
            column = gap_end + size
    yield Span(begin, max(last, begin))


def _tokens(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What no line is broken in; a mark that continues an ideograph, or closes behind it, stays with it."""
    last: tuple[int, int] | None = None
    token = _TOKEN if max(text[start:end], default="") >= _FIRST_IDEOGRAPH else _WORD
    for match in token.finditer(text, start, end):
        here = match.span()
        if last is not None and last[1] == here[0] and _holds_together(text, here[0]):
            last = (last[0], here[1])
            continue
        if last is not None:
            yield last
        last = here
    if last is not None:
        yield last


def _holds_together(text: str, at: int) -> bool:
    """True if no line is to be broken before `text[at]`, where no white space is."""
    return text[at] in _CLOSES or text[at - 1] in _OPENS or next_grapheme(text, at - 1) > at


def chopped(text: str, span: Span, width: int) -> Iterator[Span]:
    """`text[span]`, which is one line, in pieces of at most `width` cells; nothing is left out."""
    starts = [begin for begin, _ in _chop(text, span.start, span.end, max(1, width), _NO_EXTRA)]
    for index, start in enumerate(starts):
        yield Span(start, starts[index + 1] if index + 1 < len(starts) else span.end)


def _chop(text: str, start: int, end: int, width: int, extra: Extra) -> list[tuple[int, int]]:
    """Starts of the pieces of one long word, each with the cells that it takes."""
    pieces: list[tuple[int, int]] = []
    begin, column, at = start, 0, start
    while at < end:
        following = min(end, next_grapheme(text, at))
        behind = column_after(text[at:following], column) + extra.between(at, following)
        if behind > width and at > begin:
            pieces.append((begin, column))
            begin, behind = at, column_after(text[at:following], 0) + extra.between(at, following)
        column, at = behind, following
    pieces.append((begin, column))
    return pieces
