"""A Markdown export parses back to exactly what was marked."""

import re
from dataclasses import replace

import pytest
from export_samples import SAYS, SPECIALS, article, export, highlight, hostile, parse, plain, quotes
from hypothesis import given, settings

from reader.domain.article import Metadata
from reader.domain.exports import ArticleExport
from reader.domain.mark import ArticleMarks
from reader.domain.safe_text import safe_line
from reader.export.markdown import LOST_HEADING, render


@given(quotes, quotes)
@settings(max_examples=150, deadline=None)
def test_every_quote_parses_back_word_for_word(first: str, second: str) -> None:
    """Whatever the words are made of, CommonMark and GitHub's tables and strikethrough see only the words."""
    text = render(export(highlight(first), highlight(second, name="h2")))
    assert parse(text, "default").quotes == [first, second]
    assert parse(text, "commonmark").quotes == [first, second]
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("lead", ["", "a\n", "a\n\n", " ", "a | b\n"])
def test_a_special_at_the_start_of_a_line_is_only_text(lead: str) -> None:
    """Block syntax after a line break or a blank line stays words."""
    for special in SPECIALS:
        quote = f"{lead}{special}\nend"
        assert parse(render(export(highlight(quote)))).quotes == [quote]


@given(quotes)
@settings(max_examples=80, deadline=None)
def test_nothing_in_a_quote_is_alive_in_a_vault(quote: str) -> None:
    """No comment, link, tag, template or query of Obsidian and its plugins stands in the quoted lines."""
    text = render(export(highlight(quote)))
    quoted = "\n".join(line[2:] for line in text.split("\n") if line.startswith(">"))
    for alive in ("[[", "%%", "<%", "%>", "{{", "{%", "`", "::", "==", "<", "$$"):
        assert alive not in quoted
    assert not re.search(r"(?<![\\&])#", quoted)


@given(hostile.filter(safe_line), hostile, hostile)
@settings(max_examples=80, deadline=None)
def test_front_matter_and_title_read_back_exactly(title: str, source: str, author: str) -> None:
    """PyYAML and markdown-it-py give back the strings that the article states."""
    parsed = parse(render(export(metadata=Metadata(title=title, source=source, authors=(author, "Mira Oduya")))))
    shown = safe_line(title)
    assert parsed.title == shown
    assert parsed.front["title"] == shown
    assert parsed.front.get("source", "") == safe_line(source)
    authors = [name for name in (safe_line(author), "Mira Oduya") if name]
    assert parsed.front["author"] == (authors if len(authors) > 1 else authors[0])


def test_front_matter_has_its_keys_in_order() -> None:
    """Title, source, url, author, published, exported, tags; dates stay strings."""
    sample = replace(
        export(metadata=replace(SAYS, source="Northern Wire", url="https://wire.example/1", authors=("Mira Oduya",))),
        marks=ArticleMarks("abc123def4", tags=("ferries", "#Harbour news")),
    )
    front = parse(render(sample)).front
    assert list(front) == ["title", "source", "url", "author", "published", "exported", "tags"]
    assert front["author"] == "Mira Oduya"
    assert front["exported"] == "2026-03-15"
    assert front["tags"] == ["ferries", "harbour-news"]


def test_front_matter_leaves_out_what_the_article_does_not_state() -> None:
    """No empty author, source, url or date; tags are an empty list."""
    front = parse(render(export(metadata=Metadata(title="Ferry late again")))).front
    assert front == {"title": "Ferry late again", "exported": "2026-03-15", "tags": []}


def test_a_whole_export_reads_well() -> None:
    """The layout of a file, as a person sees it."""
    first = highlight(
        "We were offered nothing.", note="Same *sentence* in\nNorthern Wire.", tags=("strike", "port_ellis")
    )
    gone = highlight("Gone words here.", name="h2")
    sample = replace(export(first, gone, lost=("h2",)), marks=ArticleMarks("abc123def4", ("ferries",), "To *check*."))
    body = render(sample).split("---\n", 2)[2]
    assert body == (
        "\n# Ferry late again\n\nTags: #ferries\n\nTo *check*.\n\n"
        "<!-- newsmark: h1 -->\n\n> We were offered nothing.\n\nSame *sentence* in\nNorthern Wire.\n\n"
        "claim · #strike #port_ellis · 2026-03-14\n\n"
        f"{LOST_HEADING}\n\n<!-- newsmark: h2 -->\n\n> Gone words here.\n\nclaim · 2026-03-14\n"
    )


def test_an_article_without_a_headline_is_called_by_its_opening() -> None:
    """An export always has a title."""
    assert parse(render(export(metadata=Metadata()))).title == "The ferry left"
    nameless = replace(article(Metadata()), opening="", address=" ")
    assert parse(render(ArticleExport(nameless, ArticleMarks("x"), (), frozenset(), "2026-03-15"))).title == "Untitled"


NOTES = [
    *(
        "> quoted",
        ">> deep\n> > deeper",
        "- > in a list",
        "---",
        "===",
        "# heading",
        "```",
        "```py\ncode",
        "~~~~\nx",
        "- ```\n  x",
    ),
    *(
        "<!-- open",
        "<div>",
        "<script>",
        "<textarea>x",
        "<?php",
        "<![CDATA[",
        "<!X",
        "%% open",
        "$$ open",
        "[x]: /y 'open",
    ),
    *(
        "1. one\n\n   two",
        "    code",
        "\\",
        "a  ",
        "| a |\n|---|\n| b |",
        "<!-- newsmark: h2 -->",
        "`<!-- newsmark: h2 -->`",
    ),
    *("> " * 30 + "x", "> ```\n> x", "*a", "[", "![", "***", "<details>", "```\n<!-- newsmark: h2 -->", "\n\n  \n"),
]


@pytest.mark.parametrize("note", NOTES)
def test_a_note_stays_in_its_place(note: str) -> None:
    """However a note ends, the next highlight is whole, and the line below the note is its own paragraph."""
    assert_contained(note)


@given(hostile)
@settings(max_examples=100, deadline=None)
def test_no_note_swallows_what_follows(note: str) -> None:
    """The same for any note."""
    assert_contained(note)


def assert_contained(note: str) -> None:
    sample = export(highlight("one", note=note), highlight("two", name="h2"))
    text = render(replace(sample, marks=ArticleMarks("abc123def4", note=note)))
    parsed = parse(text, "commonmark")
    comments = [token.content.strip() for token in parsed.tokens if token.type == "html_block"]
    assert comments == ["<!-- newsmark: h1 -->", "<!-- newsmark: h2 -->"]
    assert text.count("<!-- newsmark:") == 2
    assert parsed.quotes == ["one", "two"]
    lines = [token for token in parsed.tokens if token.type == "inline" and token.content == "claim · 2026-03-14"]
    assert [(token.level, plain(token)) for token in lines] == [(1, "claim · 2026-03-14")] * 2


@pytest.mark.parametrize(
    "note",
    ["*See* [the report](https://wire.example/a_b), `x < y`.", "- one\n- two", "See <https://wire.example/1>", "3 < 4"],
)
def test_a_note_in_markdown_passes_as_written(note: str) -> None:
    """The reader's own Markdown is not escaped."""
    assert f"\n\n{note}\n\n" in render(export(highlight("one", note=note)))


def test_rendering_is_deterministic() -> None:
    """The same export gives the same bytes."""
    sample = export(highlight("one", tags=("b", "a")))
    assert render(sample) == render(sample)
