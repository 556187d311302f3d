"""A passage from one word to another, with the marks beside it that belong to it."""

from reader.domain.document import Span
from reader.domain.outline import Outline, Unit, span_at
from reader.domain.patterns import later
from reader.domain.text_objects import pairs_in

_LETTER = later(r"\w")


def with_its_marks(outline: Outline, span: Span) -> Span:
    """The passage; whole sentences, if it has every word of them, else with the marks whose other one it holds."""
    first, last = (span_at(outline.near(Unit.SENTENCE, at), at) for at in (span.start, span.end - 1))
    if first is not None and last is not None and first.start <= span.start and span.end <= last.end:
        outside = Span(first.start, span.start), Span(span.end, last.end)
        if not any(_LETTER.search(outline.text, part.start, part.end) for part in outside):
            return Span(first.start, last.end)
    start = min(
        (pair.start for pair in pairs_in(outline, span.start) if pair.start == span.start - 1 and pair.end <= span.end),
        default=span.start,
    )
    end = max(
        (
            pair.end
            for pair in pairs_in(outline, span.end - 1)
            if pair.start in span and pair.end > span.end and not _LETTER.search(outline.text, span.end, pair.end)
        ),
        default=span.end,
    )
    return Span(start, end)
