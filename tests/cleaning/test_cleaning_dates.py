"""Date lines give the day and go; datelines give the agency and stay."""

import pytest
from cleaning_helpers import LEDE, MIDDLE, article, block, blocks, cut, read

from reader.cleaning.rules.dates import agency, parse_date, split_dateline
from reader.domain.document import BlockKind


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published: March 14, 2031", "2031-03-14"),
        ("Posted on 14 March 2031", "2031-03-14"),
        ("Published 10:02 AM EST Nov 19, 2031", "2031-11-19"),
        ("Friday, 14 March 2031, 19:25", "2031-03-14"),
        ("March 14, 2031", "2031-03-14"),
        ("2031-03-14", "2031-03-14"),
        ("Published March 14, 2031 | Updated March 16, 2031", "2031-03-14"),
        ("Updated: March 16, 2031", ""),
    ],
)
def test_a_date_line_of_the_header_is_cut_and_gives_the_day(line: str, published: str) -> None:
    """An update is not the day of publication."""
    text = f"Northern gate to close\n\n{line}\n\n{article()}"
    assert cut(text) == {line: "date line; shown above the article"}
    assert block(text, line).kind is BlockKind.DATE
    assert read(text).metadata.published == published


def test_a_header_glued_to_the_opening_is_parted() -> None:
    """The word "date", the day and the outlet in front of the first sentence."""
    text = f" date 2031-03-14 TIDEWAY - {article()}"
    first, second, third, *_ = blocks(text)
    assert (first.text, first.kept, first.kind) == ("date 2031-03-14", False, BlockKind.DATE)
    assert (second.text, second.kept, second.kind) == ("TIDEWAY -", True, BlockKind.DATELINE)
    assert third.text == LEDE
    assert (read(text).metadata.published, read(text).metadata.source) == ("2031-03-14", "TIDEWAY")


def test_a_place_in_a_glued_header_is_no_source() -> None:
    """The article itself uses the word as a place."""
    text = f"date 2031-03-14 ELLIS - {article('The mayor came back to Ellis in the evening.')}"
    assert read(text).metadata.source == ""


@pytest.mark.parametrize(
    "line",
    [
        "Date palms grow on the southern shore, where the wind is mild.",
        "Published authors are rare in the village.",
        "March 14, 2031 was the day on which the lock failed.",
        "Updated figures were not to be had.",
    ],
)
def test_sentences_with_dates_stay(line: str) -> None:
    """A date in a sentence is no date line."""
    assert cut(f"Northern gate to close\n\n{line}\n\n{article()}") == {}


def test_the_days_of_a_chronicle_stay() -> None:
    """Several bare dates are headings, not the day of publication."""
    assert cut(f"March 14, 2031\n\n{LEDE}\n\nMarch 15, 2031\n\n{MIDDLE}") == {}


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("PORT ELLIS – The harbour will close its gate.", "PORT ELLIS –"),
        ("PORT ELLIS, March 14 (Tideway) - The harbour will close its gate.", "PORT ELLIS, March 14 (Tideway) -"),
        ("ELLIS, Wash. (TW) — The harbour will close its gate.", "ELLIS, Wash. (TW) —"),
        ("Ellis (tw) - The harbour will close its gate.", "Ellis (tw) -"),
        ("Ellis, 13 ene (TW).- El puerto de Ellis cierra mañana.", "Ellis, 13 ene (TW).-"),
        ("ELLIS, March 14 (TW) -- The harbour will close its gate.", "ELLIS, March 14 (TW) --"),
    ],
)
def test_datelines_of_many_houses_are_seen(text: str, dateline: str) -> None:
    """Place in capitals, or an agency in brackets; then a dash."""
    found, rest = split_dateline(text)
    assert found == dateline
    assert f"{found} {rest}" == text


@pytest.mark.parametrize(
    "text",
    [
        "The harbour – closed since May – will open its gate again.",
        "BREAKING – The harbour will close its northern gate today.",
        "Self-imposed limits will end in May, says the office.",
        "UN - because that is its name here - met for a day.",
        "A - The harbour will close its northern gate today.",
    ],
)
def test_dashes_in_sentences_are_no_datelines(text: str) -> None:
    """A dash alone proves nothing."""
    assert split_dateline(text) == ("", text)


def test_the_agency_of_a_dateline_is_the_source() -> None:
    """What stands in brackets; a place alone names none."""
    assert agency("PORT ELLIS, March 14 (Tideway) -") == "Tideway"
    assert agency("PORT ELLIS –") == ""
    assert read(f"PORT ELLIS (Tideway) – {article()}").metadata.source == "Tideway"


def test_the_text_with_a_dateline_reads_word_for_word() -> None:
    """The dateline is a block of its own and runs into its paragraph."""
    assert read(f"PORT ELLIS – {LEDE}").document.text == f"PORT ELLIS – {LEDE}"


@pytest.mark.parametrize("text", ["2031-13-01", "soon", "31 Foo 2031", "March 99, 2031", ""])
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    """An unreadable date is empty."""
    assert parse_date(text) == ""


@pytest.mark.parametrize(
    "line", ["Today 5:00 am", "Heute, 17:41 Uhr", "vor 14 Minuten", "3 min read", "Lesezeit: 4 Min."]
)
def test_when_it_came_out_as_of_the_scraping_is_cut_from_the_header(line: str) -> None:
    """It says nothing on any other day; further down it may be the article's."""
    assert list(cut(f"Northern gate to close\n\n{line}\n\n{article()}")) == [line]
    assert "date line; shown above the article" not in cut(article(line)).values()
