"""The place of the reader in a page, and the selection: pure functions from one caret to the next."""

from collections.abc import Sequence
from dataclasses import replace

from reader.domain.document import Span
from reader.domain.frozen import frozen
from reader.domain.outline import (
    Outline,
    Unit,
    find_character,
    next_end,
    next_start,
    previous_start,
    span_at,
    spans_from,
)
from reader.domain.segments import next_grapheme, previous_grapheme
from reader.domain.text_objects import larger, text_object
from reader.ui.keys.vim import FINDS, Command
from reader.ui.render.page import Page


@frozen
class Caret:
    """Where the reader is.

    Attributes:
        at: the code point under the caret.
        goal: the cell that `j` and `k` try to keep, if they moved last.
        anchor: the other end of the selection; None if nothing is selected.
        beyond: the first letter of what follows the selection, to which a motion such as `w` led; it is left out.
        by_sentence: whether the selection takes whole sentences.
        sought: the last `f F t T` and its character, for `;` and `,`.
    """

    at: int = 0
    goal: int | None = None
    anchor: int | None = None
    beyond: int | None = None
    by_sentence: bool = False
    sought: tuple[str, str] | None = None


def selection(caret: Caret, page: Page) -> Span | None:
    """The selected passage, both ends included; None if nothing is selected.

    A motion to the next word, sentence or paragraph ends on its first letter, which nobody means to mark alone: such a
    letter after white space is left out, at whichever end the caret is.
    """
    if caret.anchor is None or not page.outline.blocks:
        return None
    start, end = sorted((caret.anchor, caret.at))
    if caret.by_sentence:
        first, last = _sentence(page.outline, start), _sentence(page.outline, end)
        if first and last:
            return Span(first.start, last.end)
    after = next_grapheme(page.text, end)
    passage = page.text[start:end]
    if end == caret.beyond and passage[-1:].isspace() and passage.strip():
        return Span(start, start + len(passage.rstrip()))
    return Span(start, after)


def focus(caret: Caret, page: Page) -> Span | None:
    """The sentence under the caret; None in a page without text."""
    return _sentence(page.outline, caret.at)


def _sentence(outline: Outline, at: int) -> Span | None:
    return span_at(outline.near(Unit.SENTENCE, at), at)


def move(caret: Caret, page: Page, command: Command, height: int) -> Caret:
    """The caret after a motion; `height` is the number of lines on show."""
    outline = page.outline
    if not outline.blocks:
        return caret
    name = command.name
    if lines := steps(name, height):
        return _move_lines(caret, page, lines * command.count)
    if name in _SEEKING:
        return _seek(caret, outline, command)
    if name == "$":
        return _to_line_end(caret, page, command.count)
    if name in ("g", "G") and command.counted:
        at = _paragraph(outline, command.count).start
        return replace(caret, at=at, goal=None, beyond=at)
    at = caret.at
    for _ in range(command.count):
        following = _step(outline, page, at, name)
        if following == at:
            break
        at = following
    return replace(caret, at=at, goal=None, beyond=at if name in _TO_STARTS else _kept_beyond(caret))


def steps(name: str, height: int) -> int:
    """How many lines a motion by lines goes down, or up if negative; 0 for every other command."""
    page, half = max(1, height - 2), height // 2
    lines = {"j": 1, "k": -1, "half_down": half, "half_up": -half, "page_down": page, "page_up": -page}
    return lines.get(name, 0)


def select_object(caret: Caret, page: Page, command: Command) -> Caret:
    """The caret with a text object selected; if more than a character is selected, that and as much more."""
    name, around = command.character, command.name == "around"
    selected = selection(caret, page)
    if selected is None or caret.anchor == caret.at:
        span = text_object(page.outline, caret.at, name, around=around, count=command.count)
        return caret if span is None else selecting(caret, page, span)
    forward = caret.at >= (caret.anchor or 0)
    span = larger(page.outline, selected, name, around=around, count=command.count, forward=forward)
    if span is None:
        return caret
    chosen = selecting(caret, page, span)
    return chosen if forward else swapped(chosen)


