"""What the tests of the exports share: a sample export, hostile text, and a reader of the Markdown files."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import yaml
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.domain.article import Article, MediaType, Metadata
from reader.domain.exports import ArticleExport
from reader.domain.mark import ArticleMarks, Highlight, HighlightKind, TextPosition, TextQuote
from reader.domain.safe_text import safe

SPECIALS = [
    *("# ", "#tag", "- ", "+ ", "* ", "1. ", "12) ", "> ", "|", "---", "===", "***", "___", "~~~", "```", "`", "``"),
    *("*a*", "_a_", "__a__", "a_b", "~~a~~", "==a==", "[a](b)", "![a](b)", "[[a]]", "![[a]]", "[^1]", "[a]: /b", "[x"),
    *(
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<!-- newsmark: h1 -->",
        "<script>",
        "<% tp %>",
        "{{a}}",
        "{% a %}",
        "%%",
        "$$",
        "$a$",
    ),
    *(
        "`= this.x`",
        "`$= x`",
        "key:: value",
        "^block",
        "&amp;",
        "&#35;",
        "&lt",
        "&",
        "\\",
        "\\\\",
        "!",
        ":",
        "=",
        "%",
        "{",
    ),
    *(
        " ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "\n\n\n",
        "\xa0",
        "\u3000",
        "|---|",
        ":--",
        "| a | b |",
        "http://a.example/_x_",
    ),
    *(
        "'",
        '"',
        "a",
        "B",
        "é",
        "北",
        "😀",
        "؟",
        "नि",
        "\ufffe",
        "0",
        "<",
        ">",
        "@",
        "=1+1",
        "null",
        "? ",
        "a: b",
        "- - -",
    ),
]

hostile = st.lists(st.one_of(st.sampled_from(SPECIALS), st.text(max_size=4)), min_size=1, max_size=14).map(
    lambda parts: safe("".join(parts))
)
"""Text as it stands in the library after cleaning, made of what formats take as a command."""

quotes = hostile.filter(bool)


def highlight(
    exact: str = "The ferry left at dawn.", *, name: str = "h1", note: str = "", tags: tuple[str, ...] = ()
) -> Highlight:
    moment = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
    return Highlight(
        id=name,
        article_id="abc123def4",
        quote=TextQuote(exact, "before ", " after"),
        position=TextPosition(7, 7 + len(exact), "0" * 64),
        kind=HighlightKind.CLAIM,
        note=note,
        tags=tags,
        created=moment,
        modified=moment,
    )


SAYS = Metadata(title="Ferry late again", published="2026-03-13")


def article(metadata: Metadata = SAYS) -> Article:
    return Article(
        id="abc123def4",
        address="/articles/ferry.txt",
        media_type=MediaType.TEXT,
        raw_digest="1" * 64,
        text_digest="0" * 64,
        added=datetime(2026, 3, 14, 8, 0, tzinfo=UTC),
        metadata=metadata,
        opening="The ferry left",
        words=200,
        cut_blocks=0,
    )


def export(
    *highlights: Highlight, lost: tuple[str, ...] = (), day: str = "2026-03-15", metadata: Metadata = SAYS
) -> ArticleExport:
    return ArticleExport(article(metadata), ArticleMarks("abc123def4"), highlights, frozenset(lost), day)


@dataclass(frozen=True)
class Parsed:
    """What a Markdown reader sees in an export."""

    front: dict[str, Any]
    title: str
    quotes: list[str]
    tokens: list[Token]


def parse(text: str, preset: str = "default") -> Parsed:
    """Read an export with PyYAML and markdown-it-py; every block quote must hold paragraphs of plain text only."""
    front, body = re.fullmatch(r"---\n(.*?\n)---\n(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    options: dict[str, Any] = {"html": True} if preset == "default" else {}
    tokens = MarkdownIt(preset, options).parse(body)
    found: list[list[str]] = []
    inside = False
    for token in tokens:
        if token.type in {"blockquote_open", "blockquote_close"}:
            assert token.level == 0
            inside = token.type == "blockquote_open"
            found.extend([[]] if inside else [])
        elif inside:
            assert token.type in {"paragraph_open", "inline", "paragraph_close"}
            found[-1].extend([plain(token)] if token.type == "inline" else [])
    headings = [tokens[index + 1] for index, token in enumerate(tokens) if token.type == "heading_open"]
    return Parsed(yaml.safe_load(front), plain(headings[0]), ["\n\n".join(parts) for parts in found], tokens)


def plain(token: Token) -> str:
    """The words of an inline token, which must be text and hard breaks and nothing else."""
    words = []
    for child in token.children or ():
        assert child.type in {"text", "hardbreak"}, child
        words.append("\n" if child.type == "hardbreak" else child.content)
    return "".join(words)
