"""A page on a screen of a given width: where its column stands, and the notes beside it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.domain.document import Document
from reader.domain.frozen import frozen
from reader.ui import render
from reader.ui.render.draw import GUTTER
from reader.ui.render.folding import ARTICLE, Folding
from reader.ui.render.laid_out import LaidOut
from reader.ui.render.lines import Line, Role
from reader.ui.render.page import Notes, Page, lay_out
from reader.ui.render.typesetting import Typography

if TYPE_CHECKING:
    from reader.domain.anchor import Placement
    from reader.ui.render.margin import MarginNote


_NARROWEST_MARGIN = 26
_WIDEST_MARGIN = 36
_AIR = 3
"""Cells between the text and a note beside it."""


@frozen
class Sheet:
    """A page and its place on the screen.

    Attributes:
        page: the lines.
        left: cells left of the text column, gutter included.
        note_column: the cell where notes in the margin begin.
        margin: notes in the margin by line number; empty if they are folded under their passages.
    """

    page: Page
    left: int
    note_column: int
    margin: Mapping[int, MarginNote]

    @property
    def foldable(self) -> frozenset[str]:
        """The highlights whose notes are long enough to be folded, by id."""
        below = {line.highlight for line in self.page.lines if line.folds}
        return frozenset(below | {note.highlight for note in self.margin.values() if note.folds})


def spread_out(  # noqa: PLR0913 - all of them change how an article is laid out
    document: Document,
    head: Sequence[tuple[Role, str]],
    placements: Sequence[Placement],
    *,
    cells: int,
    measure: int,
    typography: Typography,
    show_cuts: bool,
    cuts_key: str,
    margin_allowed: bool,
    folding: Folding,
    laid_out: LaidOut,
) -> Sheet:
    """Lay an article out for a screen of `cells` columns, its text at most `measure` wide.

    Notes stand in the margin where there is room and `margin_allowed`, else under their passages. The room is kept free
    also without notes, so that the first one does not move the text. The page goes on as far as they do. A page in
    `laid_out` is not laid out again.
    """
    width = max(8, min(measure, cells - GUTTER - 2))
    noted = [placement for placement in placements if _is_shown(placement, document, show_cuts=show_cuts)]
    notes = [Notes(placement.span.end, placement.highlight) for placement in noted if placement.span is not None]
    free = cells - GUTTER - width - 2 * _AIR
    margin = min(_WIDEST_MARGIN, free) if margin_allowed and free >= _NARROWEST_MARGIN else 0
    left = max(GUTTER, (cells - width - (margin + _AIR if margin else 0)) // 2)
    hint = f"{cuts_key} {'hides' if show_cuts else 'shows'} them" if cuts_key else ""
    below, numbered = () if margin else tuple(notes), bool(cuts_key)
    whole = replace(folding, unfolded=folding.unfolded & {ARTICLE}) if margin else folding
    page = laid_out.pages.get(
        (document, tuple(head), width, show_cuts, hint, below, typography, numbered, whole),
        lambda: lay_out(
            document,
            head,
            width,
            show_cuts=show_cuts,
            hint=hint,
            notes=below,
            typography=typography,
            numbered=numbered,
            folding=whole,
            blocks=laid_out.blocks,
        ),
    )
    beside = render.margin.margin_notes(page, noted, margin, folding) if margin and noted else {}
    behind = (Line(Role.BLANK),) * (max(beside, default=-1) + 1 - len(page.lines))
    if behind:
        page = replace(page, lines=(*page.lines, *behind))
    return Sheet(page, left, left + width + _AIR, beside)


def _is_shown(placement: Placement, document: Document, *, show_cuts: bool) -> bool:
    """True if there is a note or a tag on a passage that stands on the page."""
    if placement.span is None or not render.notes.note_words(placement.highlight) or not document.blocks:
        return False
    return show_cuts or document.blocks[document.block_at(placement.span.start)].kept
