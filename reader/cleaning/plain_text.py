"""Plain text → draft: blank lines part blocks, hard-wrapped lines are joined, glued lines stay apart."""

from collections.abc import Iterator
from dataclasses import replace

from reader.cleaning.draft import Draft, Piece, has_words
from reader.cleaning.rules.proof import mended
from reader.cleaning.shapes import bullet, cells, is_item, is_numbered, is_rule_row, is_spoken, mark_width, quoted
from reader.cleaning.wrapping import heal, unwrap
from reader.domain.document import BlockKind
from reader.domain.frozen import frozen

_DEEPEST = 5
_SHORTEST_QUOTE = 8
_MOST_LINES, _BUNDLE = 40_000, 400
_WRAPS = 45
"""Columns that an item fills before it goes on in the next line."""


@frozen
class _Chunk:
    """Lines with nothing but line breaks between them.

    Attributes:
        gap: blank lines before it.
        lines: without the white space around them.
        indents: how many columns each is set in.
    """

    gap: int
    lines: list[str]
    indents: list[int]


def draft_of_text(text: str) -> Draft:
    """The draft of a plain text: one piece a block, or a line where lines do not run on."""
    if text.count("\n") > _MOST_LINES:
        return Draft(tuple(_bundles(text)))
    pieces: list[Piece] = []
    for chunk in _chunks(text):
        found = list(_table(chunk) or _quote(chunk) or _lines(chunk))
        pieces.extend(replace(piece, gap=0 if at else chunk.gap) for at, piece in enumerate(found))
    return Draft(_only_true_lists(_healed(pieces)))


def _bundles(text: str) -> Iterator[Piece]:
    """What has more lines than any article, as blocks of many lines that no rule looks into."""
    lines = [stripped for line in text.split("\n") if (stripped := line.strip())]
    for start in range(0, len(lines), _BUNDLE):
        yield Piece("\n".join(lines[start : start + _BUNDLE]))


def _chunks(text: str) -> Iterator[_Chunk]:
    """Runs of lines with words, each with the count of blank lines before it."""
    gap, chunk = 0, _Chunk(0, [], [])
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            chunk.lines.append(stripped)
            chunk.indents.append(_indent(line))
            continue
        if chunk.lines:
            yield replace(chunk, gap=gap)
            gap, chunk = 0, _Chunk(0, [], [])
        gap += 1
    if chunk.lines:
        yield replace(chunk, gap=gap)


def _indent(line: str) -> int:
    margin = line[: len(line) - len(line.lstrip())]
    return len(margin.expandtabs(4)) if len(margin) < 80 else 0


def _table(chunk: _Chunk) -> list[Piece]:
    """Two rows or more with bars between as many cells: one table."""
    if len(chunk.lines) < 2 or "|" not in chunk.lines[0]:
        return []
    rows = [cells(line) for line in chunk.lines if not is_rule_row(line)]
    if len(rows) < 2 or not rows[0] or any(len(row) != len(rows[0]) for row in rows):
        return []
    filled = [sum(map(has_words, row)) for row in rows]
    if min(filled) == 0 or sum(count >= 2 for count in filled) < 2:
        return []
    return [Piece("\n".join(" | ".join(row) for row in rows), BlockKind.TABLE, vouched=True)]


def _quote(chunk: _Chunk) -> list[Piece]:
    """Lines that all have the sign of a quotation before them."""
    if not chunk.lines[0].startswith(">"):
        return []
    lines = [quoted(line) for line in chunk.lines]
    levels = [min(depth - 1, _DEEPEST) for depth, line in lines if line]
    texts = [line for _, line in lines if line]
    if not all(depth for depth, _ in lines) or sum(len(line.split()) for line in texts) < _SHORTEST_QUOTE:
        return []
    parts = unwrap(texts)
    levels = levels if len(parts) == len(levels) else [min(levels)] * len(parts)
    return [Piece(part, BlockKind.QUOTE, vouched=True, level=level) for part, level in zip(parts, levels, strict=True)]


def _lines(chunk: _Chunk) -> Iterator[Piece]:
    lines, indents = _with_hanging(chunk)
    parts = unwrap(lines)
    depths = sorted({indent for line, indent in zip(lines, indents, strict=True) if is_item(line)})
    for at, part in enumerate(parts):
        level = min(depths.index(indents[at]), _DEEPEST) if len(parts) == len(lines) and is_item(part) else 0
        yield _piece(part, level)


def _with_hanging(chunk: _Chunk) -> tuple[list[str], list[int]]:
    """The lines; those that stand under the text of a long item are joined to it."""
    lines: list[str] = []
    indents: list[int] = []
    item = -1
    for line, indent in zip(chunk.lines, chunk.indents, strict=True):
        if is_item(line):
            item = indent + mark_width(line) if len(line) >= _WRAPS else -1
        elif item == indent:
            lines[-1] += f" {line}"
            continue
        else:
            item = -1
        lines.append(line)
        indents.append(indent)
    return lines, indents


def _piece(text: str, level: int) -> Piece:
    mark = bullet(text)
    if mark and has_words(text) and not is_spoken(text):
        return Piece(text[mark:], BlockKind.LIST, level=level)
    if is_numbered(text):
        return Piece(text, BlockKind.LIST, level=level)
    return Piece(text)


def _healed(pieces: list[Piece]) -> list[Piece]:
    """The pieces with the words whole that line ends had broken."""
    healed = heal([piece.text for piece in pieces])
    return [
        piece.mended(text, mended(whole), "mend-line-end") if whole else replace(piece, text=text)
        for piece, (text, whole) in zip(pieces, healed, strict=True)
    ]


def _only_true_lists(pieces: list[Piece]) -> tuple[Piece, ...]:
    """A numbered line is an item only beside another item; alone it may be a year, a score or a heading."""
    items = [piece.kind is BlockKind.LIST for piece in pieces]
    found = []
    for index, piece in enumerate(pieces):
        beside = any(items[max(0, index - 1) : index]) or any(items[index + 1 : index + 2])
        lone = items[index] and not beside and is_numbered(piece.text)
        found.append(replace(piece, kind=BlockKind.PARAGRAPH, level=0) if lone else piece)
    return tuple(found)
