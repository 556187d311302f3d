"""One writer at a time, over all running copies."""

import fcntl
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from reader.atomic import means
from reader.domain.errors import UnwrittenError
from reader.storage.failures import file_errors, shown

PATIENCE = 10.0
"""Seconds to wait for another copy of Newsmark."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.0005, 0.01
"""Seconds between two tries."""

_TRIES = 3
"""How often a lock file is opened anew because its name means another one by now."""


class WriteLock:
    """The lock that guards a file: `flock` on `<name>.lock` beside it, or beside the target of a link.

    The operating system lets go of the lock when a process dies. The lock file stays open between two uses, and stays
    in the folder: to remove it would let two copies hold two locks.
    """

    def __init__(self, path: Path, *, makes_folder: bool = True) -> None:
        """The lock of a file; `makes_folder` tells whether a missing folder is made, or is a fault."""
        self._path = path
        self._makes_folder = makes_folder
        self._file = -1
        self._name = self._link = ""

    @contextmanager
    def held(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the lock. Raises as `take` does."""
        self.take(patience)
        try:
            yield
        finally:
            self.let_go()

    def take(self, patience: float = PATIENCE) -> None:
        """Take the lock; so many seconds are waited for it.

        Raises:
            UnwrittenError: another process holds the lock, or the lock file cannot be made.
        """
        end = monotonic() + patience
        pause = _FIRST_PAUSE
        while not self._taken():
            if monotonic() > end:
                message = f"{shown(self._path)} is in use by another copy of Newsmark; close that one, or try again"
                raise UnwrittenError(message)
            sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def let_go(self) -> None:
        """Give the lock back."""
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def _taken(self) -> bool:
        """Try to take the lock, once."""
        with file_errors(self._path, "locked", UnwrittenError):
            for _ in range(_TRIES):
                if self._file < 0:
                    self._open()
                try:
                    fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return False
                if self._in_place():
                    return True
                fcntl.flock(self._file, fcntl.LOCK_UN)
                self._open()
        return False

    def _in_place(self) -> bool:
        """True if the lock file's name still means the one that is open, and is still the right one.

        Somebody may have cleaned up, or a link may mean another file by now.
        """
        try:
            if means(self._path) != self._link:
                return False
            return os.path.samestat(os.stat(self._name), os.fstat(self._file))  # noqa: PTH116 - a Path costs more
        except FileNotFoundError:
            return False

    def _open(self) -> None:
        self._link = means(self._path)
        self._name = f"{os.path.realpath(self._path)}.lock"
        if self._makes_folder:
            # Not that of a link's target: it may lie on a disk that is not there.
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = os.open(self._name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        weakref.finalize(self, os.close, self._file)


def vanished(path: Path) -> bool:
    """True if nothing is left of a file, nor of what lies beside it: somebody has unplugged the disk."""
    if os.path.exists(path):  # noqa: PTH110 - a Path costs more, at each change
        return False
    target = os.path.realpath(path)
    return not any(os.path.lexists(f"{target}{end}") for end in ("", ".journal", ".lock"))


@contextmanager
def exclusive(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock that guards `path` once. Raises as `WriteLock.held` does."""
    with WriteLock(path).held(patience):
        yield
