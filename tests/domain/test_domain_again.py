"""A passage found again in a changed text, or called lost; never put where it was not."""

import re
import time
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.anchor import find_again
from reader.domain.versions import alignment_of, changed_part

OPENING = (
    "The harbour board met on Tuesday to hear why eleven lamps on the eastern mole were dark on the night of the storm."
)
PILOTS = "Pilots had counted the lamps twice, and two coasters waited outside until dawn because nobody would answer"
REPORT = "Nobody at the board would say when the lamps had last been looked at, or who had signed the report in spring."
MONEY = (
    "Mending them costs 4,200 crowns a lamp, said the engineer, and the board has set aside half of that for this year."
)
ENDING = "The next meeting is in May. Until then the mole stays closed to everything that has no radar of its own."
TEXT = f"{OPENING}\n\n{PILOTS}\n\n{REPORT}\n\n{MONEY}\n\n{ENDING}"


def found(passage: str, new: str, old: str = TEXT) -> str | None:
    """What stands where a passage is found."""
    start = old.index(passage)
    place = find_again(old, start, start + len(passage), new)
    return new[slice(*place)] if place else None


@pytest.mark.parametrize("passage", ["eleven lamps", REPORT, "lamps had last been", f"{PILOTS}\n\n{REPORT}", "4,200"])
class TestWhatStays:
    def test_under_new_paragraphs(self, passage: str) -> None:
        """A live blog grows at its top."""
        news = "\n\n".join(f"Update {number}: the wind has turned again, by {number} points." for number in range(9))
        assert found(passage, f"{news}\n\n{TEXT}") == passage

    def test_in_other_typography(self, passage: str) -> None:
        """Hard wraps, spaces that do not break, soft hyphens."""
        new = TEXT.replace("\n\n", "\n").replace(" the ", "\u00a0the ").replace("lamps", "la\u00admps")
        got = found(passage, new)
        assert got is not None
        assert "".join(got.replace("\u00ad", "").split()) == "".join(passage.split())

    def test_when_paragraphs_change_places(self, passage: str) -> None:
        """A block that was moved is followed."""
        new = f"{OPENING}\n\n{MONEY}\n\n{PILOTS}\n\n{REPORT}\n\n{ENDING}"
        assert found(passage, new) == passage


@pytest.mark.parametrize(
    ("was", "now"), [("storm ——", "storm\u00a0 --"), ("“storm", '\ufeff"storm'), ("storm (", "storm\u2009(")]
)
def test_marks_at_the_edges_come_along(was: str, now: str) -> None:
    """Whatever form they have now, and whatever white space is between them and the word."""
    old = TEXT.replace("storm", was)
    assert found(was, TEXT.replace("storm", now).replace("lamps twice", "lights twice"), old) == now.lstrip("\ufeff")


def test_a_passage_that_was_edited_is_found_as_it_is_now() -> None:
    """A word or two are other words."""
    new = TEXT.replace("counted the lamps twice", "counted the lights twice").replace("until dawn", "until morning")
    assert found(PILOTS, new) == PILOTS.replace("the lamps twice", "the lights twice").replace("dawn", "morning")


def test_a_passage_over_sentences_that_changed_places_is_the_larger_piece() -> None:
    """The rest of both, which is between them now, is no part of it."""
    first = (
        "Representatives of neighbouring municipalities protested immediately: we had no one on it to ask or to tell."
    )
    second = "We were to be told so by the men of surrounding communities, fishermen, environmental organisations."
    passage = "we had no one on it to ask or to tell. We were to be told so by the men"
    before, after = f"{OPENING}\n\n{first} {second}\n\n{ENDING}", f"{OPENING}\n\n{second} {first}\n\n{ENDING}"
    assert found(passage, after, before) == "we had no one on it to ask or to tell"


def test_a_lost_end_is_not_sought_in_the_next_paragraph() -> None:
    """What stands there now is another sentence, not the rest of the passage."""
    passage = TEXT[TEXT.index("two coasters") : TEXT.index("Nobody at") + len("Nobody at the board would say")]
    new = TEXT.replace(REPORT, "Read also how the eastern mole was built.")
    assert found(passage, new) == "two coasters waited outside until dawn because nobody would answer"


class TestWhatMovedAndWasEdited:
    def test_a_sentence_that_changed_places_with_its_neighbour(self) -> None:
        """What was with it in its paragraph still is."""
        first = "Mending them costs 4,200 crowns a lamp, said the engineer on Tuesday evening in the crowded hall."
        second = "The board has set aside half of that money for this year, and hopes for the rest in autumn."
        edited = first.replace("crowded hall", "packed room").replace("said", "explained")
        old = f"{OPENING}\n\n{first} {second}\n\n{ENDING}"
        assert found(first, f"{OPENING}\n\n{second} {edited}\n\n{ENDING}", old) == edited

    def test_a_paragraph_that_went_elsewhere_with_a_word_changed(self) -> None:
        """Alone among others, it is still nearly all there."""
        edited = REPORT.replace("last been looked at", "last been checked")
        assert found(REPORT, f"{edited}\n\n{OPENING}\n\n{PILOTS}\n\n{MONEY}\n\n{ENDING}") == edited

    def test_another_number_makes_it_another_sentence(self) -> None:
        """Far from its place and alone, a sentence with another number is not taken for it."""
        other = MONEY.replace("4,200", "9,700")
        assert found(MONEY, f"{other}\n\n{OPENING}\n\n{PILOTS}\n\n{REPORT}\n\n{ENDING}") is None


