"""A place in an old text, found in a new one as well as can be: for the reader's place, which is never called lost."""

from bisect import bisect_right
from itertools import chain
from typing import TYPE_CHECKING

from reader.domain.versions import alignment_of, changed_part

if TYPE_CHECKING:
    from reader.domain.aligning import Alignment


def nearest(old_text: str, new_text: str, at: int) -> int:
    """Where a place of the old text is in the new one: at the first word from there on that is still there.

    Args:
        old_text: the text that `at` counts in.
        new_text: the text as it is now.
        at: a code point of the old text.

    Returns:
        A code point of the new text; where no word behind the place is left, the last one before it.
    """
    if old_text == new_text:
        return at
    part = changed_part(old_text, new_text)
    if at < part.start:
        return at
    if at >= part.old_end:
        return at + part.shift
    part = part.around(old_text, at, at)
    return part.start + _nearest(alignment_of(*part.texts(old_text, new_text)), at - part.start)


def _nearest(alignment: "Alignment", at: int) -> int:
    old, new, to = alignment.old, alignment.new, alignment.to
    first = bisect_right(old.ends, at)
    for number in chain(range(first, len(to)), reversed(range(first))):
        if to[number] >= 0:
            start, end = new.starts[to[number]], new.ends[to[number]]
            inside = max(0, at - old.starts[number]) if number == first else 0
            return start + min(inside, max(0, end - start - 1))
    return 0
