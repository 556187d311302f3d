"""Labels over the first letters of the words on the screen: which words get one, and how their lines look. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reader.domain.document import Span
from reader.domain.outline import Outline, span_at
from reader.domain.patterns import later
from reader.domain.segments import next_grapheme
from reader.ui.render import bidi
from reader.ui.render.lines import Line, Part
from reader.ui.render.page import Page
from reader.ui.render.runs import Run, width_of_runs

_APART = 2
"""Cells between the beginnings of two words that have labels: so many as a label takes."""

_LETTER = later(r"\w")
_RIGHT_TO_LEFT_MARK = "\u200f"
"""Behind a label on words from right to left: a terminal that turns them round then leaves each in its place."""


def words_on(page: Page, first: int, end: int) -> tuple[Span, ...]:
    """The words that begin on the lines from `first` up to, not including, `end`, in the order of the text.

    They are those that `w` stops at, but that marks which touch a word are left out, and that what reads as one word is
    one: a number with marks in it, single letters with full stops (`U.S.`), a letter on an ideograph (`3日`).
    """
    lines = range(max(0, first), min(end, len(page.lines)))
    places = {at: (number, cell) for number in lines for at, cell in _columns(page.lines[number], page.text)}
    found: list[Span] = []
    last = -1, 0
    for word in page.outline.words_within(page.span_between(first, end)):
        place = places.get(word.start)
        if place is None or not _is_labelled(page.outline, word):
            continue
        apart = abs(place[1] - last[1]) if place[0] == last[0] else _APART + 1
        if found and _goes_on(page.text, Span(found[-1].end, word.start), apart):
            found[-1] = Span(found[-1].start, word.end)
        else:
            found.append(word)
        last = place
    return tuple(found)


def _goes_on(text: str, between: Span, apart: int) -> bool:
    """True if what follows is one with the word before: no room for a label of its own, or one mark in a number."""
    if apart < _APART:
        return True
    if between.end - between.start != 1 or text[between.start].isspace():
        return False
    return apart == _APART or text[between.start - 1 : between.end + 1].replace(text[between.start], "").isdigit()


def _is_labelled(outline: Outline, word: Span) -> bool:
    """True if a word has a letter or a digit, or stands alone."""
    text = outline.text
    if _LETTER.search(text[word.start : word.end]):
        return True
    block = span_at(outline.blocks, word.start)
    before = block is None or word.start == block.start or text[word.start - 1].isspace()
    return before and (block is None or word.end == block.end or text[word.end].isspace())


def _columns(line: Line, text: str) -> Iterator[tuple[int, int]]:
    """The graphemes of the document on a line, each with its cell."""
    cell = line.left
    for part in _atoms(line.pieces, text) if line.is_text else ():
        if part.words is None:
            yield part.span.start, cell
        cell += part.cells(text)


def _atoms(parts: Sequence[Part], text: str) -> Iterator[Part]:
    """The same parts, those that show the text itself cut into graphemes, and stretched spaces into spaces."""
    for part in parts:
        if part.words is not None:
            yield from _letters(part)
            continue
        at = part.span.start
        while at < part.span.end:
            following = min(next_grapheme(text, at), part.span.end)
            yield replace(part, span=Span(at, following))
            at = following


def _letters(part: Part) -> Iterator[Part]:
    """What is put into the text, letter by letter; the first stands for what the whole of it stands for."""
    behind = Span(part.span.end, part.span.end)
    for index, letter in enumerate(part.words or ""):
        yield replace(part, span=behind if index else part.span, words=letter)


def labelled(line: Line, text: str, labels: Mapping[int, Sequence[Run]]) -> Line:
    """The line with labels over its words.

    Args:
        line: a line of a page.
        text: that of the document.
        labels: what stands over each word, by the offset where that begins.
    """
    if not line.is_text or not any(line.holds(at) for at in labels):
        return line
    parts: list[Part] = []
    for part in _with_labels(line.pieces, text, labels):
        last = parts[-1] if parts else None
        if last and last.words is None is part.words and (last.span.end, last.look) == (part.span.start, part.look):
            parts[-1] = replace(last, span=Span(last.span.start, part.span.end))
        else:
            parts.append(part)
    return replace(line, parts=tuple(parts))


def _with_labels(parts: Sequence[Part], text: str, labels: Mapping[int, Sequence[Run]]) -> list[Part]:
    """The parts with labels; one takes whole graphemes away, and is filled up where these were wider.

    It takes the letters that the word begins with; where there are too few, what stands on the right of them.
    """
    atoms = list(_atoms(parts, text))
    found: list[Part] = []
    index = 0
    while index < len(atoms):
        atom = atoms[index]
        runs = () if atom.words is not None else labels.get(atom.span.start, ())
        taken, index = [atom], index + 1
        if not runs:
            found.append(atom)
            continue
        wanted = width_of_runs(runs)
        while _cells(taken, text) < wanted and found and _follows(found[-1], taken[-1]):
            taken.append(found.pop())
        while _cells(taken, text) < wanted and index < len(atoms) and atoms[index].span.start not in labels:
            taken.append(atoms[index])
            index += 1
        covered = Span(min(one.span.start for one in taken), max(one.span.end for one in taken))
        found += [Part(covered, words, look) for words, look in runs]
        turned = ""
        if bidi.TERMINAL.orders and bidi.has_right_to_left(text[covered.start : covered.end]):
            turned = _RIGHT_TO_LEFT_MARK
        over = _cells(taken, text) - wanted
        if turned or over > 0:
            found.append(Part(covered, turned + " " * over))
    return found


def _cells(parts: Sequence[Part], text: str) -> int:
    return sum(part.cells(text) for part in parts)


def _follows(left: Part, first: Part) -> bool:
    """True if what stands on the left is the next letter of a word that is written from right to left."""
    return left.words is None is first.words and left.span.start == first.span.end
