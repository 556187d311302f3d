"""Foreign errors of the file system, translated into StorageError with one clear line."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
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
    errno.ELOOP: "it is a link where none is followed, or its links lead back to themselves; put the file itself there",
}


@contextmanager
def file_errors(path: Path, act: str, kind: type[StorageError] = StorageError) -> Iterator[None]:
    """Turn an OSError inside the block into a StorageError on `path`.

    Args:
        path: the file that the message names.
        act: what failed: "read", "written".
        kind: the error to raise.

    Raises:
        StorageError: in place of OSError.
    """
    try:
        yield
    except OSError as error:
        message = f"{shown(path)} cannot be {act}: {_advice(error)}"
        raise kind(message) from error


def shown(path: Path) -> str:
    """A path as it may be put into a message."""
    return safe_line(str(path))


def _advice(error: OSError) -> str:
    known = _ADVICE.get(error.errno or 0)
    return known or f"{safe_line(error.strerror or str(error)).lower()}; check the disk and try again"
