"""Headline and headings are named, and nothing short is cut for being short."""

import pytest
from cleaning_helpers import END, LEDE, MIDDLE, article, block, blocks, cut, read

from reader.domain.document import BlockKind


def test_the_first_line_is_the_headline_and_the_title() -> None:
    """A line without a full stop over running text, with a byline below it."""
    text = f"Northern gate to close\n\nBy Mira Oduya\n\n{article()}"
    assert block(text, "Northern gate to close").kind is BlockKind.HEADLINE
    assert read(text).metadata.title == "Northern gate to close"


def test_a_first_line_that_only_looks_like_a_headline_is_a_heading_on_top() -> None:
    """It gives the title, and is text of the article all the same."""
    text = f"Northern gate to close\n\n{article()}"
    found = block(text, "Northern gate to close")
    assert (found.kind, found.level, found.kept) == (BlockKind.HEADING, 1, True)
    assert read(text).metadata.title == "Northern gate to close"


@pytest.mark.parametrize("first", [LEDE, "It rained.", "Dear reader,", "He said:", "and so it goes"])
def test_a_sentence_on_top_is_no_headline(first: str) -> None:
    """An article without a headline has no title; nothing is guessed."""
    assert read(f"{first}\n\n{article()}").metadata.title == ""


@pytest.mark.parametrize("line", ["Autumn", "What it means", "US FALLS", "Who pays?", "1999"])
def test_a_short_line_between_paragraphs_is_a_heading(line: str) -> None:
    """However short it is."""
    found = block(article(line), line)
    assert (found.kind, found.kept, found.level) == (BlockKind.HEADING, True, 2)


@pytest.mark.parametrize("line", ["“Never again”", "It held.", "the rest of it", "She said:"])
def test_other_short_lines_stay_paragraphs(line: str) -> None:
    """Speech, sentences and pieces of sentences."""
    assert block(article(line), line).kind is BlockKind.PARAGRAPH


def test_a_heading_glued_to_its_paragraph_is_parted() -> None:
    """A single line break parts them in the source."""
    text = f"{LEDE}\nWhat it means\n{MIDDLE}\n\n{END}"
    assert [found.kind for found in blocks(text)][1] is BlockKind.HEADING
    assert cut(text) == {}


def test_pieces_of_a_torn_sentence_stay() -> None:
    """A scraper that breaks lines at links leaves single words."""
    torn = "The envoy of\nNorthland\nand his wife came, too, and stayed for a day in the old town hall."
    text = f"{LEDE}\n\n{torn}\n\n{END}"
    assert cut(text) == {}
    assert all(found.kind is BlockKind.PARAGRAPH for found in blocks(text))
