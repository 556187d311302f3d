"""Numbers about each passage of a page: its own, its boxes', its neighbours', and what the page testifies.

The trees of `weights/` ask for them by their order; `NAMES` gives it.
"""

import re
import string
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from reader.cleaning.evidence.lexicon import lexicon
from reader.cleaning.evidence.wording import words_of
from reader.cleaning.page import class_words
from reader.cleaning.page.boxes import BIT, NOTABLE, Passage
from reader.cleaning.page.survey import Survey, is_under, signature
from reader.cleaning.page.testimony import Testimony

_END = re.compile(r"[.!?…。！？।؟։]['\"’”»)\]」』]*$")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\. ?\d{1,2}\.")
_MARK = re.compile(r"[|►▶»›•→©@#]")
_OPENING = re.compile(r"^[\"'“„«»‚‘「『–—-]")
_TAGS = ("p", "li", "h1", "h2", "h3", "div", "span", "td", "section")
_LEVELS = 4

NAMES: tuple[str, ...] = (
    "size", "letters", "linked", "bold", "links", "ends", "colon", "question", "opening", "lower", "digits", "upper",
    "dated", "marks", "commas", "quoted", "broken", "picture", "level", "item", "good", "word_length",
    *(f"tag_{tag}" for tag in _TAGS),
    *(f"in_{tag}" for tag in NOTABLE),
    *(f"own_{name}" for name in class_words.GROUPS),
    *(f"near_{name}" for name in class_words.GROUPS),
    *(f"says_{name}" for name in lexicon().topics),
    "under", "from_first", "to_last", "words_before", "words_after", "climb", "descend", "core_depth", "core_size",
    "good_before", "good_after", "page_good",
    *(f"{what}_{level}" for level in range(_LEVELS) for what in
      ("size", "linked", "passages", "good", "share", "mean", "is_core")),
    "alike", "alike_good", "alike_linked", "alike_mean",
    *(f"{what}_{step}" for step in ("-3", "-2", "-1", "+1", "+2", "+3") for what in
      ("size", "linked", "good", "same", "head", "vouched", "proposed")),
    "vouched", "body_share", "proposed", "proposed_share", "title", "titled", "description", "described", "writer",
    "repeats", "repeated",
)  # fmt: skip
"""The numbers' names, in order."""


def numbers_of(found: Survey, indexes: Sequence[int]) -> list[list[float]]:
    """The numbers of these passages."""
    teller = _Teller(found)
    return [teller.numbers(index) for index in indexes]


