"""Where a highlight is, and finding it again in another version of the text.

Selectors follow the W3C Web Annotation model: the quote with its surroundings, and code-point offsets into one
version of the text. A highlight that cannot be placed with certainty is lost: shown with its quote, never put in a
wrong place.
"""

import re
from collections.abc import Sequence

from reader.domain.document import Document, Span, text_digest
from reader.domain.frozen import frozen
from reader.domain.mark import Highlight, TextPosition, TextQuote
from reader.domain.versions import alignment_of, changed_part

CONTEXT = 300
"""Code points of surroundings kept on each side of a quote."""

_NEEDED_CONTEXT = 24
"""Code points of context (both sides together) that must agree where a quote stands more than once."""


@frozen
class Placement:
    """Where a highlight is in the present text; `span` is None if it is lost.

    `by_hand` is True if its own quote has no place there, and it stands where the reader put it.
    """

    highlight: Highlight
    span: Span | None
    by_hand: bool = False


def describe(text: str, start: int, end: int, digest: str = "") -> tuple[TextQuote, TextPosition]:
    """The selectors of a passage; `digest` is that of the text, where it is known.

    Raises:
        ValueError: the passage is empty or not inside the text.
    """
    if not 0 <= start < end <= len(text):
        message = f"{start}–{end} is no passage of a text of {len(text)} characters"
        raise ValueError(message)
    quote = TextQuote(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )
    return quote, TextPosition(start, end, digest or text_digest(text))


def place(
    highlight: Highlight, document: Document, made_on: str | None = None, placed_on: str | None = None
) -> Placement:
    """Where the highlight is in this version of the text: its own quote, else what the reader put it on.

    Args:
        highlight: what was marked.
        document: the text as it is now.
        made_on: the text that it was marked on, if that is kept; else its quote is looked for.
        placed_on: the same of the text on which it was placed by hand.
    """
    span = located(highlight.quote, highlight.position, document, made_on)
    placed = highlight.placed
    if span is not None or placed is None:
        return Placement(highlight, span)
    span = located(placed.quote, placed.position, document, placed_on)
    return Placement(highlight, span, by_hand=span is not None)


def located(quote: TextQuote, position: TextPosition, document: Document, made_on: str | None) -> Span | None:
    """Where a passage is in this version of a text; None if that is not certain.

    Args:
        quote: its words.
        position: where they stood.
        document: the text as it is now.
        made_on: the text in which they stood, if that is kept; else they are looked for.
    """
    held = document.text[max(0, position.start) : position.end]
    if position.text_digest == document.digest and held.split() == quote.exact.split() != []:
        return Span(position.start, position.end)
    if made_on is not None and made_on[position.start : position.end].split() == quote.exact.split() != []:
        found = find_again(made_on, position.start, position.end, document.text)
        return Span(*found) if found else None
    return find_quote(quote, document.text)


def find_again(old_text: str, start: int, end: int, new_text: str) -> tuple[int, int] | None:
    """Where a passage of an old text is in a new one; None if that is not certain. Offsets are code points."""
    if old_text == new_text:
        return start, end
    if start >= end:
        return None
    part = changed_part(old_text, new_text)
    if end <= part.start:
        return start, end
    if start >= part.old_end:
        return start + part.shift, end + part.shift
    from reader.domain.again import locate  # noqa: PLC0415 - loaded only where a text has changed

    part = part.around(old_text, start, end)
    old, new = part.texts(old_text, new_text)
    found = locate(alignment_of(old, new), old, start - part.start, end - part.start, new)
    return (found[0] + part.start, found[1] + part.start) if found else None


def find_quote(quote: TextQuote, text: str) -> Span | None:
    """The one certain place of a quote in a text, or None.

    White space may differ. A quote that stands there once is accepted if it is long or its surroundings agree in
    part; one that stands there several times only where the surroundings tell it apart.
    """
    found = occurrences(quote.exact, text)
    if not found:
        return None
    scored = sorted(((_agreement(quote, text, span), span.start, span) for span in found), reverse=True)
    best, _, span = scored[0]
    if len(found) == 1:
        distinctive = len(quote.exact.split()) >= 5
        return span if distinctive or best >= _NEEDED_CONTEXT else None
    runner_up = scored[1][0]
    return span if best >= _NEEDED_CONTEXT and best >= 2 * runner_up else None


def occurrences(exact: str, text: str, *, ignore_case: bool = False) -> list[Span]:
    """Every place where these words stand, whatever the white space between them."""
    words = exact.split()
    if not words:
        return []
    pattern = r"\s+".join(re.escape(word) for word in words)
    return [
        Span(match.start(), match.end()) for match in re.finditer(pattern, text, re.IGNORECASE if ignore_case else 0)
    ]


def _agreement(quote: TextQuote, text: str, span: Span) -> int:
    """Code points of context that agree, counted outwards from the quote, white space left out."""
    before = _common(
        "".join(quote.prefix.split())[::-1], "".join(text[max(0, span.start - 2 * CONTEXT) : span.start].split())[::-1]
    )
    after = _common("".join(quote.suffix.split()), "".join(text[span.end : span.end + 2 * CONTEXT].split()))
    return before + after


def _common(left: str, right: str) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def highlights_at(placements: Sequence[Placement], at: int, near: Span | None = None) -> list[Highlight]:
    """The highlights that hold an offset, else those that share a word with `near`; the shortest first."""
    placed = [(placement.span, placement.highlight) for placement in placements if placement.span is not None]
    here = [(span.end - span.start, one.id, one) for span, one in placed if at in span]
    if not here and near is not None:
        here = [(span.end - span.start, one.id, one) for span, one in placed if span.overlaps(near)]
    return [one for _, _, one in sorted(here)]
