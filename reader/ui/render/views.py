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


def saved_runs(names: Iterable[str], here: str, count: int) -> list[Run]:
    """One run a saved view; `count` is how many articles the one that is shown has."""
    return [(f"{name} {count}" if name == here else name, "here" if name == here else "faint") for name in names]


def views_line(parts: list[Run], columns: int) -> list[Run]:
    """The line, as long as it may be."""
    lead: list[Run] = [(" Newsmark   ", "text")] if columns >= _NAMED else [(" ", "")]
    return [*lead, *joined(parts)]


def place_words(cursor: int, count: int, minutes: int | None, *, stories: bool = False) -> str:
    """Where the cursor is in a list, of stories if its copies are folded, and how long reading all of it takes.

    Empty for an empty list.
    """
    what = "" if not stories else " story" if count == 1 else " stories"
    told = "" if minutes is None else f" · {minutes} min"
    return f"{cursor + 1} of {count}{what}{told}" if count else ""
