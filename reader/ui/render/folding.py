"""Notes at their places on a page: long ones folded, until they are unfolded. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.domain.document import Span
from reader.domain.frozen import frozen
from reader.domain.mark import Highlight
from reader.domain.wording import counted
from reader.ui import render
from reader.ui.render.lines import Line, Part, Role
from reader.ui.render.runs import Run

LEAD = 4
"""Cells before the words of a note under its passage: a sign, the letter of its kind, and air."""

ARTICLE = ""
"""Stands for a highlight's id where the note is on the article as a whole."""

_NARROWEST = 8
_MOST_ON_TOP = 4
"""Lines of a note on an article that are shown on top of it; a longer one is folded."""


@frozen
class Folding:
    """Which of the long notes are shown whole.

    Attributes:
        unfolded: the ids of their highlights; ARTICLE for the note on the article.
        key: what folds and unfolds, as it is printed; empty where nothing does.
    """

    unfolded: frozenset[str] = frozenset()
    key: str = ""

    def toggled(self, foldable: frozenset[str], one: str | None) -> "Folding":
        """One note folded or unfolded; without one all of them, unfolded first if any is folded.

        Args:
            foldable: the notes on the page that are long enough.
            one: the highlight whose note it is.
        """
        if one is not None:
            return replace(self, unfolded=self.unfolded ^ {one})
        return replace(self, unfolded=frozenset() if foldable <= self.unfolded else foldable)

    @staticmethod
    def beginning(lines: Sequence[tuple[Run, ...]], room: int) -> Sequence[tuple[Run, ...]]:
        """The first lines of a note, so many that the sign has room too, without a blank one above it."""
        shown = max(1, room - 1)
        while shown > 1 and not lines[shown - 1]:
            shown -= 1
        return lines[:shown]

    def sign(self, hidden: int) -> tuple[Run, ...]:
        """The line below a long note of which so many lines are hidden; 0 if it is shown whole."""
        words = f"… {counted(hidden, 'more line')}" if hidden else "▴ fold"
        return ((f"{words} · {self.key}" if self.key else words, "label"),)


def under_passage(highlight: Highlight, width: int, folding: Folding) -> Iterator[Line]:
    """A note under its passage: on one line, with a sign where it is longer; whole if it is unfolded."""
    words, inner, letter = render.notes.note_words(highlight), max(_NARROWEST, width - LEAD), highlight.kind.letter
    lines = render.notes.note_lines(words, inner)
    long = len(lines) > 1
    if long and highlight.id not in folding.unfolded:
        lines = (render.notes.first_words(words, inner, f"({counted(len(lines), 'line')})"),)
    sign = "▸" if long and len(lines) == 1 else "▾" if long else "╰"
    for number, runs in enumerate(lines):
        lead = " " * LEAD if number else f"{sign} {letter} "
        yield Line(Role.NOTE, words=lead, parts=_parts(runs), highlight=highlight.id, folds=long and not number)


def on_article(words: str, width: int, folding: Folding) -> Iterator[Line]:
    """Tags and note of an article, to stand on top of it."""
    lines = render.notes.note_lines(words, width)
    long, whole = len(lines) > _MOST_ON_TOP, ARTICLE in folding.unfolded
    shown = folding.beginning(lines, _MOST_ON_TOP) if long and not whole else lines
    for runs in shown:
        yield Line(Role.NOTE, parts=_parts(runs))
    if long:
        yield Line(Role.NOTE, parts=_parts(folding.sign(len(lines) - len(shown))), folds=True)


def _parts(runs: Sequence[Run]) -> tuple[Part, ...]:
    return tuple(Part(Span(0, 0), words, look) for words, look in runs)
