"""A page as passages: every run of text that stands by itself, in order, with the boxes that it stands in.

A box is an element that makes a block of its own; a passage is the text directly in a box between two such elements,
or between two line breaks. The walk keeps its own stack, so that nesting has no bound, and costs the same for each
element.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from reader.cleaning.anchors import Anchors, marked
from reader.cleaning.page.class_words import groups_of
from reader.domain.safe_text import safe

SILENT = frozenset(
    "script style noscript template head svg iframe select button textarea object canvas map math option datalist "
    "audio video input link meta title".split()
)
"""Elements whose text no reader sees, or that only serve."""

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby rb rt rp s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
_BOLD = frozenset(("b", "strong", "em", "i"))
_PICTURES = frozenset(("img", "picture"))
_UNWALKED = SILENT | _PICTURES | {"br"}
_WHOLE = frozenset(("table", "pre"))
_TABLE_PARTS = frozenset(("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"))
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]{2,}|[\t\r\n\f\u00a0]")
"""White space that is not one plain space already."""
_MOST_CELL = 300
_NO_ANCHORS = Anchors()
_DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(slots=True)
class Box:
    """An element that makes a block.

    Attributes:
        parent: the number of the box around it; -1 for the body.
        tag: its name.
        names: its class, id and role as they stand.
        groups: what these say, as bits (see `class_words`).
        depth: how many boxes are around it.
        inside: the tags of all boxes around it and its own, as bits of `NOTABLE`.
        item: its number in an ordered list; 0 otherwise.
        level: how many lists are around it.
        is_body: the markup calls it the article's body.
    """

    parent: int
    tag: str
    names: str
    groups: int
    depth: int
    inside: int
    item: int = 0
    level: int = 0
    is_body: bool = False


@dataclass(slots=True)
class Passage:
    """One run of text.

    Attributes:
        text: its words on one line; the rows of a table and the lines of code on several.
        box: the number of the box it stands in.
        size: how many words; in scripts without spaces two characters are one.
        linked: how many of its characters are in links.
        bold: how many are in bold or italics.
        links: how many links begin in it.
        broken: true if only a line break parts it from the passage before.
        picture: true if a picture stands between it and the passage before.
        squeezed: the text without white space, for finding it elsewhere.
        anchors: its links.
    """

    text: str
    box: int
    size: int
    linked: int
    bold: int
    links: int
    broken: bool
    picture: bool
    squeezed: str = ""
    anchors: Anchors = _NO_ANCHORS


@dataclass(slots=True)
class Picture:
    """A picture that has an alternative text.

    Attributes:
        words: that text, as the page has it.
        box: the number of the box it stands in.
        before: the number of the passage that it stands before or in.
        address: what it links to; empty if nothing.
    """

    words: str
    box: int
    before: int
    address: str


@dataclass(slots=True)
class PageText:
    """All passages of a page, in order, all boxes, and the pictures that say something."""

    boxes: list[Box] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def ancestors(self, number: int) -> list[int]:
        """The numbers of a box and of those around it, from the inside."""
        found = []
        while number >= 0:
            found.append(number)
            number = self.boxes[number].parent
        return found


NOTABLE = tuple(
    "article main section aside nav footer header form figure figcaption li blockquote table dl details h1 h2 h3 h4 h5 "
    "h6 p pre hidden body-prop td address".split()
)
"""Elements worth knowing around a passage; bit N stands for the N-th."""

BIT = {tag: 1 << number for number, tag in enumerate(NOTABLE)}
_HIDDEN, _BODY_PROP = BIT["hidden"], BIT["body-prop"]
_NAMING = ("class", "id", "role")
_LISTS = ("ul", "ol")


class _Walk:
    """The state of one walk over a page."""

    def __init__(self) -> None:
        self.page = PageText()
        self.box = -1
        self._parts: list[str] = []
        self._address = ""
        self._anchored: list[tuple[int, str]] = []
        self._linked = self._bold = self._links = 0
        self._in_link = self._in_bold = 0
        self._broken = self._picture = False
        self._items: dict[int, int] = {}

    def enter(self, element: Any, tag: str) -> None:  # noqa: ANN401 - an lxml element has no types
        self.flush()
        boxes = self.page.boxes
        outer = boxes[self.box] if self.box >= 0 else None
        names, groups, is_body = "", 0, False
        inside = (outer.inside if outer else 0) | BIT.get(tag, 0)
        attributes = dict(element.items())
        if attributes:
            names = " ".join(filter(None, map(attributes.get, _NAMING)))
            groups = groups_of(names) if names else 0
            if _is_hidden(attributes):
                inside |= _HIDDEN
            is_body = "articlebody" in attributes.get("itemprop", "").lower()
            if is_body:
                inside |= _BODY_PROP
        level = (outer.level if outer else 0) + (tag in _LISTS)
        item = 0
        if tag == "li" and outer is not None and outer.tag == "ol":
            item = self._items[self.box] = self._items.get(self.box, 0) + 1
        boxes.append(Box(self.box, tag, names, groups, outer.depth + 1 if outer else 0, inside, item, level, is_body))
        self.box = len(boxes) - 1

    def leave(self) -> None:
        self.flush()
        self.box = self.page.boxes[self.box].parent

    def inline(self, tag: str, step: int, address: str = "") -> None:
        """Enter (1) or leave (-1) an element that runs in the text; a link has the address that it is to have then."""
        if tag == "a":
            self._in_link += step
            self._links += step > 0
            self._address = address
            self._anchored.append((len(self._parts), address))
        elif tag in _BOLD:
            self._in_bold += step

    def add(self, text: str) -> None:
        self._parts.append(text)
        if self._in_link or self._in_bold:
            length = len(text.strip())
            self._linked += length if self._in_link else 0
            self._bold += length if self._in_bold else 0

    def line_break(self) -> None:
        self.flush()
        self._broken = True

    def picture(self, words: str) -> None:
        self._picture = True
        if words:
            address = self._address if self._in_link else ""
            self.page.pictures.append(Picture(words, self.box, len(self.page.passages), address))

    def flush(self) -> None:
        """End the passage, if there is one."""
        if self._parts:
            parts, self._parts = self._parts, []
            text = "".join(parts)
            if not text.isspace():
                self.put(_SPACE.sub(" ", safe(text.replace("\n", " ")).strip()), self._runs(parts))
        self._anchored = [(0, self._address)] if self._address else []
        self._broken = False
        self._linked = self._bold = self._links = 0

    def _runs(self, parts: list[str]) -> list[tuple[str, str]]:
        """The passage in parts, each with the address that it links to; none if nothing is linked."""
        if not any(address for _, address in self._anchored):
            return []
        borders = [(0, ""), *self._anchored, (len(parts), "")]
        return [("".join(parts[start:end]), address) for (start, address), (end, _) in pairwise(borders)]

    def put(self, text: str, runs: list[tuple[str, str]]) -> None:
        """Add a passage of this text; `runs` are its linked and unlinked parts, if anything is linked."""
        if not text or not any(map(str.isalnum, text)):
            return
        squeezed = "".join(text.replace(" | ", "").split())
        linked, bold = min(self._linked, len(text)), min(self._bold, len(text))
        anchors = marked(runs, text) if runs else _NO_ANCHORS
        passage = Passage(
            text, self.box, size_of(text), linked, bold, self._links, self._broken, self._picture, squeezed, anchors
        )
        self.page.passages.append(passage)
        self._picture = False


def passages_of(body: Any) -> PageText:  # noqa: ANN401 - an lxml element has no types
    """The passages of a page, from its body element."""
    from lxml import etree  # noqa: PLC0415 - heavy; plain text must not pay for it

    walk = _Walk()
    steps = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
    for event, element in steps:
        if event == "start":
            if not _enter(walk, element, element.tag):
                steps.skip_subtree()
            continue
        if event == "end":
            _leave(walk, element.tag)
            if element is body:
                break
        if tail := element.tail:
            walk.add(tail)
    walk.flush()
    return walk.page


def _enter(walk: _Walk, element: Any, tag: str) -> bool:  # noqa: ANN401 - an lxml element has no types
    """Begin an element; false if what is in it is not to be walked."""
    if tag in INLINE:
        walk.inline(tag, 1, (element.get("href") or "") if tag == "a" else "")
    elif tag in _UNWALKED:
        if tag == "br":
            walk.line_break()
        elif tag in _PICTURES:
            shown = element if tag == "img" else element.find(".//img")
            walk.picture("" if shown is None else shown.get("alt", ""))
        return False
    else:
        walk.enter(element, tag)
        if tag in _WHOLE and (whole := _whole(element, tag)) is not None:
            walk.put(whole, _linked_runs(element))
            return False
    if text := element.text:
        walk.add(text)
    return True


def _leave(walk: _Walk, tag: str) -> None:
    if tag in INLINE:
        walk.inline(tag, -1)
    elif tag not in _UNWALKED:
        walk.leave()


def _whole(element: Any, tag: str) -> str | None:  # noqa: ANN401 - lxml has no types
    """The text of a table of data or of code, whose line breaks matter; None for all else."""
    if tag == "table":
        return _rows(element)
    if tag == "pre":
        return safe("".join(element.itertext())).strip("\n")
    return None


def _rows(table: Any) -> str | None:  # noqa: ANN401 - lxml has no types
    """The rows of a table on a line each; None if it only arranges a page or holds one column."""
    rows: list[str] = []
    widest = 0
    for row in table.iter("tr", "table"):
        if row.tag == "table":
            if row is not table:
                return None
            continue
        cells = [_SPACE.sub(" ", safe("".join(_texts(cell)))).strip() for cell in row if cell.tag in ("td", "th")]
        if any(len(cell) > _MOST_CELL for cell in cells):
            return None
        widest = max(widest, sum(map(bool, cells)))
        if any(cells):
            rows.append(" | ".join(cells))
    return "\n".join(rows) if widest > 1 and len(rows) > 1 else None


def _linked_runs(element: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - lxml has no types
    """What is linked in a table or in code, cell by cell, between what is not; none if nothing is."""
    if element.find(".//a") is None:
        return []
    runs: list[tuple[str, str]] = []
    for part in element.iter("a", "td", "th"):
        if part.tag == "a":
            runs.append(("".join(_texts(part)), part.get("href") or ""))
        else:
            runs.append((part.text or "", ""))
    return runs


def _texts(element: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    """The texts of an element, those of silent elements left out; a space where a block or a line ends."""
    found: list[str] = []
    silent: list[Any] = []
    for part in element.iter():
        if part.tag in SILENT or not isinstance(part.tag, str):
            silent.append(part)
        elif not (silent and any(above in silent for above in part.iterancestors())):
            if part.tag not in INLINE:
                found.append(" ")
            found.append(part.text or "")
        if part is not element:
            found.append(part.tail or "")
    return found


def _is_hidden(attributes: dict[str, str]) -> bool:
    style = attributes.get("style")
    return (
        "hidden" in attributes or attributes.get("aria-hidden") == "true" or bool(style and _DISPLAY_NONE.search(style))
    )


def size_of(text: str) -> int:
    """How many words; in scripts without spaces two characters are one."""
    if text.isascii():
        return len(text.split())
    if not _WIDE.search(text):
        return len(text.split())
    wide = len(_WIDE.findall(text))
    return len(_WIDE.sub(" ", text).split()) + (wide + 1) // 2
