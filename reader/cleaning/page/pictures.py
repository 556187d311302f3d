"""What a page says of its pictures without showing it: the alternative text of those that stand in the article.

It is taken where it tells something: no name of a file, no word for a picture, nothing that a caption, the headline or
the text beside it says already. It has no part in judging the page, so that no verdict depends on it.
"""

import re

from reader.cleaning.page import class_words
from reader.cleaning.page.boxes import BIT, PageText, Picture, size_of
from reader.domain.matching import words_of
from reader.domain.safe_text import safe_line

_FEWEST, _LONGEST = 4, 500
"""Words that tell something, at least; characters, at most."""

_MOST = 100
"""Pictures of one article."""

_NEAR = 3
"""Passages before and behind a picture that may say the same."""

_SAID = 0.7
"""The share of its words that another text must have to say the same."""

_CLIMB = 4
"""Boxes that may stand around a picture alone."""

_EMPTY = re.compile(
    r"\.(?:jpe?g|jfif|png|gif|webp|svg|avif|bmp|tiff?)\b|://|\$\{|\{\{|[<>]|(?:\.\.\.|…)$"
    r"|\b(?:logos?|icons?|avatar|banner|placeholder|thumbnail|profile (?:photo|picture|image)|headshot|advertis\w*"
    r"|anzeige|publicité|symbolbild|image may contain)\b|[a-z0-9]+(?:[-_][A-Za-z0-9]+){3,}",
    re.IGNORECASE,
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])", re.IGNORECASE)
_OTHERS = class_words.bits(
    "related", "teaser", "newsletter", "share", "advert", "author", "comment", "wall", "consent", "navigation", "poll"
)
_ASIDE = BIT["hidden"] | BIT["aside"] | BIT["nav"] | BIT["footer"] | BIT["form"]


def words_for_pictures(page: PageText, kept: set[int], title: str) -> dict[int, tuple[str, ...]]:
    """What is said of the pictures right before a passage, by its number.

    Args:
        page: its passages, boxes and pictures.
        kept: the passages that are the article; there is at least one.
        title: the article's headline.
    """
    around = {box for index in kept for box in page.ancestors(page.passages[index].box)}
    found: dict[int, tuple[str, ...]] = {}
    told: list[set[str]] = [set(words_of(title))]
    inside = (picture for picture in page.pictures if min(kept) <= picture.before <= max(kept))
    for picture in inside:
        words = safe_line(picture.words[: 2 * _LONGEST])
        if not _tells_something(words) or not _is_of_the_article(page, picture, around):
            continue
        own = set(words_of(words))
        near = page.passages[max(0, picture.before - _NEAR) : picture.before + _NEAR]
        if any(len(own & said) >= _SAID * len(own) for said in (*told, *(set(words_of(p.text)) for p in near))):
            continue
        told.append(own)
        found[picture.before] = (*found.get(picture.before, ()), words)
        if len(told) > _MOST:
            break
    return found


def _tells_something(words: str) -> bool:
    named = sum(any(map(str.isalpha, word)) for word in words.split())
    enough = size_of(words) >= _FEWEST and (named >= _FEWEST or not words.isascii())
    return enough and len(words) <= _LONGEST and _EMPTY.search(words) is None


def _is_of_the_article(page: PageText, picture: Picture, around: set[int]) -> bool:
    """True if it stands in a box with kept text, or alone in a few that say nothing else."""
    if picture.address and not _PICTURE_FILE.search(picture.address):
        return False
    number = picture.box
    if page.boxes[number].inside & _ASIDE:
        return False
    for _ in range(_CLIMB):
        if number in around:
            return True
        if number < 0 or page.boxes[number].groups & _OTHERS:
            return False
        number = page.boxes[number].parent
    return False
