"""The passages of a page that are its article, and those between them that are not, as pieces with their reasons."""

from dataclasses import replace
from itertools import takewhile

from reader.cleaning.draft import Piece
from reader.cleaning.evidence.lexicon import lexicon
from reader.cleaning.evidence.wording import words_of
from reader.cleaning.page import class_words
from reader.cleaning.page.boxes import BIT, Box, PageText, Passage
from reader.cleaning.page.judging import Judged
from reader.cleaning.page.keeping import is_caption, is_post, kept_passages
from reader.cleaning.page.pictures import words_for_pictures
from reader.domain.document import BlockKind

RULE = "page-judge"
QUOTED_POST = "quoted-post"
"""The rule's name of a post that the author put into the article, marked up as a quotation."""
_SURE_POST = 0.5
_MOST_ABOVE = 3
_HINT = 0.2
_MOSTLY = 0.6
_REASONS = {
    "related": "links to other articles",
    "newsletter": "newsletter sign-up",
    "share": "share bar",
    "advert": "place of an advertisement",
    "comment": "comments",
    "wall": "offer of a subscription",
    "consent": "consent or cookie notice",
    "player": "controls of a player or gallery",
    "embed": "embedded post",
    "author": "author box",
    "tags": "tags of the page",
    "date": "byline or date",
    "navigation": "navigation of the page",
    "poll": "poll",
    "form": "part of a form",
    "teaser": "links to other articles",
    "note": "notice of the outlet",
    "box": "stands in a box beside the article",
}
_PICTURE = class_words.bits("caption", "picture")
_ASIDE = BIT["aside"] | BIT["nav"] | BIT["footer"] | BIT["form"]


def pieces_of_page(judged: Judged, title: str = "") -> list[Piece]:
    """The article's passages and those between them, as pieces, with what is said of the pictures under this title.

    What stands before and behind is left out, but for captions of a picture above the text.
    """
    kept = kept_passages(judged)
    if not kept:
        return []
    shown = range(_first(judged, kept), max(kept) + 1)
    pictures = words_for_pictures(judged.page, kept | {shown[0]}, title)
    return [
        replace(_piece(judged, index, is_kept=index in kept), pictures=pictures.get(index, ()))
        for index in shown
        if not judged.page.boxes[judged.page.passages[index].box].inside & BIT["hidden"] or index in kept
    ]


def _first(judged: Judged, kept: set[int]) -> int:
    """Where the article begins: at the captions right above what is kept, if there are some."""
    first = min(kept)
    above = range(first - 1, max(-1, first - 1 - _MOST_ABOVE), -1)
    captions = takewhile(lambda index: index in judged.odds and is_caption(judged, index), above)
    return min((first, *captions))


def _piece(judged: Judged, index: int, *, is_kept: bool) -> Piece:
    return replace(_judged_piece(judged, index, is_kept=is_kept), anchors=judged.page.passages[index].anchors)


def _judged_piece(judged: Judged, index: int, *, is_kept: bool) -> Piece:
    passage = judged.page.passages[index]
    box = judged.page.boxes[passage.box]
    odds = judged.odds.get(index, 0.0)
    gap = 0 if passage.broken else 1
    if is_kept and is_post(judged.page, index):
        confidence = max(odds, _SURE_POST)
        return Piece(passage.text, BlockKind.QUOTE, gap, vouched=True, rule=QUOTED_POST, confidence=confidence)
    groups = _groups(judged, passage)
    if is_caption(judged, index) or (not is_kept and groups & _PICTURE):
        return Piece(passage.text, BlockKind.CAPTION, gap, vouched=True, confidence=max(odds, 1 - odds))
    if is_kept:
        kind, level = _kind(judged.page, box)
        text = f"{box.item}. {passage.text}" if kind is BlockKind.LIST and box.item else passage.text
        return Piece(text, kind, gap, vouched=kind is not BlockKind.PARAGRAPH, level=level, confidence=odds)
    reason = _reason(passage, box, groups)
    return Piece(passage.text, gap=gap).condemned(BlockKind.FURNITURE, reason, RULE, 1 - odds)


def _kind(page: PageText, box: Box) -> tuple[BlockKind, int]:
    """What the markup calls it, and its level."""
    inside = box.inside
    if box.tag == "table":
        return BlockKind.TABLE, 0
    if inside & BIT["pre"]:
        return BlockKind.CODE, 0
    for level in range(1, 7):
        if inside & BIT[f"h{level}"]:
            return BlockKind.HEADING, max(2, level)
    if inside & BIT["li"]:
        return BlockKind.LIST, max(0, box.level - 1)
    return (BlockKind.QUOTE, _quotes(page, box) - 1) if inside & BIT["blockquote"] else (BlockKind.PARAGRAPH, 0)


def _quotes(page: PageText, box: Box) -> int:
    """How many quotations it stands in."""
    found = int(box.tag == "blockquote")
    while box.parent >= 0:
        box = page.boxes[box.parent]
        found += box.tag == "blockquote"
    return found


def _groups(judged: Judged, passage: Passage) -> int:
    """What the classes of the boxes say that stand around it inside the article's own box."""
    found, number = 0, passage.box
    while number >= 0 and number not in judged.around.chain:
        found |= judged.page.boxes[number].groups
        number = judged.page.boxes[number].parent
    return found


def _reason(passage: Passage, box: Box, groups: int) -> str:
    """Why it is not the article's: its own words, the names of its boxes, its links, its place."""
    known = lexicon()
    share, topic = max((share, topic) for topic, share in enumerate(known.coverage(words_of(passage.text[:300]))))
    if share >= _HINT:
        return known.reasons[topic]
    for name, reason in _REASONS.items():
        if groups & class_words.bits(name):
            return reason
    if passage.linked >= _MOSTLY * len(passage.text):
        return "links to other articles"
    return "stands beside the article" if box.inside & _ASIDE else "reads like a line of the page, not of the article"
