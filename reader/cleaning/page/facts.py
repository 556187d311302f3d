"""What a page says of its article: title, source, authors, date, address.

Where its testimonies differ, the title that most of them agree on is taken; names and dates come from JSON-LD first,
from meta elements next, and from what an extractor has guessed last.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from reader.cleaning.page.testimony import Testimony
from reader.domain.article import Metadata
from reader.domain.safe_text import safe_line

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date.issued", "dc.date",
    "publish-date", "pubdate", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_WRITERS = ("author", "article:author", "parsely-author", "byl", "dc.creator", "sailthru.author")
_TAIL = re.compile(r"\s*(?:\s[|–—-]|[|：])\s*(?P<last>[^|–—：]{2,40})$")
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af|text)\s*:?\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|und|et|y|e|og|och|en|&)\s+|\s*;\s*|\s*,\s*(?=\S+\s\S)")
_LONGEST_NAME, _MOST_NAMES = 60, 12
_TITLE = 15
"""Letters of a heading that surely begins the title it stands before."""


def facts_of(said: Testimony, found: Any) -> Metadata:  # noqa: ANN401 - trafilatura has no types
    """The metadata of a page; `found` is what trafilatura takes for its article, or None."""
    guessed = _Guess(found)
    source = said.meta("og:site_name") or guessed.source
    return Metadata(
        title=_title(said, guessed.title, source),
        source=source,
        authors=tuple(_authors(said, guessed.authors)),
        published=_published(said, guessed.published),
        url=guessed.url or said.canonical,
    )


class _Guess:
    """What an extractor says of the article, made safe; empty where it says nothing."""

    def __init__(self, found: Any) -> None:  # noqa: ANN401 - trafilatura has no types
        self.title = safe_line(getattr(found, "title", "") or "")
        self.source = safe_line(getattr(found, "sitename", "") or "")
        self.published = getattr(found, "date", "") or ""
        self.url = safe_line(getattr(found, "url", "") or "")
        names = (safe_line(name) for name in (getattr(found, "author", "") or "").split(";"))
        self.authors = [name for name in names if name]


def _title(said: Testimony, guessed: str, source: str) -> str:
    """The title that most testimonies agree on; of equals, the one that the page is shared under."""
    stated = [_plain(value) for value in said.stated("headline") if isinstance(value, str)][:1]
    shared = _without_source(said.meta("og:title"), source)
    begun = (text for text in (*stated, *said.headings) if len(text) >= _TITLE and shared.startswith(text))
    shared = next(begun, shared)
    heads = [text for text in said.headings if text in (shared, *stated)][:1] or said.headings[:1]
    candidates = [text for text in (shared, *stated, *heads, _without_source(guessed, source)) if text]
    if not candidates:
        return _without_source(said.title, source)
    votes = Counter(map(_folded, candidates))
    return max(candidates, key=lambda text: votes[_folded(text)])


def _without_source(title: str, source: str) -> str:
    """A title without the outlet's name behind it."""
    tail = _TAIL.search(title)
    if tail is None or not source:
        return title
    last, name = _folded(tail["last"]), _folded(source)
    return title[: tail.start()].strip() if last and (last in name or name in last) else title


def _published(said: Testimony, guessed: str) -> str:
    stated = (value for value in said.stated("datePublished") if isinstance(value, str))
    for value in (*stated, *(said.meta(name) for name in _PUBLISHED), guessed):
        text = safe_line(value).strip()
        if _DATE.match(text):
            return text[:10]
        day = _DAY.match(text)
        if day:
            return "-".join(day.groups())
    return ""


def _authors(said: Testimony, guessed: list[str]) -> list[str]:
    for value in said.stated("author"):
        found = _names(_stated(value))
        if found:
            return found
    metas = [value for name in _WRITERS for value in said.metas.get(name, ())][:1]
    return guessed or _names(metas)


def _stated(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON may be anything
    """The names in a JSON-LD author, however deep in lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _stated(value.get("name"))
    elif isinstance(value, list):
        for part in value[:_MOST_NAMES]:
            yield from _stated(part)


def _names(values: Iterable[str]) -> list[str]:
    """Single names, each once, without "By" and without addresses."""
    found: list[str] = []
    for value in values:
        whole = _BY.sub("", _plain(value))
        parts = _AND.split(whole)
        split = len(parts) > 1 and all(len(part.split()) > 1 for part in parts)
        found += [part.strip(" ,") for part in (parts if split else [whole])]
    fit = (name for name in found if 2 <= len(name) <= _LONGEST_NAME and "/" not in name and not name.isdigit())
    return list(dict.fromkeys(fit))[:_MOST_NAMES]


def _plain(text: str) -> str:
    return safe_line(html.unescape(text)).strip()


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
