"""Captions are kept under their name; their second printing and lone credits go."""

import pytest
from cleaning_helpers import article, block, cut

from reader.domain.document import BlockKind

CAPTION = "A handout photo from the port office shows divers at the northern gate of Port Ellis, 14 March 2031."
CREDITED = f"FILE: {CAPTION} TW-PIX/PORT OFFICE / HANDOUT\u00a0"


def test_of_two_printings_the_one_with_the_credit_goes() -> None:
    """The heading glued below by a single line break is no part of it."""
    text = article(f"{CAPTION}\n{CREDITED}\nGate-keepers under pressure")
    assert block(text, CAPTION).kind is BlockKind.CAPTION
    assert cut(text) == {CREDITED.strip(): "repeats the photo caption, with its credit"}
    assert block(text, "Gate-keepers under pressure").kind is BlockKind.HEADING


@pytest.mark.parametrize(
    "line",
    [
        CAPTION,
        "In this file photo, the mayor opens the lock.",
        "Divers at the northern gate. (Photo by Jan de Wit)",
        "FILE PHOTO: The lock of Port Ellis at night.",
    ],
)
def test_certain_captions_are_named_and_kept(line: str) -> None:
    """By their opening words, or by the credit at their end."""
    found = block(article(line), line)
    assert (found.kind, found.kept) == (BlockKind.CAPTION, True)


@pytest.mark.parametrize(
    "line",
    [
        "Photo by Jan de Wit",
        "Foto: Jan de Wit",
        "[사진: 포트 엘리스]",
        "Photo: Jan de Wit / Tideway",
        "Image: Port Office",
        "(Photo courtesy of Port Office)",
        "Jan de Wit/AFP via Getty Images",
    ],
)
def test_credits_that_stand_alone_are_cut(line: str) -> None:
    """A credit without its picture tells the reader nothing."""
    assert cut(article(line)) == {line: "photo credit"}


@pytest.mark.parametrize(
    "line",
    [
        "A photo released by the police on Monday shows two men at the gate, and changed the course of the case.",
        "The photo shows a man who never existed, the curators found.",
        "Image: that is what the whole campaign was about, she said.",
        "Photo by photo, the archive is being scanned by volunteers.",
        "Picture this: a harbour without a single boat.",
        "Light: Headlight/taillight",
        "Credit: it is the oldest promise in the world, and the weakest.",
    ],
)
def test_prose_about_pictures_stays_a_paragraph(line: str) -> None:
    """It is neither cut nor called a caption."""
    assert block(article(line), line).kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    assert cut(article(line)) == {}


def test_a_paragraph_that_continues_another_is_no_second_printing() -> None:
    """More words than a credit are news."""
    longer = (
        f"{CAPTION} The port office said that they would come back every winter until the hinges had been paid for."
    )
    assert cut(article(CAPTION, longer)) == {}


@pytest.mark.parametrize(
    "line",
    [
        "The northern gate lies dry for the first time in nineteen years. Foto: Jan de Wit",
        "Divers wait for the tide at the northern gate. Bild: Hafenamt Port Ellis",
        "Le bassin du nord, vidé pour la première fois / (C) Thora Lind",
        "Hai thợ lặn chờ nước xuống ở cửa phía bắc. Ảnh: Mira Oduya",
        "The harbour board (from left to right): Mira Oduya, Jan de Wit and Thora Lind",
        "Harbour master Mira Oduya (left), the mayor and a diver at the gate.",
    ],
)
def test_a_line_that_names_its_maker_or_who_stands_where_is_a_caption(line: str) -> None:
    """In any language; it is kept under its name."""
    found = block(article(line), line)
    assert (found.kind, found.kept) == (BlockKind.CAPTION, True)


@pytest.mark.parametrize(
    "line",
    [
        "She said that the picture: it had changed, and nobody in the harbour office would tell her why.",
        "The gates (left open) let the salt water in, and the farmers upstream lost their wells that week.",
        "The question for the board is one of credit: who will pay for the hinges when the boats have gone.",
    ],
)
def test_sentences_with_the_words_of_captions_are_none(line: str) -> None:
    """A maker has a name, and stands behind the end of a sentence."""
    assert block(article(line), line).kind is BlockKind.PARAGRAPH