class TestWhatIsLost:
    def test_a_passage_that_was_taken_out(self) -> None:
        """Though its words stand elsewhere too."""
        assert found(REPORT, TEXT.replace(f"{REPORT}\n\n", "")) is None
        assert found("lamps had last been looked at", TEXT.replace(f"{REPORT}\n\n", "")) is None

    def test_the_occurrence_that_was_taken_out(self) -> None:
        """Another one of the same words is another passage."""
        start = TEXT.index("the board", TEXT.index(MONEY))
        new = TEXT.replace(f"{MONEY}\n\n", "")
        assert find_again(TEXT, start, start + len("the board"), new) is None

    def test_a_twin_that_stays(self) -> None:
        """The marked one of two equal sentences is gone: the other does not take its place."""
        old = f"{TEXT}\n\n{PILOTS}\n\nThat is all there was to hear on Tuesday, and the board went home at nine."
        start = old.rindex(PILOTS)
        new = old[:start] + old[start + len(PILOTS) + 2 :]
        assert find_again(old, start, start + len(PILOTS), new) is None

    def test_a_lookalike_that_came(self) -> None:
        """A new sentence with many of its words stands elsewhere."""
        lookalike = REPORT.replace("board", "bank").replace("lamps", "ledgers").replace("spring", "autumn")
        new = "\n\n".join((lookalike.replace("looked at", "added up"), OPENING, PILOTS, MONEY, ENDING))
        assert found(REPORT, new) is None

    def test_a_short_line_that_stands_elsewhere_with_another_word(self) -> None:
        """A few words are soon alike: nine in ten letters are not enough for them."""
        line, other = "The toll hurts the mills, farmers pay it too.", "The toll hurts the mills, brewers pay it too."
        old = f"{line}\n\n{TEXT}"
        assert found(line, f"{TEXT}\n\n{other}", old) is None

    def test_a_lookalike_past_short_lines(self) -> None:
        """It follows lines so short that it seems to have kept its order, but none of its neighbours is beside it."""
        cast = "Ada Brook, Sound Piet Moor, Light Jon Sand, Masks Eva Holm, Song Ole Vik, Dance Ida Krag, Rope Max Bru."
        other = cast.replace("Ada", "Tove").replace("Moor", "Lund").replace("Masks", "Hats").replace("Ole", "Nils")
        lines = "Tickets 9\n\nSeats 12\n\nBox 20"
        assert (
            found("Song Ole Vik, Dance Ida", f"{OPENING}\n\n{lines}\n\n{other}", f"{OPENING}\n\n{cast}\n\n{lines}")
            is None
        )

    def test_a_headline_that_the_next_sentence_begins_like(self) -> None:
        """It is the headline that was taken out, though as many words could be those of the sentence."""
        headline = "The harbour board wants new lamps after a dark night"
        lead = "The harbour board wants new lamps to be bought with money from the state, its speaker said."
        old = f"{OPENING}\n\n{headline}\n\n{lead}\n\n{ENDING}"
        new = f"{OPENING}\n\n{lead}\n\n{ENDING}".replace("met", "sat").replace("closed", "shut")
        start = old.index(headline)
        assert find_again(old, start, start + len("The harbour board"), new) is None
        start = old.index(lead)
        place = find_again(old, start, start + len("The harbour board"), new)
        assert place == (new.index(lead), new.index(lead) + len("The harbour board"))
        start = new.index(lead)
        place = find_again(new, start, start + len("The harbour board"), old)
        assert place == (old.index(lead), old.index(lead) + len("The harbour board"))

    def test_a_pronoun_in_its_place(self) -> None:
        """A word that shares some letters with the only word that is marked is not that word."""
        old = TEXT.replace("Pilots had", "Then had")
        assert found("Then", TEXT.replace("Pilots had", "They had"), old) is None

    def test_a_sentence_before_one_that_begins_alike_with_an_abbreviation(self) -> None:
        """The full stops of "U.S." are no end of it: it is the whole sentence that was taken out."""
        gone = "The U.S. pilots on the mole had counted every one of the lamps that were out in the night."
        stays = "The U.S. pilots were paid by the board for what they had lost, its speaker said on Friday."
        old = f"{OPENING} {gone}\n\n{stays}\n\n{ENDING}"
        new = f"{OPENING}\n\n{stays}\n\n{ENDING}".replace("met", "sat").replace("closed", "shut")
        start = old.index(gone)
        assert find_again(old, start, start + len("The U"), new) is None

    def test_a_word_of_it_in_a_sentence_written_anew(self) -> None:
        """Another sentence stands in its place, with one word of the two that are marked."""
        assert found("would answer", TEXT.replace(PILOTS, "A ferry that passed them at noon gave no answer.")) is None

    def test_a_headline_written_anew_in_its_place(self) -> None:
        """Six words in a row are the same, but they are less than half of the line."""
        rest = "\n\nThe government is nearly where it must be, says the report. Critics doubt its figures."
        headline = "Wind power: port on course to meet 2030 plan while Imke Larsen praises the practical turn"
        other = "Port on course to meet 2030 wind power plan"
        assert find_again(headline + rest, 0, len(headline), other + rest) is None

    def test_another_article_in_its_place(self) -> None:
        """Common words are no evidence."""
        new = "A bakery on the island opens at four in the morning. Its owner sells tickets for the first ferry."
        assert found(REPORT, new) is None
        assert found("the board", new) is None


