"""Getting over a damaged `marks.json`: the damaged file is set aside, never overwritten, never removed."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from reader.atomic import resolved, write_atomically
from reader.domain.errors import StorageError
from reader.storage.backups import sound_copy
from reader.storage.failures import file_errors, shown
from reader.storage.journal import journal_of
from reader.storage.locking import exclusive


def set_aside(path: Path, now: datetime) -> Path:
    """Move the file to `<stem>.damaged-YYYYMMDD-HHMMSS.json` in its folder; what is there is never overwritten.

    Its journal goes with it.

    Args:
        path: the damaged file; of a link, the target is moved.
        now: for the name.

    Returns:
        Where the damaged file is now.

    Raises:
        StorageError: it cannot be moved.
    """
    with exclusive(path), file_errors(path, "set aside"):
        target, journal = resolved(path), journal_of(path)
        aside = free_name(target, now)
        target.rename(aside)
        with suppress(FileNotFoundError):
            journal.rename(journal_of(aside))
        return aside


def restore(path: Path, backup: Path, now: datetime) -> Path:
    """Set the damaged file aside and put a copy of the backup in its place, which is never empty in between.

    What can be read of the damaged file is put into that copy.

    Returns:
        Where the damaged file is now; `path` itself if there was none.

    Raises:
        StorageError: the backup is not sound, or a file cannot be written; the damaged file is still there.
    """
    from reader.storage.salvage import salvaged  # noqa: PLC0415 - only here

    copy = sound_copy(backup)
    if copy is None:
        message = f"{shown(backup)} is no sound copy of the marks; mend marks.json in an editor"
        raise StorageError(message)
    with exclusive(path):
        with file_errors(path, "set aside"):
            aside = second_name(resolved(path), now)
        with file_errors(path, "restored"):
            damaged = aside.read_bytes() if aside and aside.is_file() else b""
            write_atomically(path, salvaged(damaged, copy))
        return aside or path


def describe_backup(path: Path) -> str:
    """What a copy of the marks holds, for a person: "18 highlights, last changed 14 March 2026 10:42" (local time).

    Raises:
        StorageError: it is not a sound copy.
    """
    marks = sound_copy(path)
    if marks is None:
        message = f"{shown(path)} is no sound copy of the marks"
        raise StorageError(message)
    with file_errors(path, "read"):
        changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    count = len(marks.highlights)
    return f"{count} highlight{'' if count == 1 else 's'}, last changed {changed.day} {changed:%B %Y %H:%M}"


def free_name(target: Path, now: datetime) -> Path:
    """A name beside `target` that says when it was set aside, and that nothing has."""
    stem = f"{target.stem}.damaged-{now:%Y%m%d-%H%M%S}"
    name = target.with_name(f"{stem}{target.suffix}")
    number = 2
    while os.path.lexists(name):
        name = target.with_name(f"{stem}-{number}{target.suffix}")
        number += 1
    return name


def second_name(target: Path, now: datetime) -> Path | None:
    """Give the damaged file a second name, or copy it where the file system has no links; None if there is no file."""
    if not os.path.lexists(target):
        return None
    aside = free_name(target, now)
    if target.is_dir():
        target.rename(aside)
        return aside
    try:
        aside.hardlink_to(target)
    except OSError:
        write_atomically(aside, target.read_bytes())
    return aside