class _Teller:
    """Describes passage after passage of one page."""

    def __init__(self, found: Survey) -> None:
        self._found = found
        self._page = found.page
        said = found.said
        self._titles = {
            _bare(text) for text in (*said.headings[:2], said.meta("og:title"), *_texts(said, "headline")) if text
        }
        self._descriptions = {
            _bare(text)
            for text in (said.meta("og:description"), said.meta("description"), *_texts(said, "description"))
            if text
        }
        self._writers = [name.casefold() for name in _writers(said)]
        self._structures: dict[int, list[float]] = {}
        self._contents: dict[int, list[float]] = {}
        self._asides: dict[int, tuple[list[float], list[float]]] = {}
        self._counts: dict[str, int] = defaultdict(int)
        for passage in self._page.passages:
            self._counts[passage.squeezed] += 1
        sums = found.sums[found.core]
        self._core_size = max(1, sums.size)
        self._before: list[int] = []
        running = 0
        for passage, good in zip(self._page.passages, found.good, strict=True):
            self._before.append(running)
            running += passage.size if good else 0
        self._total = running
        self._body_share = min(3.0, len(said.body) / max(1, sums.letters))
        proposed = sum(p.size for p, yes in zip(self._page.passages, found.proposed, strict=True) if yes == 1)
        self._proposed_share = proposed / self._core_size

    def numbers(self, index: int) -> list[float]:
        passage = self._page.passages[index]
        return [
            *self._wording(passage, index),
            *self._structure(passage),
            *_spoken_of(passage.text),
            *self._position(passage, index),
            *self._boxes(passage),
            *self._likeness(passage),
            *self._neighbours(passage, index),
            *self._testimony(passage, index),
        ]

    def _wording(self, passage: Passage, index: int) -> list[float]:
        text = passage.text
        length = len(text)
        head = text[:400]
        letters, digits, capitals = _counted(head)
        first = text[0]
        box = self._page.boxes[passage.box]
        return [
            min(passage.size, 200),
            min(length, 1500),
            passage.linked / length,
            passage.bold / length,
            min(passage.links, 10),
            1.0 if _END.search(text) else 0.0,
            1.0 if text.endswith((":", "：")) else 0.0,
            1.0 if text.endswith(("?", "？", "؟")) else 0.0,
            1.0 if _OPENING.match(text) else 0.0,
            1.0 if first.islower() else 0.0,
            digits / len(head),
            capitals / (letters or 1),
            1.0 if length < 200 and _DATE.search(text) else 0.0,
            min(4.0, len(_MARK.findall(head))),
            (head.count(",") + head.count("，") + head.count("、")) / max(1, min(passage.size, 60)),
            1.0 if "“" in head or "„" in head or '"' in head or "»" in head or "「" in head else 0.0,
            float(passage.broken),
            float(passage.picture),
            float(box.level),
            float(box.item),
            float(self._found.good[index]),
            length / max(1, passage.size),
        ]

    def _structure(self, passage: Passage) -> list[float]:
        known = self._structures.get(passage.box)
        if known is not None:
            return known
        page, found = self._page, self._found
        box = page.boxes[passage.box]
        near = 0
        number = passage.box
        while number >= 0 and number not in found.chain:
            near |= page.boxes[number].groups
            number = page.boxes[number].parent
        own = box.groups if passage.box not in found.chain else 0
        inside = box.inside & ~(page.boxes[number].inside if number >= 0 else 0) | box.inside & _ALWAYS
        numbers = [
            *(float(box.tag == tag) for tag in _TAGS),
            *_as_numbers(inside, len(NOTABLE)),
            *_as_numbers(own, len(class_words.GROUPS)),
            *_as_numbers(near, len(class_words.GROUPS)),
        ]
        self._structures[passage.box] = numbers
        return numbers

    def _position(self, passage: Passage, index: int) -> list[float]:
        found = self._found
        before, total = self._before[index], max(1, self._total)
        climb, number = 0, passage.box
        while number >= 0 and number not in found.chain:
            climb, number = climb + 1, self._page.boxes[number].parent
        core = self._page.boxes[found.core]
        meeting = self._page.boxes[number].depth if number >= 0 else 0
        first, last = self._before[found.first_good], self._before[found.last_good]
        return [
            float(is_under(found, index)),
            _bounded(index - found.first_good),
            _bounded(found.last_good - index),
            _bounded(before - first, 400),
            _bounded(last - before, 400),
            float(climb),
            float(core.depth - meeting),
            float(core.depth),
            float(min(self._core_size, 3000)),
            before / total,
            1.0 - before / total,
            min(self._total, 5000) / max(1, min(self._core_size, 5000)),
        ]

    def _boxes(self, passage: Passage) -> list[float]:
        numbers: list[float] = []
        number = passage.box
        for _ in range(_LEVELS):
            numbers += self._contents.get(number) or self._content(number)
            outer = self._page.boxes[number].parent
            number = outer if outer >= 0 and number not in self._found.chain else number
        return numbers

    def _content(self, number: int) -> list[float]:
        """What is in a box, all in all."""
        found = self._found
        sums = found.sums[number]
        size = max(1, sums.size)
        self._contents[number] = numbers = [
            min(size, 2000),
            sums.linked / max(1, sums.letters),
            min(sums.passages, 100),
            sums.good / size,
            min(5.0, size / self._core_size),
            min(100.0, size / max(1, sums.passages)),
            2.0 if number == found.core else 1.0 if number in found.chain else 0.0,
        ]
        return numbers

    def _likeness(self, passage: Passage) -> list[float]:
        sums = self._found.alike[signature(self._page, passage)]
        return [
            min(sums.passages, 60),
            min(3.0, sums.good / self._core_size),
            sums.linked / max(1, sums.letters),
            min(100.0, sums.size / max(1, sums.passages)),
        ]

    def _neighbours(self, passage: Passage, index: int) -> list[float]:
        passages, boxes = self._page.passages, self._page.boxes
        numbers: list[float] = []
        parent = boxes[passage.box].parent
        for step in (-3, -2, -1, 1, 2, 3):
            at = index + step
            if not 0 <= at < len(passages):
                numbers += [-1.0, 0.0, 0.0, 0.0, 0.0, -1.0, -1.0]
                continue
            other = passages[at].box
            own, testified = self._asides.get(at) or self._aside(at)
            numbers += own
            numbers.append(1.0 if other == passage.box or boxes[other].parent == parent else 0.0)
            numbers += testified
        return numbers

    def _aside(self, at: int) -> tuple[list[float], list[float]]:
        """What a passage shows to its neighbours: what it is, and what is said of it."""
        found, passage = self._found, self._page.passages[at]
        is_head = bool(self._page.boxes[passage.box].inside & _HEADS)
        self._asides[at] = numbers = (
            [min(passage.size, 100), passage.linked / len(passage.text), float(found.good[at])],
            [float(is_head), float(found.vouched[at]), float(found.proposed[at])],
        )
        return numbers

    def _testimony(self, passage: Passage, index: int) -> list[float]:
        found = self._found
        bare = _bare(passage.text[:600])
        title = max((_shared(bare, words) for words in self._titles), default=0.0)
        titled = max((_shared(words, bare) for words in self._titles), default=0.0)
        description = max((_shared(bare, words) for words in self._descriptions), default=0.0)
        described = max((_shared(words, bare) for words in self._descriptions), default=0.0)
        low = passage.text[:300].casefold()
        repeats = self._counts[passage.squeezed]
        return [
            float(found.vouched[index]),
            self._body_share,
            float(found.proposed[index]),
            min(3.0, self._proposed_share),
            title,
            titled,
            description,
            described,
            float(any(name in low for name in self._writers)),
            float(min(repeats, 5)),
            float(repeats > 1 and passage.size > 8),
        ]


