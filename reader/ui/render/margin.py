"""Notes in the margin, beside their passages. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.domain.frozen import frozen
from reader.ui.render.folding import Folding
from reader.ui.render.notes import note_lines, note_words
from reader.ui.render.page import Page
from reader.ui.render.runs import Run

if TYPE_CHECKING:
    from reader.domain.anchor import Placement


_LEAD = 2
"""Cells of the letter before a note, and of the air behind it."""
_BAR = 2

_MOST = 10
_LEAST = 5
"""Lines that a folded note may take, sign included: at most, and also where the next one begins before."""


@frozen
class MarginNote:
    """One line of a note in the right margin.

    Attributes:
        runs: its words with the names of their looks.
        kind: that of its highlight.
        highlight: the id of that.
        folds: True for the line that folds or unfolds the note.
    """

    runs: tuple[Run, ...]
    kind: str
    highlight: str
    folds: bool = False


def margin_notes(page: Page, placements: Sequence[Placement], width: int, folding: Folding) -> dict[int, MarginNote]:
    """Notes beside their passages, by line number; a note that meets another moves down.

    A long one is folded: it ends with a sign where the next one begins, or after a few lines.
    """
    noted = [one for one in placements if one.span is not None and note_words(one.highlight)]
    starts = [page.line_of(one.span.start) for one in noted if one.span is not None]
    found: dict[int, MarginNote] = {}
    free = 0
    for index, placement in enumerate(noted):
        highlight, number = placement.highlight, max(free, starts[index])
        until = starts[index + 1] - 1 if index + 1 < len(starts) else number + _MOST
        room = min(_MOST, max(_LEAST, until - number))
        lines = note_lines(note_words(highlight), width - _LEAD - _BAR)
        long, whole = len(lines) > room, highlight.id in folding.unfolded
        shown = folding.beginning(lines, room) if long and not whole else lines
        for line, runs in enumerate(shown):
            lead = (f"{' ' if line else highlight.kind.letter} ", "")
            found[number] = MarginNote((lead, *runs), highlight.kind.value, highlight.id)
            number += 1
        if long:
            sign = ((" " * _LEAD, ""), *folding.sign(len(lines) - len(shown)))
            found[number] = MarginNote(sign, highlight.kind.value, highlight.id, folds=True)
            number += 1
        free = number + 1
    return found
