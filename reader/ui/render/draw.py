"""A line of a page as styled segments: gutter, text, note in the margin. Pure; styles come by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style

from reader.domain.anchor import Placement
from reader.domain.document import Span
from reader.domain.mark import Highlight
from reader.ui.render.lines import Line
from reader.ui.render.page import Page, note_words
from reader.ui.render.paint import Ground, Piece, Wash, pieces
from reader.ui.render.wrap import width_of, wrap

GUTTER = 4
"""Cells left of the text: the letter of a highlight, its bar, the caret's sign, and air."""

Look = Callable[[str], Style]
"""A style by name, laid over nothing."""


@dataclass(frozen=True, slots=True)
class MarginNote:
    """One line of a note in the right margin, with the kind and the id of its highlight."""

    words: str
    kind: str
    highlight: str


def margin_notes(page: Page, placements: Sequence[Placement], width: int) -> dict[int, MarginNote]:
    """Notes beside their passages, by line number; a note that meets another moves down."""
    found: dict[int, MarginNote] = {}
    free = 0
    for placement in placements:
        words = note_words(placement.highlight)
        if placement.span is None or not words:
            continue
        kind = placement.highlight.kind
        number = max(free, page.line_of(placement.span.start))
        for index, piece in enumerate(wrap(words, Span(0, len(words)), width - 4)):
            lead = f"{kind.letter} " if index == 0 else "  "
            found[number] = MarginNote(lead + words[piece.start : piece.end], kind.value, placement.highlight.id)
            number += 1
        free = number + 1
    return found


def written(placements: Sequence[Placement]) -> list[tuple[Span, Highlight, str]]:
    """What of the highlights has a part in how a page is laid out: where notes and tags stand, and their words."""
    noted = ((one.span, one.highlight, note_words(one.highlight)) for one in placements)
    return [(span, highlight, words) for span, highlight, words in noted if span is not None and words]


def gutter(line: Line, washes: Sequence[Wash], look: Look, *, caret_here: bool) -> list[Segment]:
    """The signs left of a line: letter and bar of a highlight, else that it is cut, and whether the caret is in it."""
    marks = [wash for wash in washes if wash.ground is Ground.MARK and line.shows(wash.span)]
    starts = [wash for wash in marks if line.holds(wash.span.start)]
    letters = "".join(wash.letter for wash in starts[-2:]).ljust(2)
    bar = Segment("┆", look("cut")) if line.cut else Segment(" ")
    if marks:
        bar = Segment("▌", look(f"bar-{marks[-1].detail}"))
    return [Segment(letters, look("note")), bar, Segment("›" if caret_here else " ", look("pointer"))]


def text_segments(line: Line, page_text: str, washes: Sequence[Wash], look: Look) -> list[Segment]:
    """Words of our own and text of the document, each in its looks."""
    base = look(line.role.value)
    if line.cut:
        base += look("cut")
    segments = [Segment(" " * line.indent)] if line.indent else []
    if line.words:
        quiet = look("note") if line.is_text else base
        segments.append(Segment(line.words, quiet))
    if line.is_text:
        segments.extend(_segment(piece, base, look) for piece in pieces(line, page_text, washes))
    return segments


def _segment(piece: Piece, base: Style, look: Look) -> Segment:
    style = base + look("dateline") if piece.dateline else base
    if sum(wash.ground is Ground.MARK for wash in piece.washes) > 1:
        style += Style(underline=True)
    if piece.linked:
        style += look("link")
    if piece.look:
        style += look(piece.look)
    for wash in piece.washes:
        name = f"mark-{wash.detail}" if wash.ground is Ground.MARK else wash.ground.value
        style += look(name)
        if wash.emphatic:
            style += Style(underline=True)
    return Segment(piece.text, style)


def margin_segments(note: MarginNote | None, used: int, column: int, look: Look) -> list[Segment]:
    """The note beside a line of which `used` cells are taken; it begins at `column`."""
    if note is None:
        return []
    gap = max(1, column - used)
    return [Segment(" " * gap), Segment("│ ", look(f"bar-{note.kind}")), Segment(note.words, look("note"))]


def used_cells(segments: Sequence[Segment]) -> int:
    """How many cells these segments take."""
    return sum(width_of(segment.text) for segment in segments)
