"""Notes as lines: Markdown lightly styled, hostile text harmless; folded under passages and in the margin."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.anchor import Placement
from reader.domain.document import Block, BlockKind, Document, Span
from reader.domain.mark import Highlight, HighlightKind, TextPosition, TextQuote
from reader.domain.safe_text import safe
from reader.ui.looks import PAGE
from reader.ui.render.folding import ARTICLE, Folding
from reader.ui.render.laid_out import LaidOut
from reader.ui.render.lines import Line, Role
from reader.ui.render.notes import note_lines, note_words
from reader.ui.render.sheet import Sheet, spread_out
from reader.ui.render.typesetting import Typography
from reader.ui.render.wrap import width_of

NOW = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
BODY = Document(
    (
        Block(BlockKind.PARAGRAPH, "The ships wait for the tide."),
        Block(BlockKind.PARAGRAPH, "No quay is free for them."),
    )
)


def plain(note: str, width: int = 30) -> list[str]:
    """The lines of a note without their looks."""
    return ["".join(words for words, _ in line) for line in note_lines(note, width)]


def looks(note: str) -> dict[str, str]:
    """The looks of the runs of a note that have one."""
    return {words: look for line in note_lines(note, 60) for words, look in line if look}


def placed(start: int, note: str, number: int = 1, tags: tuple[str, ...] = ()) -> Placement:
    quote, position = TextQuote("x"), TextPosition(0, 1, "")
    made = Highlight(f"h{number}", "a", quote, position, HighlightKind.CLAIM, note, tags, NOW, NOW)
    return Placement(made, Span(start, start + 3))


def sheet(*placements: Placement, cells: int, unfolded: frozenset[str] = frozenset(), own: str = "") -> Sheet:
    return spread_out(
        BODY,
        [(Role.NOTE, own)] if own else [],
        placements,
        cells=cells,
        measure=40,
        typography=Typography(),
        show_cuts=False,
        cuts_key="z",
        margin_allowed=True,
        folding=Folding(unfolded, "r"),
        laid_out=LaidOut(),
    )


def below(made: Sheet) -> list[str]:
    """The lines of notes under passages."""
    return [words_of(line) for line in made.page.lines if line.role is Role.NOTE]


def words_of(line: Line) -> str:
    return line.words + "".join(part.words or "" for part in line.parts)


def beside(made: Sheet) -> list[str]:
    """The lines of notes in the margin, an empty one where there is none between two."""
    last = max(made.margin, default=-1)
    lines = [made.margin.get(number) for number in range(min(made.margin, default=0), last + 1)]
    return ["".join(words for words, _ in line.runs) if line else "" for line in lines]


class TestMarkdown:
    """The marks are read, the words stay."""

    def test_words_have_the_looks_that_their_marks_give_them(self) -> None:
        """Marks in each other too."""
        note = "*soft* **loud** ***both*** `code *x*` [the link](https://a.example/b) <https://c.example> __so__ _too_"
        assert looks(note) == {
            "soft": "note-emphasis",
            "loud": "note-strong",
            "both": "note-strong note-emphasis",
            "code *x*": "note-code",
            "the link": "note-link",
            "https://c.example": "note-link",
            "so": "note-strong",
            "too": "note-emphasis",
        }
        assert looks("**a *b* c**")["b"] == "note-strong note-emphasis"

    def test_what_is_no_mark_stays_as_typed(self) -> None:
        """Signs between spaces, in names and sums, left open, escaped."""
        for note in ("2 * 3 * 4", "snake_case_name", "a **left open", "[name] of nobody", "5*3*2 and #12", "~~old~~"):
            assert plain(note) == [note]
            assert looks(note) == {}
        assert plain("\\*not soft\\*") == ["*not soft*"]

    def test_lines_stay_lines_and_items_hang(self) -> None:
        """A heading has no sign, an item goes on under its words, a quote has a bar."""
        note = (
            "## Ask *him*\nwhen\nwhere\n\n- the man who counted them all\n  - his clerk\n12. last\n> he said\n> so\n---"
        )
        assert plain(note, 20) == [
            "Ask him",
            "when",
            "where",
            "",
            "• the man who",
            "  counted them all",
            "  • his clerk",
            "12. last",
            "│ he said",
            "│ so",
            "───",
        ]

    def test_code_keeps_its_lines(self) -> None:
        """Nothing in it is a mark; a line too long is cut where it must be."""
        assert plain("```\na  **b**\n- c\n```\nso", 20) == ["a  **b**", "- c", "so"]
        assert plain("```\n" + "x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]

    def test_tags_stand_before_the_words(self) -> None:
        """On a line of their own, if the note begins with more than words."""
        assert note_words(placed(0, "why", tags=("port", "a_b_c")).highlight) == "#port #a_b_c why"
        assert plain(note_words(placed(0, "- why", tags=("port",)).highlight)) == ["#port", "• why"]

    def test_an_item_that_lies_too_deep_for_the_width_lies_less_deep(self) -> None:
        """Its words need room."""
        assert plain("\t- 111\n\t- 222 333", 8) == ["  • 111", "  • 222", "    333"]
        assert plain("> \t- 111", 8) == ["│ • 111"]

    @given(st.text("ab \n*_`[]()<>#->1.\\~\t漢é", max_size=80), st.integers(8, 40))
    def test_every_line_fits_and_no_letter_is_lost(self, note: str, width: int) -> None:
        """Except the addresses of links, and what stands behind the sign of code."""
        lines = plain(note, width)
        assert all(width_of(line) <= width for line in lines)
        assert all(name in PAGE for line in note_lines(note, width) for _, look in line for name in look.split())
        if "](" not in note and "```" not in note and "~~~" not in note:
            letters = [letter for letter in note if letter in "ab漢é"]
            assert [letter for line in lines for letter in line if letter in "ab漢é"] == letters

    @given(st.text(max_size=60))
    def test_nothing_that_acts_on_a_terminal_passes(self, note: str) -> None:
        """Whatever a marks.json that was edited by hand holds."""
        hostile = f"\x1b]52;c;eA==\x07{note}\x9b31m[bold]x[/]"
        for line in plain(hostile, 20):
            assert line == safe(line)
            assert "\n" not in line

    @pytest.mark.parametrize("piece", ["*a ", "**a ", "a_ ", "[a](", "` ", "> ", "<http://", "[", "- a\n", "\\*"])
    def test_a_text_made_to_be_slow_is_not(self, piece: str) -> None:
        """Twenty thousand code points of it, in cpu time."""
        begun = time.process_time()
        note_lines(piece * (20_000 // len(piece)), 32)
        assert time.process_time() - begun < 2


class TestUnderThePassage:
    """Where there is no margin."""

    def test_a_note_of_one_line_is_shown(self) -> None:
        """There is nothing to fold."""
        made = sheet(placed(0, "why", tags=("port",)), cells=60)
        assert below(made) == ["╰ c #port why"]
        assert made.foldable == frozenset()

    def test_a_long_note_is_one_line_until_it_is_unfolded(self) -> None:
        """Its first words, and how long it is."""
        note = placed(0, "why **now** of all the days that there are in the year\n- a\n- b")
        assert below(sheet(note, cells=60)) == ["▸ c why now of all the days … (4 lines)"]
        whole = sheet(note, cells=60, unfolded=frozenset(["h1"]))
        assert below(whole) == [
            "▾ c why now of all the days that there",
            "    are in the year",
            "    • a",
            "    • b",
        ]
        assert whole.foldable == {"h1"}

    def test_folding_moves_no_offset(self) -> None:
        """Text and motions are the same."""
        note = placed(0, "a\nb\nc")
        folded, whole = sheet(note, cells=60), sheet(note, cells=60, unfolded=frozenset(["h1"]))
        assert folded.page.text == whole.page.text
        assert folded.page.outline == whole.page.outline
        assert folded.page.starts == whole.page.starts

    def test_the_note_on_an_article_is_folded_on_top_of_it(self) -> None:
        """After a few lines."""
        made = sheet(cells=60, own="#port\na\nb\n**c**\nd\ne")
        assert below(made) == ["#port", "a", "b", "… 3 more lines · r"]
        assert below(sheet(cells=60, own="#port\na\nb\nc")) == ["#port", "a", "b", "c"]
        whole = sheet(cells=60, own="#port\na\nb\n**c**\nd\ne", unfolded=made.foldable)
        assert made.foldable == {ARTICLE}
        assert below(whole) == ["#port", "a", "b", "c", "d", "e", "▴ fold · r"]


class TestMargin:
    """Where there is room beside the text."""

    LONG = "\n".join(str(number) for number in range(1, 23))

    def test_a_long_note_ends_with_a_sign(self) -> None:
        """That tells how many lines it has more, and the key."""
        made = sheet(placed(0, self.LONG), cells=120)
        assert beside(made) == ["c 1", *(f"  {number}" for number in range(2, 10)), "  … 13 more lines · r"]
        assert made.foldable == {"h1"}

    def test_unfolded_it_can_be_read_to_its_end(self) -> None:
        """The page goes on as far as the note does."""
        made = sheet(placed(0, self.LONG), cells=120, unfolded=frozenset(["h1"]))
        assert beside(made)[-2:] == ["  22", "  ▴ fold · r"]
        assert len(made.page.lines) == max(made.margin) + 1

    def test_a_folded_note_leaves_the_next_one_at_its_passage(self) -> None:
        """As far as a few lines of it allow."""
        made = sheet(placed(0, self.LONG), placed(30, "next", 2), cells=120)
        assert beside(made) == ["c 1", "  2", "  3", "  4", "  … 18 more lines · r", "", "c next"]

    def test_no_blank_line_stands_above_the_sign(self) -> None:
        """It would tell nothing."""
        made = sheet(placed(0, "\n\n".join("abcdefghij")), cells=120)
        assert beside(made)[-2:] == ["  e", "  … 10 more lines · r"]

    def test_a_note_that_fits_has_no_sign(self) -> None:
        """Ten lines are shown."""
        made = sheet(placed(0, "\n".join("abcdefghij")), cells=120)
        assert beside(made)[-1] == "  j"
        assert made.foldable == frozenset()


def test_a_note_is_read_once() -> None:
    """Laying the page out again, or folding, reads no note anew."""
    note = placed(0, "a note that *nobody* has read yet\nwith two lines")
    sheet(note, cells=120)
    before = note_lines.cache_info().misses
    sheet(note, cells=120)
    sheet(note, cells=120, unfolded=frozenset(["h1"]))
    assert note_lines.cache_info().misses == before
