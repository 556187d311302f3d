"""The whole screen of a list as lines of runs, for as long as no widget draws it. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from reader.domain.frozen import frozen
from reader.domain.query import Row, View
from reader.ui.actions import Scope
from reader.ui.looks import EDGE, GROUND, LINES, ROWS, SURFACE, Look
from reader.ui.render import bidi
from reader.ui.render.hints import key_runs
from reader.ui.render.rows import Copies, article_row, under_cursor
from reader.ui.render.runs import Run, fit_runs, spread, width_of_runs
from reader.ui.render.views import place_words, saved_runs, view_runs, views_line

WIDE = 110
"""Columns from which the preview stands beside the list."""

ROW_HEIGHT = 2
"""Lines of a row."""

EMPTY = "Nothing here."

_LIST_SHARE = 1 / 2.1
"""How much of a wide screen is the list: 1fr, where the preview has 1.1fr."""


@frozen
class Words:
    """Some words and how they look."""

    words: str
    look: Look
    ground: Look


@frozen
class Shown:
    """What a list shows when it opens.

    Attributes:
        view: the view.
        counts: how many articles each view holds.
        rows: as many as the screen has room for, at least; None for one that cannot be read.
        copies: how each of these stands to the copies of its story; empty if copies are not folded.
        stories: whether each row is a story, with all its copies.
        total: how many rows the list has.
        minutes: how long reading all of them takes; None if nobody could.
        saved: the names of the saved views.
        rebound: the reader's own keys by action id.
        now: for dates that are told from today.
        cursor: the row that the cursor is on, from 0.
    """

    view: View
    counts: Mapping[View, int]
    rows: Sequence[Row | None]
    copies: Sequence[Copies | None]
    stories: bool
    total: int
    minutes: int | None
    saved: Sequence[str]
    rebound: Mapping[str, str]
    now: datetime
    cursor: int = 0


def list_frame(shown: Shown, columns: int, lines: int) -> list[list[Words]]:
    """The lines of the screen from the top, each `columns` cells wide."""
    wide = columns >= WIDE
    width = int(columns * _LIST_SHARE) if wide else columns
    aside = [Words("│", EDGE, GROUND), Words(" " * (columns - width - 1), GROUND, GROUND)] if wide else []
    if not shown.rows:
        aside = [Words(" " * (columns - width), GROUND, GROUND)] if wide else []
    parts = [*view_runs(shown.counts, shown.view), *saved_runs(shown.saved, "", 0)]
    top = _line(spread(views_line(parts, columns), (), columns), columns, LINES, SURFACE)
    middle = [[*line, *aside] for line in _rows(shown, width, max(0, lines - 2))]
    return [top, *middle, _bottom(shown, columns)][: max(0, lines)]


def _bottom(shown: Shown, columns: int) -> list[Words]:
    place: list[Run] = [(f"{place_words(shown.cursor, shown.total, shown.minutes, stories=shown.stories)} ", "faint")]
    free = columns - width_of_runs(place) - 2
    left: list[Run] = [(" ", ""), *key_runs(Scope.LIST, shown.rebound, free)]
    return _line(spread(left, place, columns), columns, LINES, SURFACE)


def _rows(shown: Shown, width: int, height: int) -> list[list[Words]]:
    bar = [Words(" ", GROUND, GROUND)] if ROW_HEIGHT * shown.total > height else []
    inner = width - len(bar)
    found: list[list[Words]] = []
    for number, row in enumerate(shown.rows[: (height + 1) // ROW_HEIGHT]):
        copies = shown.copies[number] if shown.copies else None
        drawn = ([], []) if row is None else article_row(row, inner, shown.now, selected=False, copies=copies)
        cursor = number == shown.cursor
        ground = GROUND._replace(ground=ROWS["cursor"].ground) if cursor else GROUND
        for runs in drawn:
            line = _line(under_cursor(runs) if cursor else runs, inner, ROWS, ground)
            found.append([*line, *bar])
    blank: list[list[Words]] = [[Words(" " * width, GROUND, GROUND)] for _ in range(height)]
    if not shown.rows and height > 1:
        blank[1] = _line([(f"   {EMPTY}", "faint")], width, ROWS, GROUND)
    return [*found, *blank][:height]


def _line(runs: Sequence[Run], width: int, table: Mapping[str, Look], ground: Look) -> list[Words]:
    kept = [*fit_runs(runs, width)]
    air = width - width_of_runs(kept)
    return [
        Words(bidi.shown(words), table.get(look, Look()), ground) for words, look in [*kept, (" " * air, "")] if words
    ]
