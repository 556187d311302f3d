"""Moving through the visible text of a document: vim's motions and text objects as functions on offsets.

An outline holds the words, sentences and paragraphs of the blocks on show, in offsets of `Document.text`; what is
hidden is stepped over.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from reader.domain import segments
from reader.domain.document import Document, Span, runs_in
from reader.domain.frozen import frozen


class Unit(StrEnum):
    """What a block is cut into: words as vim's `w` sees them, words as its `W` does, sentences."""

    WORD = "w"
    BIG_WORD = "W"
    SENTENCE = "s"


_CUTS: dict[Unit, Callable[[str, int], Iterable[Span]]] = {
    Unit.WORD: segments.words,
    Unit.BIG_WORD: segments.big_words,
    Unit.SENTENCE: segments.sentences,
}


@frozen
class Outline:
    """The visible text, cut at every boundary that a motion stops at.

    Attributes:
        text: the whole text of the document.
        paragraphs: the visible blocks; a dateline and its paragraph are one.
        blocks: the visible blocks, each by itself.
        datelines: those of them that run into the first sentence of a paragraph.
    """

    text: str
    paragraphs: tuple[Span, ...]
    blocks: tuple[Span, ...]
    datelines: frozenset[Span] = frozenset()

    def near(self, unit: Unit, at: int, count: int = 1) -> Sequence[Span]:
        """The words or sentences around an offset, in order: only the blocks around it are cut into them.

        `count` begin before the offset and as many behind it, if there are so many. None reaches over two blocks. A
        dateline is no sentence: the one that it stands before is meant.
        """
        here = bisect_right(self.blocks, at, key=lambda span: span.start)
        before = here
        found: list[Span] = []
        while before > 0 and (len(found) < count or found[count - 1].start >= at):
            before -= 1
            found = [*self._cut(unit, self.blocks[before]), *found]
        while here < len(self.blocks) and (len(found) < count or found[-count].start <= at):
            found += self._cut(unit, self.blocks[here])
            here += 1
        return found

    def _cut(self, unit: Unit, block: Span) -> tuple[Span, ...]:
        """The words or sentences of a block."""
        known = self._known
        if (unit, block) not in known:
            cut = _CUTS[unit](self._slice(block), block.start)
            known[unit, block] = () if unit is Unit.SENTENCE and block in self.datelines else tuple(cut)
        return known[unit, block]

    @cached_property
    def _known(self) -> dict[tuple[Unit, Span], tuple[Span, ...]]:
        return {}

    def _slice(self, span: Span) -> str:
        return self.text[span.start : span.end]

    @property
    def first(self) -> int:
        """The first visible offset; 0 if nothing is visible."""
        return self.blocks[0].start if self.blocks else 0

    @property
    def last(self) -> int:
        """The offset of the last visible character; 0 if nothing is visible."""
        return segments.previous_grapheme(self.text, self.blocks[-1].end) if self.blocks else 0

    @cached_property
    def runs(self) -> tuple[Span, ...]:
        """The visible text without gaps: blocks between which nothing is hidden are one."""
        runs: list[Span] = []
        for block in self.blocks:
            if runs and not self.text[runs[-1].end : block.start].strip():
                runs[-1] = Span(runs[-1].start, block.end)
            else:
                runs.append(block)
        return tuple(runs)

    def parts(self, span: Span) -> tuple[Span, ...]:
        """The visible parts of a passage, hidden blocks left out; empty if it holds no visible word."""
        first = bisect_right(self.runs, span.start, key=lambda run: run.end)
        behind = bisect_left(self.runs, span.end, key=lambda run: run.start)
        runs = self.runs[first:behind]
        clipped = (Span(max(run.start, span.start), min(run.end, span.end)) for run in runs if run.overlaps(span))
        return tuple(part for part in clipped if self._slice(part).strip())

    def words_within(self, span: Span) -> Iterator[Span]:
        """The words that begin in a passage; looking for them costs no more in a longer text."""
        first = bisect_right(self.blocks, span.start, key=lambda block: block.end)
        behind = bisect_left(self.blocks, span.end, key=lambda block: block.start)
        for block in self.blocks[first:behind]:
            start, end = max(block.start, span.start), min(block.end, span.end)
            while start > block.start and not self.text[start - 1].isspace():
                start -= 1
            while end < block.end and not self.text[end].isspace():
                end += 1
            yield from (word for word in segments.words(self.text[start:end], start) if word.start in span)

    def clamp(self, at: int) -> int:
        """The nearest visible offset."""
        if not self.blocks:
            return 0
        index = bisect_right(self.blocks, at, key=lambda span: span.start) - 1
        if index < 0:
            return self.first
        block = self.blocks[index]
        if at < block.end:
            return at
        return self.blocks[index + 1].start if index + 1 < len(self.blocks) else self.last

    def right(self, at: int) -> int:
        """The next character, also in the next block."""
        return self.clamp(segments.next_grapheme(self.text, at)) if at < self.last else self.last

    def left(self, at: int) -> int:
        """The character before, also in the block before."""
        before = segments.previous_grapheme(self.text, at)
        index = bisect_right(self.blocks, before, key=lambda span: span.start) - 1
        if index < 0:
            return self.first
        return min(before, segments.previous_grapheme(self.text, self.blocks[index].end))


