"""The header of a Markdown article: simple `key: value` lines between two rules of three hyphens.

A small tolerant reader, not YAML: what it does not understand it skips, and it never fails.
"""

import re

from reader.cleaning.rules.dates import parse_date
from reader.domain.article import Metadata
from reader.domain.safe_text import safe_line

_LONGEST = 80
"""Lines; a header that does not end within these is text."""
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:(?:\s+(.*))?$")
_ITEM = re.compile(r"\s*-\s+(.*)$")


def split_front_matter(text: str) -> tuple[Metadata, str]:
    """What the header states, and the text behind it; empty facts and the whole text if there is no header."""
    lines = text.lstrip("\n").split("\n")
    if lines[0].strip() != "---":
        return Metadata(), text
    end = next((at for at, line in enumerate(lines[1:_LONGEST], 1) if line.strip() in ("---", "...")), 0)
    header = lines[1:end]
    if not end or not any(_PAIR.match(line) for line in header):
        return Metadata(), text
    return _facts(_pairs(header)), "\n".join(lines[end + 1 :])


def _pairs(header: list[str]) -> dict[str, list[str]]:
    pairs: dict[str, list[str]] = {}
    key = ""
    for line in header:
        pair, item = _PAIR.match(line), _ITEM.match(line)
        if item and key:
            pairs[key].append(_value(item[1]))
        elif pair:
            key = pair[1].strip().casefold()
            pairs[key] = _values(pair[2] or "")
    return pairs


def _values(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [_value(part) for part in text[1:-1].split(",") if part.strip()]
    return [_value(text)] if text else []


def _value(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = re.sub(r"\\([\"\\])", r"\1", text[1:-1])
    elif len(text) > 1 and text[0] == text[-1] == "'":
        text = text[1:-1].replace("''", "'")
    return safe_line(text)


def _facts(pairs: dict[str, list[str]]) -> Metadata:
    def first(*keys: str) -> str:
        return next((pairs[key][0] for key in keys if pairs.get(key)), "")

    authors = next((pairs[key] for key in ("authors", "author", "byline", "by") if pairs.get(key)), [])
    tongue = first("language", "lang").casefold()[:2]
    return Metadata(
        title=first("title", "headline"),
        source=first("source", "site", "publication", "publisher", "outlet"),
        authors=tuple(name for name in authors if name),
        published=parse_date(first("date", "published", "pubdate")),
        url=first("url", "link", "canonical"),
        language=tongue if len(tongue) == 2 and tongue.isalpha() else "",
    )
