"""Text objects as vim has them: words, sentences, paragraphs, and what stands between quotation marks or brackets."""

from collections.abc import Iterator, Sequence

from reader.domain.document import Span
from reader.domain.outline import Outline, Unit, span_at, spans_from

_QUOTES = {'"': '"“„«»', "'": "'‘‚‹›"}
_BRACKETS = {"(": "(", ")": "(", "[": "[", "]": "["}
_OPENERS = {**_QUOTES, **_BRACKETS}
_CLOSERS = {
    '"': '"',
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "'": "'",
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    "›": "‹",
    "(": ")",
    "[": "]",
}
_UNITS = {unit.value: unit for unit in Unit}


def text_object(outline: Outline, at: int, name: str, *, around: bool, count: int = 1) -> Span | None:
    """The passage that a text object covers: `w`, `W`, `s`, `p`, quotation marks or brackets; None if there is none.

    `around` takes the white space after it (or before it, at the end), or the marks themselves; of quotation marks,
    both. On white space between two words or sentences, and on a dateline, it is the one that follows, which is the
    one in focus; so it is with quotation marks in a paragraph. A count takes so many in a row, where without `around`
    white space between them counts too, as in vim; of brackets, the pair so many levels out; of quotation marks, from
    two on, the marks too.
    """
    if name in _OPENERS:
        return _pair(outline, at, name, around=around, count=count)
    found = spans_from(_near(outline, name, at, count), at, count)
    if not found or at >= found[0].end:
        return None
    if name != "s" and outline.text[at : found[0].start].strip():
        return None
    if around or name == "p":
        whole = Span(found[0].start, found[-1].end)
        return None if len(found) < count else _with_space(outline, whole) if name != "p" else whole
    first = found[0]
    return first if count == 1 else _grown(outline, first, name, around=False, count=count - 1, forward=True)


def larger(
    outline: Outline, selected: Span, name: str, *, around: bool, count: int = 1, forward: bool = True
) -> Span | None:
    """What is selected, taken further by so many text objects; None if there are not so many.

    Words, sentences and paragraphs are added at the end, or at the beginning if not `forward`; of marks and brackets it
    is the next pair around it.
    """
    if name not in _OPENERS:
        return _grown(outline, selected, name, around=around, count=count, forward=forward)
    wider = sorted(set(_around(outline, selected, name, around=around)), key=lambda one: one.end - one.start)
    return wider[count - 1] if count <= len(wider) else None


def _near(outline: Outline, name: str, at: int, count: int) -> Sequence[Span]:
    if name == "p":
        return outline.paragraphs
    return outline.near(_UNITS[name], at, count + 1) if name in _UNITS else ()


def _grown(outline: Outline, selected: Span, name: str, *, around: bool, count: int, forward: bool) -> Span | None:
    grown: Span | None = selected
    for _ in range(count):
        if grown is not None:
            grown = (_further if forward else _farther_back)(outline, grown, name, around=around)
    return grown


def _further(outline: Outline, selected: Span, name: str, *, around: bool) -> Span | None:
    end = selected.end
    following = next((span for span in _near(outline, name, end, 1) if span.end > end), None)
    if following is None:
        return None
    spaced = name != "p" and _is_space(outline, end, following.start)
    if spaced and not around:
        return Span(selected.start, following.start)
    return Span(selected.start, following.end if spaced or not around else _space_behind(outline, following.end))


def _farther_back(outline: Outline, selected: Span, name: str, *, around: bool) -> Span | None:
    start = selected.start
    before = next((span for span in reversed(_near(outline, name, start, 1)) if span.start < start), None)
    if before is None:
        return None
    spaced = name != "p" and _is_space(outline, before.end, start)
    if spaced and not around:
        return Span(before.end, selected.end)
    return Span(before.start if spaced or not around else _space_before(outline, before.start), selected.end)


def _is_space(outline: Outline, start: int, end: int) -> bool:
    """True if white space of one paragraph stands there, and nothing else."""
    paragraph = span_at(outline.paragraphs, start)
    inside = paragraph is not None and paragraph.start <= start < end <= paragraph.end
    return inside and not outline.text[start:end].strip()


def _with_space(outline: Outline, span: Span) -> Span:
    end = _space_behind(outline, span.end)
    return Span(span.start, end) if end > span.end else Span(_space_before(outline, span.start), end)


def _space_behind(outline: Outline, end: int) -> int:
    """Where the white space behind a passage ends, in its paragraph."""
    paragraph = span_at(outline.paragraphs, end - 1)
    while paragraph is not None and end < paragraph.end and outline.text[end].isspace():
        end += 1
    return end


def _space_before(outline: Outline, start: int) -> int:
    """Where the white space before a passage begins, in its paragraph."""
    paragraph = span_at(outline.paragraphs, start)
    while paragraph is not None and start > paragraph.start and outline.text[start - 1].isspace():
        start -= 1
    return start


def _pair(outline: Outline, at: int, name: str, *, around: bool, count: int) -> Span | None:
    pairs = list(_pairs(outline, at, _OPENERS[name]))
    holding = [pair for pair in pairs if at in pair]
    if name in _BRACKETS:
        pair = holding[count - 1] if count <= len(holding) else None
    else:
        pair = min(holding, key=lambda one: one.end - one.start, default=None)
        pair = pair or min((one for one in pairs if one.start > at), key=lambda one: one.start, default=None)
    if pair is None:
        return None
    if around:
        return _with_space(outline, pair) if name in _QUOTES else pair
    inner = pair if name in _QUOTES and count > 1 else Span(pair.start + 1, pair.end - 1)
    return inner if inner.start < inner.end else None


def _around(outline: Outline, selected: Span, name: str, *, around: bool) -> Iterator[Span]:
    """What the text object can be so that it holds more than what is selected."""
    for pair in _pairs(outline, selected.start, _OPENERS[name]):
        inner = Span(pair.start + 1, pair.end - 1)
        choices = [pair] if around else [inner, pair] if name in _QUOTES else [inner]
        for one in choices:
            if one.start <= selected.start and selected.end <= one.end and one != selected:
                yield _with_space(outline, one) if around and name in _QUOTES else one


def pairs_in(outline: Outline, at: int) -> Iterator[Span]:
    """All pairs of quotation marks and brackets in the paragraph at an offset, with the marks."""
    for openers in ("“„«»", "‘‚‹›", '"', "(", "["):
        yield from _pairs(outline, at, openers)


def _pairs(outline: Outline, at: int, openers: str) -> Iterator[Span]:
    """The pairs of marks in the paragraph at an offset, with the marks; of two that hold it, the inner one first."""
    paragraph, text = span_at(outline.paragraphs, at), outline.text
    opened: list[int] = []
    for index in range(paragraph.start, paragraph.end) if paragraph is not None else ():
        character = text[index]
        if _is_apostrophe(text, index):
            continue
        if opened and character in _CLOSERS[text[opened[-1]]]:
            yield Span(opened.pop(), index + 1)
        elif character in openers:
            opened.append(index)


def _is_apostrophe(text: str, index: int) -> bool:
    inside = 0 < index < len(text) - 1 and text[index - 1].isalnum() and text[index + 1].isalnum()
    return inside and text[index] in "'’"
