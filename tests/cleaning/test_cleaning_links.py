"""Links of pages and Markdown stay on their words, whatever the rules do with the text around them."""

import pytest
from cleaning_helpers import END, LEDE, MIDDLE, read
from hypothesis import given
from hypothesis import strategies as st

from reader.cleaning.anchors import Anchors, marked
from reader.domain.article import MediaType, Reading
from reader.domain.links import Link, safe_address

HEAD = '<title>The gate is shut</title><link rel="canonical" href="https://ledger.example/north/gate">'


def page(body: str, head: str = HEAD) -> Reading:
    whole = f"<html><head>{head}</head><body><article><h1>The gate is shut</h1>{body}</article></body></html>"
    return read(whole, MediaType.HTML)


def links(reading: Reading) -> list[tuple[str, str]]:
    """Linked words and addresses, in order."""
    return [
        (block.text[link.start : link.end], link.address) for block in reading.document.blocks for link in block.links
    ]


def test_a_page_keeps_its_links_on_their_words() -> None:
    """Relative ones count from the page's own address; markup inside and a dateline before do not matter."""
    made = page(
        f'<p>PORT ELLIS – The <a href="/ports">northern <em>gate</em></a>, a <a href="map.html">map</a>. {LEDE}</p>'
        f'<p>{MIDDLE}</p><ol><li>See the <a href="https://tides.example/?a=1&amp;b=2">tide table</a>.</li>'
        f"<li>Go.</li></ol><p>{END}</p>"
    )
    assert links(made) == [
        ("northern gate", "https://ledger.example/ports"),
        ("map", "https://ledger.example/north/map.html"),
        ("tide table", "https://tides.example/?a=1&b=2"),
    ]


def test_a_page_may_state_what_its_links_count_from() -> None:
    """As a base element does."""
    made = page(f'<p>The <a href="b">gate</a>. {LEDE}</p><p>{MIDDLE}</p>', f'{HEAD}<base href="/archive/">')
    assert links(made) == [("gate", "https://ledger.example/archive/b")]


def test_links_in_tables_and_mended_words_stay() -> None:
    """Mending changes letters before a link and in it."""
    made = page(
        f'<p>{LEDE}</p><p>The  council &amp;amp; the <a href="/x">port &amp;amp; its boats</a> agreed. {MIDDLE}</p>'
        '<table><tr><th>Port</th><th>Boats</th></tr><tr><td>Mara</td><td><a href="/b">12</a></td></tr>'
        f'<tr><td><a href="/e">Ellis</a></td><td>12</td></tr></table><p>{END}</p>'
    )
    assert links(made) == [
        ("port & its boats", "https://ledger.example/x"),
        ("12", "https://ledger.example/b"),
        ("Ellis", "https://ledger.example/e"),
    ]


def test_markdown_keeps_its_links() -> None:
    """In paragraphs, list items and tables; an address that stands in the text is a link too."""
    made = read(
        "---\nurl: https://ledger.example/a/\n---\n# Gate\n\nThe [northern *gate*\nof Ellis](b) and <https://x.example>.\n\n"
        "1. Ask [the council](mailto:council@ledger.example).\n\n| a | b |\n|---|---|\n| [x](/q) | 2 |\n\n"
        "See https://y.example/a_(b), or [nothing](javascript:alert%281%29).\n",
        MediaType.MARKDOWN,
    )
    assert links(made) == [
        ("northern gate of Ellis", "https://ledger.example/a/b"),
        ("https://x.example", "https://x.example"),
        ("the council", "mailto:council@ledger.example"),
        ("x", "https://ledger.example/q"),
        ("https://y.example/a_(b)", "https://y.example/a_(b)"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//",
        "#top",
        "",
        "-oProxy=x",
        "https://a.example/\x1b]52;c;x\x07",
        "https://a.example/\u202egpj.exe",
        "http://[",
        "mailto:nobody",
        "https://a.example/" + "x" * 2_000,
    ],
)
def test_an_address_that_leads_nowhere_outside_or_does_harm_is_no_link(written: str) -> None:
    """Nothing of it is kept."""
    assert safe_address(written) == ""


def test_an_address_holds_nothing_that_ends_it() -> None:
    """So that it can be printed between signs."""
    assert safe_address('https://a.example/"<x>|') == "https://a.example/%22%3Cx%3E%7C"


@given(
    st.lists(st.tuples(st.text("ab .,", max_size=9), st.sampled_from(["", "/x"])), max_size=8),
    st.text("ab .", max_size=4),
)
def test_linked_words_are_the_same_after_the_text_around_them_has_changed(
    parts: list[tuple[str, str]], more: str
) -> None:
    """As far as they are found, and always in order and without overlap."""
    text = " ".join("".join(words for words, _ in parts).split())
    anchors = marked(parts, text)
    for link in anchors.links:
        assert text[link.start : link.end] in {" ".join(words.split()) for words, _ in parts}
    moved = anchors.found_in(f"{more} {text} {more}", "https://a.example")
    assert len(moved) == len(anchors.links)
    edges = [edge for link in moved for edge in (link.start, link.end)]
    assert edges == sorted(edges)


def test_a_link_whose_words_are_gone_is_gone() -> None:
    """And one that was parted stays with each of its parts."""
    anchors = Anchors("see the gate now", (Link(4, 12, "/x"),))
    assert anchors.found_in("nothing", "https://a.example") == ()
    assert [(link.start, link.end) for link in anchors.found_in("gate now", "https://a.example")] == [(0, 4)]
