"""The day on which a page's article came out, in the page's own time."""

import re
from collections.abc import Callable, Iterator

from reader.cleaning.page.testimony import Testimony

_DAY = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
_LAST = re.compile(r"[|–—-]\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\s*$")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date.issued", "dc.date",
    "publish-date", "pubdate", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title")


def published_on(said: Testimony, guess: Callable[[], str]) -> str:
    """The day as ISO 8601, or nothing.

    Args:
        said: what the page testifies.
        guess: gives what an extractor takes for the day; asked only if the page states none.
    """
    return next(filter(None, _days(said)), "") or _day(guess())


def _days(said: Testimony) -> Iterator[str]:
    """What each testimony says, the most trustworthy first."""
    yield from (_day(value) for value in said.stated("datePublished") if isinstance(value, str))
    yield from (_day(said.meta(name)) for name in _PUBLISHED)
    for title in (*map(said.meta, _TITLES), said.title):
        last = _LAST.search(title)
        if last and int(last[1]) <= 31 and int(last[2]) <= 12:
            yield f"{last[3]}-{int(last[2]):02}-{int(last[1]):02}"
    yield from map(_day, said.times[:1])


def _day(text: str) -> str:
    found = _DAY.match(text.strip())
    return "-".join(found.groups()) if found else ""
