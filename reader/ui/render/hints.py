"""The keys that matter now, as runs for the line at the bottom. Pure."""

from collections.abc import Mapping

from reader.ui.actions import Scope, in_scope, key_of
from reader.ui.render.runs import Run, fit_runs, joined, width_of_runs


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
