"""What a row of a list shows, as runs: an article, or a highlight. Pure."""

from collections.abc import Sequence
from datetime import datetime

from reader.domain.frozen import frozen
from reader.domain.mark import Highlight, HighlightKind
from reader.domain.query import Row
from reader.domain.status import State
from reader.ui.render.dates import long_date, short_date
from reader.ui.render.runs import Run, fit, fit_runs, joined

_LEAD = 5
"""Cells before the words of a row."""


@frozen
class Copies:
    """How a row stands to the copies of its story.

    Attributes:
        folded: how many other articles it stands for.
        sources: their sources.
        inside: whether it is a copy below the first one.
    """

    folded: int = 0
    sources: Sequence[str] = ()
    inside: bool = False

    @property
    def told(self) -> str:
        """In words."""
        others = f"+{self.folded} {'copy' if self.folded == 1 else 'copies'}"
        return f"{others} in {', '.join(self.sources)}" if self.sources else others


def article_row(
    row: Row, width: int, now: datetime, *, selected: bool, copies: Copies | None = None
) -> tuple[list[Run], list[Run]]:
    """Two lines: signs and title; source, date, reading time, state, copies, tags and marks."""
    article, status = row.article, row.status
    sign = "○" if status.read else "●"
    star = "★" if status.starred else " "
    chosen = "✓" if selected else " "
    look = "read" if status.read else "title"
    first: list[Run] = [(f" {chosen}", "chosen"), (sign, "sign"), (f"{star} ", "star")]
    lead = "└ " if copies and copies.inside else ""
    first.append((fit(lead + article.label, width - _LEAD - 1), look))
    facts = joined(
        [
            (article.metadata.source or "no source", "faint"),
            (short_date(article.metadata.published, now) or "no date", "faint"),
            (f"{article.minutes} min", "faint"),
            ("" if status.state is State.INBOX else status.state.value, "state"),
            (f"¶{row.highlights}" if row.highlights else "", "marks"),
            (" ".join(f"#{tag}" for tag in row.tags), "marks"),
            (copies.told, "state") if copies and copies.folded else ("same story" if row.same_story else "", "faint"),
        ]
    )
    return first, [(" " * (_LEAD + len(lead)), ""), *fit_runs(facts, width - _LEAD - len(lead) - 1)]


def under_cursor(runs: Sequence[Run]) -> list[Run]:
    """A line of the row under the cursor: the sign of the cursor takes the place of the space that it begins with."""
    if not runs:
        return []
    (words, look), *rest = runs
    return [("▎", "chosen"), (words[1:], look), *rest]


def highlight_row(
    highlight: Highlight, article: str, width: int, *, selected: bool = False
) -> tuple[list[Run], list[Run]]:
    """Two lines: kind and quote; article, kind, tags, note and date. What is plain is not named so."""
    kind = highlight.kind
    quote = " ".join(highlight.quote.exact.split())
    chosen = "✓" if selected else " "
    first: list[Run] = [(f" {kind.letter}", "sign"), (chosen, "chosen"), ("▌ ", f"bar-{kind.value}")]
    first.append((fit(quote, width - 6), "title"))
    facts = joined(
        [
            (fit(article, max(16, width // 2)), "faint"),
            ("" if kind is HighlightKind.PLAIN else kind.value, "faint"),
            (" ".join(f"#{tag}" for tag in highlight.tags), "marks"),
            (f"“{' '.join(highlight.note.split())}”" if highlight.note else "", "note"),
            (long_date(highlight.created.date().isoformat()), "faint"),
        ]
    )
    return first, [(" " * _LEAD, ""), *fit_runs(facts, width - _LEAD - 1)]


def heading_row(words: str, count: int, width: int) -> tuple[list[Run], list[Run]]:
    """Two lines over a group: air; its words and how many are in it."""
    number = f"  {count} "
    return [], [(" ", ""), (fit(words, width - len(number) - 2), "chosen"), (number, "faint")]
