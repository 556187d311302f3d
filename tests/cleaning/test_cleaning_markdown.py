"""Markdown becomes labelled blocks of plain text, and its front matter metadata."""

import pytest
from cleaning_helpers import END, LEDE, MIDDLE, blocks, kept, read

from reader.cleaning.front_matter import split_front_matter
from reader.domain.article import MediaType, Metadata
from reader.domain.document import PICTURE, BlockKind

MARKDOWN = MediaType.MARKDOWN


def shapes(text: str) -> list[tuple[str, str, int]]:
    """Kind, text and level of each block."""
    return [(block.kind.value, block.text, block.level) for block in blocks(text, MARKDOWN)]


def test_blocks_have_the_kinds_that_the_markup_gives_them() -> None:
    """Headings and lists with their level; a list's number stands before its text."""
    text = (
        f"# Northern gate\n\n{LEDE}\n\n### Deeper\n\n> One.\n>\n> > Two.\n>\n> Three.\n\n- a\n- b\n  - c\n\n"
        "3. three\n4. four\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\nlet x = 1\n```\n"
    )
    assert shapes(text) == [
        ("headline", "Northern gate", 0),
        ("paragraph", LEDE, 0),
        ("heading", "Deeper", 3),
        ("quote", "One.", 0),
        ("quote", "Two.", 1),
        ("quote", "Three.", 0),
        ("list", "a", 0),
        ("list", "b", 0),
        ("list", "c", 1),
        ("list", "3. three", 0),
        ("list", "4. four", 0),
        ("table", "x | y\n1 | 2", 0),
        ("code", "let x = 1", 0),
    ]


def test_inline_markup_becomes_plain_text() -> None:
    """Links keep their words; a picture's words become a caption."""
    text = f"The *old* **gate** of [Ellis](https://e.example) is `shut`.\nFor now.\n\n![Divers at work](a.png)\n\n{END}"
    assert shapes(text)[:2] == [
        ("paragraph", "The old gate of Ellis is shut. For now.", 0),
        ("caption", "Divers at work", PICTURE),
    ]


def test_html_keeps_only_its_words() -> None:
    """No tag, no script, no comment is passed on."""
    text = f"{LEDE}\n\n<div class='x'><script>alert(1)</script><p>Old words</p><!-- no --></div>\n\nA <b>bold</b> word."
    assert kept(text, MARKDOWN) == [LEDE, "Old words", "A bold word."]


def test_brackets_that_are_no_link_stay() -> None:
    """They are words of the article."""
    assert kept("It said [bold] and [/] on the wall of the old house.", MARKDOWN) == [
        "It said [bold] and [/] on the wall of the old house."
    ]


def test_the_first_h1_is_the_title() -> None:
    """Unless the front matter has one."""
    assert read(f"# Northern *gate*\n\n{LEDE}", MARKDOWN).metadata.title == "Northern gate"
    assert read(f"---\ntitle: Gate\n---\n# Northern gate\n\n{LEDE}", MARKDOWN).metadata.title == "Gate"


def test_front_matter_is_read() -> None:
    """Simple lines, quoted values, and lists in both notations."""
    header = (
        '---\ntitle: "The \\"gate\\": a story"\nauthors: [Mira Oduya, \'Jan de Wit\']\ndate: 14 March 2031\n'
        "source: The Coastal Ledger\nurl: https://ledger.example/gate\nlanguage: en\nodd stuff\ncount: 3\n---\n"
    )
    assert read(f"{header}{LEDE}", MARKDOWN).metadata == Metadata(
        title='The "gate": a story',
        source="The Coastal Ledger",
        authors=("Mira Oduya", "Jan de Wit"),
        published="2031-03-14",
        url="https://ledger.example/gate",
        language="en",
    )
    items, body = split_front_matter("---\nauthor:\n  - Mira Oduya\n  - Jan de Wit\n---\nText")
    assert (items.authors, body) == (("Mira Oduya", "Jan de Wit"), "Text")


@pytest.mark.parametrize(
    "text", ["---\nNo end: here", "---\n---\nText", "Text\n---\na: b\n---", "---\njust words\n---\nText"]
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    """A header ends, and has pairs."""
    assert split_front_matter(text) == (Metadata(), text)


def test_the_rules_run_on_markdown_too() -> None:
    """Dateline, comment form."""
    text = f"# Gate\n\nPORT ELLIS – {LEDE}\n\n{MIDDLE}\n\n## Leave a Reply\n\nYour email address will not be published."
    assert kept(text, MARKDOWN) == ["Gate", "PORT ELLIS –", LEDE, MIDDLE]


@pytest.mark.parametrize("bomb", ["[" * 50_000, "[a](" * 20_000, "*a" * 20_000, "> " * 5_000 + "a", "- " * 5_000 + "a"])
def test_markdown_bombs_are_read_in_time(bomb: str) -> None:
    """As something; not as a hang or a crash."""
    assert read(f"{LEDE}\n\n{bomb}", MARKDOWN).document.kept


def test_code_is_never_mended_or_cut() -> None:
    """It is quoted as it is."""
    found = blocks(f"The lighthouse is dark.\n\n    light-house = 1\n\n{END}", MARKDOWN)
    assert [block.text for block in found if block.kind is BlockKind.CODE] == ["light-house = 1"]
