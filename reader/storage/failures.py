"""Foreign errors of the file system, translated into StorageError with one clear line."""

import errno
from pathlib import Path

from reader.domain.errors import StorageError
from reader.domain.safe_text import safe_line

_ADVICE = {
    errno.ENOSPC: "the disk is full; free some space and try again",
    errno.EDQUOT: "your quota is used up; free some space and try again",
    errno.EFBIG: "the file may not grow any further; free some space or lift the limit and try again",
    errno.EROFS: "the disk is read-only; choose another library with --library",
    errno.EACCES: "permission denied; check who owns the file and its folder",
    errno.EPERM: "permission denied; check who owns the file and its folder",
    errno.EISDIR: "a folder is in its place; move the folder away",
    errno.ENOTDIR: "a file stands where its folder should be; choose another library with --library",
    errno.ENAMETOOLONG: "its name is too long; choose another library with --library",
    errno.ENOLCK: "its file system keeps no locks; choose another library with --library",
    errno.EOPNOTSUPP: "its file system cannot do that; choose another library with --library",
    errno.ENOSYS: "its file system cannot do that; choose another library with --library",
    errno.ELOOP: "it is a link where none is followed, or its links lead back to themselves; put the file itself there",
}


class file_errors:  # noqa: N801 - used as a function is
    """Turns an OSError inside a block into a StorageError on `path`, which takes its place."""

    __slots__ = ("_act", "_kind", "_path")

    def __init__(self, path: Path, act: str, kind: type[StorageError] = StorageError) -> None:
        """Take what the message needs.

        Args:
            path: the file that the message names.
            act: what failed: "read", "written".
            kind: the error to raise.
        """
        self._path = path
        self._act = act
        self._kind = kind

    def __enter__(self) -> None:
        """Nothing is done yet."""

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Raise the error of this kind if an OSError ended the block."""
        if isinstance(error, OSError):
            message = f"{shown(self._path)} cannot be {self._act}: {_advice(error)}"
            raise self._kind(message) from error


def shown(path: Path) -> str:
    """A path as it may be put into a message."""
    return safe_line(str(path))


def _advice(error: OSError) -> str:
    known = _ADVICE.get(error.errno or 0)
    return known or f"{safe_line(error.strerror or str(error)).lower()}; check the disk and try again"
