"""Two versions of a text: the part that differs, and what became of its words.

What both have at the head and at the tail costs a comparison. Only what differs is aligned.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.domain.frozen import frozen

if TYPE_CHECKING:
    from reader.domain.aligning import Alignment

_SURROUNDINGS = 300
"""So many characters on either side, and the rest of their paragraphs, are aligned with what differs."""


@frozen
class Part:
    """What differs in two versions of a text: whole paragraphs. Offsets are code points.

    Attributes:
        start: where it begins in either.
        old_end: where it ends in the old text.
        shift: how much further on the same stands in the new text behind it.
    """

    start: int
    old_end: int
    shift: int

    def texts(self, old_text: str, new_text: str) -> tuple[str, str]:
        """The part of the old text and that of the new one."""
        return old_text[self.start : self.old_end], new_text[self.start : self.old_end + self.shift]

    def around(self, old_text: str, start: int, end: int) -> "Part":
        """The part with its surroundings, which are the same in both, and with all that a passage reaches into."""
        first = _paragraph_start(old_text, max(0, min(start, self.start - _SURROUNDINGS)))
        return Part(first, _paragraph_end(old_text, max(end, self.old_end + _SURROUNDINGS)), self.shift)


@lru_cache(maxsize=8)
def changed_part(old_text: str, new_text: str) -> Part:
    """The paragraphs between the head and the tail that two texts have in common."""
    head = same_head(old_text, new_text)
    tail = same_head(old_text[head:][::-1], new_text[head:][::-1])
    shift = len(new_text) - len(old_text)
    return Part(_paragraph_start(old_text, head), _paragraph_end(old_text, len(old_text) - tail), shift)


@lru_cache(maxsize=8)
def alignment_of(old_text: str, new_text: str) -> "Alignment":
    """Two texts aligned; one alignment serves all highlights of an article."""
    from reader.domain.aligning import align  # noqa: PLC0415 - loaded only where a text has changed

    return align(old_text, new_text)


def same_head(one: str, other: str) -> int:
    """How many characters two strings begin with alike."""
    same, limit = 0, min(len(one), len(other))
    while same < limit:
        middle = (same + limit + 1) // 2
        if one.startswith(other[same:middle], same):
            same = middle
        else:
            limit = middle - 1
    return same


def _paragraph_start(text: str, at: int) -> int:
    """The offset behind the last line break before an offset."""
    return text.rfind("\n", 0, at) + 1


def _paragraph_end(text: str, at: int) -> int:
    """The offset behind the first line break from an offset on."""
    return text.find("\n", at) + 1 or len(text)
