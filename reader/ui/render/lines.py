"""A line of a page: a piece of the document's text, told by offsets, or words of our own. Pure."""

from collections.abc import Iterator
from dataclasses import field
from enum import StrEnum

from reader.domain.document import Span
from reader.domain.frozen import frozen
from reader.domain.segments import next_grapheme
from reader.ui.render.wrap import width_of


class Role(StrEnum):
    """How a line is to look."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    TEXT = "text"
    HEADING = "heading"
    QUOTE = "quote"
    CAPTION = "caption"
    CODE = "code"
    TABLE = "table"
    TABLE_HEAD = "table-head"
    FRAME = "frame"
    META = "meta"
    LABEL = "label"
    NOTE = "note"
    BLANK = "blank"


@frozen
class Part:
    """A run of a line whose letters do not stand as they do in the text: a stretched space, a cell, a link's number.

    Attributes:
        span: the code points that it shows; empty if it is only put in at that offset.
        words: what is shown for them; None for the text itself.
        look: the names of its looks, over that of the line.
    """

    span: Span
    words: str | None = None
    look: str = ""

    def cells(self, text: str) -> int:
        """How many cells it takes; `text` is that of the document."""
        return width_of(text[self.span.start : self.span.end] if self.words is None else self.words)


@frozen
class Line:
    """One line of a page.

    Attributes:
        role: how it looks.
        span: the code points of the document that it shows; empty for words of our own.
        words: words of our own: the whole line, or what stands before the text or the parts (a bullet, a bar).
        indent: cells left free before `words`.
        cut: True if it belongs to a block that is cut.
        dateline_end: code points before this one are the dateline.
        highlight: for a note, the id of the highlight that it is on.
        parts: the text from left to right, where it does not simply stand there; empty where it does.
        apart: True if what the parts show has gaps, as the cells of a table have.
        links: the linked code points in it.
        folds: True for the line of a note with the sign that folds or unfolds it.
    """

    role: Role
    span: Span = field(default_factory=lambda: Span(0, 0))
    words: str = ""
    indent: int = 0
    cut: bool = False
    dateline_end: int = 0
    highlight: str = ""
    parts: tuple[Part, ...] = ()
    apart: bool = False
    links: tuple[Span, ...] = ()
    folds: bool = False

    @property
    def is_text(self) -> bool:
        """True if the line shows text of the document."""
        return self.span.end > self.span.start

    @property
    def stands_simply(self) -> bool:
        """True if all its text looks alike and stands as it does in the document."""
        return not (self.parts or self.links or self.dateline_end > self.span.start)

    @property
    def pieces(self) -> tuple[Part, ...]:
        """What stands on it from left to right, behind `words`."""
        return self.parts or (Part(self.span),)

    @property
    def starts(self) -> Iterator[int]:
        """The first offset of each run of text on it."""
        if not self.apart:
            yield self.span.start
            return
        yield from (part.span.start for part in self.parts if part.span.end > part.span.start)

    def holds(self, offset: int) -> bool:
        """True if the line shows the text at an offset."""
        return self.shows(Span(offset, offset + 1))

    def shows(self, span: Span) -> bool:
        """True if the line shows any of a passage."""
        if not self.apart:
            return self.span.overlaps(span)
        return any(part.span.overlaps(span) for part in self.parts)

    @property
    def left(self) -> int:
        """The cell where the text begins."""
        return self.indent + width_of(self.words)

    def column_of(self, offset: int, text: str) -> int:
        """The cell of an offset; behind the last letter for one that is not on the line."""
        cell = self.left
        behind = cell
        for part in self.pieces:
            if part.span.start <= offset < part.span.end:
                return cell + (width_of(text[part.span.start : offset]) if part.words is None else 0)
            cell += part.cells(text)
            if part.span.end > part.span.start:
                behind = cell
        return behind

    def offset_at(self, column: int, text: str) -> int:
        """The code point under a cell; the nearest one where no text stands."""
        cell = self.left
        last = -1
        for part in self.pieces:
            size = part.cells(text)
            if part.span.end > part.span.start:
                if column < cell + size:
                    return _offset_within(part, max(0, column - cell), text)
                last = _offset_within(part, size, text)
            elif column < cell + size and last >= 0:
                return last
            cell += size
        return last


def _offset_within(part: Part, column: int, text: str) -> int:
    at, cell = part.span.start, 0
    while part.words is None:
        following = next_grapheme(text, at)
        cell += width_of(text[at:following])
        if column < cell or following >= part.span.end:
            break
        at = following
    return at
