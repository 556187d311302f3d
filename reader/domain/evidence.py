"""What other articles tell of a line: one that stands in many articles of a source is the page's, not the article's.

Cutting an article's own words is the worst error, so a line is left alone where it speaks of what the article speaks of
(a background sentence of a running story), names an author, or is a label inside the text (the speakers of an
interview).
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import IntEnum
from itertools import islice

from reader.domain.article import Metadata
from reader.domain.document import Block, BlockKind, Document, Verdict
from reader.domain.frozen import frozen
from reader.domain.patterns import later

MOST_LINES = 2_000
"""Lines of one article that are counted: half of them from its beginning, half from its end."""

_FEWEST = 3
_SMALLEST_SHARE = 0.2
_SHARE_OF_MOST = 0.5
_LONG = 300
"""Code points; a longer line, as one between two paragraphs, must stand in half of the articles."""

_RUNNING_WORDS = 12
_OWN_SHARE = 0.5
_PLACE_WORDS = 2

_IDEOGRAPHS = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_TELLING = later(rf"[^\W\d_{_IDEOGRAPHS}]{{5,}}|(?=([{_IDEOGRAPHS}]{{2}}))")
_WORD = later(rf"[{_IDEOGRAPHS}]{{2}}|[^\W_{_IDEOGRAPHS}]+")

_JUDGED = frozenset((BlockKind.PARAGRAPH, BlockKind.STANDFIRST, BlockKind.LIST, BlockKind.HEADING))
_RUNNING = frozenset((BlockKind.PARAGRAPH, BlockKind.STANDFIRST, BlockKind.QUOTE))


class Standing(IntEnum):
    """How widely a line stands in the other articles of its source, as far as a verdict depends on it."""

    SELDOM = 0
    OFTEN = 1
    MOSTLY = 2

    @classmethod
    def of(cls, count: int, articles: int) -> "Standing":
        """The standing of a line that `count` of the other articles have."""
        if articles < _FEWEST or count < _FEWEST or count / articles < _SMALLEST_SHARE:
            return cls.SELDOM
        return cls.OFTEN if count / articles < _SHARE_OF_MOST else cls.MOSTLY


@frozen
class Evidence:
    """What the other articles of a source hold; versions and copies of one story count once.

    Attributes:
        articles: how many others there are; 0 where none of the lines stands in any.
        standing: in how many of them a line stands, by its number; lines that stand in none may be missing.
    """

    articles: int = 0
    standing: Mapping[int, int] = field(default_factory=dict)


def folded(text: str) -> str:
    """A text as texts are compared: on one line, without differences of case and width."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.casefold().split())


def line_number(line: str) -> int:
    """A number for a line, the same however it is spaced and capitalised: 64 bits of a SHA-256, signed, never 0."""
    from hashlib import sha256  # noqa: PLC0415 - which loads a library for cryptography

    digest = sha256(folded(line).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], signed=True) or 1


