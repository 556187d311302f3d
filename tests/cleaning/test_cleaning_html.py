"""A page becomes the labelled blocks of its article, and nothing in it can harm the reader."""

import logging
import time

import pytest
from cleaning_helpers import END, LEDE, MIDDLE

from reader.cleaning.clean import clean
from reader.domain.article import MediaType, Metadata, Reading
from reader.domain.document import BlockKind
from reader.domain.errors import SourceError

PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Northern gate to close | The Coastal Ledger</title>
<meta property="og:title" content="Northern gate to close"><meta property="og:site_name" content="The Coastal Ledger">
<meta name="author" content="Mira Oduya"><meta property="article:published_time" content="2025-03-14T08:00:00Z">
<link rel="canonical" href="https://ledger.example/gate"></head><body><nav><a href="/">Start</a></nav><article>
<h1>Northern gate to close</h1><figure><img src="a.jpg"><figcaption>Divers at the gate in winter</figcaption></figure>
<p>PORT ELLIS – {LEDE}</p><h2>What it means</h2><p>{MIDDLE}</p>
<blockquote><p>We were told nothing at all, said the skipper of the blue boat.</p></blockquote>
<ul><li>The gate closes in May.</li><li>It opens in June.</li></ul>
<ol><li>First the hinges.</li><li>Then the bolts.</li></ol>
<table><tr><th>Month</th><th>Boats</th></tr><tr><td>May</td><td>30</td></tr></table>
<blockquote class="twitter-tweet"><p>Fog over the lock pic.twitter.com/Ab1</p>&mdash; Port Ellis (@portellis)
<a href="https://twitter.com/x">March 1, 2025</a></blockquote><p>{END}</p></article>
<section class="comments"><p>Bob says it is all the fault of the mayor.</p></section></body></html>"""


def page(text: str, metadata: Metadata | None = None) -> Reading:
    """The cleaned page."""
    return clean(text.encode(), MediaType.HTML, metadata or Metadata())


def kinds(kind: BlockKind) -> list[str]:
    """The texts of the sample page's kept blocks of this kind."""
    return [block.text for block in page(PAGE).document.kept if block.kind is kind]


def test_the_page_says_who_wrote_what_when_and_where() -> None:
    """From its head."""
    assert page(PAGE).metadata == Metadata(
        title="Northern gate to close",
        source="The Coastal Ledger",
        authors=("Mira Oduya",),
        published="2025-03-14",
        url="https://ledger.example/gate",
        language="en",
    )


def test_the_structure_of_the_page_names_the_blocks() -> None:
    """Headings, quotations, lists, tables, captions; and rules run on what it leaves open."""
    assert kinds(BlockKind.HEADLINE) == ["Northern gate to close"]
    assert kinds(BlockKind.DATELINE) == ["PORT ELLIS –"]
    assert kinds(BlockKind.HEADING) == ["What it means"]
    assert kinds(BlockKind.PARAGRAPH) == [LEDE, MIDDLE, END]
    assert kinds(BlockKind.QUOTE)[:1] == ["We were told nothing at all, said the skipper of the blue boat."]
    assert kinds(BlockKind.LIST) == [
        "The gate closes in May.",
        "It opens in June.",
        "1. First the hinges.",
        "2. Then the bolts.",
    ]
    assert kinds(BlockKind.TABLE) == ["Month | Boats\nMay | 30"]
    assert kinds(BlockKind.CAPTION) == ["Divers at the gate in winter"]


def test_a_quotation_in_a_quotation_has_its_depth() -> None:
    """And the words are what they were."""
    skipper = "<p>We were told nothing at all, said the skipper of the blue boat.</p>"
    office = "<p>It is shut until the water is clear again in May.</p>"
    found = page(PAGE.replace(skipper, f"{skipper}<blockquote>{office}</blockquote>{skipper}")).document.kept
    quotes = [(block.text.split()[0], block.level) for block in found if block.kind is BlockKind.QUOTE]
    assert quotes[:3] == [("We", 0), ("It", 1), ("We", 0)]


def test_a_post_marked_up_as_a_quotation_stays_one() -> None:
    """The author put it there; its text and its signature are kept."""
    assert kinds(BlockKind.QUOTE)[1:] == [
        "Fog over the lock pic.twitter.com/Ab1",
        "— Port Ellis (@portellis) March 1, 2025",
    ]


def test_a_post_that_no_markup_calls_a_quotation_is_cut() -> None:
    """Flattened to paragraphs it looks like the article's own text, but for its signature."""
    flat = page(PAGE.replace("blockquote", "div")).document
    assert "— Port Ellis (@portellis) March 1, 2025" not in [block.text for block in flat.kept]


def test_comments_and_navigation_are_not_read() -> None:
    """They are no part of the article, not even a cut one."""
    text = page(PAGE).document.text
    assert "Bob says" not in text
    assert "Start" not in text


def test_a_page_without_an_article_gives_its_words() -> None:
    """But not those of scripts and styles."""
    reading = page("<html><script>var x = 'no';</script><style>p {}</style><body><div>Short <b>note</b>.</div></body>")
    assert reading.document.text == "Short note."


def test_the_page_goes_before_what_the_place_tells() -> None:
    """A feed's title fills a gap only."""
    told = Metadata(title="From the feed", source="Feed")
    assert page(PAGE, told).metadata.title == "Northern gate to close"
    assert page("<p>Just a few words.</p>", told).metadata == told


@pytest.mark.parametrize("entity", ["&#27;]52;c;x&#7;", "&#155;2J", "&#x9b;2J", "&#x202e;", "&#x1B;[31m", "&#0;"])
def test_controls_written_as_entities_do_not_survive(entity: str) -> None:
    """In the text and in the title, and the article around them stays."""
    harmful = PAGE.replace("The harbour", f"The {entity}harbour").replace("Northern gate", f"Northern {entity}gate")
    reading = page(harmful)
    for text in (reading.document.text, reading.metadata.title):
        assert not any(
            (ord(character) < 32 and character != "\n") or 127 <= ord(character) < 160 or character == "\u202e"
            for character in text
        )
    assert MIDDLE in reading.document.text


@pytest.mark.parametrize(
    "monster",
    [
        "<div " + " ".join(f"a{number}=1" for number in range(60_000)) + ">",
        "<div x='>' " + " ".join(f"a{number}" for number in range(60_000)) + ">",
        "<div " + "".join(f'a{number}="1"' for number in range(60_000)) + ">",
        "<div/" + "/".join(f"a{number}" for number in range(60_000)) + ">",
        '<div " ' + " ".join(f"a{number}" for number in range(60_000)) + ">",
    ],
    ids=["plain", "quoted end", "without spaces", "slashes", "stray quote"],
)
def test_an_element_with_very_many_attributes_does_not_hang(monster: str) -> None:
    """libxml2's time grows with their square."""
    started = time.monotonic()
    reading = page(PAGE.replace("<article>", f"<article>{monster}"))
    assert time.monotonic() - started < 5
    assert MIDDLE in reading.document.text


@pytest.mark.parametrize("text", ["<!-- -->", "<html></html>", "<p>…</p>", "<![CDATA[", "<?xml version='1.0'?>"])
def test_a_page_without_words_is_refused(text: str) -> None:
    """In one clear line."""
    with pytest.raises(SourceError, match="no words"):
        page(text)


def test_nothing_is_said_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """Neither by logging nor by warnings nor by the parser."""
    logging.getLogger("trafilatura").error("before")
    capfd.readouterr()
    page("<html><body><p>" + "<div>" * 500 + "Some <b>words</p></i>")
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")
