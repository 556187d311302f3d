"""An article as text: for reading, as Markdown, and as a record. Pure."""

from collections.abc import Iterator, Sequence

from reader.cli.layout import wrap
from reader.cli.output import Json
from reader.domain.article import Article, Metadata
from reader.domain.document import Block, BlockKind, Document, has_bullet, runs_in
from reader.domain.safe_text import safe_line
from reader.export.escape import block_quote, inline


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
    return text if block.kept else f"┄ {block.cut_told} ┄ {text} ┄"


def _markdown_block(block: Block) -> str:
    one_line = inline(" ".join(block.text.split()))
    match block.kind:
        case BlockKind.HEADLINE:
            return f"# {one_line}"
        case BlockKind.HEADING:
            return f"{'#' * max(2, block.level)} {one_line}"
        case BlockKind.QUOTE:
            return block_quote(block.text)
        case BlockKind.LIST:
            return f"{'  ' * block.level}- {one_line}"
        case BlockKind.CODE:
            return "\n".join(f"    {line}" for line in block.text.split("\n"))
        case BlockKind.CAPTION | BlockKind.STANDFIRST | BlockKind.CORRECTION:
            return f"*{one_line}*"
        case _:
            return "  \n".join(inline(line) for line in block.text.split("\n"))
