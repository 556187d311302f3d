"""What the mouse points at, and what is selected with it. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from reader.domain.anchor import Placement
from reader.domain.frozen import frozen
from reader.ui.keys import caret as carets
from reader.ui.keys.caret import Caret
from reader.ui.keys.vim import Command
from reader.ui.render.draw import GUTTER
from reader.ui.render.folding import LEAD
from reader.ui.render.page import Page
from reader.ui.render.sheet import Sheet

_OBJECTS = {2: "w", 3: "s"}
"""What several clicks select, as a text object; more of them select the paragraph."""


@frozen
class Target:
    """What lies under the pointer.

    Attributes:
        at: the code point there, or the nearest; None on a page without text.
        highlight: the id of the highlight whose letter, bar or note lies there; else empty.
        address: where the linked words there lead; else empty.
        folds: whether the sign lies there that folds or unfolds the note of that highlight.
    """

    at: int | None
    highlight: str = ""
    address: str = ""
    folds: bool = False


def target(sheet: Sheet, placements: Sequence[Placement], column: int, number: int) -> Target:
    """What lies at a column of the screen, in the line of the page with this number."""
    page = sheet.page
    at = _offset_near(page, column - sheet.left, number)
    if not 0 <= number < len(page.lines):
        return Target(at)
    line, note = page.lines[number], sheet.margin.get(number)
    if note is not None and column >= sheet.note_column:
        return Target(at, note.highlight, folds=note.folds)
    if line.highlight or line.folds:
        on_sign = sheet.left <= column < sheet.left + LEAD or not line.highlight
        return Target(at, line.highlight, folds=line.folds and on_sign)
    marked = [one for one in placements if one.span is not None and line.shows(one.span)]
    if marked and sheet.left - GUTTER <= column < sheet.left - 1:
        starting = [one for one in marked if one.span is not None and line.holds(one.span.start)]
        return Target(at, (starting or marked)[-1].highlight.id)
    return Target(at, address=_address_under(page, column - sheet.left, number))


def _address_under(page: Page, column: int, number: int) -> str:
    """Where the linked words under a cell lead, or those that the number there stands behind; else empty."""
    line = page.lines[number]
    cell = line.left
    for part in line.pieces if line.links else ():
        size = part.cells(page.text)
        if cell <= column < cell + size:
            at = line.offset_at(column, page.text) if part.span.end > part.span.start else part.span.start - 1
            return next((to for link, to in zip(page.links, page.addresses, strict=True) if at in link), "")
        cell += size
    return ""


def _offset_near(page: Page, column: int, number: int) -> int | None:
    """The code point under a cell; between paragraphs the end of the one above, above the text its beginning."""
    number = max(0, min(number, len(page.lines) - 1))
    at = page.offset_at(number, column)
    if at is not None:
        return at
    above = page.text_line(number, -1)
    if above is not None:
        return page.offset_at(above, page.lines[above].left + len(page.text))
    below = page.text_line(number, 1)
    return None if below is None else page.lines[below].span.start


def dragged(caret: Caret, start: int, at: int) -> Caret:
    """The caret when the pointer was pressed at one place and is now at another: what lies between is selected."""
    return replace(caret, anchor=start, at=at, beyond=None, goal=None, by_sentence=False)


def clicked(caret: Caret, page: Page, at: int, clicks: int) -> Caret:
    """The caret after so many clicks at a place: there; with its word, its sentence or its paragraph selected."""
    there = replace(caret, at=at, anchor=None, beyond=None, goal=None, by_sentence=False)
    if clicks < 2:
        return there
    return carets.select_object(there, page, Command("inner", character=_OBJECTS.get(clicks, "p")))
