"""Taking the journal into `marks.json`, so that it is one plain TinyDB file again.

The new base names the journal that it has taken in, and takes the old one's place in one step; then a new journal takes
the place of the old one. A crash between the two leaves a journal that the base names: nobody reads it again.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from reader.atomic import ReplacedError, resolved, signature, write_atomically
from reader.domain.errors import UnwrittenError
from reader.storage.backups import backup_of, keep_state
from reader.storage.failures import file_errors, shown
from reader.storage.journal import Header, Journal, journal_of, start_journal
from reader.storage.marks_file import MarksFile, last_taken_in, layout, taken_in, version_of
from reader.storage.recovery import free_name


def compact(path: Path, marks: MarksFile, journal: Journal | None, origin: str, now: datetime) -> str:
    """Write the marks, in which the whole journal is taken in, and begin a new journal.

    Args:
        path: the marks file.
        marks: everything that is to be in it.
        journal: the journal as it is; None if there is none.
        origin: the signature of the file before.
        now: for the name of a damaged journal that is set aside.

    Returns:
        The signature of the file as written.

    Raises:
        UnwrittenError: the old file and the journal are still there, or the new file is whole and names the journal;
            also if a hand has changed the file since it was read.
    """
    old = Header() if journal is None else journal.header
    tables = taken_in(marks, old.id)
    data, after = layout(tables), last_taken_in(tables)
    with file_errors(path, "written", UnwrittenError), _told_if_replaced(path):
        if journal is not None and journal.faults:
            set_journal_aside(path, now)
        if not origin and not signature(path):
            _spare_old_copy(backup_of(path))
        written = write_atomically(path, data, over=origin)
        length = 0 if journal is None else journal.end
        start_journal(journal_of(path), Header("", after, length, origin, written, version_of(tables)))
    if not marks.empty:
        # The marks are safe at this point: a copy that cannot be made is no reason to say that they are not.
        with suppress(OSError):
            keep_state(path, data, now)
    return written


@contextmanager
def _told_if_replaced(path: Path) -> Iterator[None]:
    try:
        yield
    except ReplacedError as error:
        message = f"{shown(path)} was changed by another program at this moment; try again"
        raise UnwrittenError(message) from error


def set_journal_aside(path: Path, now: datetime) -> Path | None:
    """Give the journal of a marks file a second name, under which it stays; None if there is none."""
    journal = journal_of(path)
    if not os.path.lexists(journal):
        return None
    target = resolved(path)
    aside = free_name(target.with_name(f"{target.stem}.journal"), now)
    try:
        aside.hardlink_to(journal)
    except OSError:
        write_atomically(aside, journal.read_bytes())
    return aside


def _spare_old_copy(copy: Path) -> None:
    """Keep the last good copy under another name when marks begin anew, for the next write will replace it."""
    if not copy.exists():
        return
    number = 1
    while (spare := copy.with_name(f"{copy.name}.{number}")).exists():
        number += 1
    copy.rename(spare)
