"""The palette: every action of the screen at hand, from the one table, and the saved views."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Input

from reader.domain.safe_text import safe_line
from reader.settings import Settings
from reader.ui.actions import ACTIONS, Scope, in_scope, keys_of, sign
from reader.ui.screens.shared import SessionScreen
from reader.ui.screens.small import Small
from reader.ui.widgets.inputs import still

_SAVED = frozenset(action.call for action in ACTIONS if action.call.startswith("app.saved("))


class Palette(Small, CommandPalette):
    """Textual's palette, with the caret that all our fields have."""

    def on_mount(self) -> None:
        """Its caret stands still."""
        still(self.query_one(Input))


def commands(app: App[Any], screen: Screen[Any], settings: Settings) -> Iterator[SystemCommand]:
    """What can be done on a screen, each with its keys."""
    scope = screen.SCOPE if isinstance(screen, SessionScreen) else None
    keys = {action.call: " ".join(map(sign, keys_of(action, settings.keys))) for action in ACTIONS}
    for action in (*(in_scope(scope) if scope else ()), *in_scope(Scope.EVERYWHERE)):
        if action.id != "palette" and action.call not in _SAVED:
            yield SystemCommand(action.help, f"{action.short} · {keys[action.call]}", _runner(app, screen, action.call))
    for number, (name, query) in enumerate(settings.views.items(), 1):
        call = f"app.saved({number})"
        told = " · ".join(part for part in (query, keys.get(call, "")) if part)
        yield SystemCommand(f"Show the view {name}", safe_line(told), _runner(app, screen, call))


def _runner(app: App[Any], screen: Screen[Any], call: str) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        await app.run_action(call, default_namespace=screen)

    return run