WORDS = st.lists(
    st.sampled_from(["the", "board", "lamps", "dark", "灯", "ลม", "é", "e\u0301", "—", "“no”", "\n\n", "."])
)


@given(WORDS, WORDS, st.integers(0, 200), st.integers(1, 60))
@settings(max_examples=300, deadline=None)
def test_whatever_the_texts_the_place_is_a_place(old: list[str], new: list[str], start: int, length: int) -> None:
    """A passage of the new text, or nothing; and the same text holds everything where it was."""
    before, after = " ".join(old), " ".join(new)
    start = min(start, len(before))
    end = min(len(before), start + length)
    place = find_again(before, start, end, after)
    assert place is None or 0 <= place[0] < place[1] <= len(after) or before == after
    assert find_again(before, start, end, before) == (start, end)


@pytest.mark.parametrize("word", ["same", "a b", "灯"])
def test_a_text_of_one_word_costs_no_more(word: str) -> None:
    """Fifty thousand equal words are no trap."""
    old = " ".join([word] * 50_000)
    began = time.process_time()
    find_again(old, 5000, 5040, f"x {old} y")
    assert time.process_time() - began < 3


@given(st.text(min_size=1, max_size=120), st.text(max_size=120), st.data())
@settings(max_examples=200, deadline=None)
def test_any_characters(old: str, new: str, data: st.DataObject) -> None:
    """Whatever Unicode holds: a place lies in the text, and what stays as it is stays where it is."""
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    place = find_again(old, start, end, new)
    assert place is None or 0 <= place[0] < place[1] <= len(new)
    assert find_again(old, start, end, old) == (start, end)


SENTENCES = st.lists(
    st.sampled_from("The harbour board met ; pilots counted lamps ; nobody would say ; 12 ; 灯 ลม".split())
)
PARAGRAPHS = st.lists(SENTENCES.map(" ".join).map("Nine coasters waited outside until dawn {}.".format), min_size=1)


@given(PARAGRAPHS, st.data())
@settings(max_examples=150, deadline=None)
def test_what_stays_under_something_new_moves_with_it(paragraphs: list[str], data: st.DataObject) -> None:
    """However the paragraphs repeat each other; and in capital letters it stays where it is."""
    text, update = "\n\n".join(paragraphs), "Xenon xylophone yacht zeal.\n\n"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = re.search(r"\w.*\w", text[start:end], re.DOTALL)
    if words is not None and len(words[0].split()) > 4:
        start, end = start + words.start(), start + words.end()
        assert find_again(text, start, end, update + text) == (start + len(update), end + len(update))
        assert find_again(text, start, end, text.upper()) == (start, end)
    assert find_again(text, start, end, "") is None


def cpu(work: Callable[[], object]) -> float:
    """Seconds that something takes, the shortest of five times."""
    took = []
    for _ in range(5):
        alignment_of.cache_clear()
        changed_part.cache_clear()
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


class TestWhatItCosts:
    LONG = "\n\n".join(" ".join(f"w{(number * number + at) % 4001}" for at in range(60)) + "." for number in range(120))

    def test_every_fifth_word_changed(self) -> None:
        """A long text costs no more than thirty times as much as cutting both into words."""
        old = self.LONG
        new = re.sub(r"w(\d*[37])\b", r"v\1", old)
        words = cpu(lambda: (re.findall(r"\w+", old), re.findall(r"\w+", new)))
        assert cpu(lambda: find_again(old, 20_000, 20_090, new)) < 30 * words

    def test_one_paragraph_changed(self) -> None:
        """What is the same before and behind costs next to nothing, wherever the passage is."""
        old = self.LONG
        new = old.replace("w3601 ", "v3601 ", 1)
        words = cpu(lambda: re.findall(r"\w+", old))
        at = next(at for at, (one, other) in enumerate(zip(old, new, strict=True)) if one != other)
        for start in (at, at // 2, (at + len(old)) // 2):
            assert cpu(partial(find_again, old, start, start + 90, new)) < words
