"""Stopping between two pieces of work, not inside one."""

import signal
from types import FrameType, TracebackType
from typing import Self


class Interrupts:
    """Keeps the first ctrl+c until `check` is called; the second one interrupts at once.

    Where ctrl+c has another meaning already, as in the background of a shell, it keeps that.
    """

    def __init__(self) -> None:
        self._asked = False
        self._ours = False

    def __enter__(self) -> Self:
        """From now on."""
        self._ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if self._ours:
            signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """As before."""
        if self._ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def check(self) -> None:
        """Interrupt now if it was asked for.

        Raises:
            KeyboardInterrupt: ctrl+c was pressed since the beginning.
        """
        if self._asked:
            raise KeyboardInterrupt

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
