"""Plain text → draft: blank lines part blocks, hard-wrapped lines are joined, glued lines stay apart."""

import itertools
import re
from collections.abc import Iterator

from reader.cleaning.draft import Draft, Piece, has_words
from reader.domain.document import BlockKind

_NARROWEST, _WIDEST = 45, 100
_SLACK = 4
"""Columns that a wrapped line may be short of what would have fitted."""
_SENTENCE_END = re.compile(r"[.!?…:]['\"’”»)\]]*$")
_BULLET = re.compile(r"[-*•‣◦▪]\s+(?=\S)")
_NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=\S)")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")


def draft_of_text(text: str) -> Draft:
    """The draft of a plain text: one piece a block, or a line where lines do not run on."""
    pieces: list[Piece] = []
    for gap, lines in _chunks(text):
        for number, part in enumerate(_unwrap(lines)):
            pieces.append(_piece(part, gap if number == 0 else 0))
    return Draft(_only_true_lists(pieces))


def _chunks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines with words, each with the count of blank lines before it."""
    gap, lines = 0, []
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            lines.append(stripped)
            continue
        if lines:
            yield gap, lines
            gap, lines = 0, []
        gap += 1
    if lines:
        yield gap, lines


def _unwrap(lines: list[str]) -> list[str]:
    """The lines as they are, or those of a hard-wrapped paragraph joined into one."""
    if not _is_wrapped(lines):
        return lines
    joined = lines[0]
    for line in lines[1:]:
        runs_on = _BROKEN_WORD.search(joined) and line[0].islower()
        joined += line if runs_on else f" {line}"
    return [joined]


def _is_wrapped(lines: list[str]) -> bool:
    """True if the lines break where a column ended, not where a thought did.

    A wrapped line is so full that the next line's first word would not have fitted, and most end inside a sentence.
    """
    width = max(map(len, lines))
    if len(lines) < 2 or not _NARROWEST <= width <= _WIDEST:
        return False
    if any(_BULLET.match(line) or _NUMBER.match(line) for line in lines[1:]):
        return False
    pairs = list(itertools.pairwise(lines))
    full = sum(len(line) + 1 + len(after.split()[0]) > width - _SLACK for line, after in pairs)
    inside = sum(not _SENTENCE_END.search(line) for line, _ in pairs)
    if len(lines) == 2:
        return full == inside == 1 and len(lines[0]) >= _NARROWEST and lines[1][0].islower()
    return full >= 0.8 * len(pairs) and inside >= 0.6 * len(pairs)


def _piece(text: str, gap: int) -> Piece:
    bullet = _BULLET.match(text)
    if bullet and has_words(text):
        return Piece(text[bullet.end() :], BlockKind.LIST, gap)
    if _NUMBER.match(text):
        return Piece(text, BlockKind.LIST, gap)
    return Piece(text, gap=gap)


def _only_true_lists(pieces: list[Piece]) -> tuple[Piece, ...]:
    """A numbered line is an item only beside another item; alone it may be a year, a score or a heading."""
    items = [piece.kind is BlockKind.LIST for piece in pieces]
    found = []
    for index, piece in enumerate(pieces):
        beside = any(items[max(0, index - 1) : index]) or any(items[index + 1 : index + 2])
        lone = items[index] and not beside and _NUMBER.match(piece.text)
        found.append(Piece(piece.text, gap=piece.gap) if lone else piece)
    return tuple(found)
