"""Something that is done when nothing has happened for a moment.

Textual's `Timer` is a task that goes on waking up until it is paused, and its message is one more that is waited for.
The event loop itself can be asked to call back once, and to forget it: that costs next to nothing with each key.
"""

import asyncio
from collections.abc import Callable

from textual.message_pump import MessagePump


class Rest:
    """Does something once, when it was not put off for a while."""

    def __init__(self, pump: MessagePump, act: Callable[[], None]) -> None:
        """`act` is called as a message of `pump` would be: not once that is closed, and what it raises is told."""
        self._pump = pump
        self._act = act
        self._handle: asyncio.TimerHandle | None = None

    def wait(self, seconds: float) -> None:
        """Do it so many seconds from now, and not when it was to be done before."""
        self.give_up()
        self._handle = asyncio.get_running_loop().call_later(seconds, self._pump.call_later, self._act)

    def give_up(self) -> None:
        """Do not do it after all."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
