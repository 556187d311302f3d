"""Keys of a list go straight to what they are bound to.

Textual hands a key to the widget that has the focus, lets it rise from box to box up to the app, and looks there for a
binding, in copies of the bindings of all of them. On that way to a list nobody listens to keys, so what one is bound to
is known at once, and what it changes is drawn before anything else is done. So it is with what is typed into a prompt.
"""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import Any
from weakref import WeakKeyDictionary

from textual import events
from textual.app import App
from textual.binding import BindingsMap
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from reader.ui.patches import PatchScreen
from reader.ui.screens.shared import SessionScreen
from reader.ui.widgets.row_list import RowList

Bound = dict[str, list[tuple[str, DOMNode]]]
"""Key → actions, each with the node that carries it out, the first to be tried first."""


class StraightKeys:
    """Carries out what a key of a list is bound to.

    Attributes:
        over: whether nothing is left to be done of the key that was carried out last.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._bound: WeakKeyDictionary[Widget, Bound] = WeakKeyDictionary()
        self.over = False

    async def act(self, key: events.Key) -> bool:
        """Carry the key's action out; False if that is left to Textual."""
        self.over = False
        app, screen = self._app, self._app.screen
        focused = screen.focused
        if isinstance(screen, SessionScreen) and screen.prompt is not None and screen.prompt.typing:
            with screen.drawing_at_once():
                taken = screen.prompt.press(key)
            if taken:
                self.over = screen.prompt.typing
                return True
        if not isinstance(focused, RowList) or not app.app_focus or screen.maximized is not None:
            return False
        bound = self._bound.get(focused)
        if bound is None:
            bound = self._bound[focused] = _bound(screen, focused)
        before = self._waiting(screen, focused)
        with screen.drawing_at_once() if isinstance(screen, PatchScreen) else nullcontext():
            for action, node in bound.get(key.key, ()):
                if await app.run_action(action, node):
                    break
            else:
                return False
        self.over = app.screen is screen and screen.focused is focused and self._waiting(screen, focused) == before
        return True

    def _waiting(self, screen: Screen[Any], focused: Widget) -> tuple[int, ...]:
        """How many messages those wait for that take part in what a key does."""
        return tuple(pump.message_queue_size for pump in (self._app, screen, focused))


def _bound(screen: Screen[Any], focused: Widget) -> Bound:
    """What all keys are bound to while a widget has the focus; nothing if on their way up somebody listens to keys."""
    bound: Bound = {}
    if any(_listens(node) for node in focused.ancestors_with_self if not isinstance(node, App)):
        return bound
    urgent = reversed(screen._binding_chain)  # noqa: SLF001 - where Textual's own look-up looks
    others = screen._modal_binding_chain  # noqa: SLF001
    for key, action, node in (*_of(urgent, urgent=True), *_of(others, urgent=False)):
        bound.setdefault(key, []).append((action, node))
    return bound


def _of(chain: Iterable[tuple[DOMNode, BindingsMap]], *, urgent: bool) -> Iterator[tuple[str, str, DOMNode]]:
    for node, bindings in chain:
        for key, binding in bindings:
            if binding.priority is urgent:
                yield key, binding.action, node


def _listens(node: DOMNode) -> bool:
    """Whether a node has anything of its own to do with a key."""
    own = [cls for cls in type(node).__mro__ if cls is not Widget]
    return any(name in ("on_key", "_on_key") or name.startswith("key_") for cls in own for name in vars(cls))
