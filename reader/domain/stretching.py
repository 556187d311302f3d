"""A passage made longer or shorter by a word, or cut in two, inside the visible text. Offsets are code points."""

from bisect import bisect_left, bisect_right

from reader.domain.document import Span
from reader.domain.outline import Outline, Unit


def longer(outline: Outline, span: Span) -> Span | None:
    """The passage with one word more at its end; None at the end of the text, or before what is hidden."""
    words = outline.near(Unit.WORD, span.end)
    index = bisect_right(words, span.end, key=lambda word: word.end)
    if index == len(words):
        return None
    wider = Span(span.start, words[index].end)
    return wider if outline.parts(wider) == (wider,) else None


def shorter(outline: Outline, span: Span) -> Span | None:
    """The passage without its last word; None if that is the only one."""
    words = outline.near(Unit.WORD, span.end, 2)
    last = bisect_left(words, span.end, key=lambda word: word.start) - 1
    if last < 1 or words[last - 1].end <= span.start:
        return None
    return Span(span.start, words[last - 1].end)


def halves(outline: Outline, span: Span, at: int) -> tuple[Span, Span] | None:
    """The passage before the word at an offset, and from it on; None if either would hold no word."""
    words = outline.near(Unit.WORD, at)
    index = bisect_right(words, at, key=lambda word: word.end)
    cut = words[index].start if index < len(words) else at
    if not span.start < cut < span.end:
        return None
    first, second = outline.text[span.start : cut].rstrip(), outline.text[cut : span.end]
    return (Span(span.start, span.start + len(first)), Span(cut, span.end)) if first and second.strip() else None
