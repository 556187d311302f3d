"""One block of an article in lines: what stands before its text, how far it is set in, how it is broken. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.domain.document import Block, BlockKind, Span, has_bullet
from reader.domain.patterns import later
from reader.ui import render
from reader.ui.render import bidi
from reader.ui.render.lines import Line, Role
from reader.ui.render.typesetting import Numbered, Typography, extra_of, set_line
from reader.ui.render.wrap import chopped, width_of, wrap

_GOES_ON = "↪ "
"""Before the rest of a line of code that is too long."""
_BULLET = later(r"(?:[-•*–·‣▪]|\d{1,3}[.)]) *")
_PLAIN = Typography()
_BAR = "│ "
"""Before a quote, once for each that it stands in."""
_STEP = 3
"""Cells that a list in a list is set in: a bullet stands under the words of a numbered item."""
_NARROWEST = 8
_ROLES = {
    BlockKind.HEADLINE: Role.HEADLINE,
    BlockKind.STANDFIRST: Role.STANDFIRST,
    BlockKind.HEADING: Role.HEADING,
    BlockKind.QUOTE: Role.QUOTE,
    BlockKind.CAPTION: Role.CAPTION,
    BlockKind.CORRECTION: Role.CAPTION,
    BlockKind.CODE: Role.CODE,
    BlockKind.BYLINE: Role.META,
    BlockKind.DATE: Role.META,
}
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST, BlockKind.STANDFIRST)


def role_of(block: Block) -> Role:
    """The style of a block; a heading of the first level is a headline."""
    if block.kind is BlockKind.HEADING and block.level == 1:
        return Role.HEADLINE
    return _ROLES.get(block.kind, Role.TEXT)


def block_lines(  # noqa: PLR0913 - all of them change how it is laid out
    text: str,
    block: Block,
    flow: Span,
    width: int,
    typography: Typography,
    *,
    dateline_end: int = 0,
    links: Sequence[Numbered] = (),
) -> tuple[Line, ...]:
    """The lines of a block.

    Args:
        text: the whole text of the document.
        block: what it is.
        flow: its code points, with those of the dateline that runs into it.
        width: cells of the column.
        typography: how running text is set.
        dateline_end: where that dateline ends.
        links: what is linked in it.
    """
    if block.kind is BlockKind.TABLE and block.text:
        lines = render.tables.table_lines(text, flow, width, cut=not block.kept)
    elif block.kind is BlockKind.CODE:
        lines = _code(text, flow, width)
    else:
        lines = _running(text, block, flow, width, typography, links)
    if block.kept and not dateline_end and not links:
        return tuple(lines)
    return tuple(_told(line, block, dateline_end, links) if line.is_text else line for line in lines)


def _told(line: Line, block: Block, dateline_end: int, links: Sequence[Numbered]) -> Line:
    linked = tuple(link.span for link in links if line.shows(link.span))
    return replace(line, cut=not block.kept, dateline_end=dateline_end, links=linked)


def _running(
    text: str, block: Block, flow: Span, width: int, typography: Typography, links: Sequence[Numbered]
) -> Iterator[Line]:
    role = role_of(block)
    first, rest, indent = _margin(block, width)
    mark = _own_mark(block)
    hanging = width_of(mark)
    inner = max(_NARROWEST, width - indent - width_of(first) - hanging)
    straight = typography if block.kind in _RUNNING else replace(typography, justified=False, spacing=1)
    if bidi.has_right_to_left(text[flow.start : flow.end]):
        straight = replace(straight, both_ways=True)
    as_it_is = straight == _PLAIN and not links and "\t" not in text[flow.start : flow.end]
    body = Span(flow.start + len(mark), flow.end)
    for number, wrapped in enumerate(wrap(text, body, inner, extra_of(links))):
        piece = wrapped if number else Span(flow.start, wrapped.end)
        if number and straight.spacing > 1:
            yield Line(Role.BLANK, cut=not block.kept)
        words, hangs = (rest, hanging) if number else (first, 0)
        if as_it_is:
            yield Line(role, piece, words, indent + hangs)
            continue
        ends = piece.end >= flow.end or text[piece.end] == "\n"
        parts = set_line(text, piece, links, inner + hanging - hangs, straight, ends_paragraph=ends)
        yield Line(role, piece, words, indent + hangs, parts=parts)


def _code(text: str, flow: Span, width: int) -> Iterator[Line]:
    """Line for line; a line too long is cut where it must be, and its rest is marked."""
    inner = max(_NARROWEST, width - 2 - len(_GOES_ON))
    start = flow.start
    while start <= flow.end:
        end = text.find("\n", start, flow.end)
        end = flow.end if end < 0 else end
        for number, piece in enumerate(chopped(text, Span(start, end), inner)):
            parts = set_line(text, piece, (), inner, Typography(), ends_paragraph=True)
            yield Line(Role.CODE, piece, _GOES_ON if number else "", 0 if number else 2, parts=parts)
        start = end + 1


def _margin(block: Block, width: int) -> tuple[str, str, int]:
    """What stands before the first line of a block and before the others, and how far both are set in."""
    if block.kind is BlockKind.QUOTE:
        bars = _BAR * min(1 + block.level, max(1, (width - 1 - _NARROWEST) // len(_BAR)))
        return bars, bars, 1
    if block.kind is BlockKind.CAPTION:
        return f"▫ {block.lead}", "  ", 0
    if block.kind is BlockKind.LIST:
        return (*(("", "") if has_bullet(block.text) else ("• ", "  ")), 1 + _STEP * block.level)
    return "", "", 0


def _own_mark(block: Block) -> str:
    """The number or bullet that a list item has in its text, under which its later lines are set in."""
    mark = _BULLET.match(block.text) if block.kind is BlockKind.LIST and has_bullet(block.text) else None
    return mark[0] if mark else ""
