"""Letters that are written from right to left stand in their order on the screen."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.document import Block, BlockKind, Document
from reader.domain.segments import next_grapheme
from reader.ui.render import bidi
from reader.ui.render.page import Page, lay_out
from reader.ui.render.runs import in_order
from reader.ui.render.typesetting import Typography
from reader.ui.render.wrap import width_of

LETTERS = "abc אבג سلم ٣٤ 12 ()[]«» .,:+-/% é\u05b0\u0301\t"
texts = st.text(LETTERS, min_size=1, max_size=60).map(str.strip).filter(bool)


def page(text: str, width: int = 30, typography: Typography | None = None) -> Page:
    block = Block(BlockKind.PARAGRAPH, text)
    return lay_out(Document((block,)), (), width, typography=typography or Typography())


def drawn(made: Page) -> list[str]:
    return [
        "".join(made.text[p.span.start : p.span.end] if p.words is None else p.words for p in line.pieces)
        for line in made.lines
        if line.is_text
    ]


@pytest.fixture
def left_to_the_terminal() -> Iterator[None]:
    bidi.TERMINAL.orders = True
    yield
    bidi.TERMINAL.orders = False


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("harbour", "harbour"),
        ("אבג", "גבא"),
        ("the word אבג stands", "the word גבא stands"),
        ("אבג 123 דהו", "והד 123 גבא"),
        ("אבג port דהו", "והד port גבא"),
        ("אבג (דהו) זחט", "טחז (והד) גבא"),
        ("say (אבג) again", "say (גבא) again"),
        ("אבג 3,500 דהו", "והד 3,500 גבא"),
        ("אבג 5% דהו", "והד 5% גבא"),
        ("سلم 12,5", "12,5 ملس"),
        ("א\u05b0ב", "בא\u05b0"),
        ("a «אב» b", "a «בא» b"),
        ("אב!", "!בא"),
    ],
)
def test_the_order_of_letters(text: str, seen: str) -> None:
    """Words from right to left are turned round, numbers and Latin words in them are not, and brackets are mirrored."""
    assert bidi.shown(text) == seen


@given(texts)
def test_no_letter_is_lost(text: str) -> None:
    """Every grapheme is drawn once, whole."""
    letters = bidi.letters_in_order(text)
    assert sorted(at for _, at in letters) == [start for start, _ in bidi.graphemes(text, 0, len(text))]
    for letter, at in letters:
        assert bidi.mirrored(letter) == letter == text[at : next_grapheme(text, at)] or len(letter) == 1
    assert width_of(bidi.shown(text)) == width_of(text)


@given(st.text("abc 123 .,()[]«»é", max_size=40))
def test_text_from_left_to_right_stays(text: str) -> None:
    """As it stands."""
    assert bidi.shown(text) == text


@given(texts, st.integers(8, 40), st.booleans())
def test_every_letter_is_found_under_its_cell(text: str, width: int, justified: bool) -> None:
    """Where the caret is shown for an offset, the mouse finds that offset; no line is wider than the column."""
    made = page(text, width, Typography(justified=justified))
    for number, line in enumerate(made.lines):
        assert line.left + sum(part.cells(made.text) for part in line.pieces) <= width or not line.is_text
        for part in line.pieces if line.is_text else ():
            at = part.span.start
            if part.span.end > at and width_of(made.text[at : next_grapheme(made.text, at)]):
                assert made.offset_at(number, line.column_of(at, made.text)) == at


def test_the_direction_is_that_of_the_paragraph() -> None:
    """A line that begins with a Latin word still begins on the right."""
    first, second = drawn(page("שביתת הנמל נכנסת לשבוע Reuters אמר", 24))
    assert first == "  עובשל תסנכנ למנה תתיבש"
    assert second == "             רמא Reuters"


def test_the_runs_of_a_note_are_ordered_together() -> None:
    """Each letter keeps its look."""
    assert in_order([("אב ", ""), ("גד", "strong"), ("!", "")]) == [("!", ""), ("דג", "strong"), (" בא", "")]
    assert in_order([("a ", ""), ("b", "strong")]) == [("a ", ""), ("b", "strong")]


@pytest.mark.usefixtures("left_to_the_terminal")
def test_a_terminal_that_orders_letters_itself() -> None:
    """Gets them as they stand in the text, and a paragraph still begins on the right."""
    assert bidi.shown("אבג") == "אבג"
    assert drawn(page("אבג דהו", 10)) == ["   אבג דהו"]
    assert not bidi.TERMINAL.taken() + bidi.TERMINAL.given_back()


def test_a_line_of_latin_words_in_a_hebrew_paragraph_stands_on_its_side() -> None:
    """Its full stop is on the left, where the paragraph goes on."""
    lines = drawn(page("אבג דהו זחט יכל North Quay Ltd.", width=18))
    assert lines == ["   לכי טחז והד גבא", "   .North Quay Ltd"]
