"""Names of export files: readable, and safe on every file system."""

import re
import unicodedata
from datetime import date

from reader.domain.article import Article
from reader.domain.safe_text import safe_line

MAX_BYTES = 120
"""Bytes of a file name in UTF-8, ending included."""

_SHORT_ID = 6


def endings(article: Article) -> tuple[str, str]:
    """How the name of this article's file ends: the usual way, and where another article has taken that."""
    name = re.sub(r"[^0-9a-z]", "", article.id.lower())
    return f"-{name[:_SHORT_ID]}.md", f"-{name}.md"


def file_name(article: Article, ending: str) -> str:
    """`<published or undated>-<slug of the title><ending>`, at most `MAX_BYTES` long."""
    prefix = f"{_day(article.metadata.published)}-"
    room = MAX_BYTES - len(prefix.encode()) - len(ending.encode())
    return prefix + slug(article.label, room) + ending


def slug(text: str, limit: int) -> str:
    """Lower-case letters and digits of any script, words joined by hyphens; at most `limit` bytes of UTF-8."""
    plain = unicodedata.normalize("NFC", safe_line(text)).lower()
    plain = "".join(letter for letter in plain if not unicodedata.category(letter).startswith("M"))
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    whole = unicodedata.normalize("NFC", "-".join(words))
    kept = whole.encode()[:limit].decode(errors="ignore")
    if kept != whole and not whole[len(kept) :].startswith("-"):
        kept = kept.rpartition("-")[0] or kept
    return kept.strip("-") or "untitled"


def _day(published: str) -> str:
    day = published[:10]
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        return "undated"
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return "undated"
