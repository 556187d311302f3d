"""What a page prints twice goes once; what an author says twice stays."""

from cleaning_helpers import END, LEDE, MIDDLE, article, block, blocks, cut, kept

from reader.cleaning.draft import Rule
from reader.cleaning.plain_text import draft_of_text
from reader.cleaning.rulebook import CERTAIN, apply_rules
from reader.cleaning.rules.repetition import ONE_COPY
from reader.domain.document import BlockKind


def test_a_standfirst_that_repeats_the_opening_is_cut() -> None:
    """The opening paragraph with its dateline stays."""
    text = f"Northern gate to close\n\n{LEDE}\n\nPORT ELLIS – {article()}"
    first = next(found for found in blocks(text) if found.text == LEDE)
    assert (first.kept, first.kind) == (False, BlockKind.STANDFIRST)
    assert first.reason == "repeats the opening paragraph"
    assert kept(text)[:3] == ["Northern gate to close", "PORT ELLIS –", LEDE]


def test_a_shortened_standfirst_is_cut() -> None:
    """A teaser that breaks off in the opening's own words."""
    teaser = " ".join(LEDE.split()[:14]) + "…"
    assert cut(f"Northern gate to close\n\n{teaser}\n\n{article()}") == {teaser: "repeats the opening paragraph"}


def test_a_standfirst_that_says_something_else_stays() -> None:
    """Even if most of its words are those of the opening."""
    other = LEDE.replace("three weeks", "five weeks")
    assert cut(f"Northern gate to close\n\n{other}\n\n{article()}") == {}


def test_the_headline_again_in_the_header_is_cut() -> None:
    """Once is enough."""
    assert cut(f"Northern gate to close\n\nNorthern gate to close\n\n{article()}") == {
        "Northern gate to close": "repeats the headline"
    }


def test_a_refrain_with_the_words_of_the_headline_stays() -> None:
    """A poem may be called after its refrain."""
    verse = "The boats went out at four, and nobody on the quay said a word.\nThe last boat home"
    text = f"The last boat home\n\n{LEDE}\n\n{verse}\n\n{MIDDLE}\n\n{verse}\n\n{END}"
    assert cut(text) == {}


def test_a_long_paragraph_that_stands_twice_is_cut_once() -> None:
    """The second printing goes."""
    text = f"{LEDE}\n\n{MIDDLE}\n\n{END}\n\n{MIDDLE}"
    assert [(found.text, found.kept) for found in blocks(text)][1::2] == [(MIDDLE, True), (MIDDLE, False)]
    assert block(f"{LEDE}\n\n{MIDDLE}\n\n{END}", MIDDLE).kept


def test_a_refrain_of_a_speech_stays() -> None:
    """A long line that comes back three times is meant."""
    refrain = (
        "We will mend the gate, and we will mend it together, because nobody else on this coast will ever come "
        "and mend it for us."
    )
    assert cut(f"{LEDE}\n\n{refrain}\n\n{MIDDLE}\n\n{refrain}\n\n{END}\n\n{refrain}") == {}


def test_short_lines_that_repeat_stay() -> None:
    """Pros, cons, and the questions of an interview."""
    assert cut(f"{LEDE}\n\nPros:\n\n{MIDDLE}\n\nPros:\n\n{END}\n\nWhy?\n\nWhy?") == {}


CAPTION = "Divers of the port office look for the bolts of the northern gate in the cold water"


def far_down(*lines: str) -> str:
    """These blocks behind the opening, where no standfirst stands."""
    council = "The town council asked for a bridge of boats, and was told that there are none on this coast."
    pilots = "The pilots will take the southern channel, which costs them an hour at low water and none at high."
    return article(council, pilots, *lines)


def test_a_caption_printed_under_itself_is_cut_once() -> None:
    """Without a credit too, and if the marks differ."""
    text = far_down(CAPTION, f"{CAPTION}.")
    assert cut(text) == {f"{CAPTION}.": "repeats the line just above"}


def test_a_line_that_comes_back_farther_down_stays() -> None:
    """It may be a refrain."""
    assert cut(f"{LEDE}\n\n{CAPTION}\n\n{MIDDLE}\n\n{END}\n\n{CAPTION}") == {}


def test_rows_of_numbers_that_are_alike_stay() -> None:
    """A plan of training repeats its weeks."""
    row = "Mon 6 miles Tue 9 miles Wed rest Thu 6 miles Fri rest Sat 16 miles slow"
    assert "repeats the line just above" not in cut(far_down(row, row)).values()


def test_other_quotation_marks_make_no_other_paragraph() -> None:
    """The second printing goes."""
    first, again = (MIDDLE.replace("later date", f"{mark}later{mark} date") for mark in ('"', "”"))
    assert cut(f"{LEDE}\n\n{first}\n\n{END}\n\n{again}") == {again: "repeats an earlier paragraph"}


def test_of_a_paragraph_that_stands_twice_one_copy_always_stays() -> None:
    """The judge may cut the first, which stands among links; then the second is no repetition any more."""
    text = f"{LEDE}\n\n{MIDDLE}\n\n{LEDE}\n\n{END}"
    draft = apply_rules(draft_of_text(text), CERTAIN)
    assert [piece.kept for piece in draft.pieces] == [True, True, False, True]
    judged = draft.cut([0], Rule("judge", "stands above the article", lambda draft, _: draft))
    restored = ONE_COPY.apply(judged)
    assert [piece.kept for piece in restored.pieces] == [False, True, True, True]
    assert ONE_COPY.apply(draft) == draft
