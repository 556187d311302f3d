"""HTML → draft: the page's passages are judged by its structure, its testimony and what an extractor finds."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
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
from reader.domain.article import Metadata
from reader.domain.document import BlockKind
from reader.domain.frozen import frozen
from reader.domain.safe_text import safe

_UNREAD = tuple(
    "style svg link meta aside footer nav menu noscript picture img source input iframe video audio canvas object "
    "template".split()
)
"""Elements that an extractor takes nothing from, or that hold no text."""
_STUMBLES = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What trafilatura has been seen to raise on broken pages; each is its bug, and the page's text is still there."""


@frozen
class PageSource:
    """What a page is judged by.

    Attributes:
        source: its bytes, without what would hang a parser.
        page: its passages.
        said: what it testifies.
        facts: what is known of its article.
        proposal: the text of what trafilatura takes for its article, without white space.
        base: the address that its links count from, if it states one.
    """

    source: bytes
    page: PageText
    said: Testimony
    facts: Metadata
    proposal: str
    base: str = ""


def read_page(page: str) -> PageSource | None:
    """Parse a page and gather what tells its article from the rest; None if it cannot be parsed."""
    source = without_monsters(without_control_entities(page)).encode("utf-8", "replace")
    tree = _parsed(source)
    if tree is None:
        return None
    body = tree.find("body")
    passages, said = passages_of(tree if body is None else body), testimony_of(tree)
    facts = replace(facts_of(said, passages, lambda: _guessed_facts(tree)), language=language(tree))
    stated = tree.find(".//base[@href]")
    base = "" if stated is None else stated.get("href")
    return PageSource(source, passages, said, facts, _proposal(tree), base)


def draft_of_page(page: str) -> Draft:
    """The draft of a page; if no article can be found in it, that of all its text."""
    read = read_page(page)
    if read is None:
        return Draft(())
    pieces = pieces_of_page(judge(read.page, read.said, read.proposal), read.facts.title)
    if not any(piece.kept and has_words(piece.text) for piece in pieces):
        words = words_of_page(_parsed(read.source))
        if not has_words(words):  # the parser gives up on what is nested too deeply
            words = words_of_markup(read.source.decode("utf-8"))
        return Draft(draft_of_text(safe(words)).pieces, read.facts)
    return Draft(tuple(_with_headline(pieces, read.facts.title)), read.facts, read.base)


def _parsed(source: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    """The elements of a page; None if there are none."""
    from lxml import etree  # noqa: PLC0415 - heavy; plain text must not pay for it
    from lxml.html import HtmlComment, HtmlElement, HtmlProcessingInstruction, document_fromstring  # noqa: PLC0415

    # lxml.html's own parser chooses a class for each element by its name, in Python; nobody here asks for forms.
    classes = etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction)
    parser = etree.HTMLParser(encoding="utf-8")
    parser.set_element_class_lookup(classes)
    try:
        return document_fromstring(source, parser=parser)
    except etree.LxmlError:
        return None


def _guessed_facts(tree: Any) -> Any:  # noqa: ANN401 - neither lxml nor trafilatura has types
    """The metadata that trafilatura finds; None if it stumbles over the page."""
    import trafilatura  # noqa: PLC0415 - heavy; plain text must not pay for it

    with _unheard():
        try:
            return trafilatura.extract_metadata(tree, extensive=False)
        except _STUMBLES:
            return None


def _proposal(tree: Any) -> str:  # noqa: ANN401 - lxml has no types
    """The text of what trafilatura takes for the article, without white space; the tree is spent by it."""
    import trafilatura  # noqa: PLC0415 - heavy; plain text must not pay for it

    _thin(tree)
    with _unheard():
        try:
            found = trafilatura.bare_extraction(tree, include_comments=False, fast=True, output_format="txt")
        except _STUMBLES:
            return ""
    body = getattr(found, "body", None)
    return "" if body is None else "".join("".join(body.itertext()).split())


def _thin(tree: Any) -> None:  # noqa: ANN401 - lxml has no types
    """Take out elements without the article's text, which an extractor would copy and search several times over."""
    from lxml import etree  # noqa: PLC0415 - heavy; plain text must not pay for it

    for script in list(tree.iter("script")):
        if "ld+json" not in script.get("type", ""):
            script.drop_tree()
    etree.strip_elements(tree, *_UNREAD, with_tail=False)


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep what trafilatura and its helpers log and warn of from the terminal."""
    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


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
