"""Reading `marks.json`, and saying what is wrong with it and which copy can take its place."""

from pathlib import Path

from reader.domain.errors import DamagedMarksError
from reader.storage.backups import best_copy, sound_copy
from reader.storage.failures import shown
from reader.storage.marks_file import MarksFile, parse


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
        best = best_copy(path)
        copy = sound_copy(best) if best else None
        if copy and not copy.empty:
            raise _damaged(path, "it is empty although marks were made")
    return marks


def _damaged(path: Path, reason: str) -> DamagedMarksError:
    found = best_copy(path)
    if found is None:
        advice = "mend it in an editor, or move it away to start anew"
    else:
        advice = f"mend it in an editor, or put its last good copy {shown(found)} in its place"
    return DamagedMarksError(f"{shown(path)} is damaged ({reason}) and was left as it is: {advice}", path, found)
