"""The command in a pseudo-terminal: what it sends, what it leaves behind, how it ends."""

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

_START = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
{prelude}
from reader.cli.main import run
run()
"""
_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_KITTY = re.compile(rb"\x1b\[(>[0-9]+|<)u")
_ON_AT_FIRST = frozenset({7, 25})
"""Wrapping lines and showing the cursor: what a terminal does before anyone asks."""

PATIENCE = 10.0
"""Seconds to wait for what should take a fraction of one; a loaded machine is no failure."""


class PseudoTerminal:
    """A terminal with the command running in it, from the outside.

    Attributes:
        sent: every byte that the command sent so far.
    """

    def __init__(
        self,
        *words: str,
        env: Mapping[str, str],
        prelude: str = "",
        size: tuple[int, int] = (100, 30),
        before: Sequence[str] = (),
    ) -> None:
        self.sent = b""
        self._master, self._slave = os.openpty()
        self.resize(*size)
        self._at_first = termios.tcgetattr(self._slave)
        self._process = subprocess.Popen(
            [*before, sys.executable, "-P", "-c", _START.format(prelude=prelude), *words],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env=dict(env),
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self.hang_up()
        os.close(self._slave)

    @property
    def pid(self) -> int:
        """The process of the command, or of what was put before it and became the command."""
        return self._process.pid

    def resize(self, columns: int, lines: int) -> None:
        """Change the size in cells; the command is told by the kernel."""
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def press(self, keys: str | bytes) -> None:
        """Send these bytes as if typed."""
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the command."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Close the terminal's own side, as a closed window does."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def hold(self) -> None:
        """Let nothing through that the command sends, as ctrl+s does in many terminals."""
        termios.tcflow(self._slave, termios.TCOOFF)

    def wait_for(self, text: str, *, since: int = 0) -> None:
        """Read until this text was sent after the first `since` bytes. Fails after `PATIENCE`."""
        deadline = time.monotonic() + PATIENCE
        while text.encode() not in self.sent[since:]:
            ended = self._process.poll() is not None
            if not self._take(0.05) and (ended or time.monotonic() > deadline):
                message = f"{text!r} was not sent; the last bytes: {self.sent[-600:]!r}"
                raise AssertionError(message)

    def quiet(self) -> None:
        """Read until nothing more is being painted."""
        deadline = time.monotonic() + PATIENCE
        while self._take(0.2) and time.monotonic() < deadline:
            pass

    def pass_time(self, seconds: float) -> None:
        """Read for so long."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._take(left)

    def stopped(self) -> None:
        """Wait until the command is suspended, as by ctrl+z."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self._take(0.02)
            if _state(self._process.pid) == "T":
                while self._take(0.02):
                    pass
                return
        message = "it did not suspend"
        raise AssertionError(message)

    def end(self) -> int:
        """Wait for the end; the exit code, negative for a signal that killed. Fails after `PATIENCE`."""
        deadline = time.monotonic() + PATIENCE
        while self._process.poll() is None:
            self._take(0.005)
            assert time.monotonic() < deadline, "it did not end"
        while self._take(0):
            pass
        return self._process.returncode

    @property
    def modes_left(self) -> set[int]:
        """The private modes that are not as they were at first."""
        modes = set(_ON_AT_FIRST)
        for numbers, what in _MODE.findall(self.sent):
            for number in map(int, numbers.split(b";")):
                (modes.add if what == b"h" else modes.discard)(number)
        return modes ^ _ON_AT_FIRST

    @property
    def kitty_left(self) -> int:
        """How many keyboard modes were pushed and not taken off again."""
        return sum(1 if found.startswith(b">") else -1 for found in _KITTY.findall(self.sent))

    @property
    def attributes_left(self) -> list[Any]:
        """Pairs of the line settings before and now, where they differ."""
        now = termios.tcgetattr(self._slave)
        return [pair for pair in zip(self._at_first, now, strict=True) if pair[0] != pair[1]]

    @property
    def after_screen(self) -> str:
        """What was sent after the alternate screen was left: what stays in the user's sight."""
        return re.sub(r"\x1b\[[0-9;?<>]*[A-Za-z]", "", self.sent.rpartition(b"\x1b[?1049l")[2].decode()).strip()

    def assert_restored(self) -> None:
        """See that nothing in the terminal is different from before."""
        assert b"\x1b[?1049h" in self.sent, "it never drew"
        assert self.modes_left == set()
        assert self.kitty_left == 0
        assert self.attributes_left == []
        assert self.sent.rfind(b"\x1b[8h") >= self.sent.rfind(b"\x1b[8l"), "it orders no letters"

    def _take(self, seconds: float) -> bool:
        if self._master < 0:
            time.sleep(seconds)
            return False
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        with contextlib.suppress(OSError):  # the last of the other side is gone
            self.sent += os.read(self._master, 65536)
            return True
        return False


def _state(pid: int) -> str:
    """The kernel's letter for the state of a process."""
    status = Path(f"/proc/{pid}/stat")
    if status.exists():
        return status.read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    command = ["ps", "-o", "state=", "-p", str(pid)]  # where there is no /proc, there is ps
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()[:1]


def environment(library: Path, **others: str) -> dict[str, str]:
    """An environment with a usual terminal that knows only this library."""
    mine = {"NEWSMARK_LIBRARY": str(library), "NEWSMARK_CONFIG": str(library.parent / "config.toml"), "TERM": "xterm"}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, **mine, **others}
