"""HTML → draft: trafilatura finds the article in the page, its structure names the blocks."""

import logging
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reader.cleaning.draft import Draft, Piece, has_words, pieces_of
from reader.cleaning.page_guard import without_control_entities, without_monsters
from reader.cleaning.page_text import Caption, captions, language, sole_heading, words_of_markup, words_of_page
from reader.cleaning.plain_text import draft_of_text
from reader.cleaning.rules.repetition import bare_words
from reader.domain.article import Metadata
from reader.domain.document import BlockKind
from reader.domain.safe_text import safe, safe_line

_BLOCKS = frozenset(("p", "head", "quote", "list", "item", "table", "code", "ab", "div"))
_PARAGRAPH = Piece("")
_QUOTE = Piece("", BlockKind.QUOTE, vouched=True)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def draft_of_page(page: str) -> Draft:
    """The draft of a page; if no article can be found in it, that of all its text."""
    from lxml import etree  # noqa: PLC0415 - heavy; plain text must not pay for it
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415

    source = without_monsters(without_control_entities(page)).encode("utf-8", "replace")
    try:
        tree = document_fromstring(source, parser=HTMLParser(encoding="utf-8"))
    except etree.LxmlError:
        return Draft(())
    pictures, tongue, heading = captions(tree), language(tree), sole_heading(tree)
    found = _extract(source.decode("utf-8"))
    facts = replace(_facts(found, heading) if found else Metadata(title=heading), language=tongue)
    pieces = list(_blocks(found.body, _PARAGRAPH)) if found else []
    if not any(has_words(piece.text) for piece in pieces):
        words = words_of_page(tree)
        if not has_words(words):  # the parser gives up on what is nested too deeply
            words = words_of_markup(source.decode("utf-8"))
        return Draft(draft_of_text(safe(words)).pieces, facts)
    return Draft(tuple(_with_captions(_with_headline(pieces, facts.title), pictures)), facts)


def _extract(page: str) -> Any:  # noqa: ANN401 - trafilatura has no types
    """What trafilatura finds; None if nothing, or if it stumbles over the page."""
    import trafilatura  # noqa: PLC0415 - heavy; plain text must not pay for it

    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return trafilatura.bare_extraction(
                page, include_comments=False, include_formatting=True, include_tables=True, with_metadata=True
            )
        # What it has been seen to raise on broken pages; each is its bug, and the page's text is still there.
        except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            return None


def _facts(found: Any, heading: str) -> Metadata:  # noqa: ANN401 - trafilatura has no types
    title = safe_line(found.title or "")
    if heading and title.startswith(heading):
        title = heading  # without the outlet's name behind it
    names = (safe_line(name) for name in (found.author or "").split(";"))
    return Metadata(
        title=title or heading,
        source=safe_line(found.sitename or ""),
        authors=tuple(name for name in names if name),
        published=found.date if _DATE.match(found.date or "") else "",
        url=safe_line(found.url or ""),
    )


def _blocks(element: Any, model: Piece) -> Iterator[Piece]:  # noqa: ANN401 - an lxml element has no types
    """The pieces of an element of trafilatura's tree; `model` says what its bare text is."""
    text = element.text or ""
    for child in element:
        if child.tag in _BLOCKS:
            pieces = pieces_of(_tidy(text), model)
            yield from pieces
            model = _after(model, pieces)
            nested = list(_block(child, model))
            yield from nested
            model, text = _after(model, nested), child.tail or ""
        else:
            text += _inline(child) + (child.tail or "")
    yield from pieces_of(_tidy(text), model)


def _after(model: Piece, pieces: list[Piece]) -> Piece:
    """Within a quotation all but the first paragraph hang together; elsewhere nothing changes."""
    return replace(model, gap=0) if pieces and model.kind is BlockKind.QUOTE else model


def _block(element: Any, model: Piece) -> Iterator[Piece]:  # noqa: ANN401 - an lxml element has no types
    if element.tag == "head":
        level = int((element.get("rend") or "h2")[-1:]) if (element.get("rend") or "")[-1:].isdigit() else 2
        yield from pieces_of(
            _tidy(_inline(element)).replace("\n", " "), Piece("", BlockKind.HEADING, vouched=True, level=level)
        )
    elif element.tag == "quote":
        yield from _blocks(element, _QUOTE)
    elif element.tag == "list":
        yield from _items(element, model.level + 1 if model.kind is BlockKind.LIST else 0)
    elif element.tag == "table":
        yield from _table(element)
    elif element.tag == "code":
        text = safe("".join(element.itertext())).strip("\n")
        yield from [Piece(text, BlockKind.CODE, vouched=True)] if has_words(text) else []
    else:
        yield from _blocks(element, model)


def _items(element: Any, level: int) -> Iterator[Piece]:  # noqa: ANN401 - an lxml element has no types
    model = Piece("", BlockKind.LIST, vouched=True, level=level)
    for number, item in enumerate(element, start=1):
        pieces = list(_blocks(item, model))
        if pieces and element.get("rend") == "ol" and pieces[0].level == level:
            pieces[0] = replace(pieces[0], text=f"{number}. {pieces[0].text}")
        yield from pieces


def _table(element: Any) -> Iterator[Piece]:  # noqa: ANN401 - an lxml element has no types
    rows = []
    for row in element.iter("row"):
        cells = [safe_line(_inline(cell)) for cell in row.iter("cell")]
        if any(cells):
            rows.append(" | ".join(cells))
    if rows:
        yield Piece("\n".join(rows), BlockKind.TABLE, vouched=True)


def _inline(element: Any) -> str:  # noqa: ANN401 - an lxml element has no types
    if element.tag == "lb":
        return "\n"
    if not isinstance(element.tag, str):
        return ""
    return (element.text or "") + "".join(_inline(child) + (child.tail or "") for child in element)


def _tidy(text: str) -> str:
    """Safe lines; white space inside a line is one space."""
    return "\n".join(" ".join(line.split(" ")) for line in re.sub(r"[ \t]+", " ", safe(text)).split("\n"))


def _with_headline(pieces: list[Piece], title: str) -> list[Piece]:
    """The pieces under their headline: the first that says the title, or a new one."""
    if not title:
        return pieces
    words = bare_words(title)
    for index, piece in enumerate(pieces[:4]):
        if bare_words(piece.text) == words:
            pieces[index] = replace(piece, kind=BlockKind.HEADLINE, vouched=True, level=0)
            return pieces
    return [Piece(title, BlockKind.HEADLINE, vouched=True), *pieces]


def _with_captions(pieces: list[Piece], pictures: list[Caption]) -> list[Piece]:
    """The pieces with the captions of the page's figures in front of the paragraphs that they stand before."""
    places = {piece.line: index for index, piece in reversed(list(enumerate(pieces)))}
    before: dict[int, list[Piece]] = {}
    for picture in pictures:
        if picture.text in places:
            index = places[picture.text]
            pieces[index] = replace(pieces[index], kind=BlockKind.CAPTION, vouched=True)
        elif picture.before in places:
            caption = Piece(picture.text, BlockKind.CAPTION, vouched=True)
            before.setdefault(places[picture.before], []).append(caption)
    return [new for index, piece in enumerate(pieces) for new in (*before.get(index, ()), piece)]
