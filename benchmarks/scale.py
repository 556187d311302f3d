"""What the list costs at 1,000 and at 100,000 articles, beside an empty Textual app and a bare list, all in one run.

    python benchmarks/scale.py [FOLDER] [--sizes 1000,10000,100000] [--rounds 5] [--columns 120]

Each program runs in a pseudo-terminal of 40 lines. Times are CPU of the whole process, threads included, in
milliseconds, the median of the rounds; they are read from the kernel's clock of that process (Linux only). A step ends
when nothing was written for a quarter of a second, so what goes on behind the first paint is counted; `rows` is the CPU
when the first rows were on screen. The bare list is the least that Textual's line API can do: 100,000 lines with a
cursor, of which a step draws two. `held` is a step of the cursor while its key is held down, 30 times a second. A
letter of the filter ends when its rows are shown and nothing was written for 0.16 seconds; `counted` is the same letter
with all that follows when nothing more is typed, until it is known how many articles answer. `prompt` is the key that
opens the filter. Memory is the proportional set size in MiB at rest. FOLDER keeps the libraries.
"""

import argparse
import compileall
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path

_QUIET_SECONDS = 0.25
_SHOWN_SECONDS = 0.16
_COUNTED_SECONDS = 0.5
_PATIENCE_SECONDS = 60.0
_ESCAPES = re.compile(rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;:?<>=!\"$' ]*[@-~]|\x1b.")
EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Courier")
    def on_key(self, event):
        self.exit()
Empty().run()
"""
NEWSMARK = "import sys; from reader.cli.main import run; sys.argv = ['newsmark', '--library', {!r}]; run()"
BARE_LIST = """
from rich.segment import Segment
from textual.app import App
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
class Bare(ScrollView, can_focus=True):
    BINDINGS = [("j", "move(1)"), ("space", "move(38)"), ("x", "app.exit")]
    line = 0
    def on_mount(self):
        self.virtual_size = Size(72, 100_000)
    def action_move(self, lines):
        before, self.line = self.line, self.line + lines
        if self.line >= self.scroll_y + self.size.height:
            self.scroll_to(y=self.line - self.size.height + 1, animate=False, force=True)
        self.refresh_line(before)
        self.refresh_line(self.line)
    def render_line(self, y):
        number = y + round(self.scroll_y)
        words = f"{'>' if number == self.line else ' '} Courier, line {number}"
        return Strip([Segment(words)]).adjust_cell_length(self.size.width)
class BareList(App):
    def compose(self):
        yield Bare()
    def action_exit(self):
        self.exit()