def visible_outline(document: Document, shown: Sequence[int]) -> Outline:
    """The outline of a document of which the blocks with these indices are shown."""
    blocks = tuple(document.spans[index] for index in shown if document.blocks[index].text)
    paragraphs: list[Span] = []
    for span in blocks:
        if paragraphs and span.start - paragraphs[-1].end == 1:
            paragraphs[-1] = Span(paragraphs[-1].start, span.end)
        else:
            paragraphs.append(span)
    return Outline(document.text, tuple(paragraphs), blocks, _datelines(document, shown))


def _datelines(document: Document, shown: Sequence[int]) -> frozenset[Span]:
    pairs = (pair for pair in pairwise(shown) if pair[0] + 1 == pair[1])
    found = (index for index, following in pairs if runs_in(document.blocks[index], document.blocks[following]))
    return frozenset(document.spans[index] for index in found)


def next_start(spans: Sequence[Span], at: int, last: int) -> int:
    """The start of the next span (`w`, `W`, `)`, `}`); the last character if there is none."""
    index = bisect_right(spans, at, key=lambda span: span.start)
    return spans[index].start if index < len(spans) else last


def previous_start(spans: Sequence[Span], at: int, first: int) -> int:
    """The start of this span, or of the one before if already there (`b`, `B`, `(`, `{`)."""
    index = bisect_left(spans, at, key=lambda span: span.start) - 1
    return spans[index].start if index >= 0 else first


def next_end(text: str, spans: Sequence[Span], at: int, last: int) -> int:
    """The last character of this span, or of the next if already there (`e`, `E`)."""
    index = bisect_right(spans, segments.next_grapheme(text, at), key=lambda span: span.end)
    return segments.previous_grapheme(text, spans[index].end) if index < len(spans) else last


def span_at(spans: Sequence[Span], at: int) -> Span | None:
    """The span that holds the offset, else the next one, else the last; None if there is none."""
    if not spans:
        return None
    index = bisect_right(spans, at, key=lambda span: span.end)
    return spans[min(index, len(spans) - 1)]


def spans_from(spans: Sequence[Span], at: int, count: int) -> Sequence[Span]:
    """The span at the offset (as in `span_at`) and those after it: `count`, or as many as there are."""
    index = min(bisect_right(spans, at, key=lambda span: span.end), max(0, len(spans) - 1))
    return spans[index : index + count]


def find_character(  # noqa: PLR0913 - vim's `f F t T ; ,` in one
    outline: Outline, at: int, character: str, *, forward: bool, till: bool, count: int = 1, again: bool = False
) -> int | None:
    """Where `f F t T` go inside the paragraph; None if the character is not there so often.

    `again` is for `;` and `,`: with `till`, the character right beside the caret does not count, or nothing would move.
    """
    paragraph, text = span_at(outline.paragraphs, at), outline.text
    if paragraph is None:
        return None
    begin, end = segments.next_grapheme(text, at), at
    if again and till and count == 1:
        begin += forward and text.startswith(character, begin)
        end -= not forward and text.endswith(character, paragraph.start, max(paragraph.start, end))
    found = -1
    for _ in range(count):
        if forward:
            found = text.find(character, begin, paragraph.end)
        else:
            found = text.rfind(character, paragraph.start, max(paragraph.start, end))
        if found < 0:
            return None
        begin, end = found + 1, found
    found = segments.grapheme_start(text, found)
    if not till:
        return found
    return segments.previous_grapheme(text, found) if forward else segments.next_grapheme(text, found)
