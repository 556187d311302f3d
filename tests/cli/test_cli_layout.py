"""Laying out for a terminal."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from reader.cli.layout import cells, fit, table, wrap
from reader.cli.text import plain
from reader.domain.document import Block, BlockKind, Document


@given(st.text(alphabet="ab 漢字é\u0301🙂", max_size=60), st.integers(min_value=1, max_value=30))
def test_a_fitted_text_takes_exactly_its_width(text: str, width: int) -> None:
    """Wide characters count twice, and none is cut in half."""
    assert cells(fit(text, width)) == width


@given(st.text(alphabet="abc 漢字\n", max_size=200), st.integers(min_value=4, max_value=40))
def test_wrapping_loses_no_word_and_fits(text: str, width: int) -> None:
    """Only white space changes, and no line is too long."""
    wrapped = wrap(text, width)
    assert "".join(wrapped.split()) == "".join(text.split())
    assert all(cells(line) <= width for line in wrapped.split("\n"))


def test_a_table_fits_its_terminal() -> None:
    """The title takes what is left; an empty column takes nothing."""
    rows = [["id1", "", "A title much too long for this", "#tag"], ["id2", "", "港のあかりが消えた夜", ""]]
    lines = [*table(rows, (10, 5, 0, 6), 30)]
    assert all(cells(line) <= 30 for line in lines)
    assert lines[0] == "id1  A title much too l…  #tag"
    assert [*table([], (1,), 30)] == []


def test_a_dateline_stands_before_its_paragraph() -> None:
    """And items of a list stand close together."""
    blocks = (
        Block(BlockKind.DATELINE, "PORT ELLIS –"),
        Block(BlockKind.PARAGRAPH, "The lamps are out."),
        Block(BlockKind.LIST, "one"),
        Block(BlockKind.LIST, "two", level=1),
        Block(BlockKind.EMBED, "A picture", kept=False, reason="tweet embed"),
    )
    assert plain(Document(blocks)) == "PORT ELLIS – The lamps are out.\n\n• one\n  • two"
    assert plain(Document(blocks), cuts=True).endswith("\n\n┄ cut: tweet embed ┄ A picture ┄")


def test_a_table_of_very_many_rows_is_begun_before_they_are_there() -> None:
    """Its columns are as wide as they may be, since what comes may need it."""
    asked: list[int] = []

    def rows() -> Iterator[list[str]]:
        for number in range(3000):
            asked.append(number)
            yield ["a", "word", "" if number < 2999 else "#late"]

    lines = table(rows(), (3, 0, 6), 30)
    assert next(lines) == "a    word"
    assert len(asked) <= 1000
    assert [*lines][-1] == "a    word               #late"
