"""A page looked over: what each box holds, which box holds the article, what is worth judging."""

from collections import defaultdict
from dataclasses import dataclass, field

from reader.cleaning.page import class_words
from reader.cleaning.page.boxes import BIT, Box, PageText, Passage
from reader.cleaning.page.testimony import Testimony

_GOOD_SIZE = 10
_BARRED = BIT["nav"] | BIT["footer"] | BIT["form"] | BIT["figure"] | BIT["figcaption"] | BIT["hidden"]


@dataclass(slots=True)
class Sums:
    """What is in a box, all in all."""

    size: int = 0
    letters: int = 0
    linked: int = 0
    passages: int = 0
    good: int = 0
    first: int = -1
    last: int = -1

    def add(self, passage: Passage, is_good: bool, index: int) -> None:
        """Count a passage in."""
        self.size += passage.size
        self.letters += len(passage.text)
        self.linked += passage.linked
        self.passages += 1
        self.good += passage.size if is_good else 0
        self.first = index if self.first < 0 else self.first
        self.last = index


@dataclass(slots=True)
class Survey:
    """What has to be known of the whole page before one passage can be described."""

    page: PageText
    said: Testimony
    good: list[bool] = field(default_factory=list)
    sums: list[Sums] = field(default_factory=list)
    core: int = 0
    chain: frozenset[int] = frozenset()
    alike: dict[tuple[str, str, str], Sums] = field(default_factory=dict)
    first_good: int = 0
    last_good: int = 0
    vouched: list[int] = field(default_factory=list)
    proposed: list[int] = field(default_factory=list)


def survey(page: PageText, said: Testimony, proposal: str | None) -> Survey:
    """Look the page over; `proposal` is what an extractor takes for the article, without white space."""
    found = Survey(page, said)
    has_body = len(said.body) > 400
    found.vouched = [
        (1 if passage.squeezed in said.body else 0) if has_body and len(passage.squeezed) > 12 else -1
        for passage in page.passages
    ]
    found.proposed = [
        (1 if passage.squeezed in proposal else 0) if proposal is not None else -1 for passage in page.passages
    ]
    found.good = [_is_good(passage, page.boxes[passage.box]) for passage in page.passages]
    _add_up(found)
    found.core = _core(found)
    found.chain = frozenset(page.ancestors(found.core))
    inside = [i for i, good in enumerate(found.good) if good and is_under(found, i)]
    found.first_good, found.last_good = (inside[0], inside[-1]) if inside else (0, len(page.passages) - 1)
    return found


def _is_good(passage: Passage, box: Box) -> bool:
    return passage.size >= _GOOD_SIZE and 2 * passage.linked < len(passage.text) and not box.inside & _BARRED


def _add_up(found: Survey) -> None:
    page = found.page
    found.sums = [Sums() for _ in page.boxes]
    alike: dict[tuple[str, str, str], Sums] = defaultdict(Sums)
    for index, passage in enumerate(page.passages):
        good = found.good[index]
        for number in page.ancestors(passage.box):
            found.sums[number].add(passage, good, index)
        alike[signature(page, passage)].add(passage, good, index)
    found.alike = alike


def signature(page: PageText, passage: Passage) -> tuple[str, str, str]:
    """What passages set alike have in common: the names of their box and of the box around it."""
    box = page.boxes[passage.box]
    parent = page.boxes[box.parent] if box.parent >= 0 else box
    return box.tag, box.names, parent.tag + parent.names


def _core(found: Survey) -> int:
    """The box that holds the article: most good text near its surface, and what testimony there is."""
    boxes = found.page.boxes
    near: dict[int, float] = defaultdict(float)
    inside: dict[int, float] = defaultdict(float)
    for index, passage in enumerate(found.page.passages):
        if not found.good[index] and found.proposed[index] != 1:
            continue
        box = boxes[passage.box]
        weight = float(min(passage.size, 100)) * _TRUST[found.vouched[index]] * _TRUST[found.proposed[index]]
        weight *= 0.5 if box.inside & (BIT["aside"] | BIT["li"]) else 1.0
        weight *= 0.2 if any(boxes[outer].groups & _TALK for outer in found.page.ancestors(passage.box)[:6]) else 1.0
        number = box.parent if box.tag == "p" and box.parent >= 0 else passage.box
        share = weight
        while number >= 0:
            near[number] += share
            inside[number] += weight
            share *= 0.75
            number = boxes[number].parent
    if not near:
        return 0
    best = max(near, key=lambda number: (near[number], number))
    while (outer := boxes[best].parent) >= 0 and inside[outer] > 1.05 * inside[best] and near[outer] > near[best] / 2:
        best = outer
    return best


_TALK = class_words.bits("comment", "related")
_TRUST = {1: 3.0, 0: 1.0, -1: 1.0}


def is_under(found: Survey, index: int) -> bool:
    """True if a passage stands between the first and the last of the article's box."""
    sums = found.sums[found.core]
    return sums.first <= index <= sums.last


_MARGIN = 20
_MOST_CANDIDATES = 1500


def candidates(found: Survey) -> list[int]:
    """The passages worth judging: those around the article, and those that the extractor proposes."""
    first, last = found.first_good - _MARGIN, found.last_good + _MARGIN
    near = [i for i in range(len(found.page.passages)) if first <= i <= last or found.proposed[i] == 1]
    return near[:_MOST_CANDIDATES]
