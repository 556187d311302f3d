"""An article laid out in lines of a given width: pure, so that it can be tested with no screen.

A line is either a piece of the document's text, told by offsets, or words of our own (a label, a note, a blank).
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from reader.domain.document import Block, BlockKind, Document, Span, runs_in
from reader.domain.frozen import frozen
from reader.domain.mark import Highlight
from reader.domain.outline import Outline, visible_outline
from reader.domain.recent import Recent
from reader.domain.wording import counted
from reader.ui.render.blocks import block_lines, role_of
from reader.ui.render.folding import Folding, on_article, under_passage
from reader.ui.render.lines import Line, Role
from reader.ui.render.typesetting import Numbered, Typography
from reader.ui.render.wrap import wrap


@frozen
class Page:
    """All lines of an article at one width.

    Attributes:
        lines: from top to bottom.
        outline: the visible text, for motions.
        text: the whole text of the document.
        starts: first offsets of the runs of text, ascending.
        numbers: which line of `lines` each of these is on.
        addresses: where the links on show lead, in order; the first has the number 1.
        links: the linked words, in the same order.
    """

    lines: tuple[Line, ...]
    outline: Outline
    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]
    addresses: tuple[str, ...] = ()
    links: tuple[Span, ...] = ()

    def line_of(self, offset: int) -> int:
        """The number of the line that shows an offset, or of the nearest before it; 0 if there is no text."""
        if not self.starts:
            return 0
        return self.numbers[max(0, bisect_right(self.starts, offset) - 1)]

    def column_of(self, offset: int) -> int:
        """The cell of an offset in its line."""
        return self.lines[self.line_of(offset)].column_of(offset, self.text)

    def offset_at(self, number: int, column: int) -> int | None:
        """The code point under a cell; the last of the line beyond its end; None where no text stands."""
        if not 0 <= number < len(self.lines) or not self.lines[number].is_text:
            return None
        return self.lines[number].offset_at(column, self.text)

    def span_between(self, first: int, end: int) -> Span:
        """The code points shown by the lines from `first` up to, not including, `end`."""
        lines = [line.span for line in self.lines[max(0, first) : end] if line.is_text]
        return Span(lines[0].start, max(line.end for line in lines)) if lines else Span(0, 0)

    def text_line(self, number: int, step: int) -> int | None:
        """The nearest line with text from `number` on, going up (-1) or down (+1); None if there is none."""
        while 0 <= number < len(self.lines):
            if self.lines[number].is_text:
                return number
            number += step
        return None


Blocks = Recent[Hashable, tuple[Line, ...]]
"""The lines of blocks laid out lately, by all that changes them."""


@frozen
class Notes:
    """What is written on a passage, to be shown under the paragraph where it ends."""

    end: int
    highlight: Highlight


def lay_out(  # noqa: PLR0913 - all of them change how an article is laid out
    document: Document,
    head: Sequence[tuple[Role, str]],
    width: int,
    *,
    show_cuts: bool = False,
    hint: str = "",
    notes: Sequence[Notes] = (),
    typography: Typography = Typography(),  # noqa: B008 - frozen
    numbered: bool = False,
    folding: Folding = Folding(),  # noqa: B008 - frozen
    blocks: Blocks | None = None,
) -> Page:
    """Lay an article out.

    Args:
        document: the labelled text.
        head: lines of our own on top, wrapped here: a title if the text has none, byline, date.
        width: cells of the text column.
        show_cuts: whether cut blocks are shown, in place and with their reasons.
        hint: what can be done about them, said where they are counted.
        notes: notes and tags to show under their passages.
        typography: how running text is set.
        numbered: whether links have numbers, by which they can be followed.
        folding: which notes are folded.
        blocks: the lines of blocks laid out lately, which are not laid out again.
    """
    shown = tuple(index for index, block in enumerate(document.blocks) if block.kept or show_cuts)
    lines: list[Line] = []
    found, addresses = _links(document, shown, numbered=numbered)
    laid_out = _each_block(document, width, typography, blocks)
    waiting = sorted(notes, key=lambda note: note.end)
    title_block = _title_block(document, shown)
    lines.extend((*_head(head, width, folding), Line(Role.BLANK)) if title_block < 0 else ())
    for position, index in enumerate(shown):
        block, span = document.blocks[index], document.spans[index]
        following = shown[position + 1] if position + 1 < len(shown) else None
        if _runs_into(document, index, following):
            continue
        first = position - (index > 0 and _runs_into(document, index - 1, index))
        lines.extend(_reason(block, document.blocks[shown[first - 1]] if first else None))
        lines.extend(laid_out(index, found, with_dateline=first < position))
        lines.extend(_head(head, width, folding) if position == title_block else ())
        while waiting and waiting[0].end <= span.end:
            lines.extend(under_passage(waiting.pop(0).highlight, width, folding))
        if following is None or not _close(block, document.blocks[following]):
            lines.append(Line(Role.BLANK))
    lines.extend(_cut_summary(document, width, hint))
    return _paged(document, shown, lines, addresses, [link.span for here in found.values() for link in here])


def _each_block(
    document: Document, width: int, typography: Typography, blocks: Blocks | None
) -> Callable[..., tuple[Line, ...]]:
    """What gives the lines of a block by its index, from those laid out lately if they are among them."""

    def laid_out(index: int, links: Mapping[int, Sequence[Numbered]], *, with_dateline: bool) -> tuple[Line, ...]:
        block, span = document.blocks[index], document.spans[index]
        before = document.blocks[index - 1] if with_dateline else None
        flow = Span(document.spans[index - 1].start, span.end) if before else span
        here = (*(links.get(index - 1, ()) if before else ()), *links.get(index, ()))

        def make() -> tuple[Line, ...]:
            end = span.start if before else 0
            return block_lines(document.text, block, flow, width, typography, dateline_end=end, links=here)

        return make() if blocks is None else blocks.get((block, before, flow, width, typography, here), make)

    return laid_out


def _paged(
    document: Document, shown: Sequence[int], lines: Sequence[Line], addresses: Sequence[str], links: Sequence[Span]
) -> Page:
    """The lines as a page, in which offsets are found."""
    starts: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        if line.apart:
            starts.extend((start, number) for start in line.starts)
        elif line.span.end > line.span.start:
            starts.append((line.span.start, number))
    starts.sort()
    return Page(
        lines=tuple(lines),
        outline=visible_outline(document, shown),
        text=document.text,
        starts=tuple(start for start, _ in starts),
        numbers=tuple(number for _, number in starts),
        addresses=tuple(addresses),
        links=tuple(links),
    )


def _links(document: Document, shown: Sequence[int], *, numbered: bool) -> tuple[dict[int, list[Numbered]], list[str]]:
    """The links of each block on show, by its index, and where they lead."""
    found: dict[int, list[Numbered]] = {}
    addresses: list[str] = []
    for index in shown:
        start = document.spans[index].start
        for link in document.blocks[index].links:
            addresses.append(link.address)
            span = Span(start + link.start, start + link.end)
            found.setdefault(index, []).append(Numbered(span, len(addresses) if numbered else 0))
    return found, addresses


_HOLDS = "\u00a0"
"""A space at which no line is broken."""

_LIST_ITEMS = (BlockKind.LIST, BlockKind.LIST)
_TITLE = (BlockKind.HEADLINE, BlockKind.BYLINE)


def _runs_into(document: Document, index: int, following: int | None) -> bool:
    """True if this block is a dateline that stands before the first words of the next one shown."""
    if following != index + 1:
        return False
    return runs_in(document.blocks[index], document.blocks[following])


def _title_block(document: Document, shown: Sequence[int]) -> int:
    """The place among the blocks shown of the last of headline and byline on top; -1 if there is no headline."""
    kinds = [document.blocks[index].kind for index in shown[:2]]
    if not (shown and role_of(document.blocks[shown[0]]) is Role.HEADLINE):
        return -1
    return 1 if kinds[1:] == [BlockKind.BYLINE] else 0


def _close(block: Block, following: Block) -> bool:
    """True if no blank line stands between the two."""
    pair = (block.kind, following.kind)
    return (pair in (_LIST_ITEMS, _TITLE) and block.kept == following.kept) or _cut_together(block, following)


def _cut_together(block: Block, following: Block) -> bool:
    """True if both were cut for one reason, so that one label tells it."""
    return not block.kept and not following.kept and block.reason == following.reason


def _reason(block: Block, above: Block | None) -> Iterator[Line]:
    """Why a block is cut, unless the one above tells it."""
    if not block.kept and not (above is not None and _cut_together(above, block)):
        yield Line(Role.LABEL, words=f"┄ {block.cut_told} ┄", cut=True)


def _head(head: Sequence[tuple[Role, str]], width: int, folding: Folding) -> Iterator[Line]:
    for role, words in head:
        if role is Role.NOTE:
            yield from on_article(words, width, folding)
            continue
        for piece in wrap(words, Span(0, len(words)), width):
            yield Line(role, words=words[piece.start : piece.end])


def _cut_summary(document: Document, width: int, hint: str) -> Iterator[Line]:
    cut = document.cut
    if not cut:
        return
    reasons = " · ".join(
        dict.fromkeys(block.reason.removeprefix("cut ") for block in cut)
    )  # some have commas of their own
    words = f"┄ {counted(len(cut), 'block')} cut: {reasons} ┄"
    if hint:
        words += f" {hint.replace(' ', _HOLDS)}{_HOLDS}┄"
    for piece in wrap(words, Span(0, len(words)), width):
        yield Line(Role.LABEL, words=words[piece.start : piece.end])
