"""What a page says of its article: title, source, authors, date, address.

A page's own testimony comes first; what an extractor guesses is asked for only where that leaves a gap.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from reader.cleaning.page.boxes import PageText
from reader.cleaning.page.dates import published_on
from reader.cleaning.page.people import authors_of
from reader.cleaning.page.testimony import Testimony
from reader.cleaning.page.titles import plain, title_of, without_tail
from reader.domain.article import Metadata
from reader.domain.safe_text import safe_line

_ADDRESS = re.compile(r"https?://[^\s/]+\.\S+")
_HOST = re.compile(r"https?://(?:www\.)?(?P<host>[^/:\s]+)")


def facts_of(said: Testimony, page: PageText, guess: Callable[[], Any]) -> Metadata:
    """The metadata of a page.

    Args:
        said: what it testifies.
        page: its passages.
        guess: gives what an extractor takes for its metadata, or None; slow, and asked once at most.
    """
    asked = cache(guess)

    def guessed(name: str) -> str:
        return safe_line(getattr(asked(), name, "") or "")

    url = next(filter(_ADDRESS.fullmatch, _addresses(said)), "") or said.canonical
    sources = list(dict.fromkeys(filter(None, _sources(said))))
    host = _HOST.match(url)
    outlets = [*sources, *([host["host"], host["host"].rpartition(".")[0]] if host else ())]
    return Metadata(
        title=title_of(said, outlets) or without_tail(guessed("title"), outlets),
        source=sources[0] if sources else host["host"] if host else guessed("sitename"),
        authors=tuple(authors_of(said, page, lambda: guessed("author"), outlets)),
        published=published_on(said, lambda: guessed("date")),
        url=url,
    )


def _addresses(said: Testimony) -> Iterator[str]:
    """The addresses that the page calls its own."""
    yield from (said.meta("og:url"), said.canonical, said.meta("twitter:url"))


def _sources(said: Testimony) -> Iterator[str]:
    """The names that the page gives its outlet."""
    yield plain(said.meta("og:site_name"))
    for publisher in said.stated("publisher"):
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str):
            yield plain(name)
    yield from (plain(said.meta(name)) for name in ("application-name", "citation_journal_title", "publisher"))