def selecting(caret: Caret, page: Page, span: Span) -> Caret:
    """The caret at the last character of a passage that is on the page, with the passage selected."""
    last = max(span.start, page.outline.left(span.end))
    return replace(caret, anchor=span.start, at=last, beyond=None, goal=None, by_sentence=False)


def swapped(caret: Caret) -> Caret:
    """The caret at the other end of the selection, which stays the same."""
    return caret if caret.anchor is None else replace(caret, at=caret.anchor, anchor=caret.at, goal=None)


def _kept_beyond(caret: Caret) -> int | None:
    """What lies beyond the selection when the caret moves: nothing, unless it is at the other end."""
    return caret.beyond if caret.beyond == caret.anchor else None


def _step(outline: Outline, page: Page, at: int, name: str) -> int:
    first, last = outline.first, outline.last
    match name:
        case "w" | "W" | ")":
            return next_start(outline.near(_UNITS[name], at), at, last)
        case "b" | "B" | "(":
            return previous_start(outline.near(_UNITS[name], at), at, first)
        case "e" | "E":
            return next_end(page.text, outline.near(_UNITS[name], at), at, last)
        case "}":
            return next_start(outline.paragraphs, at, last)
        case "{":
            return previous_start(outline.paragraphs, at, first)
        case _:
            return _step_in_line(outline, page, at, name)


def _step_in_line(outline: Outline, page: Page, at: int, name: str) -> int:
    line = page.lines[page.line_of(at)].span
    match name:
        case "h":
            return outline.left(at)
        case "l":
            return outline.right(at)
        case "0":
            return line.start
        case "^":
            words = page.text[line.start : line.end]
            return line.start + len(words) - len(words.lstrip()) if words.strip() else line.start
        case "g":
            return outline.first
        case "G":
            return outline.last
        case _:
            return at


def _move_lines(caret: Caret, page: Page, count: int) -> Caret:
    goal = page.column_of(caret.at) if caret.goal is None else caret.goal
    number = page.line_of(caret.at)
    step = 1 if count > 0 else -1
    at = caret.at
    target = min(max(number + count, 0), len(page.lines) - 1)
    found = page.text_line(target, step)
    if found is None:
        found = page.text_line(target, -step)
    if found is not None:
        offset = page.offset_at(found, goal)
        at = caret.at if offset is None else offset
    return replace(caret, at=at, goal=goal, beyond=_kept_beyond(caret))


def _to_line_end(caret: Caret, page: Page, count: int) -> Caret:
    """At the end of the line, or of the one so many lines down; `j` and `k` then stay at the ends of lines."""
    if count > 1:
        caret = _move_lines(caret, page, count - 1)
    line = page.lines[page.line_of(caret.at)].span
    at = max(line.start, previous_grapheme(page.text, line.end))
    return replace(caret, at=at, goal=_LINE_END, beyond=_kept_beyond(caret))


def _paragraph(outline: Outline, number: int) -> Span:
    """The paragraph with this number, the first being 1; the last one if there are fewer."""
    return outline.paragraphs[min(number, len(outline.paragraphs)) - 1]


def _seek(caret: Caret, outline: Outline, command: Command) -> Caret:
    sought = (command.name, command.character) if command.name in FINDS else caret.sought
    at = _sought(caret, outline, command)
    if at is None:
        return replace(caret, sought=sought)
    return replace(caret, at=at, goal=None, beyond=_kept_beyond(caret), sought=sought)


def _kind_of(caret: Caret, command: Command) -> str:
    """Which of `f F t T` a command does; empty if it repeats nothing."""
    kind = command.name if command.name in FINDS else caret.sought[0] if caret.sought else ""
    return kind.swapcase() if command.name == "," else kind


def _sought(caret: Caret, outline: Outline, command: Command) -> int | None:
    """Where `f F t T ; ,` lead; None if what they seek is not there."""
    kind = _kind_of(caret, command)
    if not kind:
        return None
    again = command.name not in FINDS
    character = caret.sought[1] if again and caret.sought else command.character
    return find_character(
        outline, caret.at, character, forward=kind in "ft", till=kind in "tT", count=command.count, again=again
    )


