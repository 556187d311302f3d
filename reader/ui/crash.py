"""What is kept of a bug: a traceback in the library's folder, for a report."""

import contextlib
import traceback
from pathlib import Path

from reader.version import __version__

CRASH_FILE = "crash.log"
"""The newest crash; an older one is written over."""


def write_crash(folder: Path, error: BaseException) -> None:
    """Keep the details of an error that nobody expected; a disk that cannot take them is no further matter."""
    text = "".join(traceback.format_exception(error))
    with contextlib.suppress(OSError):
        (folder / CRASH_FILE).write_text(f"newsmark {__version__}\n{text}", encoding="utf-8", errors="replace")
