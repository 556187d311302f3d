"""A wrapped line set in its column: tabs to their stops, links with their numbers, spaces stretched."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.domain.document import Span
from reader.domain.frozen import frozen
from reader.domain.patterns import later
from reader.settings import Settings
from reader.ui.render import bidi
from reader.ui.render.lines import Part
from reader.ui.render.wrap import Extra, column_after

_WIDEST_SPACE = 3
"""Cells that a space may take in a justified line; with more the line stays as it is."""

_GAP = later(r"(?<=\S) ")
"""The first space behind a word."""


@frozen
class Typography:
    """How running text is set.

    Attributes:
        justified: whether both edges of a paragraph are straight.
        spacing: 1, or 2 for a blank row between two lines of running text.
        both_ways: whether letters from right to left stand in the same block, be it on other lines.
    """

    justified: bool = False
    spacing: int = 1
    both_ways: bool = False


def typography(settings: Settings) -> Typography:
    """How running text is set by these settings."""
    return Typography(settings.justified, settings.line_spacing)


@frozen
class Numbered:
    """Linked words in the document's text, and the number that the page gives them; 0 for none."""

    span: Span
    number: int

    @property
    def sign(self) -> str:
        """What stands behind the words."""
        return f"[{self.number}]" if self.number else ""


def extra_of(links: Sequence[Numbered]) -> Extra:
    """The cells that the numbers of these links take."""
    return Extra([(link.span.end, len(link.sign)) for link in links if link.number])


def set_line(
    text: str, span: Span, links: Sequence[Numbered], width: int, typography: Typography, *, ends_paragraph: bool
) -> tuple[Part, ...]:
    """The parts of a line of running text; none if its letters simply stand there.

    Args:
        text: the whole text of the document.
        span: the line.
        links: those of its block.
        width: cells of its column.
        typography: how it is to be set.
        ends_paragraph: whether a line break or the end of the block follows, so that it is not stretched.
    """
    words = text[span.start : span.end]
    ends = [link for link in links if link.number and span.start < link.span.end <= span.end]
    parts = _split(text, span, ends) if ends or "\t" in words else []
    right_to_left = typography.both_ways or (not words.isascii() and bidi.has_right_to_left(words))
    if typography.justified and not ends_paragraph and "\t" not in words and not right_to_left:
        parts = _justified(text, parts or [Part(span)], width) or parts
    return tuple(_both_ways(text, span, parts or [Part(span)], width) if right_to_left else parts)


def _both_ways(text: str, span: Span, parts: Sequence[Part], width: int) -> list[Part]:
    """The parts of a line with words from right to left, in their order on the screen.

    The line of a paragraph that is written so begins on the right.
    """
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    paragraph = text[start : end if end >= 0 else len(text)]
    right_to_left = bidi.is_right_to_left(paragraph)
    ordered = [*parts]
    if not bidi.TERMINAL.orders:
        inside = bidi.levels(paragraph, right_to_left=right_to_left)[span.start - start : span.end - start]
        levels = bidi.at_line_end(text[span.start : span.end], inside, right_to_left=right_to_left)
        ordered = _ordered(text, span, parts, levels)
    free = width - sum(part.cells(text) for part in ordered)
    return [Part(Span(span.start, span.start), " " * free), *ordered] if right_to_left and free > 0 else ordered


def _ordered(text: str, span: Span, parts: Sequence[Part], levels: Sequence[int]) -> list[Part]:
    """The parts from left to right; `levels` are those of the code points of the line."""
    single: list[Part] = []
    of_each: list[int] = []
    for part in parts:
        at = part.span.start - (part.span.start == part.span.end)  # a number goes with the word before it
        letters = [part] if part.words is not None else [*_letters(text, part, span, levels)]
        single += letters
        of_each += [levels[(letter.span.start if part.words is None else at) - span.start] for letter in letters]
    found: list[Part] = []
    for part in bidi.order(single, of_each):
        if found and found[-1].words is part.words is None and found[-1].span.end == part.span.start:
            found[-1] = Part(Span(found[-1].span.start, part.span.end))
        else:
            found.append(part)
    return found


def _letters(text: str, part: Part, span: Span, levels: Sequence[int]) -> Iterator[Part]:
    for start, end in bidi.graphemes(text, part.span.start, part.span.end):
        drawn = bidi.mirrored(text[start:end]) if levels[start - span.start] & 1 else text[start:end]
        yield Part(Span(start, end), None if drawn == text[start:end] else drawn)


def _split(text: str, span: Span, links: Sequence[Numbered]) -> list[Part]:
    """The line with each tab as so many spaces, and the number of each link behind its words."""
    numbers = {link.span.end: link.sign for link in links}
    tabs = [at for at in range(span.start, span.end) if text[at] == "\t"]
    borders = sorted({span.start, span.end, *numbers, *tabs, *(tab + 1 for tab in tabs)})
    parts: list[Part] = []
    column = 0
    for start, end in pairwise(borders):
        behind = column_after(text[start:end], column)
        parts.append(Part(Span(start, end), " " * (behind - column) if text[start] == "\t" else None))
        if sign := numbers.get(end):
            parts.append(Part(Span(end, end), sign, "link-number"))
        column = behind + len(sign or "")
    return parts


def _justified(text: str, parts: Sequence[Part], width: int) -> list[Part]:
    """The parts with their spaces stretched to the width; none if that would tear the line apart."""
    own = (part.span for part in parts if part.words is None)
    spaces = [match.start() for span in own for match in _GAP.finditer(text, span.start + 1, span.end)]
    missing = width - sum(part.cells(text) for part in parts)
    if not spaces or missing <= 0 or missing > len(spaces) * (_WIDEST_SPACE - 1):
        return []
    # The widest spaces are spread evenly, and not where those of the line above are: no river runs down the page.
    each, over = divmod(missing, len(spaces))
    shift = parts[0].span.start % len(spaces)
    wider = {(index * len(spaces) // over + shift) % len(spaces) for index in range(over)} if over else set()
    sizes = {at: 1 + each + (index in wider) for index, at in enumerate(spaces)}
    stretched: list[Part] = []
    for part in parts:
        at = part.span.start
        for space in spaces if part.words is None else ():
            if part.span.start <= space < part.span.end and sizes[space] > 1:
                stretched += (Part(Span(at, space)), Part(Span(space, space + 1), " " * sizes[space]))
                at = space + 1
        if part.words is not None:
            stretched.append(part)
        elif at < part.span.end:
            stretched.append(Part(Span(at, part.span.end)))
    return stretched
