"""The terminal: read whatever it sends, and leave it as it was on every way out."""

import codecs
import os
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from reader.ui.render import bidi

if TYPE_CHECKING:
    from reader.ui.app import NewsmarkApp
    from reader.ui.first_rows import FirstRows

_TICK_SECONDS = 0.04
"""How often the parser looks whether an escape was a key of its own, while it waits for more of one."""

_SLEEP_SECONDS = 1.0
"""How long the thread that reads keys sleeps if nobody wakes it up; a bell may ring before it listens."""

_ALTERNATE_SCREEN = "\x1b[?1049h"
_KEYBOARD = ("\x1b[>", "\x1b[<")
"""How a mode of the keyboard is asked for, and taken off again; both end with `u`."""

HUNG_UP = 128 + signal.SIGHUP
"""The exit code when the terminal is gone."""


class Terminal(LinuxDriver):
    """Textual's driver, but for its reading: a byte that is no UTF-8 is replaced, where the original would end.

    It takes over a terminal that shows the first rows already, without wiping them away. What signals ask for is done
    by the app, between two messages, where the original does it in the middle of whatever goes on.
    """

    _wiped = False
    _gone = False
    """True when nobody is on the other side: what is written then waits forever."""
    _away = False
    """True while the program is stopped and the terminal given back, and until it can be taken again."""
    _bell = -1
    """Where to write so that the thread that reads keys wakes up; negative if there is none."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("Any", _Line(self._file, lambda: self._first_rows.stuck))

    def start_application_mode(self) -> None:
        """Take the terminal; if it cannot be had, because the program is in the background, it is tried again later."""
        first_rows = self._first_rows
        first_rows.signals.leave_to(self._leave)
        waiting, before = first_rows.waiting, first_rows.before
        self._wiped = not waiting
        first_rows.hand_over()
        writer, self._away = self._writer_thread, False
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is writer:
            self._away = True
            first_rows.take_back()
            return
        self.write(bidi.TERMINAL.taken())
        self._wiped = True
        if waiting and before is not None:
            self.attrs_before = before
        if first_rows.stop_asked:
            first_rows.stop_asked = False
            self._sigtstp_application()

    def stop_application_mode(self) -> None:
        """Give the terminal back, if it was not before."""
        if self._away:
            return
        self.write(bidi.TERMINAL.given_back())
        super().stop_application_mode()
        if not self._first_rows.stuck:  # else it is given back at the very end, past what waits to be written
            self._first_rows.take_back()

    def write(self, data: str) -> None:
        """Write, but for what would wipe the first rows away; nothing to a terminal that is gone, stuck or lent."""
        if self._gone or self._away or self._first_rows.stuck:
            return
        if data.endswith("u") and data.startswith(_KEYBOARD):
            self._first_rows.keyboard_asked = data.startswith(_KEYBOARD[0])
        if self._wiped or data != _ALTERNATE_SCREEN:
            super().write(data)

    def close(self) -> None:
        """Write what is left to be written, if there is a terminal."""
        if not (self._gone or self._away):
            super().close()

    @property
    def _first_rows(self) -> "FirstRows":
        return cast("NewsmarkApp", self._app).first_rows

    # What signals ask for. They are heard between any two steps of the program.

    def _leave(self, number: int) -> None:
        self._soon(cast("NewsmarkApp", self._app).leave, 128 + number)

    def _sigtstp_application(self, *_: object) -> None:
        if self._auto_restart:
            self._soon(self._stop)
        else:  # a program that was started from here has the terminal, and the app waits for it
            super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        if self._auto_restart:
            self._soon(self._go_on)

    def _soon(self, act: Callable[..., None], *values: int) -> None:
        self._loop.call_soon_threadsafe(self._app.call_later, act, *values)

    def _stop(self) -> None:
        if not (self._away or cast("NewsmarkApp", self._app).is_leaving):
            self._lend()
            self._must_signal_resume = True
            os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        """Take the terminal again, whatever others have made of it; also after a stop that nobody asked for."""
        if not cast("NewsmarkApp", self._app).is_leaving:
            if not self._away:
                self._lend()
            self.start_application_mode()

    def _lend(self) -> None:
        self._first_rows.forget()
        self.suspend_application_mode()
        self._away = True

    # What is typed.

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
        if self._away:
            return
        if self._bell >= 0:
            with suppress(OSError):
                os.write(self._bell, b"!")
        super().disable_input()

    def _hand_on(self, asleep: int) -> None:
        parser = XTermParser(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        early = self._first_rows.take_unread()
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


class _Line:
    """What the thread that writes writes to: of a terminal that is gone it hears nothing, and does not end of it.

    Whoever hands it more than it has room for would wait forever for a thread that has ended. To a terminal that is
    stuck nothing is written.
    """

    def __init__(self, screen: TextIO | None, is_stuck: Callable[[], bool]) -> None:
        self._screen = screen
        self._is_stuck = is_stuck

    def write(self, text: str) -> None:
        if self._screen is not None and not self._is_stuck():
            with suppress(OSError):
                self._screen.write(text)

    def flush(self) -> None:
        if self._screen is not None and not self._is_stuck():
            with suppress(OSError):
                self._screen.flush()
