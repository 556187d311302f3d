"""Markdown → draft: markdown-it-py parses, inline markup becomes plain text, HTML keeps only its words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.cleaning.anchors import marked
from reader.cleaning.draft import Draft, Piece, has_words, pieces_of
from reader.cleaning.front_matter import split_front_matter
from reader.cleaning.page.words import words_of_markup
from reader.cleaning.plain_text import draft_of_text
from reader.domain.article import Metadata
from reader.domain.document import PICTURE, BlockKind
from reader.domain.safe_text import safe, safe_line

if TYPE_CHECKING:
    from markdown_it.token import Token

_LARGEST = 2_000_000
"""Characters; a longer text is read as plain text, for the parser is slow."""
_MOST_LINES = 40_000
_DEEPEST = 60
"""Levels of nesting; below these the parser drops words, so a text that has more is read as plain text."""
Run = tuple[str, str]
"""A part of a text, and the address that it links to; empty if none."""
_BREAK = re.compile(r"<br\b[^>]*>", re.IGNORECASE)


def draft_of_markdown(text: str) -> Draft:
    """The draft of a Markdown text; the facts are those of its front matter, else its first h1 is the title.

    What holds no words as Markdown, is too large or too deeply nested for the parser is read as plain text.
    """
    facts, body = split_front_matter(text)
    tokens = _parse(body) if len(body) <= _LARGEST and body.count("\n") <= _MOST_LINES else []
    pieces = list(_pieces(tokens))
    too_deep = any(token.level >= _DEEPEST - 1 for token in tokens)
    if too_deep or not any(has_words(piece.text) for piece in pieces):
        return Draft(draft_of_text(body).pieces, facts)
    return Draft(tuple(_with_headline(pieces, facts)), facts)


def _parse(text: str) -> "list[Token]":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - plain text must not pay for it

    return MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"]).parse(text)


def _with_headline(pieces: list[Piece], facts: Metadata) -> list[Piece]:
    first = next((i for i, p in enumerate(pieces) if p.kind is BlockKind.HEADING and p.level == 1), None)
    if first is not None:
        pieces[first] = replace(pieces[first], kind=BlockKind.HEADLINE, level=0)
    elif facts.title:
        return [Piece(facts.title, BlockKind.HEADLINE, vouched=True), *pieces]
    return pieces


def _pieces(tokens: "Sequence[Token]") -> Iterator[Piece]:
    """The pieces of a flat run of block tokens."""
    nesting = _Nesting()
    rows: list[list[str]] = []
    runs: list[Run] = []
    for token in tokens:
        if token.type == "inline" and nesting.in_table:
            rows[-1].append(safe_line(_plain(token.children or [])))
            runs.extend(_runs(token.children or []))
        elif token.type == "inline":
            yield from _inline_pieces(token.children or [], nesting.model())
        elif token.type in ("fence", "code_block"):
            code = safe(token.content).strip("\n")
            yield from [Piece(code, BlockKind.CODE, vouched=True)] if has_words(code) else []
        elif token.type == "html_block":
            yield from draft_of_text(safe(words_of_markup(token.content))).pieces
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            table = "\n".join(" | ".join(row) for row in rows)
            yield Piece(table, BlockKind.TABLE, vouched=True, anchors=marked(runs, table))
            rows, runs = [], []
        nesting.step(token)


class _Nesting:
    """Which containers are open while block tokens go by, and what a paragraph in them is."""

    def __init__(self) -> None:
        self.in_table = False
        self._lists: list[int] = []  # the next number of each open list; 0 if it is not numbered
        self._prefix = ""
        self._quotes = 0
        self._paragraphs_in_quote = 0
        self._heading = 0

    def step(self, token: "Token") -> None:
        """Note what a token opens or closes."""
        if token.type in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            self._lists.append(0 if token.type == "bullet_list_open" else int(1 if start is None else start))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open" and self._lists[-1]:
            self._prefix = f"{self._lists[-1]}. "
            self._lists[-1] += 1
        elif token.type in ("blockquote_open", "blockquote_close"):
            self._quotes += token.nesting
            self._paragraphs_in_quote = 0
        elif token.type in ("heading_open", "heading_close"):
            self._heading = int(token.tag[1]) if token.nesting == 1 else 0
        elif token.type in ("table_open", "table_close"):
            self.in_table = token.nesting == 1

    def model(self) -> Piece:
        """What the next inline text is; a list's number stands before its text."""
        if self._heading:
            return Piece("", BlockKind.HEADING, vouched=True, level=self._heading)
        if self._lists:
            prefix, self._prefix = self._prefix, ""
            return Piece(prefix, BlockKind.LIST, vouched=True, level=len(self._lists) - 1)
        if self._quotes:
            self._paragraphs_in_quote += 1
            gap = int(self._paragraphs_in_quote == 1)
            return Piece("", BlockKind.QUOTE, gap=gap, vouched=True, level=self._quotes - 1)
        return Piece("")


def _inline_pieces(children: "Sequence[Token]", model: Piece) -> Iterator[Piece]:
    """The text of a block, and after it the words for its pictures as captions."""
    text = _plain(children)
    if has_words(text):
        whole = safe(model.text + text)
        yield from pieces_of(whole, replace(model, anchors=marked([(model.text, ""), *_runs(children)], whole)))
    for child in children:
        words = safe_line(child.content) if child.type == "image" else ""
        if has_words(words):
            yield Piece(words, BlockKind.CAPTION, vouched=True, level=PICTURE)


def _plain(children: "Sequence[Token]") -> str:
    """Inline tokens as plain text: a link is its words, a picture nothing."""
    return "".join(words for words, _ in _runs(children))


def _runs(children: "Sequence[Token]") -> list[Run]:
    """Inline tokens as runs of plain text, each with the address that it links to, or none."""
    runs: list[tuple[list[str], str]] = [([], "")]
    for child in children:
        if child.type in ("text", "text_special", "code_inline"):
            runs[-1][0].append(child.content)
        elif child.type == "softbreak":
            runs[-1][0].append(" ")
        elif child.type == "hardbreak" or (child.type == "html_inline" and _BREAK.match(child.content)):
            runs[-1][0].append("\n")
        elif child.type in ("link_open", "link_close"):
            runs.append(([], str(child.attrGet("href") or "") if child.nesting == 1 else ""))
    return [("".join(parts), address) for parts, address in runs]
