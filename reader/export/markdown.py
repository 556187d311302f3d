"""What was marked on one article, as Markdown.

The file has YAML front matter (title, source, url, author, published, exported, tags: JSON strings and lists, which are
YAML; what the article does not state is left out; `author` is a string for one author and a list for several; `tags`
is always a list and holds the article's own tags), the title, the article's tags and note, and the highlights. Each
highlight has a comment with its id, the passage as a block quote, the note, and a line with kind, tags and date.
"""

import re
from collections.abc import Iterable

from reader.domain.exports import ArticleExport
from reader.domain.mark import Highlight, clean_tag
from reader.domain.safe_text import safe_line
from reader.export.escape import block_quote, front_matter_string, inline
from reader.export.notes import contain

LOST_HEADING = "## Lost in the present text"
"""Above the passages that the article no longer holds."""

_MARKER = re.compile(r"<!-- newsmark: ([0-9A-Za-z]+) -->")


def render(export: ArticleExport) -> str:
    """The whole file, ending in one newline; the same export gives the same text."""
    parts = [
        _front_matter(export),
        "# " + inline(_title(export)),
        _tag_line(export.marks.tags),
        contain(export.marks.note),
        render_highlights(export, export.highlights),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def render_highlights(export: ArticleExport, highlights: Iterable[Highlight]) -> str:
    """Some of the export's highlights in order, the lost ones last under their heading; no newline at the end."""
    chosen = tuple(highlights)
    placed = [_highlight(highlight) for highlight in chosen if highlight.id not in export.lost]
    lost = [_highlight(highlight) for highlight in chosen if highlight.id in export.lost]
    return "\n\n".join([*placed, LOST_HEADING, *lost] if lost else placed)


def missing(export: ArticleExport, text: str) -> tuple[Highlight, ...]:
    """The export's highlights whose comment does not stand in this text."""
    present = set(_MARKER.findall(text))
    return tuple(highlight for highlight in export.highlights if _marker_id(highlight) not in present)


def _front_matter(export: ArticleExport) -> str:
    metadata = export.article.metadata
    authors = [front_matter_string(author) for author in metadata.authors if safe_line(author)]
    fields = [f"title: {front_matter_string(_title(export))}"]
    for key, value in (("source", metadata.source), ("url", metadata.url)):
        if safe_line(value):
            fields.append(f"{key}: {front_matter_string(value)}")
    if authors:
        fields.append("author: " + (authors[0] if len(authors) == 1 else f"[{', '.join(authors)}]"))
    if safe_line(metadata.published):
        fields.append(f"published: {front_matter_string(metadata.published)}")
    fields.append(f"exported: {front_matter_string(export.exported)}")
    fields.append(f"tags: [{', '.join(front_matter_string(tag) for tag in _tags(export.marks.tags))}]")
    return "\n".join(["---", *fields, "---"])


def _highlight(highlight: Highlight) -> str:
    about = [highlight.kind.value, _hashtags(highlight.tags), highlight.created.date().isoformat()]
    parts = [
        f"<!-- newsmark: {_marker_id(highlight)} -->",
        block_quote(highlight.quote.exact),
        contain(highlight.note),
        " · ".join(part for part in about if part),
    ]
    return "\n\n".join(part for part in parts if part)


def _title(export: ArticleExport) -> str:
    return safe_line(export.article.label) or "Untitled"


def _tag_line(tags: tuple[str, ...]) -> str:
    hashtags = _hashtags(tags)
    return f"Tags: {hashtags}" if hashtags else ""


def _hashtags(tags: tuple[str, ...]) -> str:
    return " ".join("#" + inline(tag) for tag in _tags(tags))


def _tags(tags: tuple[str, ...]) -> list[str]:
    cleaned = (clean_tag(safe_line(tag)) for tag in tags)
    return [tag for tag in cleaned if tag]


def _marker_id(highlight: Highlight) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", highlight.id)
