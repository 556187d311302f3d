"""A file is either its old self or its new self, never a part of one: also after a crash or on a full disk.

The new bytes go to a temporary file in the same folder, are flushed to the disk, and take the name in one step; then
the folder itself is flushed, so that the new name outlives a power cut.
"""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o600
"""The mode of a new file that only its owner may read."""

SHARED = 0o666
"""The mode of a new file that others may read as far as the process's mask lets them."""

_TEMPORARY = ".tmp"


class ReplacedError(OSError):
    """A file is no longer what it was when it was read."""


def write_atomically(
    path: Path, data: bytes, *, new_mode: int = PRIVATE, follow: bool = True, over: str | None = None
) -> str:
    """Put `data` in the place of the file, keeping its mode.

    Args:
        path: the file.
        data: all its bytes.
        new_mode: the mode of a file that was not there, before the process's mask.
        follow: whether of a link the target is written; else the link itself is replaced.
        over: the signature that the file must still have at the moment when it is replaced; by default, any.

    Returns:
        The signature of the file as written; see `signature`.

    Raises:
        OSError: nothing was written, the old file is whole; ReplacedError if it is not `over`.
    """
    target = resolved(path) if follow else path
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}{_TEMPORARY}")
    try:
        written = _write_through(temporary, data, _mode_of(target), new_mode)
        if over is not None and signature(target) != over:
            raise ReplacedError(errno.EAGAIN, "it was changed by another program at this moment", str(path))
        temporary.replace(target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _flush_folder(target.parent)
    return written


def resolved(path: Path) -> Path:
    """The file that a path means in the end, links followed; it need not exist."""
    return Path(os.path.realpath(path))


def means(path: Path) -> str:
    """The file that a link means; empty if the path is no link."""
    return os.path.realpath(path) if os.path.islink(path) else ""  # noqa: PTH114 - a Path costs more, at each look


def signature(path: Path) -> str:
    """What tells one state of a file from another at the cost of a stat; empty if there is no file.

    Raises:
        OSError: the file cannot be looked at, or is no regular file.
    """
    try:
        return _signature(path.stat())
    except FileNotFoundError:
        return ""


def look(path: Path) -> tuple[str, str]:
    """What `signature` and `means` tell, at the cost of one of them.

    Raises:
        OSError: the file cannot be looked at, or is no regular file.
    """
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return "", ""
    if stat.S_ISLNK(found.st_mode):
        return signature(path), means(path)
    return _signature(found), ""


def read_signed(path: Path) -> tuple[bytes, str]:
    """The bytes of a file and the signature of exactly these bytes; two empty values if there is no file.

    Raises:
        OSError: the file cannot be read, or is no regular file.
    """
    if not signature(path):
        return b"", ""
    try:
        with path.open("rb") as file:
            found = _signature(os.fstat(file.fileno()))
            return file.read(), found
    except FileNotFoundError:
        return b"", ""


def leftovers(path: Path) -> list[Path]:
    """Temporary files of writes to `path` that never came to their end, or are under way."""
    target = resolved(path)
    prefix = f".{target.name}."
    with suppress(OSError), os.scandir(target.parent) as entries:
        return [
            Path(entry.path) for entry in entries if entry.name.startswith(prefix) and entry.name.endswith(_TEMPORARY)
        ]
    return []


def read_regular(path: Path) -> bytes | None:
    """The bytes of a regular file; None if nothing has this name.

    Raises:
        OSError: it cannot be read, or it is a link, a folder, a pipe or a device.
    """
    try:
        kind = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(kind):
        raise OSError(None, "it is a link or no ordinary file, and is not followed", str(path))
    return path.read_bytes()


def _mode_of(target: Path) -> int | None:
    """The mode of the file that is there; None if there is none.

    A rename would replace a write-protected file without a word, so that case is refused here.
    """
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    _signature(found)
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return stat.S_IMODE(found.st_mode)


def _write_through(temporary: Path, data: bytes, mode: int | None, new_mode: int) -> str:
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, new_mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        if mode is not None:
            os.fchmod(descriptor, mode)
        os.fsync(descriptor)
        return _signature(os.fstat(descriptor))


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems cannot flush a folder and say so; the rename itself has happened.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _signature(found: os.stat_result) -> str:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        # Opening a pipe would wait for ever.
        raise OSError(errno.EINVAL, "it is a pipe, socket or device, not a file")
    return f"{found.st_mtime_ns}-{found.st_size}-{found.st_ino}"
