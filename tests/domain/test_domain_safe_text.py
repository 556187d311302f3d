"""Text from outside is harmless for a terminal, and its words stay."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.safe_text import safe, safe_line

HOSTILE = [
    ("a\x1b[31mred\x1b[0m b", "ared b"),
    ("a\x1b]0;title\x07b", "ab"),
    ("a\x1b]52;c;aGk=\x1b\\b", "ab"),
    ("a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
    ("a\x1bP1;2q#payload\x1b\\b", "ab"),
    ("a\x1b_apc\x1b\\b\x1b^pm\x1b\\c\x1bXsos\x1b\\d", "abcd"),
    ("a\x1bcb\x1b(0c", "abc"),
    ("a\x9b31mb", "ab"),
    ("a\x9d0;t\x9cb", "ab"),
    ("line\rover", "line\nover"),
    ("a\x00\x07\x08\x0e\x7fb", "ab"),
    ("a\u202eb\u2066c\u2069d", "abcd"),
    ("pass\u200bword\u2060\ufeff", "password"),
    ("flag\U000e0067\U000e007f", "flag"),
    ("e" + "\u0301" * 50, "e" + "\u0301" * 4),
    ("a\ud800b", "a\ufffdb"),
    ("a\u2028b\u0085c", "a\nb\nc"),
]


@pytest.mark.parametrize(("hostile", "shown"), HOSTILE, ids=range(len(HOSTILE)))
def test_what_could_act_is_taken_out(hostile: str, shown: str) -> None:
    """Escape sequences of every family, controls, bidi overrides, invisible characters."""
    assert safe(hostile) == shown


@pytest.mark.parametrize(
    "unfinished", ["a\x1b[31", "a\x1b]0;words", "a\x1bP", "a\x1b", "\x1b[\x1b[31mm", "a\x1b]52;c;\nb"]
)
def test_an_unfinished_sequence_acts_no_more(unfinished: str) -> None:
    """Its letters may stay; its control code does not."""
    assert not any(ord(character) < 32 and character != "\n" for character in safe(unfinished))


SCRIPTS = (
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, with the joiner's opposite
    "\u0915\u094d\u200d\u0937",  # Hindi, with a joiner
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # a family in one emoji
    "שלום",
    "العربية",
    "ภาษาไทย",
    "naïve café",
    "tab\there",
    "[bold]x[/]",
    "日本語",
)


@pytest.mark.parametrize("text", SCRIPTS)
def test_words_of_any_script_stay(text: str) -> None:
    """Joiners stay where a script or an emoji needs them."""
    assert safe(text) == text


@given(st.text(st.characters(codec=None), max_size=200))
def test_nothing_that_acts_is_left(text: str) -> None:
    """On any text, however often it is cleaned."""
    cleaned = safe(text)
    assert safe(cleaned) == cleaned
    for character in cleaned:
        code = ord(character)
        assert code >= 32 or character in "\n\t"
        assert not 0x7F <= code <= 0x9F
        assert not 0x202A <= code <= 0x202E
        assert not 0x2066 <= code <= 0x2069
        assert not 0xD800 <= code <= 0xDFFF


@given(st.text(max_size=100))
def test_a_line_is_one_line(text: str) -> None:
    """Every run of white space is one space."""
    line = safe_line(text)
    assert line == " ".join(line.split())


def test_a_megabyte_takes_a_moment() -> None:
    """Cleaning is cheap beside everything else."""
    text = "It’s a “quiet” day\u200b in Port Ellis. " * 30_000
    begin = time.process_time()
    safe(text)
    assert time.process_time() - begin < 1.0
