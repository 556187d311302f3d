"""Text from outside, written so that a Markdown reader shows exactly its words and nothing acts.

The words survive CommonMark, tables, strikethrough, math and footnotes. What Obsidian, Dataview, Templater, Jekyll and
Hugo act on (`[[`, `%%`, `#tag`, `==`, `key::`, `<% %>`, `{{ }}`, inline queries) never stands in the file as it is.
"""

import json
import re
from collections.abc import Sequence

from reader.domain.links import Link
from reader.domain.safe_text import safe, safe_line

_SPECIAL = re.compile(
    r"[\\*\[\]{}~$|#^<`]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore between two letters never means emphasis
    r"|&(?=#?\w+;)"
    r"|%(?=[%>}])|(?<=[%<{])%"
    r"|=(?==)|(?<==)="
    r"|(?<=:):"
)
_ENTITIES = {"<": "&lt;", "`": "&#96;", "&": "&amp;", "%": "&#37;"}
_LINE_START = re.compile(r"^(?=[-+>:=])|^([0-9]{1,9})(?=[.)])")
_PARAGRAPH_BREAK = re.compile(r"(?<=[^\n])\n\n(?=\n*[^\n])")
_EDGES = re.compile(r"(\n*)(.*?)(\n*)", re.DOTALL)
_LINK_START, _LINK_END = "\ufdd0", "\ufdd1"
_LINK_ENDS = re.compile(_LINK_END)
_DESTINATION_RISK = re.compile(r"[()\[\]]|%(?![0-9A-Fa-f]{2})")
_FRONT_MATTER_RISK = re.compile(r"[`\ufffe\uffff]|<(?=%)|%(?=[%>}])|\{(?=[{%])|\}(?=\})|\[(?=\[)")


def inline(text: str) -> str:
    """One line of text as inline Markdown; white space at its ends is kept."""
    return _line(safe(text).replace("\n", " "))


def inline_linked(text: str, links: Sequence[Link]) -> str:
    """The same with its links as Markdown links; `links` are in order."""
    if _LINK_START in text or _LINK_END in text:
        return inline(text)  # nobody writes these two; they mark the links while the words between are escaped
    parts: list[str] = []
    done = 0
    for link in links:
        parts += (text[done : link.start], _LINK_START, text[link.start : link.end], _LINK_END)
        done = link.end
    parts.append(text[done:])
    addresses = iter(links)
    written = inline("".join(parts)).replace(_LINK_START, "[")
    return _LINK_ENDS.sub(lambda _: f"]({_destination(next(addresses).address)})", written)


def block_quote(text: str) -> str:
    """Text as a Markdown block quote, without a newline at the end.

    A blank line stays a paragraph break, a single newline becomes a hard line break, and every other space or newline
    that Markdown would drop is written as a character reference.
    """
    paragraphs = [_paragraph(part) for part in _PARAGRAPH_BREAK.split(safe(text))]
    lines = "\n\n".join(paragraphs).split("\n")
    return "\n".join(f"> {line}" if line else ">" for line in lines)


def front_matter_string(text: str) -> str:
    """Text on one line as a JSON string that is the same string in YAML 1.1 and 1.2."""
    quoted = json.dumps(safe_line(text), ensure_ascii=False)
    return _FRONT_MATTER_RISK.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _destination(address: str) -> str:
    return _DESTINATION_RISK.sub(lambda found: f"%{ord(found[0]):02X}", address)


def _paragraph(text: str) -> str:
    edges = _EDGES.fullmatch(text)
    before, body, after = edges.groups() if edges else ("", text, "")
    lines = "\\\n".join(_line(line) for line in body.split("\n"))
    return "&#10;" * len(before) + lines + "&#10;" * len(after)


def _line(line: str) -> str:
    before = after = ""
    if line[:1].isspace():
        before, line = f"&#{ord(line[0])};", line[1:]
    if line[-1:].isspace():
        line, after = line[:-1], f"&#{ord(line[-1])};"
    return before + _escaped(line) + after


def _escaped(line: str) -> str:
    inner = _SPECIAL.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), line)
    return _LINE_START.sub(r"\1\\", inner, count=1)
