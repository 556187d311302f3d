"""What a row of a list shows, as runs: an article, or a highlight. Pure."""

from datetime import datetime

from reader.domain.document import BlockKind
from reader.domain.mark import Highlight
from reader.domain.query import Row
from reader.domain.status import State
from reader.library.reading import OpenArticle
from reader.ui.render.dates import long_date, short_date
from reader.ui.render.page import Role
from reader.ui.render.runs import Run, fit, fit_runs, joined, width_of_runs

_LEAD = 5
"""Cells before the words of a row."""


def article_row(row: Row, width: int, now: datetime, *, selected: bool) -> tuple[list[Run], list[Run]]:
    """Two lines: signs and title; source, date, reading time, state, tags and marks."""
    article, status = row.article, row.status
    sign = "○" if status.read else "●"
    star = "★" if status.starred else " "
    chosen = "✓" if selected else " "
    look = "read" if status.read else "title"
    first: list[Run] = [(f" {chosen}", "chosen"), (sign, "sign"), (f"{star} ", "star")]
    first.append((fit(article.label, width - _LEAD - 1), look))
    facts = joined(
        [
            (article.metadata.source or "no source", "faint"),
            (short_date(article.metadata.published, now) or "no date", "faint"),
            (f"{article.minutes} min", "faint"),
            ("" if status.state is State.INBOX else status.state.value, "state"),
            ("same story" if row.same_story else "", "faint"),
            (f"¶{row.highlights}" if row.highlights else "", "marks"),
            (" ".join(f"#{tag}" for tag in row.tags), "marks"),
        ]
    )
    return first, [(" " * _LEAD, ""), *fit_runs(facts, width - _LEAD - 1)]


def highlight_row(highlight: Highlight, article: str, width: int) -> tuple[list[Run], list[Run]]:
    """Two lines: kind and quote; article, tags, note and date."""
    kind = highlight.kind
    quote = " ".join(highlight.quote.exact.split())
    first: list[Run] = [(f" {kind.letter} ", "sign"), ("▌ ", f"bar-{kind.value}"), (fit(quote, width - 6), "title")]
    facts = joined(
        [
            (fit(article, max(16, width // 2)), "faint"),
            (" ".join(f"#{tag}" for tag in highlight.tags), "marks"),
            (f"“{' '.join(highlight.note.split())}”" if highlight.note else "", "note"),
            (long_date(highlight.created.date().isoformat()), "faint"),
        ]
    )
    return first, [(" " * _LEAD, ""), *fit_runs(facts, width - _LEAD - 1)]


def head_lines(opened: OpenArticle) -> tuple[tuple[Role, str], ...]:
    """What stands above the text: the title if the text has none, then byline, source, date and reading time."""
    metadata, document = opened.article.metadata, opened.document
    byline = " ".join(block.text for block in document.kept if block.kind is BlockKind.BYLINE)
    authors, date = ", ".join(metadata.authors), long_date(metadata.published)
    facts = ["" if byline else authors, metadata.source, date]
    told = [fact.replace(" ", "\u00a0") for fact in facts if fact and fact not in byline]
    lines = [(Role.META, " · ".join([*told, f"{opened.article.minutes} min"]))]
    if metadata.title and document.headline(metadata.title) is None:
        lines.insert(0, (Role.HEADLINE, metadata.title))
    own = " ".join([*(f"#{tag}" for tag in opened.marks.tags), " ".join(opened.marks.note.split())]).strip()
    if own:
        lines.append((Role.NOTE, own))
    return tuple(lines)


def reading_title(opened: OpenArticle, origin: str, progress: float, width: int) -> tuple[list[Run], list[Run]]:
    """The line over an article: where it was opened from, its title and signs; how far the reader is."""
    status = opened.status
    signs = "".join((" ★" if status.starred else "", " · read" if status.read else ""))
    state = "" if status.state is State.INBOX else f" · {status.state.value}"
    left: list[Run] = [
        (f" ‹ {origin[:1].upper()}{origin[1:]}   ", "faint"),
        (opened.article.label, "here"),
        (signs + state, "faint"),
    ]
    cells = max(6, min(16, width // 8))
    full = round(cells * progress)
    right: list[Run] = [
        ("━" * full, "here"),
        ("─" * (cells - full), "faint"),
        (f" {round(progress * 100):3d} % ", "faint"),
    ]
    room = width - width_of_runs(right) - width_of_runs([left[0], left[2]]) - 2
    left[1] = (fit(opened.article.label, room), "here")
    return left, right
