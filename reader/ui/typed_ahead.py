"""Keys typed faster than they are handled: each waits until all that the one before it set going has happened.

Textual hands a key to the widget that has the focus at once, but carries a binding out when the key has bubbled up to
the app; of keys that arrive in one piece, the widget would get the second before the first has done anything.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

_CLOSE_SECONDS = 0.1
"""Keys that are not this close to the one before are not typed ahead."""

_PATIENCE_SECONDS = 0.5
"""For a widget that is gone before it has answered."""

_ANSWER_SECONDS = 2.0
"""For a screen that looks for long, or opens what is still being read."""

_LOOK_SECONDS = 0.005


class TypedAhead:
    """Holds keys back while the one before them is being handled."""

    def __init__(self, app: App[Any], handle: Callable[[events.Key], Awaitable[None]]) -> None:
        """Nothing is held yet; `handle` hands a key on."""
        self._app = app
        self._handle = handle
        self._waiting: deque[events.Key] = deque()
        self._task: asyncio.Task[None] | None = None
        self._last = 0.0

    def holds(self, key: events.Key, *, over: bool = False) -> bool:
        """True if the key is kept and handed on later; False if it is to be handled now.

        No key need wait for one that is `over`: it has set nothing going, or all that has happened.
        """
        busy = self._task is not None and not self._task.done()
        if not busy and not _is_answering(self._app) and (over or monotonic() - self._last > _CLOSE_SECONDS):
            self._last = monotonic()
            return False
        self._waiting.append(key)
        if not busy:
            self._task = asyncio.create_task(self._hand_on())
        return True

    async def _hand_on(self) -> None:
        while self._waiting:
            await self._settled()
            self._app.call_later(self._handle, self._waiting.popleft())
            await _reached(self._app)
            self._last = monotonic()

    async def _settled(self) -> None:
        """Wait for the key's way up, for what was posted on that way, and for a screen that it opened."""
        screen = self._app.screen
        focused = self._app.focused or screen
        for pump in (focused, focused, screen, self._app, screen):
            await _reached(pump)
        await self._opened_over(screen)
        screen = self._app.screen
        await self._answered()
        await self._opened_over(screen)

    async def _opened_over(self, screen: Screen[Any]) -> None:
        """Wait until a screen that has opened over this one is there, and has shown what it shows first."""
        opened = self._app.screen
        if opened is not screen:
            await _reached(opened)
            await _reached(opened)
            await _reached(opened, opened.call_after_refresh)

    async def _answered(self) -> None:
        """Wait for what the screen is about to show, unless words are typed, of which the next is awaited."""
        while getattr(self._app, "answering", False):  # noqa: ASYNC110 - a thread ends it
            await asyncio.sleep(_LOOK_SECONDS)
        until = monotonic() + _ANSWER_SECONDS
        while _is_answering(self._app) and monotonic() < until:  # noqa: ASYNC110 - a thread or a layout ends it
            await asyncio.sleep(_LOOK_SECONDS)


def _is_answering(app: App[Any]) -> bool:
    if getattr(app, "answering", False):
        return True
    return bool(getattr(app.screen, "answering", False)) and not getattr(app.screen, "typing", False)


async def _reached(pump: MessagePump, call: Callable[[Callable[[], None]], bool] | None = None) -> None:
    """Wait until all messages that a pump has now are handled, and what it calls then."""
    reached = asyncio.Event()
    if (call or pump.call_later)(reached.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(reached.wait(), _PATIENCE_SECONDS)
