"""The first rows, on the screen before Textual is: Textual takes three quarters of the time of a start.

What is painted is what the list shows a moment later, cell for cell; `FirstRows` then hands the terminal over. Until
that is done, whatever ends the program gives the terminal back as it was. Keys that move the cursor are answered
meanwhile (`early_keys.py`); the others wait and reach the list.
"""

import os
import select
import shutil
import signal
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any, Self, TextIO

from rich.color import ColorSystem
from rich.style import Style

from reader.chosen import recalled
from reader.domain.errors import NewsmarkError
from reader.domain.frozen import frozen
from reader.domain.query import View
from reader.library import catalogue
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.copies import copies_in
from reader.ui.early_keys import EarlyKeys, steps
from reader.ui.looks import style
from reader.ui.render import bidi
from reader.ui.render.frame import ROW_HEIGHT, Shown, Words, list_frame
from reader.ui.signals import Signals

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"
_LEAVE = "\x1b[?7h\x1b[?1049l\x1b[?25h"
_LET_GO = "\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[?2048l"
"""What Textual asks for besides: paste, mouse, focus, size; asked for no longer."""

_KEYBOARD_LET_GO = "\x1b[<u"
_LOCAL, _INPUT = 3, 0
"""Places in the settings of a terminal line."""


@frozen
class Painted:
    """What a terminal shows: the inbox of a library as it is in this version, with the cursor on a row, from 0."""

    version: int
    columns: int
    lines: int
    theme: str
    cursor: int = 0


