"""Who wrote a page's article: names from what the page states, else from its byline.

A page often states its outlet as the author, in JSON-LD or a meta element, and names the writer in another place. So
the first testimony that names somebody else is believed; the outlet is the author only where nobody else is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from reader.cleaning.page import class_words
from reader.cleaning.page.boxes import BIT, PageText
from reader.cleaning.page.testimony import Testimony
from reader.cleaning.page.titles import folded, plain

_WRITERS = ("author", "article:author", "parsely-author", "byl", "dc.creator", "sailthru.author")
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af|text)\s*:?\s+", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:autor(?:in|en)?(?:/autor(?:in|en)?)?|authors?|auteure?|autore|written by|text)\s*(?::\s*|\s(?=[^\W\d_]))",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s+(?:and|und|et|y|e|og|och|en|&)\s+|\s*;\s*|\s*,\s*(?=\S+\s\S)|\s*,\s*(?=(?:[a-z]{2,4}|[A-Z]{2,5})$)"
)
_AGENCY = re.compile(r"[a-z]{2,4}|[A-Z]{2,5}")
_PARTICLE = r"(?:van|von|de|der|den|da|di|du|la|le|el|al|bin|ten|zu)"
_WORD = r"[^\W\d_a-z][\w.'’-]*"
_NAME = re.compile(rf"(?!The\b)(?:{_WORD}|{_PARTICLE})(?: (?:{_WORD}|{_PARTICLE})){{1,4}}")
_BESIDE = re.compile(r"\s+[•·|—–/]\s+|\s+(?=\d)|(?<=\d)\s+(?=by )")
_HAS_DIGIT = re.compile(r"\d").search
_TIMES = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|updated|published|posted|last|read|stand|uhr|january|february|march"
    r"|april|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r",\s*[^\W\d_][a-z]\w+$")
_ADDRESS = re.compile(r"\s*\((?:www\.|https?:)[^()]*\)$")
_NO_NAME = re.compile(r"[/@]|^\d+$")
_LONGEST_NAME, _MOST_NAMES = 60, 12
_LONGEST_BYLINE, _LOOKED_AT = 80, 25
_AUTHOR = class_words.bits("author")
_DATED = class_words.bits("date", "meta")
_ELSEWHERE = class_words.bits("related", "teaser", "comment", "navigation")
_NO_BYLINE = BIT["hidden"] | BIT["nav"] | BIT["footer"] | BIT["figure"] | BIT["aside"]


def authors_of(said: Testimony, page: PageText, guess: Callable[[], str], outlets: Sequence[str]) -> list[str]:
    """The authors' names.

    Args:
        said: what the page testifies.
        page: its passages.
        guess: gives what an extractor takes for the authors, separated by semicolons; asked only if nobody is named.
        outlets: the names of the outlet, as far as known.
    """
    nobody: list[str] = []
    for found in _testimonies(said, page):
        if found and not _is_house(found[0], outlets):
            return found
        nobody = nobody or found
    return nobody or names_in(guess().split(";"))


def _testimonies(said: Testimony, page: PageText) -> Iterator[list[str]]:
    """Lists of names, the most trustworthy first."""
    stated = [names_in(_stated(value)) for value in said.stated("author")]
    yield from sorted(stated, key=lambda names: -len(names))
    for name in _WRITERS:
        yield names_in(said.metas.get(name, ())[:_MOST_NAMES])
    yield _byline(page)


def _is_house(name: str, outlets: Sequence[str]) -> bool:
    """True if it is the outlet's own name, a part of it, little more, or holds its address."""
    bare = folded(name)
    for outlet in outlets:
        house = folded(outlet)
        if house and (bare in house or (house in bare and len(bare) < 2 * len(house))):
            return True
        if "." in outlet and outlet in name.casefold():
            return True
    return not bare


def _byline(page: PageText) -> list[str]:
    """The names of the first line below the headline that names its writers, or of one that calls them authors."""
    heads = [at for at, passage in enumerate(page.passages) if page.boxes[passage.box].tag == "h1"]
    start = heads[0] + 1 if heads else 0
    for at, passage in enumerate(page.passages[start:]):
        box = page.boxes[passage.box]
        if len(passage.text) > _LONGEST_BYLINE or box.inside & _NO_BYLINE or box.groups & _ELSEWHERE:
            continue
        label = _LABEL.match(passage.text)
        if label or at < _LOOKED_AT:
            found = _writers_in(passage.text[label.end() if label else 0 :], box.groups, labelled=bool(label))
            if found:
                return found
    return []


def _writers_in(line: str, groups: int, *, labelled: bool) -> list[str]:
    """The names in a line that is a byline by its label, its first word, its class, or a date beside the names."""
    parts = _BESIDE.split(line)
    dated = bool(groups & _DATED and any(map(_HAS_DIGIT, parts)))
    for part in parts:
        if not (labelled or dated or groups & _AUTHOR or _BY.match(part)):
            continue
        names = names_in([_PLACE.sub("", part)])
        if names and _is_writer(names[0]) and all(_is_writer(name) or _AGENCY.fullmatch(name) for name in names):
            return names
    return []


def _is_writer(name: str) -> bool:
    return bool(_NAME.fullmatch(name) and not _TIMES.search(name))


def _stated(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON may be anything
    """The names in a JSON-LD author, however deep in lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _stated(value.get("name"))
    elif isinstance(value, list):
        for part in value[:_MOST_NAMES]:
            yield from _stated(part)


def names_in(values: Iterable[str]) -> list[str]:
    """Single names, each once, without "By" and without addresses."""
    found: list[str] = []
    for value in values:
        whole = _ADDRESS.sub("", _BY.sub("", plain(value)))
        parts = _AND.split(whole)
        split = len(parts) > 1 and all(len(part.split()) > 1 or _AGENCY.fullmatch(part) for part in parts)
        found += [part.strip(" ,") for part in (parts if split else [whole])]
    fit = (name for name in found if 2 <= len(name) <= _LONGEST_NAME and not _NO_NAME.search(name))
    return list(dict.fromkeys(fit))[:_MOST_NAMES]
