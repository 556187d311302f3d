"""A block among its neighbours: for each piece of a draft, the numbers that its verdict is drawn from.

A line alone tells little: "Autumn" may be a heading or a link. What stands around it, how far the running text is, how
often it comes again and what the whole page is like tell the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from reader.cleaning.draft import Draft
from reader.cleaning.evidence import traits
from reader.cleaning.evidence.lexicon import lexicon
from reader.cleaning.evidence.traits import Line, read_line
from reader.domain.document import BlockKind

Column = list[float]

_FAR = 60
_LONG, _MIDDLE, _SHORT = 20, 10, 12
_STRONG, _WEAK = 1.0, -0.5
_CUT_WORDING = 2.0
"""A piece that a rule has cut counts as worded so surely like residue."""
_NOWHERE = -9.0
_DIGITS = re.compile(r"\d+")
_CAPITALISED = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]+")
_SMALL = re.compile(r"[a-zà-ÿ]+")
_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힯฀-๿]")
_PATTERN_READ, _PATTERN_KEPT = 60, 12
_NEIGHBOURS = (-2, -1, 1, 2)


class Surroundings:
    """The pieces of a draft as columns of numbers, one value a piece."""

    def __init__(self, draft: Draft) -> None:
        self.lines: list[Line] = [read_line(piece.text) for piece in draft.pieces]
        self._pieces = draft.pieces
        self._size = len(draft.pieces)
        self._words = [line.traits.words for line in self.lines]
        self._ends = [line.traits.ends_as_sentence for line in self.lines]
        self._cut = [float(not piece.kept and piece.rule != "stray-mark") for piece in draft.pieces]
        self._wording = [
            line.traits.wording if piece.kept else _CUT_WORDING
            for line, piece in zip(self.lines, draft.pieces, strict=True)
        ]
        self._phrases = [line.traits.any_phrase for line in self.lines]
        self._long = [
            float(words >= _LONG and (line.traits.ends_as_sentence > 0 or line.traits.sentences > 0))
            for words, line in zip(self._words, self.lines, strict=True)
        ]

    def columns(self) -> dict[str, Column]:
        """Every number of every piece, by name; the order of the names never changes."""
        found: dict[str, Column] = {}
        for number, name in enumerate(traits.NAMES):
            found[name] = [_at(line.traits, traits.NAMES[number]) for line in self.lines]
        for topic, name in enumerate(lexicon().topics):
            found[f"phrase_{name}"] = [line.topics[topic] for line in self.lines]
        for group in (self._place, self._repeats, self._page, self._windows, self._runs):
            found.update(group())
        found.update(self._neighbours(found))
        return found

    def rows(self) -> tuple[tuple[str, ...], list[tuple[float, ...]]]:
        """The names of the numbers, and for each piece its numbers."""
        columns = self.columns()
        return tuple(columns), list(zip(*columns.values(), strict=True))

    def _place(self) -> dict[str, Column]:
        size, running = self._size, [at for at, long in enumerate(self._long) if long]
        first, last = (running[0], running[-1]) if running else (0, size - 1)
        total = sum(self._words) or 1.0
        before = [0.0, *accumulate(self._words)]
        indexes = range(size)
        return {
            "index": [float(min(at, 100)) for at in indexes],
            "place": [at / max(1, size - 1) for at in indexes],
            "words_before": [before[at] / total for at in indexes],
            "words_after": [1 - before[at + 1] / total for at in indexes],
            "since_running_text": _since(self._long),
            "until_running_text": _since(self._long[::-1])[::-1],
            "above_text": [float(at < first) for at in indexes],
            "below_text": [float(at > last) for at in indexes],
            "from_first_text": [float(max(-_FAR, min(_FAR, at - first))) for at in indexes],
            "from_last_text": [float(max(-_FAR, min(_FAR, at - last))) for at in indexes],
            "running_text": self._long,
            "sentence": [float(w >= _MIDDLE and e > 0) for w, e in zip(self._words, self._ends, strict=True)],
            "gap": [float(min(piece.gap, 4)) for piece in self._pieces],
            "item": [float(piece.kind is BlockKind.LIST) for piece in self._pieces],
            "headline": [float(piece.kind is BlockKind.HEADLINE) for piece in self._pieces],
            "cut": self._cut,
        }

    def _repeats(self) -> dict[str, Column]:
        texts = Counter(line.text for line in self.lines)
        masked = [_DIGITS.sub("0", line.text) for line in self.lines]
        shapes = Counter(masked)
        openings = [" ".join(line.words[:2]) if len(line.words) > 2 else "" for line in self.lines]
        begun = Counter(openings)
        vocabularies = [frozenset(line.words) for line in self.lines]
        spread = Counter(word for vocabulary in vocabularies for word in vocabulary)
        story = Counter(
            word for vocabulary, long in zip(vocabularies, self._long, strict=True) if long for word in vocabulary
        )
        title = self._title(vocabularies)
        patterns = [_pattern(line.text) for line in self.lines]
        telling = [[w for w in words if len(w) > 3 or _WIDE.match(w)] for words in vocabularies]
        return {
            "same": [float(min(texts[line.text], 5)) for line in self.lines],
            "same_but_numbers": [float(min(shapes[shape], 5)) for shape in masked],
            "same_opening": [float(min(begun[opening], 6)) if opening else 0.0 for opening in openings],
            "on_topic": [
                _share(words, lambda word, own=long: story[word] > own)  # type: ignore[misc]
                for words, long in zip(telling, self._long, strict=True)
            ],
            "words_of_its_own": [_share(words, lambda word: spread[word] == 1) for words in telling],
            "of_title": [_share(words, title.__contains__) for words in telling],
            "title_in_it": [len(title & words) / len(title) if title else -1.0 for words in vocabularies],
            "same_pattern_near": [
                float(patterns[max(0, at - 6) : at + 7].count(pattern) - 1) for at, pattern in enumerate(patterns)
            ],
        }

    def _title(self, vocabularies: Sequence[frozenset[str]]) -> frozenset[str]:
        for piece, vocabulary in zip(self._pieces, vocabularies, strict=True):
            if piece.kind is BlockKind.HEADLINE:
                return vocabulary
        return vocabularies[0] if vocabularies else frozenset()

    def _page(self) -> dict[str, Column]:
        size = max(1, self._size)
        short = [w for w, words in zip(self._wording, self._words, strict=True) if words < _SHORT]
        top = sorted(short, reverse=True)[:3]
        strong = sum(w > _STRONG for w in short)
        facts = {
            "page_pieces": float(min(self._size, 500)),
            "page_running": float(min(sum(self._long), _FAR)),
            "page_running_share": sum(self._long) / size,
            "page_running_words": _dot(self._long, self._words) / (sum(self._words) or 1.0),
            "page_median_words": float(min(sorted(self._words)[self._size // 2], _FAR)) if self._size else 0.0,
            "page_strong_share": strong / max(1, len(short)),
            "page_short_wording": sum(short) / max(1, len(short)),
            "page_top_wording": sum(top) / max(1, len(top)),
            "page_strong": float(min(sum(w > _STRONG for w in self._wording), _FAR)),
            "page_head_wording": _mean(self._wording[:8]),
            "page_tail_wording": _mean(self._wording[-8:]),
            "page_least_wording": min(self._wording, default=0.0),
            "page_cut": float(min(sum(self._cut), 40)),
            "page_usual_gap": float(sorted(piece.gap for piece in self._pieces)[self._size // 2])
            if self._size
            else 0.0,
        }
        for topic, name in enumerate(lexicon().topics):
            facts[f"page_{name}"] = _mean([line.topics[topic] for line in self.lines])
        return {name: [value] * self._size for name, value in facts.items()}

    def _windows(self) -> dict[str, Column]:
        strong = [float(w > _STRONG) for w in self._wording]
        weak = [float(w < _WEAK) for w in self._wording]
        steady = [words if w < -0.3 else 0.0 for w, words in zip(self._wording, self._words, strict=True)]
        found: dict[str, Column] = {}
        for reach in (2, 5, 12):
            found[f"wording_{reach}"] = _around(self._wording, reach)
            found[f"strong_{reach}"] = _around(strong, reach)
            found[f"weak_{reach}"] = _around(weak, reach)
        for reach in (3, 10):
            found[f"running_{reach}"] = _around(self._long, reach)
            found[f"words_{reach}"] = _around(self._words, reach)
            found[f"ends_{reach}"] = _around(self._ends, reach)
        for topic, name in enumerate(lexicon().topics):
            found[f"near_{name}"] = _around([line.topics[topic] for line in self.lines], 4)
        found["near_any"] = _around(self._phrases, 4)
        before, total = [0.0, *accumulate(steady)], sum(steady) + 1.0
        count = [0.0, *accumulate(strong)]
        found["steady_before"] = [value / total for value in before[:-1]]
        found["steady_after"] = [1 - value / total for value in before[1:]]
        found["strong_before"] = [min(float(_FAR), value) for value in count[:-1]]
        found["strong_after"] = [min(float(_FAR), count[-1] - value) for value in count[1:]]
        found["since_strong"] = _since(strong)
        found["until_strong"] = _since(strong[::-1])[::-1]
        found["steady_words"] = [min(total, 5000.0)] * self._size
        return found

    def _runs(self) -> dict[str, Column]:
        """What the run of lines is like that a piece stands in: lines without a blank between, lines as short."""
        found: dict[str, Column] = {}
        group = [piece.gap > 0 for piece in self._pieces]
        short = [words < _SHORT for words in self._words]
        turns = [True, *(one is not other for one, other in pairwise(short))][: self._size]
        for name, starts in (("group", group), ("run", turns)):
            runs = list(_ranges(starts))
            found[f"{name}_size"] = _spread(runs, lambda a, b: float(min(b - a, 80)))
            for what, column in (
                ("wording", self._wording),
                ("words", self._words),
                ("ends", self._ends),
                ("phrases", self._phrases),
                ("running", self._long),
            ):
                found[f"{name}_{what}"] = _spread(runs, lambda a, b, c=column: _mean(c[a:b]))  # type: ignore[misc]
            found[f"{name}_top_wording"] = _spread(runs, lambda a, b: max(self._wording[a:b]))
            found[f"{name}_top_phrases"] = _spread(runs, lambda a, b: max(self._phrases[a:b]))
        return found

    def _neighbours(self, columns: dict[str, Column]) -> dict[str, Column]:
        found: dict[str, Column] = {}
        looked_at = (
            "wording",
            "words",
            "ends_as_sentence",
            "capitals",
            "capital_words",
            "on_topic",
            "any_phrase",
            "cut",
        )
        for step in _NEIGHBOURS:
            for name in looked_at:
                found[f"{name}{step:+d}"] = _shifted(columns[name], step)
        return found


def _at(line_traits: traits.Traits, name: str) -> float:
    return float(getattr(line_traits, name))


def _around(values: Column, reach: int) -> Column:
    """For each place, the mean of the values up to `reach` places before and behind it, without its own."""
    sums, size = [0.0, *accumulate(values)], len(values)
    found = []
    for at, value in enumerate(values):
        low, high = max(0, at - reach), min(size, at + reach + 1)
        found.append((sums[high] - sums[low] - value) / max(1, high - low - 1))
    return found


def _since(flags: Column) -> Column:
    """For each place, how many steps back the last flag is; 0 at a flag, at most 60."""
    found, steps = [], _FAR
    for flag in flags:
        steps = 0 if flag else min(_FAR, steps + 1)
        found.append(float(steps))
    return found


def _ranges(starts: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The half-open ranges that begin where `starts` is true."""
    edges = [0, *(at for at, start in enumerate(starts) if start and at), len(starts)]
    yield from ((a, b) for a, b in pairwise(edges) if a < b)


def _spread(runs: Iterable[tuple[int, int]], value: Callable[[int, int], float]) -> Column:
    found: Column = []
    for start, end in runs:
        found += [value(start, end)] * (end - start)
    return found


def _shifted(values: Column, step: int) -> Column:
    if step > 0:
        return [*values[step:], *([_NOWHERE] * min(step, len(values)))]
    return [*([_NOWHERE] * min(-step, len(values))), *values[:step]]


def _pattern(text: str) -> str:
    """How a line begins, in kinds of characters."""
    masked = _CAPITALISED.sub("A", text[:_PATTERN_READ])
    return _DIGITS.sub("0", _SMALL.sub("a", masked))[:_PATTERN_KEPT]


def _share(words: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(bool, map(holds, words))) / len(words) if words else -1.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _dot(one: Column, other: Column) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