class FirstRows:
    """A terminal that shows the first rows and is not Textual's yet.

    Attributes:
        signals: what a signal that asks the program to end does.
        keyboard_asked: whether whoever has the terminal has asked for a mode of the keyboard that is to be taken off.
        stop_asked: whether the program is to be stopped, as by ctrl+z, as soon as somebody has taken the terminal.
        stuck: whether the terminal took nothing while the program was to end, so that nothing more is drawn on it.
    """

    def __init__(self, screen: TextIO, keyboard: int) -> None:
        self.signals = Signals(self._give_back, self._drop_what_waits)
        self.keyboard_asked = self.stop_asked = self.stuck = False
        self._screen = screen
        self._keyboard = keyboard
        self._before: list[Any] | None = None
        self._waiting = self._taken = False
        self._keys: EarlyKeys | None = None
        self._ids: Sequence[str] = ()
        self._painted: Painted | None = None
        self._typed = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.give_back()
        self.signals.rest()

    def give_back(self) -> None:
        """Give the terminal back, if nobody has taken it and given it back since."""
        with self.signals.held_back():
            self._give_back()

    def listen(self) -> None:
        """Hear signals; one that stops the program waits until the terminal can be given to others meanwhile."""
        self.signals.listen()
        signal.signal(signal.SIGTSTP, self._stop_later)
        signal.signal(signal.SIGCONT, self.forget)

    def paint(self, picture: str, painted: Painted) -> None:
        """Take the terminal and show a picture: keys make no letters on it."""
        with self.signals.held_back():
            with suppress(termios.error, OSError):
                self._before = termios.tcgetattr(self._keyboard)
                silent = termios.tcgetattr(self._keyboard)
                silent[_LOCAL] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
                silent[_INPUT] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
                termios.tcsetattr(self._keyboard, termios.TCSANOW, silent)
                self._typed = _typed_in_lines(self._keyboard)
            self._waiting, self._painted = True, painted
            with suppress(OSError):  # the terminal is gone, which who reads it finds
                self._screen.write(_ENTER + bidi.TERMINAL.taken() + picture)
                self._screen.flush()

    def answer_keys(self, shown: Shown, painted: Painted, environ: Mapping[str, str]) -> None:
        """Let keys move the cursor on what was painted, as far as the rows go that are seen whole."""
        columns, lines = painted.columns, painted.lines
        self._ids = [row.article.id if row else "" for row in shown.rows[: (lines - 2) // ROW_HEIGHT]]
        before = list_frame(shown, columns, lines)

        def draw(cursor: int) -> None:
            nonlocal before
            after = list_frame(replace(shown, cursor=cursor), columns, lines)
            self._screen.write(picture(after, painted.theme, environ, before))
            self._screen.flush()
            before = after

        with self.signals.held_back():
            self._keys = EarlyKeys(self._keyboard, steps(shown.rebound), len(self._ids), draw, self._typed)

    @property
    def at(self) -> str:
        """The id of the article that a key has moved the cursor to; else empty."""
        return self._ids[self._keys.cursor] if self._keys is not None and self._keys.cursor else ""

    @property
    def painted(self) -> Painted | None:
        """What is on the terminal, for as long as nobody draws anything else; None if nothing was painted."""
        if self._painted is None or self._keys is None:
            return self._painted
        return replace(self._painted, cursor=self._keys.cursor)

    def take_unread(self) -> bytes:
        """What was typed and is not answered yet; whoever takes it answers it."""
        if self._keys is None:
            return b""
        unread, self._keys.unread = self._keys.unread, b""
        return unread

    @property
    def waiting(self) -> bool:
        """True while a picture is on the terminal that nobody has taken over."""
        return self._waiting

    @property
    def before(self) -> list[Any] | None:
        """The settings that the terminal had at first; None if they are as they were."""
        return self._before

    def hand_over(self) -> None:
        """Somebody else has the terminal from now on, and what is typed on it."""
        if self._keys is not None:
            self._keys.stop()
        self._waiting, self._taken = False, True

    def take_back(self) -> None:
        """It was given back as it was at first."""
        self._taken = False

    def forget(self, *_: object) -> None:
        """Others may have drawn on the terminal, so that nothing of what was painted counts as being there."""
        self._painted = None

    def _drop_what_waits(self) -> None:
        """Throw away what a terminal does not take, which is stopped or read by nobody, and let whoever waits go on."""
        with suppress(termios.error, OSError):
            screen = self._screen.fileno()
            if not select.select([], [screen], [], 0)[1]:
                self.stuck = True
                termios.tcflush(screen, termios.TCOFLUSH)
                for flow in (termios.TCOOFF, termios.TCOON):  # who waits is told of what has started again alone
                    termios.tcflow(screen, flow)

    def _stop_later(self, *_: object) -> None:
        self.stop_asked = True

    def _give_back(self) -> None:
        if self._keys is not None:
            self._keys.stop()
        if not (self._waiting or self._taken):
            return
        keyboard = _KEYBOARD_LET_GO if self.keyboard_asked else ""
        with suppress(OSError):
            asked = keyboard + (_LET_GO if self._taken else "")
            # Past the buffer, which a signal may have found in the middle of being written.
            os.write(self._screen.fileno(), (asked + bidi.TERMINAL.given_back() + _LEAVE).encode())
        if self._before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self._keyboard, termios.TCSANOW, self._before)
        self._waiting = self._taken = self.keyboard_asked = False


def _typed_in_lines(keyboard: int) -> bytes:
    """What was typed before the terminal was taken, which has made the end of a line of each enter."""
    ready, _, _ = select.select([keyboard], [], [], 0)
    return os.read(keyboard, 4096).replace(b"\n", b"\r") if ready else b""


@contextmanager
def first_rows(library: Library, settings: Settings, environ: Mapping[str, str] = os.environ) -> Iterator[FirstRows]:
    """Paint the inbox, if the terminal can show it and the library be read; who reads on tells what is wrong."""
    screen = sys.__stderr__ or sys.stderr
    bidi.TERMINAL.orders = settings.bidi == "terminal"
    with FirstRows(screen, sys.stdin.fileno()) as rows:
        rows.listen()
        if screen.isatty() and environ.get("TERM", "").lower() not in ("", "dumb", "unknown"):
            columns, lines = shutil.get_terminal_size()
            with suppress(NewsmarkError):
                painted = Painted(library.articles.version(), columns, lines, recalled(settings)[0].theme)
                shown = inbox(library, settings, lines // ROW_HEIGHT)
                rows.paint(picture(list_frame(shown, columns, lines), painted.theme, environ), painted)
                rows.answer_keys(shown, painted, environ)
        yield rows


def inbox(library: Library, settings: Settings, count: int) -> Shown:
    """What the list shows first: so many rows of the inbox, without what the marks say of them.

    Raises:
        StorageError: the library cannot be read.
    """
    folding = recalled(settings)[0].fold_copies
    listing = catalogue.folded_view(library, View.INBOX) if folding else catalogue.whole(library, View.INBOX)
    return Shown(
        view=View.INBOX,
        counts=library.articles.counts(),
        rows=listing[:count],
        copies=[copies_in(listing, number) for number in listing.numbers[:count]] if folding else (),
        stories=listing.of_stories,
        total=len(listing),
        minutes=listing.minutes,
        saved=[*settings.views],
        rebound=settings.keys,
        now=library.clock.now(),
    )


def picture(
    lines: list[list[Words]], theme: str, environ: Mapping[str, str], before: Sequence[list[Words]] = ()
) -> str:
    """The lines as a terminal takes them, in as many colours as it has; without those that are as before."""
    system = _colours(environ)
    plain = "NO_COLOR" in environ
    drawn = []
    for number, line in enumerate(lines, 1):
        if line in before[number - 1 : number]:
            continue
        words = "".join(_drawn(part, theme, system, plain=plain) for part in line)
        drawn.append(f"\x1b[{number};1H{words}")
    return "".join(drawn)


def _drawn(part: Words, theme: str, system: ColorSystem, *, plain: bool) -> str:
    look: Style = style(part.ground, theme) + style(part.look, theme)
    return (look.without_color if plain else look.copy()).render(part.words, color_system=system)


def _colours(environ: Mapping[str, str]) -> ColorSystem:
    """How many colours a terminal has, told as Rich tells it."""
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return ColorSystem.TRUECOLOR
    kind = environ.get("TERM", "").strip().lower().rpartition("-")[2]
    return ColorSystem.EIGHT_BIT if kind in ("256color", "kitty") else ColorSystem.STANDARD
