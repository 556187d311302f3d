"""The text of an article as labelled blocks, and offsets into it.

Offsets count Unicode code points of `Document.text`: the text of *all* blocks, kept and cut, so that a changed
verdict moves no highlight.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from reader.domain.frozen import frozen
from reader.domain.patterns import later
from reader.domain.wording import count_words

if TYPE_CHECKING:
    from reader.domain.links import Link

READER = "reader"
"""The rule of a verdict that the reader gave."""


PICTURE = 1
"""The level of a caption that the page does not show: the words that stand for a picture."""


class BlockKind(StrEnum):
    """What a block is, in a newsroom's terms. `FURNITURE` is the page's, not the article's."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATE = "date"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    CAPTION = "caption"
    CORRECTION = "correction"
    EMBED = "embed"
    FURNITURE = "furniture"


@frozen
class Block:
    """One block of an article.

    Attributes:
        kind: what the block is.
        text: its words; lines inside it are separated by a single newline.
        kept: the verdict: part of the article, or cut.
        reason: why, in words for a person; never empty when the block is cut.
        rule: the name of the cleaning rule that gave the verdict or the kind; empty if none did.
        level: depth of a heading (1–6); of a list item or quote (0 outermost); PICTURE for a caption that is not shown.
        confidence: how sure the verdict is, from 0 to 1.
        links: linked words, in order, by offsets into the block's text; they are not part of the text's digest.
    """

    kind: BlockKind
    text: str
    kept: bool = True
    reason: str = ""
    rule: str = ""
    level: int = 0
    confidence: float = 1.0
    links: "tuple[Link, ...]" = ()

    @property
    def digest(self) -> str:
        """A name for this text: the first 12 hex digits of its SHA-256."""
        return text_digest(self.text)[:12]

    @property
    def lead(self) -> str:
        """What is shown before its words without being a part of them."""
        return "Picture: " if self.kind is BlockKind.CAPTION and self.level == PICTURE else ""

    @property
    def cut_told(self) -> str:
        """That it is cut, and why, in words: "cut: share bar", "cut by you"."""
        return self.reason if self.rule == READER else f"cut: {self.reason}"


@frozen
class Verdict:
    """Whether a block belongs to the article, and why; the fields are those of Block."""

    kept: bool
    reason: str
    rule: str
    confidence: float = 1.0


