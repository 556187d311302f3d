"""A passage from one word to another, with the marks beside it that belong to it."""

from reader.domain.document import Span
from reader.domain.outline import Outline, Unit, span_at
from reader.domain.patterns import later

_LETTER = later(r"\w")


def with_its_marks(outline: Outline, span: Span) -> Span:
    """The passage; if it has every word of the sentences that it begins and ends in, these whole, with their marks."""
    first, last = (span_at(outline.near(Unit.SENTENCE, at), at) for at in (span.start, span.end - 1))
    if first is None or last is None or not (first.start <= span.start and span.end <= last.end):
        return span
    if _LETTER.search(outline.text, first.start, span.start) or _LETTER.search(outline.text, span.end, last.end):
        return span
    return Span(first.start, last.end)
