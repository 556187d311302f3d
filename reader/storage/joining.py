"""Two files of marks made one: what another file holds, and taking it in."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from reader.domain.errors import StorageError
from reader.domain.ports import Merged
from reader.storage import foreign_tables, merging, tables
from reader.storage.conflicts import is_journal
from reader.storage.failures import file_errors, shown
from reader.storage.journal import Journal
from reader.storage.mark_acts import MarkAct
from reader.storage.marks_file import MarksFile, Tables, newer_file
from reader.storage.marks_state import MarksState, take_on
from reader.storage.shared_marks import SharedMarks


def tables_in(file: Path, now: Callable[[], datetime]) -> Tables:
    """What another marks file holds, with its journal if it has one; of a lone journal, what its entries tell.

    Args:
        file: it is left as it is.
        now: the clock.

    Raises:
        StorageError: it is missing, damaged or newer.
    """
    with file_errors(file, "read"):
        file.stat()
    if not is_journal(file):
        shared = SharedMarks(file, now)
        if version := shared.newer():
            raise newer_file(version)
        with shared.read() as other:
            return other.marks.tables
    state = MarksState(MarksFile())
    with file_errors(file, "read"):
        journal = Journal(file)
        if journal.newer:
            raise newer_file(journal.newer)
        faults = take_on(state, journal)
    if faults and not state.marks.tables:
        message = f"{shown(file)} is no journal of marks: {faults[0]}"
        raise StorageError(message)
    return state.marks.tables


def differs(ours: Tables, theirs: Tables) -> bool:
    """True if taking in other tables would change something."""
    return bool(merging.joining(ours, theirs)[1] or foreign_tables.joining(ours, theirs))


def join(act: MarkAct, theirs: Tables) -> Merged:
    """Take in what other tables know; records that both have are joined field by field."""
    ours = act.state.marks.tables
    before, after = merging.joining(ours, theirs)
    for key, known in after.items():
        act.replace(*key, known)
    strangers = foreign_tables.joining(ours, theirs)
    for (table, number), record in strangers.items():
        tables.replace(act.database, table, number, record)
    new = len(strangers.keys() - foreign_tables.foreign(ours).keys())
    pairs = [(before[key].record, known.record) for key, known in after.items()]
    return Merged(
        added=sum(old is None and one is not None for old, one in pairs) + new,
        changed=sum(old is not None and one is not None and old != one for old, one in pairs) + len(strangers) - new,
        removed=sum(old is not None and one is None for old, one in pairs),
    )