@frozen
class Span:
    """A half-open range of code points: `start` included, `end` not."""

    start: int
    end: int

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def overlaps(self, other: "Span") -> bool:
        """True if the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end


@frozen
class Document:
    """The blocks of one version of an article's text, in reading order."""

    blocks: tuple[Block, ...]

    def __hash__(self) -> int:
        """That of its text, which is found once: what is made of a document is kept under it."""
        return hash(self.text)

    @cached_property
    def text(self) -> str:
        """The logical text: all blocks, a blank line between two; a dateline runs into its paragraph."""
        parts: list[str] = []
        for index, block in enumerate(self.blocks):
            parts.append(block.text)
            if index + 1 < len(self.blocks):
                parts.append(self._separator(index))
        return "".join(parts)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where each block stands in `text`."""
        spans: list[Span] = []
        start = 0
        for index, block in enumerate(self.blocks):
            spans.append(Span(start, start + len(block.text)))
            start += len(block.text) + len(self._separator(index))
        return tuple(spans)

    @cached_property
    def digest(self) -> str:
        """The hash that names this version of the text (SHA-256, hex)."""
        return text_digest(self.text)

    @cached_property
    def kept_words(self) -> list[str]:
        """The words of what is kept, without case and marks."""
        from reader.domain.matching import bare_words_of  # noqa: PLC0415 - not before an article is added or compared

        return bare_words_of("\n".join(block.text for block in self.kept))

    @cached_property
    def length(self) -> int:
        """How many words of it are kept."""
        return sum(count_words(block.text) for block in self.kept)

    @cached_property
    def kept(self) -> tuple[Block, ...]:
        """The blocks that are the article."""
        return tuple(block for block in self.blocks if block.kept)

    @cached_property
    def cut(self) -> tuple[Block, ...]:
        """The blocks that were taken out."""
        return tuple(block for block in self.blocks if not block.kept)

    def headline(self, title: str) -> int | None:
        """The index of the block that is the headline, or of a first heading that says the title; None without one."""
        for index, block in enumerate(self.blocks):
            if block.kept and block.kind is BlockKind.HEADLINE:
                return index
        top = next((index for index, block in enumerate(self.blocks) if block.kept), None)
        if top is None or self.blocks[top].kind is not BlockKind.HEADING or self.blocks[top].level != 1:
            return None
        return top if self.blocks[top].text.split() == title.split() else None

    def block_at(self, offset: int) -> int:
        """The index of the block that holds `offset`, or of the last block that starts before it.

        Raises:
            ValueError: the document has no blocks.
        """
        if not self.blocks:
            message = "a document without blocks has no offsets"
            raise ValueError(message)
        return max(0, bisect_right(self.spans, offset, key=lambda span: span.start) - 1)

    def beside(self, offset: int) -> tuple[Block, ...]:
        """What reads as one with the block at an offset: its dateline, or the paragraph behind it; mostly nothing."""
        index = self.block_at(offset)
        if index and runs_in(self.blocks[index - 1], self.blocks[index]):
            return (self.blocks[index - 1],)
        if index + 1 < len(self.blocks) and runs_in(self.blocks[index], self.blocks[index + 1]):
            return (self.blocks[index + 1],)
        return ()

    def beginning(self, length: int) -> "Document":
        """The first blocks, as many as begin within `length` code points, the last one shortened to fit."""
        if len(self.text) <= length:
            return self
        whole = [block for block, span in zip(self.blocks, self.spans, strict=True) if span.end <= length]
        if len(whole) == len(self.blocks):
            return self
        start = self.spans[len(whole)].start
        part = self.blocks[len(whole)]
        links = tuple(link for link in part.links if link.end <= length - start)
        rest = (replace(part, text=part.text[: length - start], links=links),) if start < length else ()
        return Document((*whole, *rest))

    def judged(self, verdicts: Mapping[int, Verdict]) -> "Document":
        """The same text with other verdicts, given by the index of the block."""
        if not verdicts:
            return self
        blocks = list(self.blocks)
        for index, new in verdicts.items():
            blocks[index] = replace(
                blocks[index], kept=new.kept, reason=new.reason, rule=new.rule, confidence=new.confidence
            )
        judged = Document(tuple(blocks))
        vars(judged).update({name: known for name, known in vars(self).items() if name in _OF_THE_TEXT})
        return judged

    def with_choices(self, keep: Collection[str], cut: Collection[str]) -> "Document":
        """The same text with the reader's own verdicts on this article; `keep` and `cut` hold block digests."""
        if not keep and not cut:
            return self
        verdicts = {}
        for index, block in enumerate(self.blocks):
            if block.digest in keep and not block.kept:
                verdicts[index] = Verdict(kept=True, reason="brought back by you", rule=READER)
            elif block.digest in cut and block.kept:
                verdicts[index] = Verdict(kept=False, reason="cut by you", rule=READER)
        return self.judged(verdicts)

    def _separator(self, index: int) -> str:
        runs_in = self.blocks[index].kind is BlockKind.DATELINE
        return " " if runs_in else "\n\n"


def runs_in(block: Block, following: Block) -> bool:
    """True for a dateline in front of the paragraph that it belongs to."""
    pair = (block.kind, following.kind)
    return pair == (BlockKind.DATELINE, BlockKind.PARAGRAPH) and block.kept == following.kept


def has_bullet(text: str) -> bool:
    """True if the text of a list item begins with its own bullet or number, as "1." or "12)"."""
    return _BULLET.match(text) is not None


_OF_THE_TEXT = ("text", "spans", "digest")
"""What no verdict changes, and need not be found again."""

_BULLET = later(r"[-•*–·‣▪]|\d{1,3}[.)](?:\s|$)")


def text_digest(text: str) -> str:
    """SHA-256 of `text` in UTF-8, in hex; lone surrogates count as they are."""
    from hashlib import sha256  # noqa: PLC0415 - which loads a library for cryptography

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
