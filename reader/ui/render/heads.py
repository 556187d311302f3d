"""What stands over an article, as lines and runs. Pure."""

from reader.domain.document import BlockKind
from reader.domain.status import State
from reader.library.reading import OpenArticle, Previewed
from reader.ui import render
from reader.ui.render.dates import long_date
from reader.ui.render.lines import Role
from reader.ui.render.runs import Run, fit, width_of_runs


def head_lines(opened: Previewed) -> tuple[tuple[Role, str], ...]:
    """What stands above the text: the title if the text has none, then byline, source, date and reading time."""
    metadata, document = opened.article.metadata, opened.document
    byline = " ".join(block.text for block in document.kept if block.kind is BlockKind.BYLINE)
    authors, date = ", ".join(metadata.authors), long_date(metadata.published)
    facts = ["" if byline else authors, metadata.source, date]
    told = [fact.replace(" ", "\u00a0") for fact in facts if fact and fact not in byline]
    lines = [(Role.META, " · ".join([*told, f"{opened.article.minutes} min"]))]
    if metadata.title and document.headline(metadata.title) is None:
        lines.insert(0, (Role.HEADLINE, metadata.title))
    tags, note = opened.marks.tags, opened.marks.note
    if tags or note:
        lines.append((Role.NOTE, render.notes.with_tags(tags, note)))
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
