"""What is read from a page directly: its language, and all its words."""

import html
import re
from typing import Any

_SILENT = ("script", "style", "noscript", "template", "head", "svg", "iframe", "select", "button", "textarea")
_RUNS_IN = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time u "
    "var wbr".split()
)


_SILENT_MARKUP = re.compile(r"<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/h[1-6]|/li|/tr|hr)\b[^<>]*+>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?]?[a-zA-Z\[][^<>]*+>")


def language(tree: Any) -> str:  # noqa: ANN401 - an lxml element has no types
    """The page's language as ISO 639-1, if it states it."""
    stated = (tree.get("lang") or tree.get("xml:lang") or "").strip()
    found = re.match(r"[a-zA-Z]{2}(?=$|[-_])", stated)
    return found[0].lower() if found else ""


def words_of_page(tree: Any) -> str:  # noqa: ANN401 - an lxml element has no types
    """All text of a page that a browser would show, a blank line between two blocks."""
    from lxml import etree  # noqa: PLC0415 - heavy; plain text must not pay for it

    etree.strip_elements(tree, *_SILENT, with_tail=False)
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        is_block = isinstance(element.tag, str) and element.tag not in _RUNS_IN
        if is_block:
            parts.append("\n" if element.tag == "br" else "\n\n")
        if event == "start" and isinstance(element.tag, str):
            parts.append(_flat(element.text))
        elif event == "end":
            parts.append(_flat(element.tail))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", "".join(parts)))


def words_of_markup(markup: str) -> str:
    """The words of a piece of HTML without parsing it, a line for each block in it; not yet safe for a terminal."""
    bare = _SILENT_MARKUP.sub("", _COMMENT.sub("", markup))
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", bare)))


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
