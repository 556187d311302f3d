"""The line on top of a list: its views with their counts, and where the reader is. Pure."""

from collections.abc import Iterable, Mapping

from reader.domain.query import View
from reader.ui.render.runs import Run, joined

_NAMED = 90
"""Columns from which the program's name stands in front of the views."""


def view_runs(counts: Mapping[View, int], here: View | None) -> list[Run]:
    """One run a view, the one that is shown marked; none is if `here` is None."""
    shown: list[Run] = []
    for view in View:
        name = view.value.capitalize()
        shown.append((f"{name} {counts[view]}" if counts.get(view) else name, "here" if view is here else "faint"))
    return shown


def count_word(count: int | None) -> str:
    """How many there are; an ellipsis while that is not known."""
    return "…" if count is None else str(count)


def saved_runs(names: Iterable[str], here: str, count: int | None) -> list[Run]:
    """One run a saved view; `count` is how many articles the one that is shown has, None while that is not known."""
    shown = f"{here} {count_word(count)}"
    return [(shown, "here") if name == here else (name, "faint") for name in names]


def views_line(parts: list[Run], columns: int) -> list[Run]:
    """The line, as long as it may be."""
    lead: list[Run] = [(" Newsmark   ", "text")] if columns >= _NAMED else [(" ", "")]
    return [*lead, *joined(parts)]


def place_words(cursor: int, count: int | None, minutes: int | None, *, stories: bool = False) -> str:
    """Where the cursor is in a list, of stories if its copies are folded, and how long reading all of it takes.

    Empty for an empty list; a count of None is not known yet.
    """
    what = "" if not stories else " story" if count == 1 else " stories"
    told = "" if minutes is None else f" · {minutes} min"
    return "" if count == 0 else f"{cursor + 1} of {count_word(count)}{what}{told}"
