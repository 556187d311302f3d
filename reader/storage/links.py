"""A `marks.json` that is a link: which file it means, and going over to another one."""

from reader.storage.apart import joining_edits
from reader.storage.journal import Edit, Journal
from reader.storage.marks_file import MarksFile, last_taken_in
from reader.storage.marks_state import MarksState, apply_all


def left_behind(state: MarksState, folded: tuple[str, ...], journal: Journal) -> list[Edit]:
    """What stands in the journal of the file that the name meant before, and belongs to the one that it means now.

    That is so if both are of one library: a program that replaces a link puts the file there that the link meant, and
    knows no journal. The edits are those of a merge, so that what was done later stands. A journal of another library
    stays where it is.

    Args:
        state: the marks that the name means now.
        folded: the ids of the journals that the file before had taken in.
        journal: that file's own, as far as it was read.
    """
    names = {journal.header.id, journal.header.after, *folded} - {""}
    is_same = last_taken_in(state.marks.tables) == journal.header.after or not names.isdisjoint(state.marks.folded)
    if not is_same or journal.header.id in state.marks.folded:
        return []
    apart = MarksState(MarksFile())
    apply_all(apart, journal.again())
    return joining_edits(state.marks.tables, apart.marks.tables)
