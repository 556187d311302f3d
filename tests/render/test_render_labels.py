"""Labels on words: which words have one, what they are made of, where they stand, and what is picked by them."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain import segments
from reader.domain.document import Block, BlockKind, Document, Span
from reader.domain.passages import with_its_marks
from reader.domain.safe_text import safe
from reader.domain.segments import next_grapheme
from reader.ui.keys.labels import LONGEST, MOST, Labelled, Picked, Picking, assign, feed, label_words, took_back
from reader.ui.render import bidi
from reader.ui.render.labelling import labelled, words_on
from reader.ui.render.lines import Line
from reader.ui.render.page import Page, lay_out
from reader.ui.render.typesetting import Typography
from reader.ui.render.wrap import width_of

SCRIPTS = st.sampled_from(
    [
        "a",
        "I",
        "port",
        "don't",
        "3",
        "1,200",
        "港",
        "3日",
        "ab",
        "ل",
        "رئيس",
        "e\u0301",
        "👨\u200d👩",
        "🇫🇷",
        "한글",
        "कि",
    ]
)
MARKS = st.sampled_from([" ", "  ", ". ", ", ", "“", "”", "-", "/", "", "\t", " — ", "…", "\u0301"])
WORDY = st.lists(st.one_of(SCRIPTS, MARKS, st.text(max_size=3)), max_size=30).map("".join)


def page_of(*texts: str, width: int = 40, typography: Typography = Typography()) -> Page:  # noqa: B008 - frozen
    blocks = tuple(Block(BlockKind.PARAGRAPH, safe(text)) for text in texts)
    return lay_out(Document(blocks), (), width, typography=typography)


def words(page: Page, first: int = 0, end: int | None = None) -> list[str]:
    found = words_on(page, first, len(page.lines) if end is None else end)
    return [page.text[word.start : word.end] for word in found]


def shown(line: Line, page: Page) -> str:
    parts = [page.text[one.span.start : one.span.end] if one.words is None else one.words for one in line.pieces]
    return " " * line.indent + line.words + "".join(parts)


class TestAssigning:
    @given(st.integers(0, 3000), st.integers(-5, 4000))
    def test_labels_are_short_and_none_begins_another(self, count: int, nearest: int) -> None:
        """Every word has one, of two letters at most."""
        labels = assign(count, nearest)
        assert len(set(labels)) == len(labels) == count
        assert {len(label) for label in labels} <= {1, 2}
        ones = {label for label in labels if len(label) == 1}
        assert not any(label[0] in ones for label in labels if len(label) == 2)

    def test_as_many_as_a_screen_can_hold(self) -> None:
        """Sixty rows of ideographs, a hundred and twenty cells wide; beyond that, the farthest go without."""
        labels = assign(60 * 60, 1800)
        assert len(set(labels)) == 3600
        beyond = assign(MOST + 2, 0)
        assert beyond[-2:] == ("", "")
        assert len(set(beyond[:-2])) == MOST

    def test_small_letters_alone_where_they_suffice(self) -> None:
        """A page in the usual measure needs neither digits nor capitals."""
        assert "".join(assign(26 * 26, 0)).islower()
        assert not any(letter.isupper() for letter in "".join(assign(46 * 46, 0)))

    def test_the_nearest_words_have_the_easiest_letters(self) -> None:
        """On the home row, under the strongest fingers."""
        labels = assign(200, 100)
        assert labels[100] == "ff"
        assert all(set(label) <= set("asdfjkl") for label in labels[97:104])

    def test_few_words_have_one_letter(self) -> None:
        """A short article takes three keys."""
        assert {len(label) for label in assign(26, 3)} == {1}


class TestWords:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("It rained. “We left,” she said.", ["It", "rained", "We", "left", "she", "said"]),
            ("a b c", ["a", "b", "c"]),
            ("no — yes & no", ["no", "—", "yes", "&", "no"]),
            ("3月14日、雨が", ["3月", "14", "日", "雨", "が"]),
            ("1,200.50 of U.S. law, 19:30", ["1,200.50", "of", "U.S", "law", "19:30"]),
            ("well-known 😀", ["well", "known", "😀"]),
            ("e\u0301 a", ["e\u0301", "a"]),
            ("", []),
        ],
    )
    def test_what_has_a_label(self, text: str, found: list[str]) -> None:
        """Words and marks that stand alone; what reads as one word is one."""
        assert words(page_of(text)) == found

    @given(st.lists(WORDY, min_size=1, max_size=4), st.integers(8, 60), st.integers(0, 20), st.integers(1, 20))
    def test_every_word_that_begins_on_the_screen_has_one(
        self, texts: list[str], width: int, first: int, height: int
    ) -> None:
        """And none that begins elsewhere."""
        page = page_of(*texts, width=width)
        found = words_on(page, first, first + height)
        starts = [word.start for word in found]
        assert starts == sorted(set(starts))
        for word in found:
            assert first <= page.line_of(word.start) < first + height
        for word in page.outline.words_within(Span(0, len(page.text))):
            if any(letter.isalnum() for letter in page.text[word.start : word.end]):
                on_screen = first <= page.line_of(word.start) < min(first + height, len(page.lines))
                assert any(word.start in one for one in found) or not on_screen

    @given(st.lists(WORDY, min_size=1, max_size=4), st.data())
    def test_words_of_a_passage_are_found_without_the_rest(self, texts: list[str], data: st.DataObject) -> None:
        """The same as looking at the whole text."""
        outline = page_of(*texts).outline
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(outline.text))] * 2)))
        wanted = Span(start, end)
        cut = (
            span
            for block in outline.blocks
            for span in segments.words(outline.text[block.start : block.end], block.start)
        )
        assert list(outline.words_within(wanted)) == [word for word in cut if word.start in wanted]


class TestDrawing:
    @given(
        st.lists(WORDY, min_size=1, max_size=4),
        st.integers(8, 60),
        st.booleans(),
    )
    def test_no_label_is_cut_and_nothing_else_moves(self, texts: list[str], width: int, justified: bool) -> None:
        """A line is as wide as before, but for a label at its end; each label stands whole, and covers no other."""
        page = page_of(*texts, width=width, typography=Typography(justified=justified))
        made = label_words(page.text, words_on(page, 0, len(page.lines)), 0)
        over = made.over("")
        for line in page.lines:
            drawn = labelled(line, page.text, over)
            before, after = width_of(shown(line, page)), width_of(shown(drawn, page))
            assert before <= after <= before + LONGEST
            told = {part.words for part in drawn.pieces if part.look.startswith("letters")}
            assert told == {over[word.start][0][0] for word in made.words if line.is_text and line.holds(word.start)}
            for part in drawn.pieces:
                at = part.span.start
                while at < part.span.end:
                    at = next_grapheme(page.text, at)
                assert at in (part.span.end, line.span.end)

    @pytest.mark.parametrize(
        ("text", "drawn"),
        [
            ("rain fell", "fjin kdll"),
            ("a b", "fjkd"),
            ("雨が", "fjkd"),
            ("3日", "fj "),
            ("a", "fj"),
            ("e\u0301t", "fj"),
        ],
    )
    def test_a_label_takes_whole_letters(self, text: str, drawn: str) -> None:
        """A short word gives the space behind it; a wide letter that is covered in part is filled up."""
        page = page_of(text)
        found = words_on(page, 0, len(page.lines))
        over = Labelled(found, ("fj", "kd")[: len(found)], ("letters",) * len(found)).over("")
        (line,) = [line for line in page.lines if line.is_text]
        assert shown(labelled(line, page.text, over), page) == drawn

    def test_labels_that_touch_do_not_look_alike(self) -> None:
        """Readable without colour."""
        text = "雨が降 no"
        made = label_words(text, words_on(page_of(text), 0, 9), 0)
        assert made.looks == ("letters", "letters-next", "letters", "letters")

    def test_from_right_to_left_a_label_stands_on_the_right_of_its_word(self) -> None:
        """On the letters that it begins with."""
        page = page_of("قال رئيس")
        found = words_on(page, 0, len(page.lines))
        over = Labelled(found, ("fj", "kd"), ("letters",) * 2).over("")
        (line,) = [line for line in page.lines if line.is_text]
        assert shown(labelled(line, page.text, over), page).strip() == "سيkd لfj"

    def test_a_terminal_that_orders_letters_itself_leaves_each_label_in_its_place(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A mark behind it makes the terminal turn it round with its word."""
        monkeypatch.setattr(bidi.TERMINAL, "orders", True)
        page = page_of("قال رئيس")
        over = label_words(page.text, words_on(page, 0, len(page.lines)), 0).over("")
        (line,) = [line for line in page.lines if line.is_text]
        assert shown(labelled(line, page.text, over), page).count("\u200f") == 2


