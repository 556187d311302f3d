"""Positions as they are shown: their signs in the margin, and the list from which one is chosen. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_letters

from reader.domain.document import Span
from reader.domain.positions import PositionMark
from reader.domain.wording import counted, quoted
from reader.library.positions import Standing
from reader.ui.render.paint import Ground, Wash
from reader.ui.render.runs import Run, fit, width_of_runs


def signs(positions: Iterable[Standing]) -> tuple[Wash, ...]:
    """The signs of the positions that have a place, beside its first line: the keys that go there."""
    placed = [(one.mark.letter, one.span.start) for one in positions if one.span and one.mark.letter in ascii_letters]
    return tuple(Wash(Span(start, start + 1), Ground.POSITION, letter=f"'{letter}") for letter, start in placed)


def position_rows(
    marks: Sequence[PositionMark], gone: Iterable[str], titles: Mapping[str, str], width: int, most: int
) -> list[list[Run]]:
    """A line a position: its letter, its first words, and of a capital elsewhere the article; at most so many lines.

    Args:
        marks: in order.
        gone: ids of those whose words are no longer in the text.
        titles: of other articles, by their id.
        width: cells of a line.
        most: lines; if they are not enough, the last one says how many positions are left out.
    """
    lost = frozenset(gone)
    shown = marks if len(marks) <= most else marks[: most - 1]
    rows = [_row(mark, titles.get(mark.article_id, ""), width, is_gone=mark.id in lost) for mark in shown]
    left = len(marks) - len(shown)
    return [*rows, [("    ", ""), (f"and {counted(left, 'other')}", "faint")]] if left else rows


def _row(mark: PositionMark, title: str, width: int, *, is_gone: bool) -> list[Run]:
    about = "gone from the text" if is_gone else title
    behind: list[Run] = [("  ", ""), (fit(about, width // 3), "faint")] if about else []
    lead: list[Run] = [("  ", ""), (mark.letter, "text"), ("  ", "")]
    words = quoted(" ".join(mark.quote.exact.split()))
    return [*lead, (fit(words, width - width_of_runs([*lead, *behind]) - 2), "faint"), *behind]
