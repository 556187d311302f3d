"""Offsets, verdicts taken back, and finding a quote again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.anchor import CONTEXT, describe, find_quote, occurrences, place
from reader.domain.document import Block, BlockKind, Document, has_bullet
from reader.domain.mark import Highlight, HighlightKind, TextQuote

NOW = datetime(2026, 3, 20, tzinfo=UTC)
WORDS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40)
BLOCKS = st.lists(st.tuples(st.sampled_from(BlockKind), WORDS, st.booleans()), max_size=8)

STORY = (
    "The harbour master closed the gate at noon, an hour before the tide.",
    "He had been told to wait, said the clerk, and he had waited long enough.",
    "Nobody on the quay asked him why, and the boats stayed where they were.",
)


def document(*texts: str) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


def marked(text: str, words: str) -> Highlight:
    quote, position = describe(text, text.index(words), text.index(words) + len(words))
    return Highlight("h", "a", quote, position, HighlightKind.PLAIN, "", (), NOW, NOW)


@given(BLOCKS)
def test_each_block_stands_where_its_span_says(parts: list[tuple[BlockKind, str, bool]]) -> None:
    """Offsets count code points of all blocks, kept and cut."""
    made = Document(tuple(Block(kind, text, kept, "" if kept else "why") for kind, text, kept in parts))
    assert [made.text[span.start : span.end] for span in made.spans] == [block.text for block in made.blocks]
    for index, span in enumerate(made.spans):
        if span.end > span.start:
            assert made.block_at(span.start) == index


@given(BLOCKS)
def test_a_changed_verdict_moves_nothing(parts: list[tuple[BlockKind, str, bool]]) -> None:
    """Bringing back and cutting change neither text nor version."""
    made = Document(tuple(Block(kind, text, kept, "" if kept else "why") for kind, text, kept in parts))
    turned = made.with_choices([block.digest for block in made.cut], [block.digest for block in made.kept])
    assert (turned.text, turned.digest, turned.spans) == (made.text, made.digest, made.spans)


@given(BLOCKS, st.integers(0, 200))
def test_the_beginning_is_the_text_up_to_a_length(parts: list[tuple[BlockKind, str, bool]], length: int) -> None:
    """Offsets into it are offsets into the whole."""
    made = Document(tuple(Block(kind, text, kept, "" if kept else "why") for kind, text, kept in parts))
    beginning = made.beginning(length).text
    assert made.text.startswith(beginning)
    assert len(beginning) <= max(length, 0) or beginning == made.text


def test_a_dateline_runs_into_its_paragraph() -> None:
    """The words read as they were printed."""
    blocks = (Block(BlockKind.DATELINE, "PORT ELLIS –"), Block(BlockKind.PARAGRAPH, "Talks broke off."))
    assert Document(blocks).text == "PORT ELLIS – Talks broke off."


@pytest.mark.parametrize("span", [(0, 0), (5, 3), (-1, 4), (0, 10_000)])
def test_no_passage_no_selectors(span: tuple[int, int]) -> None:
    """An empty or outlying range is refused."""
    with pytest.raises(ValueError, match="passage"):
        describe("Some words.", *span)


def test_the_quote_keeps_its_surroundings() -> None:
    """As much as the reader shows around it, at most 300 code points a side."""
    text = "x" * 1000 + "quoted" + "y" * 1000
    quote, position = describe(text, 1000, 1006)
    assert (quote.exact, len(quote.prefix), len(quote.suffix)) == ("quoted", CONTEXT, CONTEXT)
    assert (position.start, position.end) == (1000, 1006)


class TestFindingAgain:
    def test_in_the_same_version_by_its_offsets(self) -> None:
        """No search is needed."""
        made = document(*STORY)
        found = place(marked(made.text, "waited long enough"), made).span
        assert found is not None
        assert made.text[found.start : found.end] == "waited long enough"

    @pytest.mark.parametrize(
        "changed",
        [
            ("A new paragraph on top.", *STORY),
            (STORY[2], STORY[0], STORY[1]),
            (STORY[0], "Something between.", STORY[1].replace(" ", "  "), STORY[2]),
        ],
    )
    def test_after_paragraphs_came_or_moved(self, changed: tuple[str, ...]) -> None:
        """The words decide, whatever the white space."""
        one = marked(document(*STORY).text, "He had been told to wait, said the clerk")
        other = document(*changed)
        found = place(one, other).span
        assert found is not None
        assert other.text[found.start : found.end].split() == one.quote.exact.split()

    def test_lost_where_the_passage_is_gone(self) -> None:
        """Never put elsewhere."""
        one = marked(document(*STORY).text, "said the clerk")
        assert place(one, document(STORY[0], STORY[2])).span is None

    def test_lost_where_a_short_quote_has_other_surroundings(self) -> None:
        """The same two words in another story are another passage."""
        one = marked(document(*STORY).text, "the gate")
        assert place(one, document("In the park the gate stood open all night.")).span is None

    def test_told_apart_by_its_surroundings(self) -> None:
        """Of twins, the one whose neighbours agree."""
        text = document(
            "First, the clerk left. Rain fell.", "Then, the clerk left. Snow fell on the quay and the ships."
        ).text
        second = text.rindex("the clerk left")
        quote, _ = describe(text, second, second + len("the clerk left"))
        longer = "A word before. " + text
        found = find_quote(quote, longer)
        assert found is not None
        assert found.start == longer.rindex("the clerk left")

    def test_lost_if_twins_cannot_be_told_apart(self) -> None:
        """No guess."""
        quote = TextQuote("the clerk left")
        assert find_quote(quote, "the clerk left. the clerk left.") is None

    @given(st.text(max_size=60), st.text(max_size=200))
    def test_what_is_found_is_what_was_quoted(self, exact: str, text: str) -> None:
        """On any text."""
        for span in occurrences(exact, text):
            assert text[span.start : span.end].split() == exact.split()

    def test_offsets_edited_by_hand_place_nothing_wrong(self) -> None:
        """Numbers that do not hold the quote are not believed."""
        made = document(*STORY)
        one = marked(made.text, "waited long enough")
        bent = replace(one, position=replace(one.position, start=0, end=5))
        found = place(bent, made).span
        assert found is None or made.text[found.start : found.end] == "waited long enough"


@pytest.mark.parametrize(
    ("text", "found"), [("- one", True), ("• one", True), ("12. one", True), ("3) one", True), ("340 crates", False)]
)
def test_a_list_item_may_bring_its_own_bullet(text: str, found: bool) -> None:
    """A sign or a number with its point; a number that only begins the words is none."""
    assert has_bullet(text) is found
