"""Reading `marks.json` and its last good copy, and saying what is wrong with them."""

from pathlib import Path

from reader.atomic import read_signed
from reader.domain.errors import DamagedMarksError, StorageError
from reader.storage.failures import file_errors, shown
from reader.storage.marks_file import MarksFile, parse


def backup_of(path: Path) -> Path:
    """Where the last good copy of a marks file is kept."""
    return path.with_name(path.name + ".bak")


def understood(path: Path, data: bytes, *, exists: bool) -> MarksFile:
    """What the bytes of the marks file at `path` hold; without a file, nothing.

    Raises:
        DamagedMarksError: they are damaged, or gone although the last good copy holds marks.
        NewerLibraryError: they follow a later version of the format.
    """
    try:
        marks = parse(data)
    except ValueError as error:
        raise _damaged(path, str(error)) from error
    if exists and not data:
        copy = sound_copy(backup_of(path))
        if copy and not copy.empty:
            raise _damaged(path, "it is empty although marks were made")
    return marks


def sound_copy(path: Path) -> MarksFile | None:
    """What a copy of the marks holds; None if it is missing, unreadable, empty of bytes or damaged."""
    try:
        with file_errors(path, "read"):
            data, _ = read_signed(path)
        return parse(data) if data else None
    except (StorageError, ValueError):
        return None


def _damaged(path: Path, reason: str) -> DamagedMarksError:
    backup = backup_of(path)
    if sound_copy(backup) is None:
        advice, found = "mend it in an editor, or move it away to start anew", None
    else:
        advice, found = f"mend it in an editor, or put its last good copy {shown(backup)} in its place", backup
    return DamagedMarksError(f"{shown(path)} is damaged ({reason}) and was left as it is: {advice}", path, found)
