"""What a page says of its article outside the text: JSON-LD, meta elements, its headings and times."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reader.domain.safe_text import safe_line

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|Posting|Review|Story)$")
_MOST_SCRIPTS, _LONGEST_SCRIPT, _MOST_OBJECTS = 20, 2_000_000, 5_000
_MARKUP = re.compile(r"<[^<>]{1,2000}>")
_LOOSE_CONTROL = re.compile(r"[\x00-\x1f]+")
_CDATA = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)


@dataclass(slots=True)
class Testimony:
    """What the page states.

    Attributes:
        objects: the JSON-LD objects that describe the article, the best first.
        metas: the meta elements, by lower-case name or property; several values in order.
        headings: the texts of the h1 elements.
        title: the text of the title element.
        times: the datetime values of the time elements, in order.
        canonical: the address that the page calls its own.
        body: the article's text from JSON-LD, without white space.
    """

    objects: list[dict[str, Any]] = field(default_factory=list)
    metas: dict[str, list[str]] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)
    title: str = ""
    times: list[str] = field(default_factory=list)
    canonical: str = ""
    body: str = ""

    def meta(self, *names: str) -> str:
        """The first value of the first of these names that the page has."""
        return next((self.metas[name][0] for name in names if self.metas.get(name)), "")

    def stated(self, key: str) -> Iterator[Any]:
        """The values of a key in the JSON-LD objects."""
        return (found[key] for found in self.objects if found.get(key))


def testimony_of(tree: Any) -> Testimony:  # noqa: ANN401 - an lxml element has no types
    """Read everything in one pass over the few elements that testify."""
    said = Testimony()
    scripts: list[str] = []
    for element in tree.iter("meta", "title", "h1", "time", "link", "script"):
        match element.tag:
            case "meta":
                _read_meta(said, element)
            case "script" if "ld+json" in (element.get("type") or "") and len(scripts) < _MOST_SCRIPTS:
                scripts.append(element.text or "")
            case "time":
                said.times.append(safe_line(element.get("datetime") or ""))
            case "link" if (element.get("rel") or "").lower() == "canonical" and not said.canonical:
                said.canonical = safe_line(element.get("href") or "")
            case "h1" if text := safe_line("".join(element.itertext())):
                said.headings.append(text)
            case "title" if not said.title:
                said.title = safe_line("".join(element.itertext()))
    said.objects = _articles(scripts)
    said.body = next((body for body in map(_body, said.objects) if body), "")
    return said


def _read_meta(said: Testimony, element: Any) -> None:  # noqa: ANN401 - an lxml element has no types
    name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
    value = safe_line(element.get("content") or "")
    if name and value:
        said.metas.setdefault(name, []).append(value)


def _articles(scripts: list[str]) -> list[dict[str, Any]]:
    """The objects of article types; without one, those of web pages."""
    found: list[dict[str, Any]] = []
    pages: list[dict[str, Any]] = []
    for script in scripts:
        for item in _objects(_parsed(script)):
            kinds = item.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in names):
                found.append(item)
            elif "WebPage" in names:
                pages.append(item)
    return sorted(found, key=lambda item: -len(item)) + pages


def _parsed(script: str) -> Any:  # noqa: ANN401 - JSON may be anything
    if len(script) > _LONGEST_SCRIPT:
        return None
    bare = _LOOSE_CONTROL.sub(" ", _CDATA.sub("", script))
    try:
        return json.loads(bare, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(root: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON may be anything
    waiting, seen = [root], 0
    while waiting and seen < _MOST_OBJECTS:
        item = waiting.pop()
        seen += 1
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            waiting.extend(value for value in item.values() if isinstance(value, list | dict))


def _body(item: dict[str, Any]) -> str:
    body = item.get("articleBody")
    if isinstance(body, list):
        body = " ".join(part for part in body if isinstance(part, str))
    return "".join(html.unescape(_MARKUP.sub(" ", html.unescape(body))).split()) if isinstance(body, str) else ""
