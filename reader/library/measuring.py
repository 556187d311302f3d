"""What lists tell of an article's text, counted on what is kept of it."""

from dataclasses import replace

from reader.domain.article import Article
from reader.domain.document import BlockKind, Document

_OPENING_WORDS = 14
_OPENING_LETTERS = 140
"""Where a script writes no spaces, fourteen words have no end."""

_RUNNING = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST)


def measured(article: Article, document: Document) -> Article:
    """The article with the opening, the words and the cut blocks of this text."""
    return replace(
        article,
        opening=opening(document),
        words=document.length,
        cut_blocks=len(document.cut),
    )


def opening(document: Document) -> str:
    """The first words of the kept text."""
    words = next((block.text for block in document.kept if block.kind in _RUNNING), "").split()
    text = " ".join(words[:_OPENING_WORDS])
    shown = text[:_OPENING_LETTERS]
    return f"{shown.rstrip()} …" if len(words) > _OPENING_WORDS or shown != text else text
