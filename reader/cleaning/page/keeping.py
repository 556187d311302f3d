"""Which passages of a judged page are kept: by their odds, and by what the page as a whole lets expect.

A word lost weighs more than a line left, so that little is asked of a passage, unless something speaks against it.
"""

import re
from itertools import takewhile

from reader.cleaning.page import class_words
from reader.cleaning.page.boxes import BIT, Box, PageText
from reader.cleaning.page.judging import Judged

ENOUGH = 0.28
"""Odds from which a passage is the article's."""
_LITTLE, _ENOUGH_PROPOSED = 200, 0.15
_BULK, _SOME, _ENOUGH_IN_BULK = 2.5, 200, 0.8
_ENOUGH_HEADING = {1: 0.2, 0: 0.25, -1: 0.25}
"""For a heading over kept text, by whether the extractor proposes it."""
_ENOUGH_UNVOUCHED, _WHOLE_BODY = 0.85, 0.75
"""For what the text in JSON-LD lacks, if that text holds so much of what is kept."""
_TEXT, _SURE = 10, 0.6
"""Words and odds of a passage that a heading may stand over."""
_POST = re.compile(
    r"\b(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-post|bluesky-embed|mastodon-embed|text-post-media"
    r"|reddit-embed-bq)\b"
)
"""The classes that the networks' own embedding code gives to a quotation."""
_POST_DEPTH = 3
_FIGURE = BIT["figure"] | BIT["figcaption"]
_QUOTED = BIT["blockquote"]
_PICTURE = class_words.bits("caption", "picture")
_CAPTION_DEPTH, _LONGEST_CAPTION = 2, 60
_NO_CAPTION_IN_FIGURE, _NO_CAPTION = 0.6, 0.85
"""Odds from which what stands in a figure, or in a box named after a picture, is running text."""
_HEADS = BIT["h2"] | BIT["h3"] | BIT["h4"]


def kept_passages(judged: Judged) -> set[int]:
    """The numbers of the passages that are kept; captions are among them where they stand in the text."""
    least = _ENOUGH_IN_BULK if _is_bulky(judged) else ENOUGH
    kept = {index for index in judged.odds if judged.odds[index] >= _least(judged, index, least)}
    kept -= _unvouched(judged, kept)
    kept |= {index for index in judged.odds if _is_heading_over(judged, index, kept)}
    if kept:
        kept |= {index for index in range(min(kept), max(kept)) if is_post(judged.page, index)}
    return kept


def is_post(page: PageText, index: int) -> bool:
    """True for a passage of a social network's post that its markup calls a quotation."""
    around = (page.boxes[number] for number in page.ancestors(page.passages[index].box)[:_POST_DEPTH])
    return any(box.tag == "blockquote" and _POST.search(box.names) for box in around)


def is_caption(judged: Judged, index: int) -> bool:
    """True for a passage that stands with a picture, unless its odds say that it is running text."""
    passage = judged.page.passages[index]
    box = judged.page.boxes[passage.box]
    odds = judged.odds.get(index, 0.0)
    if box.inside & _QUOTED and not box.inside & BIT["figcaption"]:
        return False
    if box.inside & _FIGURE:
        return odds < _NO_CAPTION_IN_FIGURE
    return passage.size < _LONGEST_CAPTION and odds < _NO_CAPTION and bool(_near(judged, index) & _PICTURE)


def _near(judged: Judged, index: int) -> int:
    """What the classes of the two boxes around a passage say, as long as they are not the article's own."""
    around = judged.page.ancestors(judged.page.passages[index].box)[:_CAPTION_DEPTH]
    found = 0
    for number in takewhile(lambda number: number not in judged.around.chain, around):
        found |= judged.page.boxes[number].groups
    return found


def _is_bulky(judged: Judged) -> bool:
    """True if far more would be kept than an extractor proposes: then a thread of comments looks like the article."""
    sizes = {index: len(judged.page.passages[index].squeezed) for index in judged.odds}
    proposed = sum(size for index, size in sizes.items() if judged.around.proposed[index] == 1)
    kept = sum(size for index, size in sizes.items() if judged.odds[index] >= ENOUGH)
    return proposed > _SOME and kept > _BULK * proposed


def _least(judged: Judged, index: int, least: float) -> float:
    """The odds that a passage needs.

    On a page with little text, what an extractor proposes needs less; on a bulky one, what it does not propose, more.
    """
    around = judged.around
    if around.proposed[index] != 1:
        return least
    return _ENOUGH_PROPOSED if around.sums[around.core].size < _LITTLE else ENOUGH


def _unvouched(judged: Judged, kept: set[int]) -> set[int]:
    """What the text in JSON-LD lacks, if that is whole; headings are often left out there."""
    around, passages = judged.around, judged.page.passages
    vouched = sum(passages[index].size for index in kept if around.vouched[index] == 1)
    if vouched <= _WHOLE_BODY * sum(passages[index].size for index in kept):
        return set()
    return {
        index
        for index in kept
        if around.vouched[index] == 0 and judged.odds[index] < _ENOUGH_UNVOUCHED and not _is_head(judged, index)
    }


def _is_heading_over(judged: Judged, index: int, kept: set[int]) -> bool:
    """True for a heading right above kept running text."""
    least = _ENOUGH_HEADING[judged.around.proposed[index]]
    below = index + 1
    if not _is_head(judged, index) or judged.odds[index] < least or below not in kept:
        return False
    return judged.odds.get(below, 0.0) > _SURE and judged.page.passages[below].size >= _TEXT


def _is_head(judged: Judged, index: int) -> bool:
    return bool(_box(judged, index).inside & _HEADS)


def _box(judged: Judged, index: int) -> Box:
    return judged.page.boxes[judged.page.passages[index].box]
