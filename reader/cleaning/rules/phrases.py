"""Residue that is known by its wording: certain phrases, and those that only company convicts.

One certain line convicts its neighbours, never the article: a neighbour must itself consist of known phrases.
"""

import re

from reader.cleaning.draft import Draft
from reader.domain.frozen import frozen
from reader.domain.wording import ends_sentence

_BETWEEN = r"[\s·|•,–—-]*"


@frozen
class Family:
    """Phrases that stand together on pages.

    Attributes:
        certain: matches a phrase that no article says as a line of its own.
        whole: matches a piece that consists of phrases of the family and nothing else.
    """

    certain: re.Pattern[str]
    whole: re.Pattern[str]

    def is_certain(self, line: str) -> bool:
        """True if the line is nothing but phrases of the family, a certain one among them."""
        return bool(self.whole.fullmatch(line)) and bool(self.certain.search(line))

    def is_neighbour(self, line: str) -> bool:
        """True if the line is nothing but phrases of the family."""
        return bool(self.whole.fullmatch(line))

    def group(self, draft: Draft) -> list[int]:
        """The certain pieces and, on both sides, the unbroken run of their neighbours."""
        live = draft.live
        short = dict(draft.lines)
        lines = [short.get(index, "") for index in live]
        guilty: set[int] = set()
        for at, line in enumerate(lines):
            if line and at not in guilty and self.is_certain(line):
                guilty.add(at)
                guilty.update(self._run(lines, at, -1))
                guilty.update(self._run(lines, at, 1))
        return [live[at] for at in sorted(guilty)]

    def _run(self, lines: list[str], at: int, step: int) -> list[int]:
        found = []
        at += step
        while 0 <= at < len(lines) and self.is_neighbour(lines[at]):
            found.append(at)
            at += step
        return found


def family(certain: tuple[str, ...], neighbours: tuple[str, ...] = ()) -> Family:
    """A family from regular expressions, each for one phrase; case does not count."""
    either = "|".join((*certain, *neighbours))
    return Family(
        certain=re.compile(rf"(?<!\w)(?:{'|'.join(certain)})", re.IGNORECASE),
        whole=re.compile(rf"(?:(?:{either})(?!\w){_BETWEEN})+", re.IGNORECASE),
    )


def tail_start(draft: Draft) -> int:
    """The index behind the last running text: a live piece of twelve words or more that ends as a sentence does."""
    for index in reversed(draft.live):
        piece = draft.pieces[index]
        if piece.words >= 12 and ends_sentence(piece.text.rstrip()):
            return index + 1
    return 0
