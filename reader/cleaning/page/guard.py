"""Elements that would hang an HTML parser, and controls written as entities, taken out before a parser sees them.

libxml2 compares each attribute of an element with all before it: an element with a hundred thousand attributes takes
minutes. No honest page has such an element. A control written as `&#27;` would pass every filter before the parser, and
makes lxml refuse the text that it stands in.
"""

import re
from functools import lru_cache

from reader.domain.safe_text import safe

_LONGEST_TAG = 65_536
_MOST_PARTS = 500
_SURELY_SHORT = 2 * _MOST_PARTS
_TAG = re.compile(r"<[a-zA-Z](?:[^>=]++|=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|=)*+>?")
"""A start tag; quotation marks count only behind `=`, as in the HTML standard. Possessive, so that time is linear."""
_NAME = re.compile(r"<[a-zA-Z][\w:-]{0,60}")
_ENTITY = re.compile(r"&#(?:x0*(?P<hex>[0-9a-f]{1,6})|0*(?P<decimal>\d{1,7}))(?!\w);?", re.IGNORECASE)
_PART = re.compile(r"[\s/\"'=]+")


def without_monsters(page: str) -> str:
    """The page, with elements of more than 500 attributes or 64 KB reduced to their bare name."""
    parts: list[str] = []
    done = 0
    for tag in _TAG.finditer(page):
        start, end = tag.span()
        if end - start >= _SURELY_SHORT and (tamed := _tamed(tag[0])) != tag[0]:
            parts += (page[done:start], tamed)
            done = end
    return "".join((*parts, page[done:])) if parts else page


def without_control_entities(page: str) -> str:
    """The page without numeric entities for characters that could act on a terminal."""
    if all(_may_stand(*numbers) for numbers in set(_ENTITY.findall(page))):
        return page
    return _ENTITY.sub(lambda entity: entity[0] if _may_stand(*entity.groups("")) else "", page)


@lru_cache(maxsize=1024)
def _may_stand(hexadecimal: str, decimal: str) -> bool:
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if 128 <= code < 160 or code > 0x10FFFF:
        return True  # parsers read the former as cp1252, and refuse the latter
    return safe(chr(code)) == chr(code)


def _tamed(text: str) -> str:
    if len(text) <= _LONGEST_TAG and len(_PART.findall(text)) <= _MOST_PARTS:
        return text
    name = _NAME.match(text)
    return f"{name[0]}>" if name else ""
