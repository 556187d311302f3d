"""`clean --explain`: every block with its verdict, kind, confidence and reason in a margin."""

from collections.abc import Callable

import pytest
from cli_helpers import HARBOUR, Runner

from reader.cli import output
from reader.cli.explaining import explained
from reader.cli.layout import cells
from reader.domain.document import Block, BlockKind, Document

pytest_plugins = ("cli_fixtures",)

DOCUMENT = Document(
    (
        Block(BlockKind.HEADLINE, "港务局的灯熄灭了", rule="headline"),
        Block(BlockKind.PARAGRAPH, "东防波堤上的十一盏灯全部熄灭，没有人知道原因。 " * 9),
        Block(BlockKind.FURNITURE, "Share this\nwith a friend", kept=False, reason="share bar", confidence=0.87),
    )
)


def lines(width: int) -> list[str]:
    return ["".join(words for words, _ in line) for line in explained(DOCUMENT, width)]


def test_each_verdict_is_told_without_colour(run: Callable[..., tuple[int, str, str]], newsmark: Runner) -> None:
    """Kept and cut blocks, in place; a pipe gets no escape sequence."""
    path = newsmark.file("a.txt", f"{HARBOUR}\nLeave a Reply\n\nYour email address will not be published.\n")
    code, out, _ = run("clean", "--explain", path)
    assert code == 0
    assert "\x1b" not in out
    assert "kept headline" in out
    assert "comment form" in out
    assert "┆ Leave a Reply" in out
    assert out.index("kept headline") < out.index("cut  furniture")


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_the_text_stands_in_one_column_within_the_width(width: int) -> None:
    """Also where characters are two columns wide."""
    found = [line for line in lines(width)[:-1] if line]
    assert all(cells(line) <= min(width, 120) for line in found)
    bars = {cells(line[: max(line.find(" │ "), line.find(" ┆ "))]) for line in found}
    assert len(bars) == 1
    assert any("share bar" in line for line in found)
    assert any("87 %" in line for line in found)


def test_a_narrow_terminal_has_the_margin_above_the_block() -> None:
    """Nothing is squeezed, nothing runs over the edge."""
    found = lines(40)
    assert all(cells(line) <= 40 for line in found)
    assert "cut · furniture · 87 % · share bar" in found


@pytest.mark.parametrize(("no_color", "expected"), [("", True), ("1", False)])
def test_looks_are_for_terminals_that_want_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, no_color: str, expected: bool
) -> None:
    """NO_COLOR is honoured, and words from outside never act."""
    monkeypatch.setattr(output, "is_terminal", lambda _: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", no_color)
    output.write_runs([("cut \x1b[31mred", output.Look.STRONG), (" kept", output.Look.PLAIN)])
    assert capsys.readouterr().out == ("\x1b[1mcut red\x1b[m kept\n" if expected else "cut red kept\n")
