"""Which of a page's titles is the article's headline.

A page states its headline in JSON-LD, in its first headings, in the title that it is shared under, and to services
that ask for it. They differ, for pages are shared under other words than they print. The one that most agree on is
taken; the shared one counts twice, unless it was broken off.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from reader.cleaning.page.testimony import Testimony
from reader.domain.safe_text import safe_line

_TAIL = re.compile(r"\s*(?:\s[|–—-]|[|：])\s*(?P<last>[^|–—：]{2,40})$")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}")
_SHARED = ("og:title", "twitter:title", "title")
_TOLD = ("sailthru.title", "parsely-title", "dc.title", "dcterms.title", "citation_title", "headline")
_QUOTES = (("«", "»"), ("“", "”"), ("(", ")"))
_SHORTEST = 15
"""Letters of a heading that surely begins the title it stands before."""


def title_of(said: Testimony, outlets: Sequence[str]) -> str:
    """The headline; empty if the page states none. `outlets` are the names of the outlet, as far as known."""
    stated = [plain(value) for value in said.stated("headline") if isinstance(value, str)][:1]
    shared = [_bare(plain(said.meta(name)), (*stated, *said.headings), outlets) for name in _SHARED if said.meta(name)]
    told = [without_tail(plain(said.meta(name)), outlets) for name in _TOLD if said.meta(name)]
    heads = [text for text in said.headings if text in (*shared[:1], *stated)][:1] or said.headings[:1]
    weight = 1 if shared and any(_is_broken(shared[0], text) for text in (*stated, *heads)) else 2
    found = [text for text in (*shared[:1] * weight, *stated, *heads, *told[:1]) if text]
    votes = Counter(map(folded, found))
    return max(found, key=lambda text: votes[folded(text)]) if found else without_tail(said.title, outlets)


def without_tail(title: str, outlets: Iterable[str]) -> str:
    """A title without the outlet's name, or a date, behind it."""
    names = [name for name in map(folded, outlets) if name]
    while tail := _TAIL.search(title):
        last = folded(tail["last"])
        is_outlet = last and any(last in name or name in last for name in names)
        if not is_outlet and not _DATE.fullmatch(tail["last"].strip()):
            break
        title = title[: tail.start()].strip()
    return title


def plain(text: str) -> str:
    """A stated text without entities, on one line."""
    return safe_line(html.unescape(text)).strip()


def folded(text: str) -> str:
    """The letters and digits of a text, in small letters."""
    return "".join(filter(str.isalnum, text.casefold()))


def _bare(shared: str, heads: Iterable[str], outlets: Sequence[str]) -> str:
    """A shared title without what stands behind the headline in it."""
    shared = without_tail(shared, outlets)
    return next((text for text in heads if len(text) >= _SHORTEST and shared.startswith(text)), shared)


def _is_broken(title: str, whole: str) -> bool:
    """True if a title ends amid a quotation that goes on in the whole one."""
    opened = any(title.count(first) > title.count(last) for first, last in _QUOTES)
    return opened and folded(whole).startswith(folded(title))
