"""Signals that ask the program to end: each is obeyed as a whole, never by an error in the middle of something else."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)

_PATIENCE, _PAUSE = 0.4, 0.2
"""Seconds after such a signal until it is looked whether the terminal takes anything, and between two looks."""


class Signals:
    """What such a signal does: it ends the program at once, unless somebody else has been told to see to that.

    The exit code is 128 and the signal's number. Until the program has ended, it is looked now and then whether
    something waits for the terminal.
    """

    def __init__(self, give_back: Callable[[], None], look: Callable[[], None]) -> None:
        """Nothing is heard yet; `give_back` makes the terminal what it was, `look` sees that nothing waits for it."""
        self._give_back = give_back
        self._look = look
        self._obey: Callable[[int], None] = self._end
        self._held = False
        self._heard: int | None = None
        self._listening = False

    def listen(self) -> None:
        """Hear them from now on, to the end of the process."""
        self._listening = True
        for number in ENDING:
            signal.signal(number, self._hear)

    def leave_to(self, obey: Callable[[int], None]) -> None:
        """Somebody who can leave in good order is told the number, between two steps of whatever goes on."""
        self._obey = obey

    def rest(self) -> None:
        """Look no more; nothing is written to the terminal any longer."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    def end_at_once(self) -> None:
        """Nobody needs to be told any more; nor is there anything to be done when the program is stopped or goes on."""
        self._obey = self._end
        if self._listening:
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            signal.signal(signal.SIGCONT, signal.SIG_DFL)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """What comes in the block is obeyed behind it."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
            if self._heard is not None:
                self._obey(self._heard)

    def _hear(self, number: int, _: FrameType | None) -> None:
        if self._heard is None:
            # By signal, too: it comes through to whoever waits, and a thread could not be begun at any moment.
            signal.signal(signal.SIGALRM, lambda *_: self._look())
            signal.setitimer(signal.ITIMER_REAL, _PATIENCE, _PAUSE)
        if self._held:
            self._heard = self._heard or number
        else:
            self._obey(number)

    def _end(self, number: int) -> None:
        """End as after `kill -9`, which everything on disk stands, but with the terminal as it was."""
        self._held = True
        try:
            self._give_back()
        finally:
            os._exit(128 + number)
