"""One writer at a time, over all running copies."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.atomic import resolved
from reader.domain.errors import StorageError
from reader.storage.failures import file_errors, shown

PATIENCE = 10.0
"""Seconds to wait for another copy of Newsmark."""


@contextmanager
def exclusive(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock that guards `path`: the file `<name>.lock` beside it, or beside the target of a link.

    The folder is made if it is missing. The operating system lets go of the lock when a process dies.

    Raises:
        StorageError: another process holds the lock, or the lock file cannot be made.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - it loads asyncio, which only a writer should pay for

    target = resolved(path)
    lock = FileLock(target.with_name(target.name + ".lock"))
    with file_errors(path, "locked"):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=patience, poll_interval=0.01)
        except Timeout as error:
            message = f"{shown(path)} is in use by another copy of Newsmark; close that one, or try again"
            raise StorageError(message) from error
    try:
        yield
    finally:
        lock.release()
