"""Knowing the same text again, and nearly the same."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.copies import ALIKE, Fingerprint, fingerprint, likeness, tell_of_the_same, text_number
from reader.domain.document import Block, BlockKind, Document

WORDS = [f"{start}{middle}{end}" for start in "bdfgklmn" for middle in ("ar", "el", "is", "on") for end in "aeiostu"]


def text(seed: int, words: int = 300) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 - texts that can be made again
    return [chance.choice(WORDS) for _ in range(words)]


def of(words: list[str], *, cut: str = "") -> Fingerprint:
    blocks = [Block(BlockKind.PARAGRAPH, " ".join(words))]
    if cut:
        blocks.append(Block(BlockKind.FURNITURE, cut, kept=False, reason="share bar"))
    found = fingerprint(Document(tuple(blocks)))
    assert found is not None
    return found


def alike(one: Fingerprint, other: Fingerprint) -> bool:
    """As articles are linked: found by a band, near enough, and with figures in common."""
    near = bool({*one.bands} & {*other.bands}) and likeness(one.signature, other.signature) >= ALIKE
    return near and tell_of_the_same(one.figures, other.figures)


def filled_in(frame: list[str], figures: list[str]) -> list[str]:
    """A frame with a figure behind every dozen words."""
    return [part for at, word in enumerate(frame) for part in ([word] if at % 12 else [word, figures[at // 12]])]


def test_the_same_words_are_the_same_text_whatever_is_cut_and_however_it_is_set() -> None:
    """Capitals, signs and what stands around the article do not count."""
    words = text(1)
    assert of(words).text == of([word.upper() + "," for word in words], cut="Share this").text
    assert of(words).text != of([*words[:-1], "ferry"]).text


@pytest.mark.parametrize("seed", range(20))
def test_a_copy_with_a_new_beginning_and_some_words_changed_is_found(seed: int) -> None:
    """An outlet prints the agency's text with an opening of its own and a word changed here and there."""
    words = text(seed)
    copy = [*text(seed + 1_000, 30), *words[10:]]
    for place in range(40, 300, 60):
        copy[place] = "quayside"
    assert alike(of(words), of(copy))


@pytest.mark.parametrize("seed", range(20))
def test_other_texts_are_not_alike(seed: int) -> None:
    """Nor are two that share a paragraph."""
    shared = text(5_000, 60)
    assert not alike(of(text(seed)), of(text(seed + 100)))
    assert not alike(of([*text(seed), *shared]), of([*text(seed + 100), *shared]))


@pytest.mark.parametrize("seed", range(20))
def test_reports_that_are_filled_in_are_no_copies_of_each_other(seed: int) -> None:
    """They have the frame in common, not the figures; a copy with two of them brought up to date is a copy."""
    frame, chance = text(seed, 120), random.Random(seed)  # noqa: S311 - texts that can be made again
    here, there = ([str(chance.randrange(1_000)) for _ in range(10)] for _ in "12")
    one = of(filled_in(frame, here))
    assert likeness(one.signature, of(filled_in(frame, there)).signature) > 0.2
    assert not alike(one, of(filled_in(frame, there)))
    assert alike(one, of(filled_in(frame, [*here[:4], "7,001", "7,002", *here[6:]])))
    assert alike(one, of(filled_in(frame, here)[:90]))


def test_a_text_with_few_figures_is_told_by_its_words() -> None:
    """The year and the day are in many."""
    assert tell_of_the_same(frozenset({"2026", "14"}), frozenset({"1", "2", "3", "4"}))
    assert not tell_of_the_same(frozenset({"2026", "14", "9"}), frozenset({"1", "2", "3", "9"}))


def test_a_text_with_few_words_is_told_from_no_other() -> None:
    """Many articles may hold the same few."""
    few = Document((Block(BlockKind.PARAGRAPH, "Photo gallery of the week"),))
    assert fingerprint(few) is None
    assert text_number(few) is None


def test_a_text_without_spaces_is_compared_by_its_letters() -> None:
    """A changed letter leaves a copy a copy."""
    one = "港の灯りが火曜の夜に消えた。職員は理由を知らないと話し、漁師たちは朝まで岸壁で待った。"
    one += "市は来週までに報告を出す。"
    assert alike(of([one]), of([one.replace("火曜", "水曜")]))


@given(st.text(max_size=400))
def test_any_text_has_a_fingerprint_or_too_few_words(words: str) -> None:
    """The numbers fit a column of 64 bits."""
    found = fingerprint(Document((Block(BlockKind.PARAGRAPH, words or "x"),)))
    if found is not None:
        assert likeness(found.signature, found.signature) == 1
        assert all(-(2**63) <= number < 2**63 for number in (found.text, *found.bands))
