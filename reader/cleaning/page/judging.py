"""The passages of a page that are its article, and those between them that are not, as pieces with their reasons."""

from dataclasses import dataclass

from reader.cleaning.draft import Piece
from reader.cleaning.evidence.lexicon import lexicon
from reader.cleaning.evidence.wording import words_of
from reader.cleaning.page import class_words
from reader.cleaning.page.boxes import BIT, Box, PageText, Passage
from reader.cleaning.page.features import numbers_of
from reader.cleaning.page.survey import Survey, candidates, survey
from reader.cleaning.page.testimony import Testimony
from reader.cleaning.trees import forest
from reader.domain.document import BlockKind

RULE = "page-judge"
_ENOUGH = 0.36
"""Odds from which a passage is the article's: a word lost weighs more than a line left."""
_LITTLE, _ENOUGH_PROPOSED = 200, 0.15
_BULK, _SOME, _ENOUGH_IN_BULK = 2.5, 200, 0.8
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
_FIGURE = BIT["figure"] | BIT["figcaption"]
_ASIDE = BIT["aside"] | BIT["nav"] | BIT["footer"] | BIT["form"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A page's passages with the odds that they are the article's."""

    page: PageText
    around: Survey
    odds: dict[int, float]


def judge(page: PageText, said: Testimony, proposal: str | None) -> Judged:
    """Judge the passages around the article.

    Args:
        page: its passages.
        said: what the page testifies.
        proposal: what an extractor takes for the article, without white space.
    """
    around = survey(page, said, proposal)
    near = candidates(around)
    trees = forest("page")
    odds = {index: trees.probability(row) for index, row in zip(near, numbers_of(around, near), strict=True)}
    return Judged(page, around, odds)


def pieces_of_page(judged: Judged) -> list[Piece]:
    """The article's passages and those between them, as pieces; what stands before and behind is left out."""
    least = _ENOUGH_IN_BULK if _is_bulky(judged) else _ENOUGH
    kept = {index for index in judged.odds if _is_kept(judged, index, least)}
    if not kept:
        return []
    return [
        _piece(judged, index, is_kept=index in kept)
        for index in range(min(kept), max(kept) + 1)
        if not judged.page.boxes[judged.page.passages[index].box].inside & BIT["hidden"] or index in kept
    ]


def _is_bulky(judged: Judged) -> bool:
    """True if far more would be kept than an extractor proposes: then a thread of comments looks like the article."""
    sizes = {index: len(judged.page.passages[index].squeezed) for index in judged.odds}
    proposed = sum(size for index, size in sizes.items() if judged.around.proposed[index] == 1)
    kept = sum(size for index, size in sizes.items() if judged.odds[index] >= _ENOUGH)
    return proposed > _SOME and kept > _BULK * proposed


def _is_kept(judged: Judged, index: int, least: float) -> bool:
    """Judged by its odds.

    On a page with little text, what an extractor proposes needs less; on a bulky one, what it does not propose, more.
    """
    around = judged.around
    if around.proposed[index] != 1:
        return judged.odds[index] >= least
    return judged.odds[index] >= (_ENOUGH_PROPOSED if around.sums[around.core].size < _LITTLE else _ENOUGH)


def _piece(judged: Judged, index: int, *, is_kept: bool) -> Piece:
    passage = judged.page.passages[index]
    box = judged.page.boxes[passage.box]
    odds = judged.odds.get(index, 0.0)
    gap = 0 if passage.broken else 1
    if is_kept:
        kind, level = _kind(box)
        text = f"{box.item}. {passage.text}" if kind is BlockKind.LIST and box.item else passage.text
        return Piece(text, kind, gap, vouched=kind is not BlockKind.PARAGRAPH, level=level, confidence=odds)
    groups = _groups(judged, passage)
    if box.inside & _FIGURE or groups & _PICTURE:
        return Piece(passage.text, BlockKind.CAPTION, gap, vouched=True, confidence=1 - odds)
    reason = _reason(passage, box, groups)
    return Piece(passage.text, gap=gap).condemned(BlockKind.FURNITURE, reason, RULE, 1 - odds)


def _kind(box: Box) -> tuple[BlockKind, int]:
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
    return (BlockKind.QUOTE, 0) if inside & BIT["blockquote"] else (BlockKind.PARAGRAPH, 0)


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
