"""A journal and a base that went apart, because a synchroniser replaced one of the two: joined as two files are."""

from reader.storage import foreign_tables
from reader.storage.journal import Edit
from reader.storage.mark_times import NOTES
from reader.storage.marks_file import REMOVED, Tables
from reader.storage.merging import joining


def joining_edits(mine: Tables, theirs: Tables) -> list[Edit]:
    """The edits that make of my tables what a merge with theirs makes of them."""
    edits = []
    before, after = joining(mine, theirs)
    for (table, key), known in after.items():
        was = before[table, key].record
        if known.record is not None:
            edits.append(Edit(table, "", key, {**({} if was is None else {NOTES: []}), **known.record}))
        elif was is not None:
            edits.append(Edit(table, "", key, None))
        if known.removal is not None:
            edits.append(Edit(REMOVED, "", f"{table}/{key}", known.removal))
    strangers = foreign_tables.joining(mine, theirs)
    return edits + [Edit(table, number, number, record) for (table, number), record in strangers.items()]
