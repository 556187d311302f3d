"""Sentences, words and graphemes; motions and text objects on any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.document import Block, BlockKind, Document, Span
from reader.domain.outline import (
    Outline,
    Unit,
    next_end,
    next_start,
    previous_start,
    span_at,
    spans_from,
    visible_outline,
)
from reader.domain.segments import next_grapheme, previous_grapheme, sentences, words
from reader.domain.text_objects import text_object

TEXTS = st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=5)


def outline(*texts: str, hidden: tuple[int, ...] = ()) -> Outline:
    made = Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))
    return visible_outline(made, [index for index in range(len(texts)) if index not in hidden])


DATELINE = (
    Block(BlockKind.PARAGRAPH, "A dry day."),
    Block(BlockKind.DATELINE, "PORT ELLIS –"),
    Block(BlockKind.PARAGRAPH, "Talks broke off. Nobody left."),
)


def test_on_a_dateline_the_sentence_behind_it_is_meant() -> None:
    """A quote needs no dateline; so for the sentence in focus, and for the text objects `is` and `as`."""
    made = visible_outline(Document(DATELINE), [0, 1, 2])
    at, start = made.text.index("ELLIS"), made.text.index("Talks")
    sentence = Span(start, start + len("Talks broke off."))
    assert span_at(made.near(Unit.SENTENCE, at), at) == sentence
    assert text_object(made, at, "s", around=False) == sentence
    assert text_object(made, at, "s", around=True) == Span(start, sentence.end + 1)
    assert next_start(made.near(Unit.SENTENCE, 0), 0, made.last) == start
    assert previous_start(made.near(Unit.SENTENCE, start), start, made.first) == 0
    assert text_object(made, at, "p", around=False) == Span(made.text.index("PORT"), len(made.text))


def test_a_dateline_that_stands_alone_is_a_sentence_of_its_own() -> None:
    """Its paragraph is hidden, or is no paragraph."""
    cut = visible_outline(Document(DATELINE), [0, 1])
    at = cut.text.index("ELLIS")
    assert span_at(cut.near(Unit.SENTENCE, at), at) == cut.blocks[1]
    quoted = Document((DATELINE[1], Block(BlockKind.QUOTE, "“No.”")))
    assert span_at(visible_outline(quoted, [0, 1]).near(Unit.SENTENCE, 3), 3) == quoted.spans[0]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It rained. Nobody came.", ["It rained.", "Nobody came."]),
        ("Mr. Oduya paid $3.5 million. She left.", ["Mr. Oduya paid $3.5 million.", "She left."]),
        ("“We left.” Then it rained.", ["“We left.”", "Then it rained."]),
        ("“Why?” he asked. Nobody knew.", ["“Why?” he asked.", "Nobody knew."]),
        ("J. B. Lang wrote it. Twice.", ["J. B. Lang wrote it.", "Twice."]),
        ("He said no. Then he left.", ["He said no.", "Then he left."]),
        ("See No. 7 on p. 12. It is short.", ["See No. 7 on p. 12.", "It is short."]),
        ("Wait… and see! Now?", ["Wait… and see!", "Now?"]),
        ("雨が降った。誰も来なかった。", ["雨が降った。", "誰も来なかった。"]),
        ("first line\nsecond line", ["first line", "second line"]),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, parts: list[str]) -> None:
    """Abbreviations, initials, decimals and quoted questions end none."""
    assert [text[span.start : span.end] for span in sentences(text)] == parts


@given(st.text(max_size=200))
def test_sentences_hold_every_word_once(text: str) -> None:
    """Only white space stands between them."""
    joined = "".join(text[span.start : span.end] for span in sentences(text))
    assert "".join(joined.split()) == "".join(text.split())


def test_an_apostrophe_belongs_to_its_word_and_an_ideograph_is_one() -> None:
    """As a reader counts words."""
    text = "don't 港原x"
    assert [text[span.start : span.end] for span in words(text)] == ["don't", "港", "原", "x"]


def test_a_run_of_katakana_is_a_word() -> None:
    """In either width, with its long vowels and voiced marks; a middle dot parts two."""
    text = "島のフェリー・ホテルがカ\u3099ス ﾊﾝｶｸ"
    assert [text[span.start : span.end] for span in words(text)] == [
        *("島", "の", "フェリー", "・", "ホテル", "が", "カ\u3099ス", "ﾊﾝｶｸ")
    ]


@pytest.mark.parametrize(
    "grapheme", ["e\u0301", "\U0001f468\u200d\U0001f469", "\U0001f44d\U0001f3fd", "\u2764\ufe0f", "\u0915\u093f"]
)
def test_a_grapheme_is_stepped_over_whole(grapheme: str) -> None:
    """Marks and joined characters go along, in both directions."""
    text = f"a{grapheme}b"
    assert next_grapheme(text, 1) == 1 + len(grapheme)
    assert previous_grapheme(text, 1 + len(grapheme)) == 1


@given(TEXTS, st.data())
def test_motions_land_on_visible_text_and_go_their_way(texts: list[str], data: st.DataObject) -> None:
    """From anywhere, forward does not go back and back does not go forward."""
    made = outline(*texts)
    at = made.clamp(data.draw(st.integers(0, len(made.text))))
    for spans in (*(made.near(unit, at) for unit in Unit), made.paragraphs):
        assert at <= next_start(spans, at, made.last) or at == made.last
        assert previous_start(spans, at, made.first) <= at
        assert next_end(made.text, spans, at, made.last) >= min(at, made.last)
    assert made.clamp(made.right(at)) == made.right(at) >= at
    assert made.clamp(made.left(at)) == made.left(at) <= at


@given(TEXTS, st.sampled_from(Unit), st.integers(1, 3), st.data())
def test_motions_need_no_more_than_the_words_and_sentences_around_them(
    texts: list[str], unit: Unit, count: int, data: st.DataObject
) -> None:
    """They go where they would go if the whole text had been cut."""
    made = outline(*texts)
    at = data.draw(st.integers(0, len(made.text)))
    every, near = made.near(unit, at, len(made.text) + 1), made.near(unit, at, count)
    assert spans_from(near, at, count) == spans_from(every, at, count)
    assert span_at(near, at) == span_at(every, at)
    assert next_start(near, at, made.last) == next_start(every, at, made.last)
    assert previous_start(near, at, made.first) == previous_start(every, at, made.first)
    assert next_end(made.text, near, at, made.last) == next_end(made.text, every, at, made.last)


@given(TEXTS, st.data())
def test_a_text_object_holds_the_caret_or_what_comes_next(texts: list[str], data: st.DataObject) -> None:
    """Never an empty passage."""
    made = outline(*texts)
    at = made.clamp(data.draw(st.integers(0, len(made.text))))
    for name in "wWsp\"'([":
        for around in (False, True):
            span = text_object(made, at, name, around=around)
            assert span is None or span.start < span.end <= len(made.text)


def test_hidden_blocks_are_stepped_over() -> None:
    """A motion goes from the block before to the block after."""
    made = outline("First words.", "Cut away.", "Last words.", hidden=(1,))
    hidden = Span(made.text.index("Cut"), made.text.index("away.") + 5)
    at = made.first
    seen = [at]
    while at != made.last:
        at = made.right(at)
        seen.append(at)
    assert not any(offset in hidden for offset in seen)
    assert made.clamp(hidden.start + 1) == made.text.index("Last")
    assert next_start(made.near(Unit.SENTENCE, 0), 0, made.last) == made.text.index("Last")


def test_the_parts_of_a_passage_leave_out_what_is_hidden() -> None:
    """Blocks with nothing hidden between them are one part; a passage in a hidden block has none."""
    made = outline("First words.", "Then these.", "Cut away.", "Last words.", hidden=(2,))
    start, end = made.text.index("words"), made.text.index("Last") + 4
    assert [made.text[part.start : part.end] for part in made.parts(Span(start, end))] == [
        "words.\n\nThen these.",
        "Last",
    ]
    cut = made.text.index("Cut")
    assert made.parts(Span(cut, cut + 9)) == ()


@pytest.mark.parametrize(
    ("name", "around", "found"),
    [
        ("w", False, "figures"),
        ("s", False, "He had “the figures” (all)."),
        ('"', False, "the figures"),
        ('"', True, "“the figures” "),
        ("p", False, "It rained. He had “the figures” (all)."),
    ],
)
def test_text_objects(name: str, around: bool, found: str) -> None:
    """Word, sentence, paragraph, and what stands between quotation marks."""
    made = outline("It rained. He had “the figures” (all).")
    span = text_object(made, made.text.index("figures") + 2, name, around=around)
    assert span is not None
    assert made.text[span.start : span.end] == found


def test_nothing_visible_is_no_error() -> None:
    """An empty article has a place to be in."""
    made = outline("Cut.", hidden=(0,))
    assert (made.first, made.last, made.clamp(3)) == (0, 0, 0)
    assert span_at(made.near(Unit.WORD, 0), 0) is None
