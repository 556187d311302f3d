"""The terminal: read whatever it sends, and leave it as it was on every way out."""

import asyncio
import codecs
import os
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from reader.ui.render import bidi

if TYPE_CHECKING:
    from reader.ui.app import NewsmarkApp

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
_TICK_SECONDS = 0.04
"""How often the parser looks whether an escape was a key of its own, while it waits for more of one."""

_SLEEP_SECONDS = 1.0
"""How long the thread that reads keys sleeps if nobody wakes it up; a bell may ring before it listens."""

_ALTERNATE_SCREEN = "\x1b[?1049h"

HUNG_UP = 128 + signal.SIGHUP
"""The exit code when the terminal is gone."""


class Terminal(LinuxDriver):
    """Textual's driver, but for its reading: a byte that is no UTF-8 is replaced, where the original would end.

    It takes over a terminal that shows the first rows already, without wiping them away.
    """

    _wiped = False
    _gone = False
    """True when nobody is on the other side: what is written then waits forever."""
    _bell = -1
    """Where to write so that the thread that reads keys wakes up; negative if there is none."""

    def start_application_mode(self) -> None:
        """Take the terminal."""
        first_rows = cast("NewsmarkApp", self._app).first_rows
        waiting, before = first_rows.waiting, first_rows.before
        self._wiped = not waiting
        first_rows.hand_over()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.write(bidi.TERMINAL.taken())
        self._wiped = True
        if waiting and before is not None:
            self.attrs_before = before

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self.write(bidi.TERMINAL.given_back())
        super().stop_application_mode()
        cast("NewsmarkApp", self._app).first_rows.take_back()

    def write(self, data: str) -> None:
        """Write, but for what would wipe the first rows away; nothing to a terminal that is gone."""
        if self._gone:
            return
        if self._wiped or data != _ALTERNATE_SCREEN:
            super().write(data)

    def close(self) -> None:
        """Write what is left to be written, if there is a terminal."""
        if not self._gone:
            super().close()

    def run_input_thread(self) -> None:
        """Hand on keys, mouse and paste until the app leaves or the terminal is gone."""
        asleep, self._bell = os.pipe()
        try:
            self._hand_on(asleep)
        finally:
            bell, self._bell = self._bell, -1
            os.close(asleep)
            os.close(bell)

    def send_message(self, message: Message) -> None:
        """Hand a message to the app from the thread that reads keys, without a task of its own."""
        self._loop.call_soon_threadsafe(self._app.post_message, message)

    def disable_input(self) -> None:
        """Take no more keys; the thread that reads them does not wait for the next one."""
        if self._bell >= 0:
            with suppress(OSError):
                os.write(self._bell, b"!")
        super().disable_input()

    def _hand_on(self, asleep: int) -> None:
        parser = XTermParser(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        early = cast("NewsmarkApp", self._app).first_rows.take_unread()
        while not self.exit_event.is_set():
            waits = parser._timeout_time is not None  # noqa: SLF001 - as `tick` looks at it
            patience = _TICK_SECONDS if waits else _SLEEP_SECONDS
            ready, _, _ = select.select([self.fileno, asleep], [], [], 0 if early else patience)
            data, early = early or (self._read() if self.fileno in ready else None), b""
            if data == b"":
                self._gone = True
                self._app.call_later(self._app.exit, return_code=HUNG_UP)
                return
            text = decode(data) if data else ""
            for message in (*(parser.feed(text) if text else ()), *parser.tick()):
                self.process_message(message)

    def _read(self) -> bytes:
        """What has come in; nothing if the terminal is gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""


def leave_on_signals(leave: Callable[[int], None]) -> None:
    """Call `leave` with an exit code when a signal asks the program to end; Textual would leave the terminal as it is.

    Must be called while the event loop runs.
    """
    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        loop.add_signal_handler(number, leave, 128 + number)
