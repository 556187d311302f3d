"""Vim's motions and text objects: as vim has them on plain text, and what holds of them on any text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.document import Block, BlockKind, Document, Span
from reader.domain.segments import grapheme_start
from reader.ui.keys import vim
from reader.ui.keys.caret import Caret, move, operated, select_object, selection, swapped, without_space
from reader.ui.keys.vim import Command
from reader.ui.render.page import Page, lay_out

HEIGHT = 10
MOTIONS = (*"hjklwbeWBE0^$(){}gG;,", "half_down", "half_up", "page_down", "page_up")
EXCLUSIVE = frozenset("hlbB0^({wW)}F")
SETTLED = "0^$gG"

NOISE = st.sampled_from(
    [
        *[
            "a",
            "word",
            " ",
            "  ",
            "\t",
            "\n",
            ".",
            "! ",
            "? No. ",
            "“",
            "”",
            '"',
            "'",
            "’",
            "(",
            ")",
            "[",
            "]",
            "«",
            "»",
        ],
        *[
            "e\u0301",
            "\u0301",
            "👨\u200d👩\u200d👧",
            "🇫🇷",
            "👍🏽",
            "港",
            "3日",
            "。",
            "「",
            "رئيس",
            "الثلاثاء، ",
            "한글",
        ],
    ]
)
TEXT = st.lists(st.one_of(NOISE, st.text(max_size=4)), max_size=14).map("".join)
KINDS = st.sampled_from(
    [*[BlockKind.PARAGRAPH] * 4, BlockKind.HEADING, BlockKind.LIST, BlockKind.CODE, BlockKind.TABLE]
)
BLOCKS = st.lists(st.builds(Block, KINDS, TEXT, kept=st.sampled_from([True, True, True, False])), max_size=5)
COMMANDS = st.one_of(
    st.builds(Command, st.sampled_from(MOTIONS), st.integers(1, 4), st.just(""), counted=st.booleans()),
    st.builds(Command, st.sampled_from("fFtT"), st.integers(1, 3), st.sampled_from([*'a .e"港\u0301'])),
)
OBJECTS = st.builds(
    Command, st.sampled_from(["inner", "around"]), st.integers(1, 3), st.sampled_from(sorted(vim.OBJECTS))
)


@st.composite
def places(draw: st.DrawFn) -> tuple[Page, Caret]:
    """A page with a caret on something visible, if anything is."""
    blocks = tuple(replace(block, reason="" if block.kept else "share bar") for block in draw(BLOCKS))
    page = lay_out(Document(blocks), (), draw(st.integers(8, 40)))
    at = page.outline.clamp(draw(st.integers(0, len(page.text))))
    sought = draw(st.none() | st.tuples(st.sampled_from("fFtT"), st.sampled_from([*"a .e"])))
    return page, Caret(at=grapheme_start(page.text, at) if page.text else 0, sought=sought)


def page_of(*texts: str, width: int = 40) -> Page:
    return lay_out(Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)), (), width)


def visual(page: Page, caret: Caret, keys: str) -> Caret:
    """The caret after keys typed while selecting."""
    pending = vim.Pending()
    for key in keys:
        pending, command = vim.feed(pending, key, key)
        if command is None:
            continue
        if command.name in ("inner", "around"):
            caret = select_object(caret, page, command)
        else:
            caret = swapped(caret) if command.name == "swap" else move(caret, page, command, HEIGHT)
    return caret


def words(page: Page, span: Span | None) -> str:
    return "" if span is None else page.text[span.start : span.end]


def after_v(text: str, start: str, keys: str) -> str:
    """What `v` and these keys select from the beginning of some words."""
    page = page_of(*text.split("|"))
    at = page.text.index(start)
    return words(page, selection(visual(page, Caret(at=at, anchor=at), keys), page))


def after_operator(text: str, start: str, keys: str) -> str:
    """What `H` and these keys mark."""
    page = page_of(*text.split("|"))
    pending, command = vim.Pending(), None
    for key in keys:
        pending, command = vim.feed(pending, key, key)
    assert command is not None
    return words(page, operated(Caret(at=page.text.index(start)), page, command, HEIGHT))


QUAY = "The chair said, “we were offered “nothing” at all” (twice (in March)). Nobody left."


@pytest.mark.parametrize(
    ("start", "keys", "selected"),
    [
        ("chair", "iw", "chair"),
        ("chair", "iwiw", "chair "),
        ("chair", "iwiwiw", "chair said"),
        ("chair", "3iw", "chair said"),
        ("chair", "2iw", "chair "),
        ("chair", "aw", "chair "),
        ("chair", "awaw", "chair said"),
        ("chair", "2aw", " chair said"),
        ("said", "iwob", "chair said"),
        ("said", "iwoiw", " said"),
        ("said", "iwoiwiw", "chair said"),
        ("said", "iwoaw", "chair said"),
        ("said", "2aW", "said, “we "),
        ("Nobody", "isas", "Nobody left."),
        ("Nobody", "isois", " Nobody left."),
        ("air", "eiw", "air "),
        ("offered", 'i"', "we were offered “nothing” at all"),
        ("nothing", 'i"', "nothing"),
        ("nothing", '2i"', "“nothing”"),
        ("nothing", 'a"', "“nothing” "),
        ("nothing", 'i"i"', "“nothing”"),
        ("nothing", 'i"i"i"', "we were offered “nothing” at all"),
        ("chair", 'i"', "we were offered “nothing” at all"),
        ("left", 'i"', "l"),
        ("March", "i(", "in March"),
        ("March", "2i(", "twice (in March)"),
        ("March", "i(i(", "twice (in March)"),
        ("March", "i(a(", "(in March)"),
        ("March", "a(a(", "(twice (in March))"),
        ("chair", "i(", "c"),
        ("chair", "ta", "ch"),
        ("chair", "ti", "cha"),
        ("chair", "tc;", "chair said, “we were offered “nothing” at all” (twice (in Mar"),
        ("chair", "te;;", "chair said, “we wer"),
        ("left", "Ta;,", "March)). Nobody l"),
        ("offered", "2fe", "offere"),
        ("offered", "fe;,", "offe"),
        ("left", "Fb;", "body l"),
    ],
)
def test_on_plain_text_it_is_as_in_vim(start: str, keys: str, selected: str) -> None:
    """Text objects that grow, counts, `;` and `,` behind `t`."""
    assert after_v(QUAY, start, keys) == selected


@pytest.mark.parametrize(
    ("start", "keys", "marked"),
    [
        ("chair", "w", "chair"),
        ("chair", "2w", "chair said"),
        ("chair", "ta", "ch"),
        ("chair", "th", "c"),
        ("chair", "tz", ""),
        ("said", "Th", "air"),
        ("left", "w", "left"),
        ("left", "2w", "left."),
        (".", "l", "."),
        ("left", "3l", "lef"),
        ("left", "b", "Nobody"),
        ("left", "9l", "left."),
        ("March", "2i(", "twice (in March)"),
        ("chair", 'a"', "“we were offered “nothing” at all”"),
        ("chair", "2iw", "chair"),
        ("chair", "2aw", "chair said"),
        ("Nobody", "2aw", "Nobody left"),
    ],
)
def test_an_operator_takes_what_vims_does(start: str, keys: str, marked: str) -> None:
    """A motion that ends on the last word takes no more than it; white space at the ends is left out."""
    text = QUAY.replace(".", "", 1) if start == "." else QUAY
    assert after_operator(text, start, keys) == marked


PARAGRAPHS = "One stayed.|Two left. So did three.|Four came back.|Five."


@pytest.mark.parametrize(
    ("start", "keys", "selected"),
    [
        ("Two", "3G", "Two left. So did three."),
        ("Two", "3g", "Two left. So did three."),
        ("Four", "1G", PARAGRAPHS[: PARAGRAPHS.index("F") + 1].replace("|", "\n\n")),
        ("Four", "99G", "Four came back."),
        ("One", "ip", "One stayed."),
        ("One", "apap", "One stayed.\n\nTwo left. So did three."),
        ("One", "2ap", "One stayed.\n\nTwo left. So did three."),
        ("Four", "ipoip", "Two left. So did three.\n\nFour came back."),
        ("One", "3ipas", "One stayed.\n\nTwo left. So did three.\n\nFour came back.\n\nFive."),
        ("Two", "2$", "Two left. So did three.\n\nFour came back."),
        ("Two", "$j", "Two left. So did three.\n\nFour came back."),
    ],
)
def test_counts_go_by_paragraphs_and_lines(start: str, keys: str, selected: str) -> None:
    """A paragraph is what vim calls a line, since the screen decides where lines are broken; `$` is of a shown line."""
    assert after_v(PARAGRAPHS, start, keys) == selected


@pytest.mark.parametrize(
    ("start", "keys", "marked"),
    [
        ("left", "3G", "left. So did three.\n\nFour came back."),
        ("So", "1G", "One stayed.\n\nTwo left."),
        ("left", "2G", "Two left. So did three."),
        ("Five", "99G", "Five."),
    ],
)
def test_an_operator_goes_to_a_paragraph_by_its_number(start: str, keys: str, marked: str) -> None:
    """And takes it, as vim does lines."""
    assert after_operator(PARAGRAPHS, start, keys) == marked


def test_the_first_letter_of_indented_code_is_found() -> None:
    """`^` is the first letter of the line, `0` its first column."""
    page = lay_out(Document((Block(BlockKind.CODE, "if so:\n    go"),)), (), 40)
    caret = Caret(at=page.text.index("go") + 1)
    assert move(caret, page, Command("^"), HEIGHT).at == page.text.index("go")
    assert move(caret, page, Command("0"), HEIGHT).at == page.text.index("    go")


def is_place(page: Page, at: int) -> bool:
    """True if an offset is that of a character on the page, or the beginning of a page without any."""
    if not page.outline.blocks:
        return at == 0
    return page.outline.clamp(at) == at and grapheme_start(page.text, at) == at


@given(places(), COMMANDS)
def test_every_motion_leads_to_a_whole_character_on_the_page(place: tuple[Page, Caret], command: Command) -> None:
    """On any text, from anywhere, with any count; also while selecting."""
    page, caret = place
    for here in (caret, replace(caret, anchor=caret.at)):
        moved = move(here, page, command, HEIGHT)
        assert is_place(page, moved.at)
        assert moved.anchor == here.anchor
        selected = selection(moved, page)
        assert selected is None or 0 <= selected.start < selected.end <= len(page.text)


@given(places(), st.sampled_from(SETTLED))
def test_a_motion_to_an_end_stays_there(place: tuple[Page, Caret], name: str) -> None:
    """Once there, the same again changes nothing."""
    page, caret = place
    once = move(caret, page, Command(name), HEIGHT)
    assert move(once, page, Command(name), HEIGHT).at == once.at


@given(places(), st.sampled_from(["wb", "WB", ")(", "}{", "lh", "jk"]))
def test_a_step_back_undoes_a_step(place: tuple[Page, Caret], pair: str) -> None:
    """From where such a step begins, if there is another one to go to."""
    page, caret = place
    on, back = Command(pair[0]), Command(pair[1])
    start = move(caret, page, on, HEIGHT) if pair not in ("lh", "jk") else caret
    there = move(start, page, on, HEIGHT)
    if there.at == start.at or (pair == "jk" and page.line_of(there.at) == page.line_of(start.at)):
        return
    again = move(there, page, back, HEIGHT)
    if pair == "jk":
        assert page.line_of(again.at) == page.line_of(start.at)
    elif there.at != page.outline.last:
        assert again.at == start.at


@given(places(), st.sampled_from("webWEB()}{lhG"))
def test_a_motion_gets_to_the_end(place: tuple[Page, Caret], name: str) -> None:
    """It goes its own way, and with each step, until nothing is left there."""
    page, caret = place
    for _ in range(len(page.text) + 1):
        moved = move(caret, page, Command(name), HEIGHT)
        if moved.at == caret.at:
            break
        assert (moved.at > caret.at) is (name in "weWE)}lG")
        caret = moved
    assert caret.at in (page.outline.first, page.outline.last)


@given(places(), st.sampled_from("fFtT"), st.sampled_from([*'a .e"港']))
def test_what_is_found_is_beside_the_caret(place: tuple[Page, Caret], name: str, character: str) -> None:
    """`f` and `F` lead onto it, `t` and `T` next to it; `;` then goes on, and never stays beside it."""
    page, caret = place
    moved = move(caret, page, Command(name, character=character), HEIGHT)
    text = page.text
    if moved.at != caret.at and name in "fF":
        assert text.startswith(character, moved.at)
    if moved.at != caret.at:
        again = move(moved, page, Command(";"), HEIGHT)
        assert again.at == moved.at or (again.at > moved.at) is (name in "ft")
        back = move(again, page, Command(","), HEIGHT)
        assert back.at == again.at or (back.at < again.at) is (name in "ft")


@given(places(), OBJECTS)
def test_a_text_object_holds_the_caret_or_what_comes_next(place: tuple[Page, Caret], command: Command) -> None:
    """Never an empty passage, nor half a character; the same in the other half of its name is no smaller."""
    page, caret = place
    chosen = select_object(caret, page, command)
    assert is_place(page, chosen.at)
    found = selection(chosen, page)
    if found is None:
        assert chosen == caret
        return
    assert 0 <= found.start < found.end <= len(page.text)
    assert grapheme_start(page.text, found.start) == found.start
    inner, outer = (
        selection(select_object(caret, page, replace(command, name=name, count=1)), page)
        for name in ("inner", "around")
    )
    if inner is not None and outer is not None:
        assert outer.start <= inner.start < inner.end <= outer.end


@given(places(), st.lists(OBJECTS, min_size=1, max_size=4), st.booleans())
def test_text_objects_only_add_to_a_selection(
    place: tuple[Page, Caret], commands: list[Command], backwards: bool
) -> None:
    """Whatever is selected stays so, at either end, until nothing is left to add."""
    page, caret = place
    caret = select_object(caret, page, commands[0])
    caret = swapped(caret) if backwards else caret
    for command in commands[1:]:
        before = selection(caret, page)
        alone = caret.anchor == caret.at
        caret = select_object(caret, page, command)
        after = selection(caret, page)
        assert is_place(page, caret.at)
        if before is not None and after is not None and not alone:
            assert after.start <= before.start < before.end <= after.end


@given(places(), COMMANDS)
def test_an_operator_marks_what_selecting_does(place: tuple[Page, Caret], command: Command) -> None:
    """Less the character that a motion leads to, where that is vim's way; white space at the ends is left out."""
    page, caret = place
    moved = move(replace(caret, anchor=caret.at), page, command, HEIGHT)
    seen = selection(replace(moved, beyond=None), page)
    if (command.counted and command.name in "gG") or seen is None:
        return
    kind = command.name if command.name in "fFtT" else (caret.sought or " ")[0] if command.name in ";," else ""
    kind = kind.swapcase() if command.name == "," else kind
    if kind and moved.at == caret.at:
        return
    start, end = sorted((caret.at, moved.at))
    shown, short = without_space(page, seen), without_space(page, Span(start, end))
    inclusive = moved.at >= caret.at and (command.name in ("e", "E", "$", "G") or kind in ("f", "t"))
    marked = operated(caret, page, command, HEIGHT)
    wanted = shown if inclusive else short
    assert (marked and without_space(page, marked)) in ((wanted, shown) if moved.at == page.outline.last else (wanted,))


@given(places(), OBJECTS)
def test_an_operator_marks_the_object_that_selecting_shows(place: tuple[Page, Caret], command: Command) -> None:
    """But for white space at its ends."""
    page, caret = place
    seen = selection(select_object(caret, page, command), page)
    assert operated(caret, page, command, HEIGHT) == (None if seen is None else without_space(page, seen))
