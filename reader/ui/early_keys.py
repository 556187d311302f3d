"""Keys that move the cursor on the first rows while Textual is being imported."""

import os
import select
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Thread

from reader.ui.actions import ACTIONS, keys_of

_PATIENCE_SECONDS = 1.0
"""How long the end of the thread is awaited: a terminal that takes nothing does not keep the program from ending."""

_ARROWS = {"down": b"\x1b[B", "up": b"\x1b[A"}


def steps(rebound: Mapping[str, str]) -> dict[bytes, int]:
    """What a terminal sends for the keys that go down or up a row → 1 or -1."""
    found: dict[bytes, int] = {}
    for action in ACTIONS:
        if action.id in _ARROWS:
            keys = (key for key in keys_of(action, rebound) if key in _ARROWS or len(key) == 1)
            found |= {_ARROWS.get(key, key.encode()): 1 if action.id == "down" else -1 for key in keys}
    return found


class EarlyKeys:
    """A thread that reads a terminal until it is stopped, or until something comes that it cannot answer.

    Attributes:
        cursor: the row that the cursor is on, from 0.
        unread: what came and was not answered; who reads the terminal next is to begin with that.
    """

    def __init__(
        self, keyboard: int, known: Mapping[bytes, int], rows: int, draw: Callable[[int], None], typed: bytes = b""
    ) -> None:
        """The cursor stays on the first `rows` rows; `draw` shows it on another one; `typed` has come already."""
        self.cursor, self.unread = 0, b""
        self._keyboard, self._known, self._rows, self._draw = keyboard, known, rows, draw
        self._typed = typed
        self._asleep, self._bell = os.pipe()
        self._thread: Thread | None = Thread(target=self._read_on, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Read no more; nothing is drawn after this."""
        thread, self._thread = self._thread, None
        if thread is not None:
            os.write(self._bell, b"!")
            thread.join(_PATIENCE_SECONDS)
            os.close(self._asleep)
            os.close(self._bell)

    def _read_on(self) -> None:
        with suppress(OSError):  # the terminal is gone, which who reads it next finds as well
            self._take(self._typed)
            while not self.unread:
                ready, _, _ = select.select([self._keyboard, self._asleep], [], [])
                data = b"" if self._asleep in ready else os.read(self._keyboard, 4096)
                if not data:
                    return
                self._take(data)

    def _take(self, data: bytes) -> None:
        """Answer the keys up to the first that is not known or leads off these rows."""
        before = self.cursor
        while data:
            sent = next((sent for sent in self._known if data.startswith(sent)), None)
            if sent is None or not 0 <= self.cursor + self._known[sent] < self._rows:
                self.unread = data
                break
            self.cursor += self._known[sent]
            data = data[len(sent) :]
        if self.cursor != before:
            self._draw(self.cursor)
