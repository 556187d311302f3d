"""Texts made to keep a cleaner busy: each is read within seconds, and no word of it is lost."""

import time

import pytest
from cleaning_helpers import LEDE, blocks, read

from reader.cleaning.clean import clean
from reader.domain.article import MediaType

SECONDS = 8.0
"""Far above what each takes, and far below what one that is not linear would take."""

LENGTH, LINE_SECONDS = 75_000, 2.5
"""Of a long line, and the same for it."""

UNITS = (
    *(
        "a-",
        "(",
        "((a",
        ". ",
        '"',
        "“",
        "@",
        "a@",
        "&amp;",
        "&#38;",
        "<b>",
        "<b ",
        '<a href="x">',
        "end.The ",
        "nextThe ",
    ),
    *(
        "end.The",
        "nextThe",
        "a | ",
        "> ",
        "/",
        "http://",
        "港",
        "Ã©",
        "â€™ ",
        "A: ",
        "har-bour harbour ",
        " ,",
        "a\u0301",
        "NEW DELHI ",
    ),
    *("(ANSA) - ", "МОСКВА, ", "(서울=", "【a", "Correction ", "— A (@b) ", "pic.twitter.com/a ", "Published: ", "a  "),
)


@pytest.mark.parametrize("unit", UNITS)
def test_a_line_of_one_thing_is_read_in_linear_time(unit: str) -> None:
    """Every rule sees it, between two paragraphs and many times over."""
    line = (unit * LENGTH)[:LENGTH]
    lines = "\n\n".join([(unit * 300)[:300]] * 100)
    began = time.process_time()
    read(f"{LEDE}\n\n{line}\n\n{LEDE}")
    read(f"{LEDE}\n\n{lines}\n\n{LEDE}")
    assert time.process_time() - began < LINE_SECONDS


def test_a_text_of_very_many_lines_is_bundled() -> None:
    """It is no article, but all of it is there."""
    began = time.process_time()
    found = blocks("word\n" * 200_000)
    assert time.process_time() - began < SECONDS
    assert sum(block.text.count("word") for block in found) == 200_000
    assert len(found) < 2_000


@pytest.mark.parametrize(
    "text",
    [
        "".join("  " * depth + f"- word{depth}\n" for depth in range(200)),
        "".join("> " * depth + f"word{depth}\n>\n" for depth in range(200)),
        ">" * 5_000 + " word0",
        "<!-- " * 5_000 + "word0",
        "- word0\n" * 60_000,
        "[" * 20_000 + "word0",
    ],
    ids=["lists", "quotations", "signs", "comments", "items", "brackets"],
)
def test_markdown_beyond_the_parser_is_plain_text(text: str) -> None:
    """Too deep, too many lines, or nothing that a parser would show."""
    began = time.process_time()
    found = clean(text.encode(), MediaType.MARKDOWN).document.text
    assert time.process_time() - began < SECONDS
    assert found.count("word") == text.count("word")