class TestPicking:
    WORDS = (Span(0, 3), Span(4, 8), Span(9, 12))
    LABELLED = Labelled(WORDS, ("ff", "fj", "jf"), ("letters",) * 3)

    def pick(self, letters: str) -> Picking | Picked | None:
        """What these letters pick."""
        picking = Picking()
        for letter in letters:
            taken = feed(picking, self.LABELLED, letter)
            if not isinstance(taken, Picking):
                return taken
            picking = taken
        return picking

    @pytest.mark.parametrize(
        ("letters", "taken"),
        [
            ("f", Picking("f")),
            ("ff", Picking(first=Span(0, 3))),
            ("fffj", Picked(Span(0, 8))),
            ("fjff", Picked(Span(0, 8))),
            ("jfjf", Picked(Span(9, 12))),
            ("ffjF", Picked(Span(0, 12), at_once=True)),
            ("fJ", Picked(Span(4, 8), at_once=True)),
            ("x", None),
            ("fx", None),
        ],
    )
    def test_two_labels_are_a_passage(self, letters: str, taken: object) -> None:
        """In either order; the same twice is one word; a capital at the end highlights."""
        assert self.pick(letters) == taken

    def test_letters_are_taken_back_one_by_one(self) -> None:
        """Then the word that was picked first."""
        assert took_back(Picking("f", Span(0, 3))) == Picking("", Span(0, 3))
        assert took_back(Picking("", Span(0, 3))) == Picking()

    def test_where_labels_have_capitals_these_are_letters(self) -> None:
        """A screen full of ideographs needs them."""
        crowded = Labelled(self.WORDS, ("fA", "fa", "ja"), ("letters",) * 3)
        assert feed(Picking("f"), crowded, "A") == Picking(first=Span(0, 3))


def test_whole_sentences_keep_their_marks() -> None:
    """From the first word of a sentence to the last one of another, full stop and quotation marks belong to it."""
    page = page_of("It rained. “We left,” she said. “Why?”")
    text = page.text

    def passage(first: str, last: str) -> str:
        span = with_its_marks(page.outline, Span(text.index(first), text.index(last) + len(last)))
        return text[span.start : span.end]

    assert passage("It", "rained") == "It rained."
    assert passage("We", "said") == "“We left,” she said."
    assert passage("It", "Why") == text
    assert passage("We", "left") == "We left"
    assert passage("rained", "said") == "rained. “We left,” she said"
    assert passage("rained", "left") == "rained. “We left,”"
    assert passage("We", "she") == "“We left,” she"
    for first, last in combinations(["It", "We", "she", "Why"], 2):
        assert passage(first, last).strip(" ") == passage(first, last)
