"""Words that the disk refused, and that nobody may see printed when a signal ends the program: a file of their own."""

import os
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path


def keep_elsewhere(words: str, now: datetime) -> Path | None:
    """Write words to a new file that only its owner may read, in the home folder, else in that for temporary files.

    Returns:
        The file; None if there is room for it nowhere.
    """
    for folder in (os.path.expanduser("~"), tempfile.gettempdir()):  # noqa: PTH111 - it does not fail without a home
        path = Path(folder, f"newsmark-unwritten-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt")
        with suppress(OSError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
                    file.write(f"{words}\n")
                    file.flush()
                    os.fsync(descriptor)
            except OSError:
                path.unlink()
                raise
            return path
    return None
