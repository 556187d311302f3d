"""A progress bar on standard error, where a person looks at it and the work takes long enough."""

import os
import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reader.cli import output
from reader.library.pace import Pace

if TYPE_CHECKING:
    from rich.progress import Progress

_WAIT_SECONDS = 0.5
_SHOW_SECONDS = 0.1


class ProgressBar:
    """Shows how far the work has come, above it what is printed meanwhile; leaves nothing behind."""

    def __init__(self, total: int) -> None:
        self.pace = Pace(total, monotonic())
        self._wanted = total > 1 and output.is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"
        self._next = monotonic() + _WAIT_SECONDS
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        """Nothing is shown yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def step(self) -> None:
        """One more is done."""
        now = monotonic()
        self.pace.step(now)
        if self._wanted and now >= self._next:
            self._next = now + _SHOW_SECONDS
            bar = self._bar = self._bar or _started()
            bar.update(
                bar.task_ids[0], total=self.pace.total, completed=self.pace.done, description=self.pace.told(now)
            )
            bar.refresh()


def _started() -> "Progress":
    from rich.console import Console  # noqa: PLC0415 - only a person who waits pays for it
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

    console = Console(file=sys.stderr)
    words = TextColumn("{task.description}", markup=False)
    both = output.is_terminal(sys.stdout)
    bar = Progress(BarColumn(), words, console=console, auto_refresh=False, transient=True, redirect_stdout=both)
    bar.add_task("")
    bar.start()
    return bar