_HEADS = BIT["h1"] | BIT["h2"] | BIT["h3"] | BIT["h4"] | BIT["h5"] | BIT["h6"]
_ALWAYS = BIT["article"] | BIT["main"] | BIT["body-prop"] | BIT["hidden"]


_LETTERS, _DIGITS = string.ascii_letters.encode(), string.digits.encode()
_CAPITALS = string.ascii_uppercase.encode()
_ASCII = bytes(range(128))
_READ = 300


def _counted(text: str) -> tuple[int, int, int]:
    """How many letters, digits and capitals it has; those of ASCII are counted all at once."""
    raw = text.encode("utf-8", "surrogatepass")
    size = len(raw)
    letters, digits, capitals = (size - len(raw.translate(None, some)) for some in (_LETTERS, _DIGITS, _CAPITALS))
    if size == len(text):
        return letters, digits, capitals
    rare = raw.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return (
        letters + sum(map(str.isalpha, rare)),
        digits + sum(map(str.isdigit, rare)),
        capitals + sum(map(str.isupper, rare)),
    )


@lru_cache(maxsize=4096)
def _as_numbers(bits: int, width: int) -> tuple[float, ...]:
    """Each bit as a number, the lowest first."""
    return tuple(float(bits >> bit & 1) for bit in range(width))


def _spoken_of(text: str) -> list[float]:
    """For each topic of the lexicon, how much of the passage announces it."""
    return lexicon().coverage(words_of(text[:_READ]))


def _bounded(value: float, most: float = 60) -> float:
    return max(-most, min(most, float(value)))


def _bare(text: str) -> frozenset[str]:
    if text.isascii():
        return frozenset(re.findall(r"\w+", text.lower()))
    return frozenset(re.findall(r"[\u3040-\u9fff\u0e00-\u0eff]|\w+", text.lower()))


def _shared(part: frozenset[str], whole: frozenset[str]) -> float:
    """How much of `part` is in `whole`."""
    return len(part & whole) / len(part) if part and whole else 0.0


def _texts(said: Testimony, key: str) -> list[str]:
    return [value for value in said.stated(key) if isinstance(value, str)][:2]


def _writers(said: Testimony) -> list[str]:
    names: list[str] = [*said.metas.get("author", ()), *said.metas.get("article:author", ())]
    for value in said.stated("author"):
        for person in value if isinstance(value, list) else [value]:
            name = person.get("name") if isinstance(person, dict) else person
            names.extend([name] if isinstance(name, str) else [])
    return [name for name in names if 5 <= len(name) <= 60 and "/" not in name][:8]
