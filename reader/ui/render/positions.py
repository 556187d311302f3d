"""Positions as they are shown: their signs in the margin, and the lines from which one is chosen. Pure."""

from collections.abc import Iterable, Sequence
from string import ascii_letters

from reader.domain.document import Span
from reader.domain.wording import counted, quoted
from reader.library.positions import Listed, Standing
from reader.ui.render.paint import Ground, Wash
from reader.ui.render.runs import Run, fit, width_of_runs
from reader.ui.render.wrap import width_of


def signs(positions: Iterable[Standing]) -> tuple[Wash, ...]:
    """The signs of the positions that have a place, beside its first line: the letters behind `'`."""
    placed = [(one.mark.letter, one.span.start) for one in positions if one.span and one.mark.letter in ascii_letters]
    return tuple(Wash(Span(start, start + 1), Ground.POSITION, letter=letter) for letter, start in placed)


def position_rows(positions: Sequence[Listed], width: int, most: int) -> list[list[Run]]:
    """A line a position; if there are more than `most`, the last line says how many are left out."""
    shown = positions if len(positions) <= most else positions[: most - 1]
    rows = [position_row(one, width) for one in shown]
    left = len(positions) - len(shown)
    return [*rows, [("    ", ""), (f"and {counted(left, 'other')}", "faint")]] if left else rows


def position_row(position: Listed, width: int) -> list[Run]:
    """Its letter, its first words, and of a capital elsewhere the article, or why it cannot be gone to."""
    mark, about = position.mark, position.fault or position.title
    words = quoted(" ".join(mark.quote.exact.split()))
    lead: list[Run] = [("  ", ""), (mark.letter, "letter"), ("  ", "")]
    room = width - width_of_runs(lead) - 2
    about = fit(about, max(width // 3, room - width_of(words) - 2))
    behind: list[Run] = [("  ", ""), (about, "faint")] if about else []
    room -= width_of_runs(behind)
    shown = words if width_of(words) <= room else f"{fit(words[:-1], room - 1)}”"
    return [*lead, (shown, "faint"), *behind]