def operated(caret: Caret, page: Page, command: Command, height: int) -> Span | None:
    """What an operator before this command covers: `HH` the sentence, `Hip` the paragraph, `Hw` to the next word.

    As in vim, a motion back leaves out the character under the caret.
    """
    if command.name == "highlight":
        sentences = page.outline.near(Unit.SENTENCE, caret.at, command.count)
        found = spans_from(sentences, caret.at, command.count)
        return Span(found[0].start, found[-1].end) if found else None
    if command.name in ("inner", "around"):
        chosen = selection(select_object(replace(caret, anchor=None), page, command), page)
        return without_space(page, chosen) if chosen else None
    if command.name in ACTS:
        return None
    if command.name in _SEEKING and _sought(caret, page.outline, command) is None:
        return None
    if command.name in ("g", "G") and command.counted:
        return _to_paragraph(caret, page, _paragraph(page.outline, command.count))
    moved = move(caret, page, command, height).at
    start, end = sorted((caret.at, moved))
    if moved >= caret.at and _takes_last(caret, page, command, moved, height):
        return Span(start, next_grapheme(page.text, end))
    return without_space(page, Span(start, end))


def _takes_last(caret: Caret, page: Page, command: Command, moved: int, height: int) -> bool:
    """True if an operator takes the character in that a motion forward leads to; so it does where the text ends."""
    name = command.name
    if name in _INCLUSIVE:
        return True
    if name in _SEEKING:
        return _kind_of(caret, command) in ("f", "t")
    if moved != page.outline.last or name not in _FORWARD:
        return False
    before = move(caret, page, replace(command, count=command.count - 1), height).at
    return before == moved or not any(span.start == moved for span in _stops(page.outline, name, moved))


def _stops(outline: Outline, name: str, at: int) -> Sequence[Span]:
    """What a motion forward stops at the beginnings of, around an offset."""
    if name == "l":
        return (Span(at, at + 1),)
    return outline.paragraphs if name == "}" else outline.near(_UNITS[name], at)


def _to_paragraph(caret: Caret, page: Page, paragraph: Span) -> Span | None:
    """From the caret to the other end of a paragraph; the paragraph itself if the caret is in it."""
    if caret.at >= paragraph.end:
        return without_space(page, Span(paragraph.start, caret.at))
    return Span(min(paragraph.start, caret.at), paragraph.end)


def without_space(page: Page, span: Span) -> Span | None:
    """A passage without white space at its ends, which nobody means to mark; None if nothing is left."""
    words = page.text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


ACTS = frozenset({"kind", "leave", "select", "select_sentences", "swap", "copy", "highlight"})
"""Commands that are no motion."""

_UNITS = {
    **dict.fromkeys("wbe", Unit.WORD),
    **dict.fromkeys("WBE", Unit.BIG_WORD),
    **dict.fromkeys("()", Unit.SENTENCE),
}
_SEEKING = FINDS | {";", ","}
_TO_STARTS = frozenset("wW)}")
_FORWARD = frozenset("wW)}l")
_INCLUSIVE = frozenset("eE$G")
_LINE_END = 10**6
"""A cell behind the end of every line."""


def scrolled(name: str, page: Page, line: int, top: int, height: int) -> int:
    """The line to have on top after a motion has put the caret on `line`.

    Where the text ends and a note goes on beside it, motions downward scroll on without the caret.

    Args:
        name: the motion.
        page: the page.
        line: the caret's line.
        top: the line on top before.
        height: lines on show.
    """
    total = len(page.lines)
    if name == "g":
        return 0
    if name == "G":
        return max(0, total - height)
    air = min(3, max(0, (height - 1) // 2))
    by = 0 if name in ("j", "k") else steps(name, height)
    if name in ("page_down", "half_down", "j") and page.text_line(line + 1, 1) is None:
        top += by or 1
    else:
        top = min(top + by, line - air)
    top = max(top, line - height + 1 + air)
    return max(0, min(top, total - height))
