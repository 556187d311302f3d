"""The headline of a whole page stands below menus; it is found, and with it standfirst, byline and date."""

import pytest
from cleaning_helpers import END, LEDE, MIDDLE, block, blocks, kept, read

from reader.domain.document import BlockKind

MENU = "Skip to content\nNews\nSport\nWeather\nTides\nHarbour cams\nSign in\nSubscribe\nMore"
TITLE = "Northern gate at Port Ellis to close for three weeks"
STANDFIRST = "Crews fear for the mackerel season, and the office says that it has no choice about the weeks."
BODY = f"{LEDE}\n\n{MIDDLE}\n\n{END}"


def page(*header: str, window: str = f"{TITLE} | The Calder Star") -> str:
    """A dump of a whole page: the window's title, menus, this header, the text."""
    return "\n".join((window, MENU, *header)) + f"\n\n{BODY}"


def headlines(text: str) -> list[str]:
    """The kept headlines."""
    return [found.text for found in blocks(text) if found.kind is BlockKind.HEADLINE and found.kept]


def test_the_headline_below_the_menus_is_the_title() -> None:
    """Without the outlet's name that the window's title has behind it."""
    text = page(TITLE, "By Mira Oduya", "14 March 2026")
    reading = read(text)
    assert reading.metadata.title == TITLE
    assert reading.metadata.authors == ("Mira Oduya",)
    assert reading.metadata.published == "2026-03-14"
    assert headlines(text) == [TITLE]


def test_the_title_of_the_window_is_cut() -> None:
    """The headline stands once."""
    window = block(page(TITLE, "By Mira Oduya"), f"{TITLE} | The Calder Star")
    assert (window.kept, window.kind, window.reason) == (False, BlockKind.HEADLINE, "repeats the headline")


def test_a_path_of_links_tells_the_headline() -> None:
    """Its last step has the same words; the window's title is another's."""
    text = page(f"Home › Harbour › {TITLE}", TITLE, "Today, 12:40", window="The Calder Star")
    assert headlines(text) == [TITLE]


def test_the_last_of_several_teasers_is_no_headline() -> None:
    """A list of links above the text has lines of one length, none of which the text speaks of."""
    links = ("Ten soups for a cold spring evening", "Why the new bus talks in pictures", "Choir sings for empty seats")
    assert headlines(page(*links, window="The Calder Star")) == []


@pytest.mark.parametrize(
    "label", ["Skip to content", "Sign in", "Monday, 9 March 2026", "Share this article with friends"]
)
def test_labels_of_the_page_are_no_title(label: str) -> None:
    """A wrong headline is worse than none."""
    assert read(f"{label}\n\n{BODY}").metadata.title == ""


def test_a_text_that_begins_with_its_lede_has_no_headline() -> None:
    """A cross-heading in it is none, though byline and date follow."""
    text = f"{LEDE}\n\nWhat the crews of the harbour say\n\nBy Mira Oduya\n\n14 March 2026\n\n{MIDDLE}\n\n{END}"
    assert read(text).metadata.title == ""
    assert headlines(text) == []


def test_a_standfirst_before_the_byline_is_named() -> None:
    """It says what the opening does not."""
    text = page(TITLE, STANDFIRST, "By Mira Oduya", "14 March 2026")
    found = block(text, STANDFIRST)
    assert (found.kind, found.kept) == (BlockKind.STANDFIRST, True)


def test_a_lede_right_below_the_headline_stays_a_paragraph() -> None:
    """Nothing parts it from the text."""
    assert block(page(TITLE), LEDE).kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "line",
    [
        "The gate in its winter coat, seen from the quay of the pilots. Photo: Mira Oduya",
        "Would you close the gate for three weeks if it were yours to close?",
        "Home › Harbour › Port › All that we know about gates",
    ],
)
def test_what_is_no_sentence_of_the_desk_is_no_standfirst(line: str) -> None:
    """Captions, questions, paths of links."""
    found = block(page(TITLE, line, "By Mira Oduya", "14 March 2026"), line)
    assert found.kind is not BlockKind.STANDFIRST


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Von Mira Oduya", "Mira Oduya"),
        ("di Mira Oduya", "Mira Oduya"),
        ("Text: Mira Oduya", "Mira Oduya"),
        ("By\nMira Oduya", "Mira Oduya"),
    ],
)
def test_bylines_below_a_found_headline(line: str, name: str) -> None:
    """In other languages, and over two lines."""
    assert read(page(TITLE, line)).metadata.authors == (name,)


@pytest.mark.parametrize(
    "line",
    [
        "14.03.2026, 19:06 Uhr",
        "Stand: 14.3.2026",
        "2026年3月14日 20:01",
        "14 mars 2026 à 8h30",
        "Published 2026-03-14",
    ],
)
def test_dates_below_a_found_headline(line: str) -> None:
    """In digits and in words; the line is shown above the article."""
    text = page(TITLE, line)
    assert read(text).metadata.published == "2026-03-14"
    assert block(text, line).kind is BlockKind.DATE


def test_no_word_of_the_header_is_lost() -> None:
    """Headline, standfirst and byline are kept whatever stands around them."""
    header = (TITLE, STANDFIRST, "By Mira Oduya")
    assert kept(page("Harbour", *header, "Share", "Print"))[:3] == list(header)