def line_numbers(document: Document) -> frozenset[int]:
    """The numbers of all blocks, kept and cut, and of the lines inside them."""
    texts = [text for block in document.blocks for text in {block.text: None, **dict.fromkeys(block.text.split("\n"))}]
    if len(texts) > MOST_LINES:
        texts = [*texts[: MOST_LINES // 2], *texts[-MOST_LINES // 2 :]]
    return frozenset(line_number(text) for text in texts if text)


def story_number(document: Document) -> int:
    """A number that copies and versions of one story have in common: that of its longest paragraph."""
    texts = [block.text for block in document.kept if block.kind in _RUNNING]
    return line_number(max(texts or [document.text], key=len))


def foreign_blocks(document: Document, metadata: Metadata, evidence: Evidence) -> dict[int, Verdict]:
    """The blocks that stand in many other articles of the source, by index, each with its verdict.

    Which blocks these are depends on the standing of their lines alone.

    Args:
        document: the labelled text.
        metadata: what the article says of itself: its headline and its authors tell its own lines.
        evidence: what is known of the other articles.
    """
    counts = [_others(block, evidence) for block in document.blocks]
    standings = [Standing.of(count, evidence.articles) for count in counts]
    often = {i for i, standing in enumerate(standings) if standing}
    if not often:
        return {}
    body = _Body.of(document, metadata, often)
    return {
        i: _verdict(counts[i], min(1.0, counts[i] / evidence.articles))
        for i in sorted(often)
        if body.is_foreign(i, standings[i])
    }


@frozen
class _Body:
    """The article's own words, against which a line is held.

    Attributes:
        document: the labelled text.
        first: index of the first running text.
        last: index of the last.
        before: index of the last kept block before the first; there a place may stand.
        names: names of authors, folded.
        title: telling words of the headline.
        text: the kept text, folded.
        repeated: indexes of blocks that stand more than once.
    """

    document: Document
    first: int
    last: int
    before: int
    names: tuple[str, ...]
    title: frozenset[str]
    text: str
    repeated: frozenset[int]

    @classmethod
    def of(cls, document: Document, metadata: Metadata, often: Iterable[int]) -> "_Body":
        """The body of a document, without the blocks that stand often elsewhere."""
        left_out = set(often)
        blocks = document.blocks
        own = [i for i, block in enumerate(blocks) if block.kept and i not in left_out]
        running = [i for i in own if blocks[i].kind in _RUNNING and _has_words(blocks[i].text, _RUNNING_WORDS)]
        headlines = [block.text for block in document.kept if block.kind is BlockKind.HEADLINE]
        times = Counter(blocks[i].digest for i in left_out)
        first = running[0] if running else len(blocks)
        return cls(
            document=document,
            first=first,
            last=running[-1] if running else len(blocks),
            before=max((i for i in range(first) if blocks[i].kept), default=-1) if running else -1,
            names=tuple(folded(name) for name in metadata.authors if len(name) > 2),
            title=frozenset(_telling(" ".join([metadata.title, *headlines]))) - set(_telling(metadata.source)),
            text=folded("\n".join(blocks[i].text for i in own)),
            repeated=frozenset(i for i in left_out if times[blocks[i].digest] > 1),
        )

    def is_foreign(self, index: int, standing: Standing) -> bool:
        """True if nothing speaks for the block but that it stands here, too."""
        block = self.document.blocks[index]
        if not block.kept or block.kind not in _JUDGED or self._is_own(block.text):
            return False
        if len(block.text) > _LONG and standing < Standing.MOSTLY:
            return False
        if index > self.last:
            return True
        if block.kind is BlockKind.HEADING:
            return False
        if index < self.first:
            return index != self.before or _has_words(block.text, _PLACE_WORDS + 1)
        return standing is Standing.MOSTLY and index not in self.repeated

    def _is_own(self, text: str) -> bool:
        """True if a text names an author, or speaks of what the article speaks of."""
        line = folded(text)
        words = set(_telling(text))
        if any(name in line for name in self.names) or words & self.title:
            return True
        return len(words) >= 3 and sum(word in self.text for word in words) >= _OWN_SHARE * len(words)


def _verdict(count: int, share: float) -> Verdict:
    trust = count / (count + 2)
    return Verdict(
        kept=False,
        reason=f"also in {count} other articles of this source",
        rule="other-articles",
        confidence=round(0.6 + 0.39 * share**0.5 * trust, 3),
    )


def _others(block: Block, evidence: Evidence) -> int:
    """In how many other articles every line of a block stands; figures alone, as in a table, tell nothing."""
    if not evidence.standing:
        return 0
    lines = [line for line in block.text.split("\n") if any(map(str.isalpha, line))]
    return min((evidence.standing.get(line_number(line), 0) for line in lines), default=0)


def _telling(text: str) -> Iterator[str]:
    """The words that may tell what a text is about: of five letters and more, or two ideographs."""
    for match in _TELLING.finditer(folded(text)):
        yield match[1] or match[0]


def _has_words(text: str, count: int) -> bool:
    """True if a text has so many words; two ideographs count as one."""
    return next(islice(_WORD.finditer(text), count - 1, None), None) is not None
