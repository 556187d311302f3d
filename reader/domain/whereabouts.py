"""A place in an old text, found in a new one as well as can be: for the reader's place, which is never called lost."""

from bisect import bisect_right
from itertools import chain
from typing import TYPE_CHECKING

from reader.domain.anchor import alignment_of

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
    alignment: Alignment = alignment_of(old_text, new_text)
    first = bisect_right(alignment.old, at, key=lambda word: word.end)
    for number in chain(range(first, len(alignment.old)), reversed(range(first))):
        if alignment.to[number] >= 0:
            word = alignment.old[number]
            found = alignment.new[alignment.to[number]]
            inside = max(0, at - word.start) if number == first else 0
            return found.start + min(inside, max(0, found.end - found.start - 1))
    return 0
