"""Tables, code, lists, links and scripts laid out: nothing is lost, split, or wider than it may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.document import Block, BlockKind, Document, Span
from reader.domain.links import Link
from reader.domain.segments import next_grapheme
from reader.ui.render.page import Page, lay_out
from reader.ui.render.paint import Ground, Wash, pieces
from reader.ui.render.typesetting import Typography
from reader.ui.render.wrap import width_of, wrap

ANY = st.text(
    st.one_of(st.characters(exclude_categories=["Cc", "Cs"]), st.sampled_from("a \t\n北é\u0301\u200d👩🏽🇩🇪שع\ufe0f")),
    max_size=60,
)
TABLE = "Port | Boats | What the harbour master says\nMara | 12 | Nothing at all\nEllis | 1,204 | The gate is shut"


def page(*blocks: Block, width: int = 40, typography: Typography | None = None, numbered: bool = True) -> Page:
    return lay_out(Document(blocks), [], width, typography=typography or Typography(), numbered=numbered)


def shown(made: Page) -> list[str]:
    lines = []
    for line in made.lines:
        text = "".join(piece.text for piece in pieces(line, made.text, [])) if line.is_text else ""
        lines.append((" " * line.indent + line.words + text).rstrip())
    return lines


@given(ANY, st.integers(2, 30))
def test_any_text_is_wrapped_whole_at_any_width(text: str, width: int) -> None:
    """Only white space is lost, no grapheme is split, and no line is wider, but for one grapheme that is."""
    lines = list(wrap(text, Span(0, len(text)), width))
    assert "".join("".join(text[line.start : line.end] for line in lines).split()) == "".join(text.split())
    borders, at = {0}, 0
    while at < len(text):
        at = next_grapheme(text, at)
        borders.add(at)
    for line in lines:
        assert {line.start, line.end} <= borders
        words = text[line.start : line.end].expandtabs(4)
        assert width_of(words) <= width or next_grapheme(text, line.start) == line.end or "\t" in text


@given(ANY, st.sampled_from(BlockKind), st.integers(20, 60), st.booleans())
def test_a_line_with_nothing_behind_it_has_the_same_letters(
    text: str, kind: BlockKind, width: int, justified: bool
) -> None:
    """Whether or not it takes the short way, which a ground on another line alone closes."""
    made = page(Block(kind, text), width=width, typography=Typography(justified=justified))
    elsewhere = Wash(Span(len(made.text) + 5, len(made.text) + 9), Ground.MARK)
    for line in filter(lambda line: line.is_text, made.lines):
        assert pieces(line, made.text, []) == pieces(line, made.text, [elsewhere])


@given(ANY, st.sampled_from(BlockKind), st.integers(20, 60), st.booleans(), st.integers(0, 9))
def test_every_letter_on_a_page_is_found_where_it_stands(
    text: str, kind: BlockKind, width: int, justified: bool, level: int
) -> None:
    """A click on the cell of an offset gives that offset, in every kind of block, justified or not."""
    links = (Link(0, 1, "https://a.example"),) if text[:1].isalnum() else ()
    made = page(Block(kind, text, links=links, level=level), width=width, typography=Typography(justified=justified))
    for number, line in enumerate(made.lines):
        for part in line.pieces if line.is_text else ():
            at = part.span.start
            while at < part.span.end:
                if line.shows(Span(at, at + 1)) and width_of(made.text[at : next_grapheme(made.text, at)]):
                    assert made.line_of(at) == number
                    assert made.offset_at(number, made.column_of(at)) == at
                at = next_grapheme(made.text, at) if part.words is None else part.span.end


def test_a_table_stands_in_columns() -> None:
    """The names of the columns above a rule, numbers to the right, long cells wrapped."""
    assert shown(page(Block(BlockKind.TABLE, TABLE)))[1:-1] == [
        "Port  │ Boats │ What the harbour master",
        "      │       │ says",
        "──────┼───────┼─────────────────────────",
        "Mara  │    12 │ Nothing at all",
        "Ellis │ 1,204 │ The gate is shut",
    ]


def test_a_table_too_wide_is_told_row_by_row() -> None:
    """Under the names of its columns."""
    lines = shown(page(Block(BlockKind.TABLE, TABLE), width=22))
    assert "Port: Mara" in lines
    assert "Boats: 12" in lines


def test_code_is_kept_line_for_line() -> None:
    """Indentation stays, tabs go to their stops, and the rest of a long line is marked."""
    code = "if gate:\n\tshut()\n    " + "x" * 40
    lines = shown(page(Block(BlockKind.CODE, code), width=30))
    assert "      shut()" in lines
    assert lines[3:5] == ["      " + "x" * 22, "↪ " + "x" * 18]


def test_a_quote_has_a_bar_for_each_quote_that_it_stands_in() -> None:
    """As many as leave room for its words."""
    words = "nobody told us that the gate is shut"
    assert shown(page(*(Block(BlockKind.QUOTE, words, level=level) for level in (0, 1, 0)), width=28))[1:-1] == [
        " │ nobody told us that the",
        " │ gate is shut",
        "",
        " │ │ nobody told us that the",
        " │ │ gate is shut",
        "",
        " │ nobody told us that the",
        " │ gate is shut",
    ]
    for width in (8, 12, 20):
        lines = shown(page(Block(BlockKind.QUOTE, words, level=9), width=width))[1:-1]
        assert "".join(lines).replace("│", "").split() == words.split()
        assert max(map(width_of, lines)) <= max(width, 11)


def test_the_lines_of_a_numbered_item_hang_under_its_words() -> None:
    """As they do under a bullet."""
    lines = shown(page(Block(BlockKind.LIST, "12. the gate is shut for good"), width=20))
    assert lines[1:3] == [" 12. the gate is", "     shut for good"]


def test_a_link_has_its_number_behind_its_words() -> None:
    """It is no part of the text, counts when lines are broken, and is left out where links cannot be followed."""
    block = Block(BlockKind.PARAGRAPH, "see the gate now", links=(Link(4, 12, "https://a.example"),))
    made = page(block)
    assert shown(made)[1] == "see the gate[1] now"
    assert made.addresses == ("https://a.example",)
    assert made.offset_at(1, made.column_of(13)) == 13
    assert shown(page(block, width=16))[1:3] == ["see the gate[1]", "now"]
    assert shown(page(block, numbered=False))[1] == "see the gate now"


def test_a_justified_paragraph_has_straight_edges() -> None:
    """But its last line stays as it is, and so does one that would be torn apart."""
    text = "the gate at port ellis was shut on monday and will stay shut until an extraordinarilylongword"
    lines = shown(page(Block(BlockKind.PARAGRAPH, text), width=24, typography=Typography(justified=True)))[1:-1]
    assert [len(line) for line in lines[:3]] == [24, 24, 24]
    assert len(lines[-1]) < 24
    assert "   " not in "".join(lines[:3]).strip() or "    " not in "".join(lines)


def test_a_paragraph_written_from_right_to_left_stands_on_the_right() -> None:
    """And so do its lines that are not full."""
    lines = shown(page(Block(BlockKind.PARAGRAPH, "שלום לכל"), width=20))
    assert lines[1] == " " * 12 + "לכל םולש"


@pytest.mark.parametrize("width", range(6, 24))
def test_no_line_of_ideographs_begins_with_what_closes_or_ends_with_what_opens(width: int) -> None:
    """Full stops, commas and closing brackets stay behind their word, opening ones before it."""
    text = "市長は「桌辺に戻る」と、述べた（会議後）。ニュースは“遅い”！本当？"
    lines = [text[span.start : span.end] for span in wrap(text, Span(0, len(text)), width)]
    assert "".join(lines) == text
    assert not {line[0] for line in lines} & set("」、。）”！？ュ")
    assert not {line[-1] for line in lines} & set("「（“")
    assert all(width_of(line) <= width for line in lines)


def test_a_bullet_below_a_number_stands_under_its_words() -> None:
    """So that it is seen to belong to it."""
    blocks = (Block(BlockKind.LIST, "1. First the owners"), Block(BlockKind.LIST, "offer one", level=1))
    lines = [line for line in lay_out(Document(blocks), (), 40).lines if line.is_text]
    number, bullet = (line.indent + (line.span.start == line.span.end) for line in lines)
    assert (number, bullet) == (1, 4)


def test_lines_that_simply_stand_there_have_no_parts_and_others_do() -> None:
    """A tab, a number of a link, letters from right to left on any line of the block: then a line is set."""
    words = "the gate is shut for good and all"
    plain = page(Block(BlockKind.PARAGRAPH, words), width=12)
    assert [line.parts for line in plain.lines if line.is_text] == [(), (), ()]
    for text in (f"a\tb {words}", f"אבג {words}"):
        lines = [line for line in page(Block(BlockKind.PARAGRAPH, text), width=12).lines if line.is_text]
        assert any(line.parts for line in lines)
    linked = Block(BlockKind.PARAGRAPH, words, links=(Link(4, 8, "https://example.org"),))
    assert any(line.parts for line in page(linked, width=12).lines)
