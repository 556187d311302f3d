"""Entities, tags, garbled letters and odd spaces are mended on evidence, and the block says so."""

import pytest
from cleaning_helpers import END, LEDE, article, block, blocks, cut, kept

from reader.cleaning.clean import clean
from reader.cleaning.decode import decode
from reader.domain.article import MediaType
from reader.domain.document import BlockKind

ABOUT_MARKUP = "The course teaches HTML in the old school, and twelve people of the town have signed up for it."


@pytest.mark.parametrize(
    ("dirty", "tidy"),
    [
        ("Nets &amp; ropes are sold at the gate.", "Nets & ropes are sold at the gate."),
        ("The keeper&#8217;s lamp is out.", "The keeper’s lamp is out."),
        ("The keeper&amp;#x2019;s lamp is out.", "The keeper’s lamp is out."),
        ("It opens&nbsp;at noon, and&nbsp closes at dusk.", "It opens\u00a0at noon, and closes at dusk."),
        ("The gate is <em>shut</em>, they say.", "The gate is shut, they say."),
        ('The &lt;span data-id="4"&gt;gate&lt;/span&gt; is shut.', "The gate is shut."),
        ("The gate is shut.<br />The ferry waits.", "The gate is shut. The ferry waits."),
        ('Ask <a href="https://ellis.example/ask">the office</a> first.', "Ask the office first."),
    ],
)
def test_what_another_program_left_is_mended_and_said_so(dirty: str, tidy: str) -> None:
    """Entities become their characters, tags go; the reason names the place."""
    assert tidy in kept(article(dirty))
    assert block(article(dirty), tidy).reason.startswith("mended ")


@pytest.mark.parametrize("code", ["Write &amp;lt; for a bracket.", "A line ends in <br />.", "Put <b>it</b> in bold."])
def test_an_article_about_markup_shows_it(code: str) -> None:
    """Such an article means its entities and tags."""
    assert code in kept(article(ABOUT_MARKUP, code))


@pytest.mark.parametrize(
    "line",
    [
        "If a <b, then c> d, said the surveyor.",
        "The firm of Oduya & Sons; it was sold.",
        "The sign “<br>” hung on the wall.",
        "The boat &unknown; has no name.",
        "Look at <b> in the plan of the harbour.",
    ],
)
def test_signs_that_are_no_markup_stay(line: str) -> None:
    """Unknown names, comparisons, quoted signs, tags without a partner."""
    assert line in kept(article(line))


def test_a_line_of_tags_alone_is_cut() -> None:
    """It has no words."""
    assert cut(article('<div class="story">')) == {'<div class="story">': "markup left in the text"}


def test_doubled_spaces_are_mended() -> None:
    """Also a tab, and a space before a comma or a full stop."""
    dirty = "The office  says the gate\topens in May , and the ferry sails again on Sunday ."
    tidy = "The office says the gate opens in May, and the ferry sails again on Sunday."
    assert block(article(dirty), tidy).reason == "mended spaces"


@pytest.mark.parametrize(
    "line",
    [
        "Gulls    3    Terns    4    Herons    12    Swans    9    Geese    7",
        "The sea  the sea",
        "He waited . . . and then he waited . . . until the ferry came in.",
        "The price of a ticket is .50 more than in the summer of last year.",
    ],
)
def test_spaces_that_may_be_meant_stay(line: str) -> None:
    """Columns, verse, spaced points, decimals."""
    assert line in kept(article(line))


def garbled(text: str, encoding: str) -> str:
    """The text as a program shows it that reads its UTF-8 in this encoding; what that leaves open stays a control."""
    read = (bytes([byte]).decode(encoding, "surrogateescape") for byte in text.encode())
    return "".join(chr(ord(letter) - 0xDC00) if "\udc80" <= letter <= "\udcff" else letter for letter in read)


@pytest.mark.parametrize(
    ("whole", "encoding"),
    [
        ("Die Hafenbehörde schließt das Tor für drei Wochen.", "cp1252"),
        ("The keeper’s lamp is out, “for good”.", "cp1252"),
        ("La señora dijo que mañana no habrá café en el muelle.", "latin-1"),
        ("Порт закроет северные ворота на три недели.", "cp1251"),
    ],
)
def test_garbled_letters_are_mended_and_said_so(whole: str, encoding: str) -> None:
    """UTF-8 that was read in another encoding."""
    document = clean(article(garbled(whole, encoding)).encode(), MediaType.TEXT).document
    (found,) = [block for block in document.blocks if block.text == whole]
    assert found.rule == "mend-letters"
    assert found.reason.startswith("mended ")


@pytest.mark.parametrize(
    "line",
    [
        "Read as Latin-1, UTF-8 turns é into Ã©, which every office has seen.",
        "Das Menü „MENÜ“ macht Spaß“, sagt der Wirt.",
        "« À l’été, » dit-il, « le café sera fermé ».",
        "NÃO HÁ VAGAS, diz a placa na porta.",
    ],
)
def test_letters_that_are_meant_stay(line: str) -> None:
    """Articles about encodings, and languages with many accents."""
    assert line in kept(article(line))


def test_a_fence_of_code_keeps_its_letters() -> None:
    """Markdown says what is code."""
    text = f"{LEDE}\n\n```\nprint('Ã©')\n```\n\n{END}"
    (code,) = [block for block in blocks(text, MediaType.MARKDOWN) if block.kind is BlockKind.CODE]
    assert code.text == "print('Ã©')"


def test_a_soft_hyphen_at_a_line_end_joins_the_word() -> None:
    """It is written for that."""
    assert decode("The har\u00ad\nbour and the light\u00adhouse".encode(), MediaType.TEXT).text == (
        "The harbour and the lighthouse"
    )
