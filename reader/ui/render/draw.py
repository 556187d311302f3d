"""A line of a page as styled segments: gutter, text, note in the margin. Pure; styles come by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from reader.domain.document import Span
from reader.domain.mark import Highlight, HighlightKind
from reader.ui import render
from reader.ui.render import bidi
from reader.ui.render.lines import Line, Role
from reader.ui.render.paint import Ground, Piece, Wash, pieces, plain_text
from reader.ui.render.runs import in_order
from reader.ui.render.wrap import width_of_all

if TYPE_CHECKING:
    from reader.domain.anchor import Placement
    from reader.ui.render.margin import MarginNote


GUTTER = 4
"""Cells left of the text: the letter of a highlight, its bar, the caret's sign, and air."""

Look = Callable[[str], Style]
"""A style by name, laid over nothing; one that is laid over the ground will do where looks are not laid over others."""


def written(placements: Sequence[Placement]) -> list[tuple[Span, Highlight, str]]:
    """What of the highlights has a part in how a page is laid out: where notes and tags stand, and their words."""
    noted = ((one.span, one.highlight, render.notes.note_words(one.highlight)) for one in placements)
    return [(span, highlight, words) for span, highlight, words in noted if span is not None and words]


def gutter(line: Line, washes: Sequence[Wash], look: Look, cells: int, *, caret_here: bool) -> list[Segment]:
    """The signs left of a line: letters of highlights and positions, a highlight's bar or that it is cut, the caret.

    `cells` are those that there are, `GUTTER` at least.
    """
    if not (washes or line.cut or caret_here):  # as most lines are
        return [Segment(" " * cells, look(""))]
    marks = [wash for wash in washes if wash.ground is Ground.MARK and line.shows(wash.span)]
    kinds = "".join(wash.letter for wash in marks if line.holds(wash.span.start))
    places = [wash for wash in washes if wash.ground is Ground.POSITION and line.holds(wash.span.start)]
    signs = _letters(kinds, "".join(w.letter for w in sorted(places, key=lambda w: w.span.start)), cells - 2, look)
    bar = Segment("┆", look("cut")) if line.cut else Segment(" ")
    if marks:
        bar = Segment("▌", look(f"bar-{marks[-1].detail}"))
    pointer = Segment("›" if caret_here else " ", look("pointer"))
    return [Segment(" " * (cells - 2 - used_cells(signs))), *signs, bar, pointer]


def _letters(kinds: str, places: str, room: int, look: Look) -> list[Segment]:
    """Letters of highlights, the last two of them, and of positions behind an apostrophe.

    Beside a position, the letter of plain ones is left to the bar. What does not fit gives way: the apostrophe first,
    for which the letters behind it are underlined; then a kind, and all positions but the first.
    """
    if not places:
        return [Segment(kinds[-2:].ljust(2), look("note"))]
    kinds = kinds.replace(HighlightKind.PLAIN.letter, "")
    places = places[: max(1, room - bool(kinds))]
    kinds = kinds[-min(2, room - len(places)) :] if room > len(places) else ""
    told = len(kinds) + len(places) < room
    signs = [Segment(f"'{places}", look("meta"))] if told else [Segment(places, look("position-letter"))]
    return [Segment(kinds, look("note")), *signs] if kinds else signs


def lays_looks_over(line: Line) -> bool:
    """True if looks of a line lie over others, also where there is nothing behind its words."""
    return line.cut or not line.stands_simply


def text_segments(
    line: Line, page_text: str, washes: Sequence[Wash], look: Look, *, dimmed: bool = False
) -> list[Segment]:
    """Words of our own and text of the document, each in its looks; dimmed, all in one that steps back."""
    base = look("dimmed" if dimmed else line.role)
    if line.cut:
        base += look("cut")
    segments = [Segment(" " * line.indent, look(""))] if line.indent else []
    if line.words:
        quiet = look("note") if line.is_text and line.role is not Role.CAPTION else base
        segments.append(Segment(bidi.shown(line.words), quiet))
    if line.stands_simply and not washes:
        if line.is_text:
            segments.append(Segment(plain_text(line, page_text), base))
    elif line.is_text:
        segments.extend(_segment(piece, base, look, plain=dimmed) for piece in pieces(line, page_text, washes))
    elif line.parts:
        runs = in_order([(part.words or "", part.look) for part in line.parts])
        segments.extend(Segment(words, base if dimmed else _looks(names, base, look)) for words, names in runs)
    return segments


def _looks(names: str, base: Style, look: Look) -> Style:
    """A style with looks laid over it, given by their names with spaces between."""
    for name in names.split():
        base += look(name)
    return base


def _segment(piece: Piece, base: Style, look: Look, *, plain: bool) -> Segment:
    """A piece of the text; `plain` if neither datelines nor links are to stand out."""
    style = base + look("dateline") if piece.dateline and not plain else base
    if sum(wash.ground is Ground.MARK for wash in piece.washes) > 1:
        style += Style(underline=True)
    if piece.linked and not plain:
        style += look("link")
    style = _looks(piece.look, style, look)
    for wash in piece.washes:
        name = f"mark-{wash.detail}" if wash.ground is Ground.MARK else wash.ground.value
        style += look(name)
        if wash.emphatic:
            style += Style(underline=True)
    return Segment(piece.text, style)


def margin_segments(note: MarginNote, used: int, column: int, look: Look) -> list[Segment]:
    """The note beside a line of which `used` cells are taken; it begins at `column`."""
    gap = max(1, column - used)
    shown = (Segment(words, _looks(names, look("note"), look)) for words, names in in_order(note.runs))
    return [Segment(" " * gap), Segment("│ ", look(f"bar-{note.kind}")), *shown]


def used_cells(segments: Sequence[Segment]) -> int:
    """How many cells these segments take."""
    return width_of_all([segment.text for segment in segments])
