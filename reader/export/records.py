"""Highlights as records, one a highlight, for other programs: JSON Lines and CSV.

The names are those of the W3C Web Annotation model: `exact`, `prefix`, `suffix`, `start`, `end`. JSON also has its
`target`, with selectors and the state that they hold for.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from reader.domain.exports import ArticleExport
from reader.domain.mark import Highlight
from reader.domain.safe_text import safe, safe_line

COLUMNS = (
    *("id", "article", "title", "source", "url", "authors", "published", "article_tags", "article_note"),
    *("exact", "prefix", "suffix", "start", "end", "text_digest"),
    *("kind", "note", "tags", "lost", "created", "modified"),
)
"""The fields of a record, in order."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Value = str | int | bool | list[str]
Target = dict[str, object]


def to_json(exports: Iterable[ArticleExport]) -> str:
    """JSON Lines: one object a highlight, its fields and then its `target`, on a line that ends in a newline."""
    records = (record | {"target": _target(record)} for record in _records(exports))
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def to_csv(exports: Iterable[ArticleExport]) -> str:
    """CSV (RFC 4180) with a header line; lists are joined by `; `.

    A cell that a spreadsheet could take for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in _records(exports):
        writer.writerow([_cell(record[column]) for column in COLUMNS])
    return out.getvalue()


def _records(exports: Iterable[ArticleExport]) -> Iterator[dict[str, Value]]:
    for export in exports:
        for highlight in export.highlights:
            yield _record(export, highlight)


def _record(export: ArticleExport, highlight: Highlight) -> dict[str, Value]:
    metadata = export.article.metadata
    quote, position = highlight.quote, highlight.position
    values: tuple[Value, ...] = (
        *(safe_line(highlight.id), safe_line(export.article.id), safe_line(export.article.label)),
        *(safe_line(metadata.source), safe_line(metadata.url)),
        [safe_line(author) for author in metadata.authors],
        safe_line(metadata.published),
        [safe_line(tag) for tag in export.marks.tags],
        safe(export.marks.note),
        *(safe(quote.exact), safe(quote.prefix), safe(quote.suffix)),
        *(position.start, position.end, position.text_digest),
        highlight.kind.value,
        safe(highlight.note),
        [safe_line(tag) for tag in highlight.tags],
        highlight.id in export.lost,
        *(highlight.created.isoformat(), highlight.modified.isoformat()),
    )
    return dict(zip(COLUMNS, values, strict=True))


def _target(record: dict[str, Value]) -> Target:
    """What a highlight stands on, as the Web Annotation model tells it.

    The source is the article's address, else its number as a URN. The offsets count code points of the text whose
    digest (SHA-256) the state names.
    """
    return {
        "type": "SpecificResource",
        "source": record["url"] or f"urn:newsmark:{record['article']}",
        "selector": [
            {"type": "TextQuoteSelector", **{name: record[name] for name in ("exact", "prefix", "suffix")}},
            {"type": "TextPositionSelector", "start": record["start"], "end": record["end"]},
        ],
        "state": {"type": "State", "digest": f"sha256:{record['text_digest']}"},
    }


def _cell(value: Value) -> str:
    if isinstance(value, list):
        value = "; ".join(value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
