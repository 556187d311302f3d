"""An article as text: for reading, as Markdown, and as a record. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.cli.layout import wrap
from reader.cli.output import Json
from reader.domain.article import Article, Metadata
from reader.domain.document import Block, BlockKind, Document, has_bullet, runs_in
from reader.domain.links import Link
from reader.domain.safe_text import safe_line
from reader.export.escape import block_quote, inline, inline_linked


def plain(document: Document, *, cuts: bool = False, width: int = 0) -> str:
    """The kept blocks, a blank line between two, a dateline before its paragraph.

    Args:
        document: the labelled text.
        cuts: whether cut blocks stand in their places, each between `┄` and with its reason.
        width: columns to wrap at; 0 for none.
    """
    shown = [block for block in document.blocks if block.kept or cuts]
    return "".join(text + between for text, between in _with_separators(shown, width))


def markdown(document: Document, title: str, byline: str) -> str:
    """The kept blocks as Markdown under the title and the byline."""
    blocks = [block for block in without_headline(document, title).kept if block.text]
    parts = [f"# {inline(title)}", inline(byline)]
    for index, block in enumerate(blocks):
        dateline = index > 0 and blocks[index - 1].kind is BlockKind.DATELINE
        text = _markdown_block(block)
        if dateline and block.kind is BlockKind.PARAGRAPH:
            parts[-1] += f" {text}"
        else:
            parts.append(text)
    return "\n\n".join(part for part in parts if part)


def with_numbers(document: Document) -> tuple[Document, list[str]]:
    """The document with a number behind the linked words of kept blocks, and the addresses in the order of these."""
    addresses: list[str] = []
    blocks: list[Block] = []
    for block in document.blocks:
        parts: list[str] = []
        done = 0
        for link in block.links if block.kept else ():
            addresses.append(link.address)
            parts += (block.text[done : link.end], f"[{len(addresses)}]")
            done = link.end
        blocks.append(replace(block, text="".join((*parts, block.text[done:])), links=()) if parts else block)
    return Document(tuple(blocks)), addresses


def heading(article: Article) -> list[str]:
    """The title, and the line of byline, source, date and reading time."""
    metadata = article.metadata
    minutes = f"{article.minutes} min"
    facts = (", ".join(metadata.authors), metadata.source, metadata.published[:10], minutes)
    return [safe_line(article.label), safe_line(" · ".join(fact for fact in facts if fact))]


def without_headline(document: Document, title: str) -> Document:
    """The document without a kept headline that only repeats the title shown above it."""
    words = title.split()
    return Document(
        tuple(
            block
            for block in document.blocks
            if not (block.kept and _is_headline(block) and block.text.split() == words)
        )
    )


def _is_headline(block: Block) -> bool:
    return block.kind is BlockKind.HEADLINE or (block.kind is BlockKind.HEADING and block.level == 1)


def block_records(document: Document) -> list[Json]:
    """Every block, kept and cut, as a record."""
    return [
        {
            "kind": block.kind.value,
            "text": block.text,
            "kept": block.kept,
            "reason": block.reason,
            "confidence": round(block.confidence, 3),
        }
        for block in document.blocks
    ]


def link_records(document: Document) -> list[Json]:
    """The links of kept blocks: words and address, in order."""
    found = [(block.text[link.start : link.end], link.address) for block in document.kept for link in block.links]
    return [{"words": words, "address": address} for words, address in found]


def metadata_record(metadata: Metadata) -> dict[str, Json]:
    """What an article says of itself; null where it says nothing."""
    return {
        "title": metadata.title or None,
        "authors": list(metadata.authors),
        "published": metadata.published or None,
        "language": metadata.language or None,
        "source": metadata.source or None,
        "url": metadata.url or None,
    }


def _with_separators(blocks: Sequence[Block], width: int) -> Iterator[tuple[str, str]]:
    """Each piece of text and what stands behind it."""
    lead = ""
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if following is not None and block.kept and runs_in(block, following):
            lead = f"{block.text} "
            continue
        text = wrap(lead + _plain_block(block), width)
        lead = ""
        close = following is not None and block.kind is following.kind is BlockKind.LIST
        yield text, "" if following is None else "\n" if close else "\n\n"


def _plain_block(block: Block) -> str:
    text = block.text
    if block.kind is BlockKind.LIST and not has_bullet(text):
        text = f"{'  ' * block.level}• {text}"
    text = block.lead + text
    return text if block.kept else f"┄ {block.cut_told} ┄ {text} ┄"


def _markdown_block(block: Block) -> str:
    one_line = _one_line(block)
    match block.kind:
        case BlockKind.HEADLINE:
            return f"# {one_line}"
        case BlockKind.HEADING:
            return f"{'#' * max(2, block.level)} {one_line}"
        case BlockKind.QUOTE:
            return "\n".join("> " * block.level + line for line in block_quote(block.text).split("\n"))
        case BlockKind.LIST:
            return f"{'  ' * block.level}- {one_line}"
        case BlockKind.CODE:
            return "\n".join(f"    {line}" for line in block.text.split("\n"))
        case BlockKind.CAPTION | BlockKind.STANDFIRST | BlockKind.CORRECTION:
            return f"*{block.lead}{one_line}*"
        case _:
            return "  \n".join(inline_linked(text, links) for text, links in _linked_lines(block))


def _one_line(block: Block) -> str:
    return " ".join(inline_linked(text, links) for text, links in _linked_lines(block) if text)


def _linked_lines(block: Block) -> Iterator[tuple[str, list[Link]]]:
    """The lines of a block, white space in them made single, each with the links that are in it."""
    start = 0
    for line in block.text.split("\n"):
        end = start + len(line)
        inside = [link for link in block.links if start <= link.start and link.end <= end]
        words = " ".join(line.split())
        if words == line:
            yield line, [Link(link.start - start, link.end - start, link.address) for link in inside]
        else:
            yield words, []
        start = end + 1
