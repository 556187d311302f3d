"""A note is the reader's own Markdown: it passes as written, but stays in its place.

Three things do not pass: a block quote (in an export, each block quote is a marked passage), raw HTML (left open, it
hides what follows), and an end that would swallow the text after the note. The first two are shown as the characters
typed; what is left open is closed.
"""

import functools
import re
from typing import TYPE_CHECKING

from reader.domain.safe_text import safe
from reader.export.escape import block_quote

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_AFTER = "newsmark"
_MARKER = re.compile(r"<!--(?=\s*newsmark:)")
_TAG = re.compile(r"<(?=[A-Za-z/!?%])(?!\w[\w+.-]+:[^\s<>]*>|[^\s<>/@]+@[^\s<>]+>)")
_HTML_ENDS = (
    ("<!--", "-->"),
    ("<?", "?>"),
    ("<![cdata[", "]]>"),
    ("<!", ">"),
    ("<script", "</script>"),
    ("<pre", "</pre>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
)


def contain(note: str) -> str:
    """The note as a run of Markdown blocks that touches nothing after it; empty if the note is."""
    text = safe(note).strip("\n").rstrip()
    if not text.strip():
        return ""
    text = _paired(_without_html(_MARKER.sub("&lt;!--", text)))
    contained = _without_quotes(text)
    if contained is None or _kinds(contained) & {"html_block", "html_inline"}:
        return _as_typed(text)
    end = closing(contained)
    return f"{contained}\n{end}" if end else contained


def closing(text: str) -> str:
    """The line that closes a code fence or an HTML block left open at the end of a text; empty if none is."""
    tokens = _tokens(f"{text}\n\n{_AFTER}")
    last = tokens[-1]
    if last.type == "fence":
        return last.markup
    if last.type == "html_block":
        start = last.content.lstrip().lower()
        return next((end for begin, end in _HTML_ENDS if start.startswith(begin)), "")
    return ""


@functools.cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only an export pays for the parser

    return MarkdownIt("commonmark")


def _tokens(text: str) -> list["Token"]:
    return _parser().parse(text)


def _kinds(text: str) -> set[str]:
    tokens = _tokens(text)
    inner = [child for token in tokens for child in token.children or ()]
    return {token.type for token in (*tokens, *inner)}


def _without_html(text: str) -> str:
    """Tags and comments as the characters typed; links in angle brackets stay."""
    return _TAG.sub("&lt;", text) if _kinds(text) & {"html_block", "html_inline"} else text


def _without_quotes(text: str) -> str | None:
    """The `>` of every block quote as a character; None if some are nested too deep."""
    for _ in range(8):
        quotes = [token.map for token in _tokens(text) if token.type == "blockquote_open" and token.map]
        if not quotes:
            return text
        lines = text.split("\n")
        first, end = quotes[0]
        for index in range(first, end):
            lines[index] = re.sub(r"(?<!\\)>", r"\\>", lines[index], count=1)
        text = "\n".join(lines)
    return None


def _paired(text: str) -> str:
    """Obsidian's comments and formulas closed: the last `%%` or `$$` without a partner is only characters."""
    for mark in ("%%", "$$"):
        if text.count(mark) % 2:
            before, _, after = text.rpartition(mark)
            text = f"{before}\\{mark[0]}\\{mark[0]}{after}"
    return text


def _as_typed(text: str) -> str:
    return "\n".join(line.removeprefix(">").removeprefix(" ") for line in block_quote(text).split("\n"))
