"""Earlier states of `marks.json`: the last good copy beside it, and ten states in a folder, thinned by age."""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.atomic import read_signed, write_atomically
from reader.domain.errors import StorageError
from reader.storage.failures import file_errors
from reader.storage.marks_file import MarksFile, parse

_FOLDER = "backups"
_KEPT = 10
_NEWEST = 3
"""So many of the newest are never thinned."""

_NAME = re.compile(r"-(\d{8}-\d{6})(?:-\d+)?\.json$")
_MOMENT = "%Y%m%d-%H%M%S"


def backup_of(path: Path) -> Path:
    """Where the last good copy of a marks file is kept."""
    return path.with_name(path.name + ".bak")


def folder_of(path: Path) -> Path:
    """Where its earlier states are kept."""
    return path.with_name(_FOLDER)


def keep_state(path: Path, data: bytes, now: datetime) -> None:
    """Make these bytes the last good copy, and the newest of the earlier states, also if the clock was set back.

    Raises:
        OSError: a copy could not be made; those before it are whole.
    """
    copy = backup_of(path)
    write_atomically(copy, data)
    folder = folder_of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    if (before := earlier_states(path)) and before[0][1] > now:
        now = before[0][1] + timedelta(seconds=1)
    stem = f"{path.stem}-{now.astimezone(UTC):{_MOMENT}}"
    name, number = folder / f"{stem}.json", 2
    while name.exists():
        name, number = folder / f"{stem}-{number}.json", number + 1
    try:
        # The copy is replaced as a whole each time, so that this name keeps the present bytes, and costs no writing.
        name.hardlink_to(copy)
    except OSError:
        for left in folder.glob(f".{path.stem}-*.tmp"):  # of a copy that was killed before
            left.unlink()
        write_atomically(name, data)
    states = earlier_states(path)
    gone = thinned([moment for _, moment in states], now)
    for index in gone:
        states[index][0].unlink(missing_ok=True)


def bar(path: Path) -> Path | None:
    """What stands in the way of new states, though the marks themselves can be written; None if nothing does."""
    folder = folder_of(path)
    barred = os.path.lexists(folder) and not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK))
    return folder if barred and os.access(folder.parent, os.W_OK | os.X_OK) else None


def earlier_states(path: Path) -> list[tuple[Path, datetime]]:
    """The states in the folder with the moments in their names, the newest first."""
    found = []
    with suppress(OSError):
        for file in folder_of(path).glob(f"{path.stem}-*.json"):
            match = _NAME.search(file.name)
            with suppress(ValueError):
                if match:
                    found.append((file, datetime.strptime(match[1], _MOMENT).replace(tzinfo=UTC)))
    return sorted(found, key=lambda state: (state[1], len(state[0].name), state[0].name), reverse=True)


def thinned(moments: Sequence[datetime], now: datetime, kept: int = _KEPT) -> list[int]:
    """Which states to give up so that at most `kept` are left: the indices of these moments, which run from new to old.

    The newest three and the oldest stay. Of the others, the one goes first whose neighbours are nearest to each other
    for their age, so that the ages of those left grow from minutes to hours, days and weeks.
    """
    left = list(range(len(moments)))
    gone = []

    def spread(at: int) -> float:
        newer, older = (max((now - moments[left[at + step]]) / timedelta(seconds=1), 1.0) for step in (-1, 1))
        return older / newer

    while len(left) > kept:
        gone.append(left.pop(min(range(_NEWEST, len(left) - 1), key=spread)))
    return gone


def best_copy(path: Path) -> Path | None:
    """The newest sound copy of the marks: the last good one, else a state in the folder; None if there is none."""
    candidates = [backup_of(path), *(file for file, _ in earlier_states(path))]
    return next((file for file in candidates if sound_copy(file) is not None), None)


def sound_copy(path: Path) -> MarksFile | None:
    """What a copy of the marks holds; None if it is missing, unreadable, empty of bytes or damaged."""
    try:
        with file_errors(path, "read"):
            data, _ = read_signed(path)
        marks = parse(data) if data else None
    except (StorageError, ValueError):
        return None
    return marks if marks and not marks.newer else None