BareList().run()
"""
_HELD_KEYS = 60
_REPEAT_SECONDS = 1 / 30
_KEYS = {
    "cursor": ("j", 20),
    "page": (" ", 10),
    "end": ("G", 1),
    "top": ("g", 1),
    "view": ("6", 1),
    "back": ("1", 1),
}
_FILTER = "harbour lel tra"


def compiled() -> None:
    """Have the program compiled, as it is where it is installed, whatever the environment says of that."""
    compileall.compile_dir(Path(__file__).parents[1] / "reader", quiet=1)


class Program:
    """A program in a pseudo-terminal."""

    def __init__(self, code: str, columns: int) -> None:
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execv(sys.executable, [sys.executable, "-c", code])  # noqa: S606 - our own program
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))

    def cpu(self) -> float:
        """CPU time of the process so far, in milliseconds."""
        return time.clock_gettime((~self.pid << 3) | 2) * 1000

    def memory(self) -> float:
        """Its proportional set size in MiB."""
        told = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii")
        return int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pss:"))) / 1024

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self._terminal, keys.encode())

    def until(self, words: bytes) -> None:
        """Read until these words were written."""
        seen, end = b"", time.monotonic() + _PATIENCE_SECONDS
        while words not in _ESCAPES.sub(b"", seen):
            if time.monotonic() > end:
                message = f"{words!r} never came"
                raise TimeoutError(message)
            seen += self._read(_PATIENCE_SECONDS)

    def rest(self, seconds: float = _QUIET_SECONDS) -> None:
        """Read until nothing is written and nothing is done for a while."""
        cpu = self.cpu()
        while self._read(seconds) or self.cpu() - cpu > 20:
            cpu = self.cpu()

    def step(self, keys: str) -> float:
        """Press keys; the CPU of all that follows."""
        before = self.cpu()
        self.send(keys)
        self.rest()
        return self.cpu() - before

    def hold(self, key: str) -> float:
        """Hold a key down for a while; the CPU of one of its steps."""
        before = self.cpu()
        for _ in range(_HELD_KEYS):
            self.send(key)
            end = time.monotonic() + _REPEAT_SECONDS
            while (left := end - time.monotonic()) > 0:
                self._read(left)
        self.rest()
        return (self.cpu() - before) / _HELD_KEYS

    def letter(self, key: str) -> tuple[float, float]:
        """Type a letter of a filter; the CPU until its rows are shown, and until all that answers is counted."""
        before = self.cpu()
        self.send(key)
        self.rest(_SHOWN_SECONDS)
        shown = self.cpu() - before
        self.rest(_COUNTED_SECONDS)
        return shown, self.cpu() - before

    def leave(self, keys: str) -> float:
        """Press the keys that end it; seconds until it has ended."""
        began = time.monotonic()
        self.send(keys)
        while os.waitpid(self.pid, os.WNOHANG) == (0, 0):
            if time.monotonic() - began > _PATIENCE_SECONDS:
                os.kill(self.pid, signal.SIGKILL)
            self._read(0.002)
        os.close(self._terminal)
        return time.monotonic() - began

    def _read(self, patience: float) -> bytes:
        ready, _, _ = select.select([self._terminal], [], [], patience)
        try:
            return os.read(self._terminal, 1 << 16) if ready else b""
        except OSError:
            return b""


def measure(code: str, quit_key: str, columns: int, keys: Sequence[str]) -> dict[str, float]:
    """One run of a program: start, memory, some keys, quit; with all of `_KEYS`, what only Newsmark has too."""
    program = Program(code, columns)
    program.until(b"Courier")
    found = {"rows": program.cpu()}
    program.rest()
    found |= {"start": program.cpu(), "memory": program.memory()}
    for name in keys:
        key, times = _KEYS[name]
        found[name] = statistics.median(program.step(key) for _ in range(times))
    if keys:
        found["held"] = program.hold("j")
    if len(keys) == len(_KEYS):
        found["prompt"] = program.step("/")
        shown, counted = zip(*[program.letter(key) for key in _FILTER], strict=True)
        found |= {"filter p50": statistics.median(shown), "filter max": max(shown), "filter first": shown[0]}
        found |= {"counted p50": statistics.median(counted), "counted max": max(counted)}
        program.step("\r")
        program.step("\x1b")
        found["triage"] = statistics.median(program.step("d") for _ in range(4))
        found["open"] = program.step("\r")
        program.step("q")
        found["memory after"] = program.memory()
        program.step("X")
        found |= {"archive all": program.step("d"), "undo all": program.step("u")}
    found["quit wall"] = program.leave(quit_key) * 1000
    return found


def main() -> None:
    """Measure, and print a table: rows are measures, columns programs; then the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "newsmark-scale")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--columns", type=int, default=120, help="from 110 on, the preview is measured too")
    given = parser.parse_args()
    compiled()
    sizes = [int(size) for size in given.sizes.split(",")]
    for size in sizes:
        if not (given.folder / str(size)).exists():
            maker = Path(__file__).with_name("library.py")
            subprocess.run([sys.executable, maker, given.folder / str(size), str(size)], check=True)  # noqa: S603 - ours
    programs: dict[str, tuple[str, str, Sequence[str]]] = {
        "empty": (EMPTY_APP, "x", ()),
        "bare list": (BARE_LIST, "x", ("cursor", "page")),
    }
    programs |= {str(size): (NEWSMARK.format(str(given.folder / str(size))), "q", [*_KEYS]) for size in sizes}
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in programs}
    for number in range(given.rounds + 1):
        for name, (code, quit_key, keys) in programs.items():
            found = measure(code, quit_key, given.columns, keys)
            if number:  # the first round warms the caches
                runs[name].append(found)
    show(runs, sizes)


def show(runs: dict[str, list[dict[str, float]]], sizes: list[int]) -> None:
    """Print medians and ratios."""
    middle = {
        name: {key: statistics.median(run[key] for run in found) for key in found[0]} for name, found in runs.items()
    }
    print(f"{'':14}" + "".join(f"{name:>10}" for name in middle))
    for key in middle[str(sizes[0])]:
        figures = "".join(f"{found[key]:10.1f}" if key in found else f"{'':10}" for found in middle.values())
        print(f"{key:14}{figures}")
    least, most, empty = middle[str(sizes[0])], middle[str(sizes[-1])], middle["empty"]
    for key in ("rows", "start", "memory"):
        print(f"{key}: {sizes[-1]} against empty {most[key] / empty[key]:.2f} x, against {sizes[0]}", end=" ")
        print(f"{most[key] / least[key]:.2f} x")
    for key in ("cursor", "held", "page"):
        print(f"{key}: {sizes[-1]} against the bare list {most[key] / middle['bare list'][key]:.2f} x")


if __name__ == "__main__":
    main()
