"""Reading and writing files of the export folder without following links."""

import contextlib
import os
import secrets
import stat
from pathlib import Path


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


def write_atomic(path: Path, data: bytes) -> None:
    """Put these bytes in place of the file, all or nothing, safely on disk when this returns.

    Raises:
        OSError: they cannot be written; the file is as it was.
    """
    temporary = path.with_name(f".newsmark-{os.getpid()}-{secrets.token_hex(4)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with contextlib.suppress(FileNotFoundError):
                os.fchmod(file.fileno(), stat.S_IMODE(path.lstat().st_mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
