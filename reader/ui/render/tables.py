"""A table laid out in columns that fit the width; one that is too wide, row by row as "header: value". Pure.

The text of a table has a row a line and ` | ` between two cells.
"""

from collections.abc import Iterator, Sequence

from reader.domain.document import Span
from reader.domain.frozen import frozen
from reader.domain.patterns import later
from reader.ui.render.lines import Line, Part, Role
from reader.ui.render.wrap import width_of, wrap

_BAR = later(r"(?<!\S)\|(?!\S)")
_WORD = later(r"\S+")
_NUMBER = later(r"[^\w\s]{0,2}\d[\d.,'’\u00a0\u202f ]*\s?(?:[^\w\s]{1,2}|[a-zA-Z]{1,3})?")
_BETWEEN = " │ "
_CROSS = "─┼─"
_LONGEST_WORD = 14
"""Cells of a word that a column is made wide enough for; a longer one may be broken."""


@frozen
class Grid:
    """A table's cells, as spans of the document's text; every row has as many.

    Attributes:
        rows: from top to bottom; a cell that is not there is an empty span.
        headed: whether the first row names the columns.
    """

    rows: tuple[tuple[Span, ...], ...]
    headed: bool


def grid_of(text: str, span: Span) -> Grid:
    """The cells of the table that stands at a place of the text."""
    rows: list[list[Span]] = []
    start = span.start
    for line in text[span.start : span.end].split("\n"):
        bars = [start, *(edge for bar in _BAR.finditer(line) for edge in (start + bar.start(), start + bar.end()))]
        bars.append(start + len(line))
        rows.append([_trimmed(text, *bars[index : index + 2]) for index in range(0, len(bars), 2)])
        start += len(line) + 1
    columns = max(map(len, rows))
    filled = [(*row, *[Span(row[-1].end, row[-1].end)] * (columns - len(row))) for row in rows]
    words = [text[cell.start : cell.end] for cell in filled[0]]
    headed = len(filled) > 1 and not any(map(_is_number, words)) and sum(map(bool, words)) > 1
    return Grid(tuple(filled), headed)


def table_lines(text: str, span: Span, width: int, *, cut: bool) -> Iterator[Line]:
    """The lines of the table that stands at a place of the text."""
    grid = grid_of(text, span)
    widths = _widths(text, grid, width)
    if widths is None:
        yield from _records(text, grid, width, cut=cut)
        return
    body = grid.rows[1:] if grid.headed else grid.rows
    right = [_is_numeric(text, [row[column] for row in body]) for column in range(len(widths))]
    for number, row in enumerate(grid.rows):
        head = grid.headed and number == 0
        yield from _row(text, row, widths, right, role=Role.TABLE_HEAD if head else Role.TABLE, cut=cut)
        if head:
            yield Line(Role.FRAME, words=_CROSS.join("─" * cells for cells in widths), cut=cut)


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    return Span(left, max(left, start + len(words.rstrip()))) if words.strip() else Span(start, start)


def _is_number(words: str) -> bool:
    return _NUMBER.fullmatch(words) is not None


def _is_numeric(text: str, cells: Sequence[Span]) -> bool:
    """True for a column of numbers."""
    words = [text[cell.start : cell.end] for cell in cells if cell.end > cell.start]
    return bool(words) and all(map(_is_number, words))


def _widths(text: str, grid: Grid, width: int) -> list[int] | None:
    """The cells of each column; None if they cannot be had."""
    columns = list(zip(*grid.rows, strict=True))
    natural = [max(1, *(width_of(text[cell.start : cell.end]) for cell in column)) for column in columns]
    free = width - len(_BETWEEN) * (len(columns) - 1)
    if sum(natural) <= free:
        return natural
    least = [
        min(_LONGEST_WORD, whole, _longest_word(text, cells)) for whole, cells in zip(natural, columns, strict=True)
    ]
    spare = free - sum(least)
    if spare < 0:
        return None
    wanted = [whole - small for whole, small in zip(natural, least, strict=True)]
    return [small + spare * more // sum(wanted) for small, more in zip(least, wanted, strict=True)]


def _longest_word(text: str, cells: Sequence[Span]) -> int:
    words = (word for cell in cells for word in _WORD.findall(text, cell.start, cell.end))
    return max(1, *(width_of(word) for word in words), 1)


def _row(
    text: str, row: Sequence[Span], widths: Sequence[int], right: Sequence[bool], *, role: Role, cut: bool
) -> Iterator[Line]:
    """The lines of one row: its cells side by side, each wrapped in its column."""
    wrapped = [list(wrap(text, cell, cells)) for cell, cells in zip(row, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        parts: list[Part] = []
        for column, pieces in enumerate(wrapped):
            if column:
                between = Span(row[column - 1].end, row[column].start)
                whole = number == 0 and between.start < between.end
                parts.append(Part(between if whole else Span(between.end, between.end), _BETWEEN, "frame"))
            cell = pieces[number] if number < len(pieces) else Span(row[column].end, row[column].end)
            parts += _cell(text, cell, widths[column], right=right[column])
        shown = [part.span for part in parts if part.span.end > part.span.start]
        if shown:
            yield Line(role, Span(shown[0].start, shown[-1].end), parts=tuple(parts), apart=True, cut=cut)
        else:
            yield Line(Role.BLANK, cut=cut)


def _cell(text: str, cell: Span, width: int, *, right: bool) -> list[Part]:
    free = width - width_of(text[cell.start : cell.end])
    at = cell.start if right else cell.end
    padding = [Part(Span(at, at), " " * free)] if free > 0 else []
    words = [Part(cell)] if cell.end > cell.start else []
    return [*padding, *words] if right else [*words, *padding]


def _records(text: str, grid: Grid, width: int, *, cut: bool) -> Iterator[Line]:
    """Row by row, a line or more for each cell, under its column's name."""
    names = [text[cell.start : cell.end] for cell in grid.rows[0]] if grid.headed else []
    for number, row in enumerate(grid.rows):
        if number:
            yield Line(Role.BLANK, cut=cut)
        named = bool(names) and number > 0
        for column, cell in enumerate(row):
            if cell.start == cell.end:
                continue
            lead = f"{names[column]}: " if named and names[column] and width_of(names[column]) <= width // 2 else ""
            role = Role.TABLE if named else Role.TABLE_HEAD
            for index, piece in enumerate(wrap(text, cell, max(8, width - width_of(lead)))):
                yield Line(role, piece, words=lead if index == 0 else " " * width_of(lead), cut=cut)
