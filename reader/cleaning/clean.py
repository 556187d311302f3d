"""The public face of cleaning: an article's bytes in, its labelled text out."""

from collections.abc import Callable
from dataclasses import replace

from reader.cleaning.decode import decode
from reader.cleaning.draft import Draft, Piece, Rule, fill, has_words
from reader.cleaning.html import draft_of_page
from reader.cleaning.markdown import draft_of_markdown
from reader.cleaning.plain_text import draft_of_text
from reader.cleaning.rulebook import PAGE_RULES, RULES, apply_rules
from reader.cleaning.rules.proof import mended
from reader.domain.article import MediaType, Metadata, Reading
from reader.domain.document import BlockKind
from reader.domain.errors import SourceError

_DRAFTERS: dict[MediaType, Callable[[str], Draft]] = {
    MediaType.TEXT: draft_of_text,
    MediaType.HTML: draft_of_page,
    MediaType.MARKDOWN: draft_of_markdown,
}
_GARBLED = Rule("mend-letters", "letters garbled by a wrong encoding", lambda draft, _: draft)
_LONGEST_VERSE = 70


def clean(raw: bytes, media_type: MediaType, metadata: Metadata = Metadata()) -> Reading:  # noqa: B008 - frozen
    """Decode, parse and label an article.

    Args:
        raw: the bytes as they came.
        media_type: what they are.
        metadata: what the place they came from tells; the article's own words go before it.

    Raises:
        SourceError: the bytes are no text, too many, or hold no words; the message names no file.
    """
    decoded = decode(raw, media_type)
    draft = _naming_mended(_DRAFTERS[media_type](decoded.text), decoded.mended)
    if not any(has_words(piece.text) for piece in draft.pieces):
        message = "no words in it; nothing to read"
        raise SourceError(message)
    draft = replace(draft, facts=fill(draft.facts, metadata))
    rules = PAGE_RULES if media_type is MediaType.HTML else RULES
    return _with_verses(apply_rules(draft, rules)).reading()


def _naming_mended(draft: Draft, words: frozenset[str]) -> Draft:
    """The draft in which each piece tells which of its words a wrong encoding had garbled."""
    texts: dict[int, tuple[str, str]] = {}
    for index, piece in enumerate(draft.pieces if words else ()):
        found = [word for word in dict.fromkeys(piece.text.split()) if word in words]
        if found:
            texts[index] = (piece.text, mended(found))
    return draft.retext(texts, _GARBLED)


def _with_verses(draft: Draft) -> Draft:
    """Short lines that nothing but a line break parts become one block again: a stanza, an address."""
    if draft.usual_gap == 0:
        return draft
    pieces: list[Piece] = []
    for piece in draft.pieces:
        if pieces and piece.gap == 0 and _is_verse(piece) and _is_verse(pieces[-1]):
            text = f"{pieces[-1].text}\n{piece.text}"
            anchors = pieces[-1].anchors.joined(piece.anchors, "\n")
            pieces[-1] = replace(pieces[-1].mended(text, piece.reason, piece.rule), anchors=anchors)
        else:
            pieces.append(piece)
    return replace(draft, pieces=tuple(pieces))


def _is_verse(piece: Piece) -> bool:
    unnamed = piece.kept and piece.kind is BlockKind.PARAGRAPH and not piece.named
    return unnamed and max(map(len, piece.text.split("\n"))) <= _LONGEST_VERSE
