"""HTML → draft: the page's passages are judged by its structure, its testimony and what an extractor finds."""

import logging
import warnings
from dataclasses import dataclass, replace
from typing import Any

from reader.cleaning.draft import Draft, Piece, has_words
from reader.cleaning.page.boxes import PageText, passages_of
from reader.cleaning.page.facts import facts_of
from reader.cleaning.page.guard import without_control_entities, without_monsters
from reader.cleaning.page.judging import judge
from reader.cleaning.page.pieces import pieces_of_page
from reader.cleaning.page.testimony import Testimony, testimony_of
from reader.cleaning.page.words import language, words_of_markup, words_of_page
from reader.cleaning.plain_text import draft_of_text
from reader.cleaning.rules.repetition import bare_words
from reader.domain.document import BlockKind
from reader.domain.safe_text import safe


@dataclass(frozen=True, slots=True)
class PageSource:
    """What a page is judged by.

    Attributes:
        source: its bytes, without what would hang a parser.
        tree: its elements; the extractor may have changed them.
        page: its passages.
        said: what it testifies.
        found: what trafilatura takes for its article; None if nothing.
        proposal: the text of that, without white space.
    """

    source: bytes
    tree: Any
    page: PageText
    said: Testimony
    found: Any
    proposal: str


def read_page(page: str) -> PageSource | None:
    """Parse a page and gather what tells its article from the rest; None if it cannot be parsed."""
    source = without_monsters(without_control_entities(page)).encode("utf-8", "replace")
    tree = _parsed(source)
    if tree is None:
        return None
    body = tree.find("body")
    passages, said = passages_of(tree if body is None else body), testimony_of(tree)
    found = _extract(tree)
    words = "".join(found.body.itertext()) if found is not None and found.body is not None else ""
    return PageSource(source, tree, passages, said, found, "".join(words.split()))


def draft_of_page(page: str) -> Draft:
    """The draft of a page; if no article can be found in it, that of all its text."""
    read = read_page(page)
    if read is None:
        return Draft(())
    facts = replace(facts_of(read.said, read.found), language=language(read.tree))
    pieces = pieces_of_page(judge(read.page, read.said, read.proposal))
    if not any(piece.kept and has_words(piece.text) for piece in pieces):
        words = words_of_page(_parsed(read.source))
        if not has_words(words):  # the parser gives up on what is nested too deeply
            words = words_of_markup(read.source.decode("utf-8"))
        return Draft(draft_of_text(safe(words)).pieces, facts)
    return Draft(tuple(_with_headline(pieces, facts.title)), facts)


def _parsed(source: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    """The elements of a page; None if there are none."""
    from lxml import etree  # noqa: PLC0415 - heavy; plain text must not pay for it
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415

    try:
        return document_fromstring(source, parser=HTMLParser(encoding="utf-8"))
    except etree.LxmlError:
        return None


def _extract(tree: Any) -> Any:  # noqa: ANN401 - neither lxml nor trafilatura has types
    """What trafilatura finds; None if nothing, or if it stumbles over the page."""
    import trafilatura  # noqa: PLC0415 - heavy; plain text must not pay for it

    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return trafilatura.bare_extraction(
                tree, include_comments=False, include_tables=True, with_metadata=True, fast=True
            )
        # What it has been seen to raise on broken pages; each is its bug, and the page's text is still there.
        except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            return None


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
