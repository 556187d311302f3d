"""The keys that matter now, as runs for the line at the bottom, or as lines of a dialog. Pure."""

from collections.abc import Mapping, Sequence

from reader.ui.actions import Scope, in_scope, key_of
from reader.ui.render.runs import Run, fit, fit_runs, joined, width_of_runs
from reader.ui.render.wrap import width_of

_BETWEEN = " · "


def key_runs(scope: Scope, rebound: Mapping[str, str], width: int) -> list[Run]:
    """As many keys of a scope as fit whole, the most useful first."""
    ranked = sorted((a for a in in_scope(scope) if a.hint), key=lambda action: action.hint)
    help_key = next(action for action in in_scope(Scope.EVERYWHERE) if action.id == "help")
    shown: list[Run] = []
    for action in [*ranked, help_key]:
        label = f"{key_of(action.id, rebound)} {action.short}"
        wanted = joined([*(run for run in shown if run[1] == "key"), (label, "key")])
        if width_of_runs(wanted) > width:
            break
        shown = wanted
    return fit_runs(shown, width)


def packed(parts: Sequence[str], width: int, most: int) -> list[str]:
    """Parts with dots between them, on as few lines as hold them.

    If those are more than `most`, parts give way: the last but one first, the first and the last never.
    """
    kept = [*parts]
    lines = _lines(kept, width)
    while len(lines) > most and len(kept) > 2:
        del kept[-2]
        lines = _lines(kept, width)
    return [fit(line, width) for line in lines[:most]]


def _lines(parts: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    for part in parts:
        if lines and width_of(lines[-1]) + width_of(part) + len(_BETWEEN) <= width:
            lines[-1] += _BETWEEN + part
        else:
            lines.append(part)
    return lines
