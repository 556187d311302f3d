"""Pull quotes: speech of the article, set beside it once more, is cut; what an author repeats stays."""

import pytest
from cleaning_helpers import END, LEDE, MIDDLE, block, cut, read

from reader.domain.document import BlockKind

SPEECH = "We will open the gate again before the first mackerel boat comes home."
HOME = (
    f"The head of the port office, Mira Oduya, knows what the crews think of her dates, and she does not mind it. "
    f"“{SPEECH}” she said on the quay on Monday, and nobody who stood there laughed."
)


def text(*lines: str) -> str:
    """The invented article with these blocks before the paragraph that holds the speech."""
    return "\n\n".join((LEDE, *lines, MIDDLE, HOME, END))


@pytest.mark.parametrize("quote", [SPEECH, f"“{SPEECH}”", f"»{SPEECH}«"])
def test_speech_that_stands_in_the_text_below_is_cut(quote: str) -> None:
    """With or without its marks."""
    assert cut(text(quote)) == {quote: "pull quote; stands in the text below"}
    assert block(text(quote), quote).kind is BlockKind.QUOTE


def test_speech_that_stands_in_the_text_above_is_cut() -> None:
    """The reason says where."""
    assert cut(f"{LEDE}\n\n{HOME}\n\n{MIDDLE}\n\n{SPEECH}\n\n{END}") == {SPEECH: "pull quote; stands in the text above"}


def test_the_speaker_below_a_pull_quote_goes_with_it() -> None:
    """Name and role, on one line or two; no full stop is needed over them."""
    quote = SPEECH.rstrip(".")
    assert set(cut(text(f"{quote}\nMira Oduya, head of the port office"))) == {
        quote,
        "Mira Oduya, head of the port office",
    }
    assert set(cut(text(f"{quote}\nMira Oduya\nHead of the port office"))) == {
        quote,
        "Mira Oduya",
        "Head of the port office",
    }


@pytest.mark.parametrize(
    "line",
    [
        "We will open the gate again",
        "Will the boats be home before the gate is open again, she asked?",
        "“We will open the gate again before the first boat comes home.”",
        "The head of the port office, Mira Oduya, knows what the crews think of her dates, and she does not mind it.",
    ],
)
def test_other_repetition_stays(line: str) -> None:
    """Cross-headings, other words, and the author's own sentences in a summary."""
    assert cut(text(line)) == {}


def test_a_cross_heading_that_quotes_the_next_paragraph_stays() -> None:
    """Right above the paragraph that it is taken from."""
    heading = f"“{SPEECH}”"
    assert cut(f"{LEDE}\n\n{MIDDLE}\n\n{heading}\n\n{HOME}\n\n{END}") == {}


def test_a_sentence_that_stands_in_several_paragraphs_stays() -> None:
    """A refrain of a speech."""
    again = HOME.replace("on Monday", "on Friday")
    assert cut(f"{LEDE}\n\n{SPEECH}\n\n{MIDDLE}\n\n{HOME}\n\n{END}\n\n{again}") == {}


def test_a_standfirst_that_quotes_is_kept() -> None:
    """It is named for what it is."""
    standfirst = f"“{SPEECH}”"
    page = f"Northern gate to close for three weeks\n\n{standfirst}\n\nBy Ada Kessel\n\n{text()}"
    found = block(page, standfirst)
    assert (found.kind, found.kept) == (BlockKind.STANDFIRST, True)
    assert read(page).metadata.title == "Northern gate to close for three weeks"
