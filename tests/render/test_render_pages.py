"""Lines of a page: wrapped to a width, found by offset, cut blocks and notes in their places."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.domain.document import Block, BlockKind, Document, Span
from reader.domain.mark import Highlight, HighlightKind, TextPosition, TextQuote
from reader.domain.segments import next_grapheme
from reader.ui.render import page as pages
from reader.ui.render.blocks import block_lines
from reader.ui.render.folding import Folding
from reader.ui.render.laid_out import LaidOut
from reader.ui.render.lines import Line, Role
from reader.ui.render.page import Notes, Page, lay_out
from reader.ui.render.paint import Ground, Wash, pieces
from reader.ui.render.runs import fit, spread, width_of_runs
from reader.ui.render.sheet import spread_out
from reader.ui.render.typesetting import Typography
from reader.ui.render.wrap import PLAIN, Extra, width_of, wrap

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"]), max_size=120)
NOW = datetime(2026, 3, 20, tzinfo=UTC)


def note_on(end: int, note: str) -> Notes:
    quote, position = TextQuote("x"), TextPosition(0, 1, "")
    return Notes(end, Highlight("h", "a", quote, position, HighlightKind.CLAIM, note, ("tag",), NOW, NOW))


def page(*blocks: Block, width: int = 40, show_cuts: bool = False, notes: tuple[Notes, ...] = ()) -> Page:
    return lay_out(Document(blocks), [(Role.META, "1 min")], width, show_cuts=show_cuts, notes=notes)


def shown(made: Page) -> list[str]:
    """The lines as they are read; of what is put into the text, only what stands alone."""
    return [
        " " * line.indent
        + line.words
        + made.text[line.span.start : line.span.end]
        + "".join(part.words or "" for part in line.parts if not line.is_text)
        for line in made.lines
    ]


class TestWrapping:
    @given(TEXT, st.integers(2, 50))
    def test_no_line_is_wider_than_asked(self, text: str, width: int) -> None:
        """Whatever the script; a grapheme is never wider than two cells here."""
        for span in wrap(text, Span(0, len(text)), width):
            piece = text[span.start : span.end]
            assert width_of(piece) <= width or len(piece.strip()) <= 8

    @given(TEXT, st.integers(1, 50))
    def test_only_white_space_is_lost(self, text: str, width: int) -> None:
        """Every word is on exactly one line, in order."""
        lines = [text[span.start : span.end] for span in wrap(text, Span(0, len(text)), width)]
        assert "".join("".join(lines).split()) == "".join(text.split())

    def test_words_stay_whole_and_a_hard_break_stays(self) -> None:
        """Greedy, as a typewriter would."""
        text = "the quick brown fox\njumps over"
        lines = [text[span.start : span.end] for span in wrap(text, Span(0, len(text)), 10)]
        assert lines == ["the quick", "brown fox", "jumps over"]

    def test_a_no_break_space_holds(self) -> None:
        """It is there for that."""
        text = "on 20\u00a0March 2026"
        assert [text[s.start : s.end] for s in wrap(text, Span(0, len(text)), 8)] == ["on", "20\u00a0March", "2026"]


class TestPages:
    HEADLINE = Block(BlockKind.HEADLINE, "The gate is shut")
    BODY = Block(BlockKind.PARAGRAPH, "The harbour master closed the gate at noon, an hour before the tide.")
    FORM = Block(BlockKind.FURNITURE, "Leave a Reply", kept=False, reason="comment form")
    FIELD = Block(BlockKind.FURNITURE, "Your name", kept=False, reason="comment form")

    def test_the_head_stands_under_the_headline(self) -> None:
        """Title, then what there is to know, then the text."""
        assert shown(page(self.HEADLINE, self.BODY))[:3] == ["The gate is shut", "1 min", ""]

    def test_cut_blocks_are_told_at_the_end(self) -> None:
        """And not shown."""
        text = "\n".join(shown(page(self.BODY, self.FORM)))
        assert "Leave a Reply" not in text
        assert "1 block cut: comment form" in text

    def test_cut_blocks_are_shown_in_place_under_one_label(self) -> None:
        """Each run with its reason once."""
        lines = shown(page(self.FORM, self.FIELD, self.BODY, show_cuts=True))
        at = lines.index("┄ cut: comment form ┄")
        assert lines[at : at + 4] == ["┄ cut: comment form ┄", "Leave a Reply", "Your name", ""]

    def test_reasons_with_commas_stay_apart_and_what_can_be_done_stays_on_one_line(self) -> None:
        """However narrow the page; where nothing can be done, nothing is said of it."""
        twice = Block(BlockKind.CAPTION, "The gate", kept=False, reason="repeats the caption, with its credit")
        for width in range(24, 90):
            made = lay_out(Document((self.BODY, twice, self.FORM)), [], width, hint="z shows them")
            told = " ".join(shown(made)[shown(made).index("") + 1 :])
            assert "repeats the caption, with its credit · comment form ┄" in told
            assert any("z\u00a0shows\u00a0them" in line for line in shown(made))
        assert "shows" not in "\n".join(shown(page(self.BODY, self.FORM)))

    def test_a_note_is_folded_under_its_paragraph(self) -> None:
        """With letter and tags."""
        lines = shown(page(self.BODY, self.HEADLINE, notes=(note_on(10, "why\nnow"),)))
        at = lines.index("▸ c #tag why … (2 lines)")
        assert lines[at - 1].endswith("tide.")

    @given(st.lists(TEXT.filter(str.strip), min_size=1, max_size=4), st.integers(8, 60))
    def test_offsets_and_lines_agree(self, texts: list[str], width: int) -> None:
        """The line of an offset shows it, and its cell leads back to its grapheme."""
        made = page(*(Block(BlockKind.PARAGRAPH, text) for text in texts), width=width)
        for number, line in enumerate(made.lines):
            if line.is_text:
                assert made.line_of(line.span.start) == number
                found = made.offset_at(number, made.column_of(line.span.start))
                assert found is not None
                assert found >= line.span.start

    def test_fifty_thousand_words_take_a_moment(self) -> None:
        """An article of any length opens."""
        made = page(*(Block(BlockKind.PARAGRAPH, "A “curly” quote and some words more. " * 100) for _ in range(70)))
        assert len(made.lines) > 5000


class TestPainting:
    @given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=5))
    def test_pieces_join_to_the_line(self, ranges: list[tuple[int, int]]) -> None:
        """Every ground begins and ends where it should."""
        made = page(Block(BlockKind.PARAGRAPH, "The harbour master closed the gate at noon."), width=60)
        (line,) = [line for line in made.lines if line.is_text]
        washes = [Wash(Span(start, start + length), Ground.FOUND) for start, length in ranges if length]
        found = pieces(line, made.text, washes)
        assert "".join(piece.text for piece in found) == made.text[line.span.start : line.span.end]
        at = line.span.start
        for piece in found:
            covering = {wash for wash in washes if wash.span.overlaps(Span(at, at + len(piece.text)))}
            assert set(piece.washes) == covering
            at += len(piece.text)


class TestRuns:
    @given(TEXT, st.integers(0, 40))
    def test_a_fitted_text_fits(self, text: str, width: int) -> None:
        """Whole, or with an ellipsis."""
        fitted = fit(text, width)
        assert width_of(fitted) <= width
        assert fitted == text or fitted.endswith("…") or not fitted

    @pytest.mark.parametrize("width", [0, 1, 5, 20, 80])
    def test_a_bar_is_never_wider_than_the_screen(self, width: int) -> None:
        """The left gives way to the right."""
        assert width_of_runs(spread([("left words", "")], [("right", "")], width)) <= max(width, 0)


LETTERS = st.text(st.sampled_from("ab—’éßжω   \u00a0\n"), max_size=200)


@given(LETTERS, st.integers(1, 30))
def test_letters_of_one_cell_are_broken_as_all_others_are(text: str, width: int) -> None:
    """They have a way of their own, which is left where something is put between them, though it takes no cell."""
    nothing = Extra([(at, 0) for at in range(len(text) + 1)])

    def words(lines: Iterator[Span]) -> list[tuple[int, str]]:
        found = ((line.start, text[line.start : line.end].rstrip(" ")) for line in lines)
        return [(start if words else 0, words) for start, words in found]

    whole = Span(0, len(text))
    assert words(wrap(text, whole, width)) == words(wrap(text, whole, width, nothing))


def test_letters_that_count_as_one_cell_take_one_cell_each() -> None:
    """And none of them belongs to the letter before it."""
    plain = [chr(code) for code in range(0x20, 0x2200) if PLAIN.fullmatch(chr(code))]
    assert len(plain) > 1000
    assert [one for one in plain if cell_len(one) != 1 or next_grapheme(f"a{one}", 0) != 1] == []


def test_of_a_page_with_another_verdict_only_that_block_is_laid_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the page is as if all of it had been."""
    done: list[str] = []

    def noted(text: str, block: Block, *setting: object, **more: object) -> tuple[Line, ...]:
        done.append(block.text)
        return block_lines(text, block, *setting, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pages, "block_lines", noted)
    before = Document(tuple(Block(BlockKind.PARAGRAPH, f"Lamp {number} is dark. " * 9) for number in range(5)))
    after = before.with_choices((), [before.blocks[2].digest])
    kept = LaidOut()
    lay_out(before, (), 40, blocks=kept.blocks)
    done.clear()
    made = lay_out(after, (), 40, show_cuts=True, blocks=kept.blocks)
    assert done == [before.blocks[2].text]
    assert made == lay_out(after, (), 40, show_cuts=True)


def test_pages_that_are_kept_hold_no_more_letters_than_they_may() -> None:
    """Those that were not looked at longest are laid out anew."""
    kept = LaidOut(letters=1000)
    documents = [Document((Block(BlockKind.PARAGRAPH, f"Lamp {number}. " * 30),)) for number in range(6)]

    def page(document: Document) -> Page:
        setting = {"cells": 80, "measure": 72, "typography": Typography(), "show_cuts": False, "cuts_key": "z"}
        return spread_out(document, (), (), **setting, margin_allowed=False, folding=Folding(), laid_out=kept).page  # type: ignore[arg-type]

    first = page(documents[0])
    assert page(documents[0]) is first
    for document in documents[1:]:
        page(document)
        assert kept.pages.total <= 1000
    assert page(documents[0]) is not first
