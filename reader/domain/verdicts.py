"""What is kept of an article and what is cut, all told: the rules, the other articles, the reader's own word.

The later goes before the earlier: what the reader decided for this article, what for its source, what the other
articles of the source tell, and what the rules of cleaning found.
"""

from collections.abc import Collection, Mapping, Sequence

from reader.domain.article import Metadata
from reader.domain.document import READER, BlockKind, Document, Span, Verdict
from reader.domain.evidence import Evidence, folded, foreign_blocks
from reader.domain.frozen import frozen
from reader.domain.mark import SourceChoice

_NO_TEXT = frozenset((BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.DATE, BlockKind.DATELINE, BlockKind.HEADING))
_ACTS = {True: "brought back", False: "cut"}


@frozen
class Told:
    """What the reader's marks tell of verdicts at one moment.

    Attributes:
        choices: the reader's for sources, the oldest first.
        articles: a digest of what was decided and highlighted on an article, by its id; none where nothing was.
    """

    choices: Sequence[SourceChoice]
    articles: Mapping[str, str]


def for_source(
    document: Document,
    metadata: Metadata,
    evidence: Evidence,
    choices: Sequence[SourceChoice],
    highlighted: Sequence[Span] = (),
) -> Document:
    """The document with the verdicts that its source tells; the reader's on this article come after them.

    A block that holds a highlight is not cut, nor is the last text of an article.

    Args:
        document: as the rules of cleaning left it.
        metadata: what the article says of itself.
        evidence: what is known of the other articles of the source.
        choices: the reader's for this source.
        highlighted: where the reader's highlights stand.
    """
    telling = Telling.of(document, metadata, evidence, choices)
    return telling.judged(telling.spared(highlighted))


@frozen
class Telling:
    """What the source of an article tells of its blocks, wherever highlights stand.

    Attributes:
        document: as the rules of cleaning left it.
        chosen: the reader's choice for the source on each block that has one, by the index of the block.
        foreign: the verdict on each block that stands in many other articles, likewise.
    """

    document: Document
    chosen: Mapping[int, SourceChoice]
    foreign: Mapping[int, Verdict]

    @classmethod
    def of(
        cls, document: Document, metadata: Metadata, evidence: Evidence, choices: Sequence[SourceChoice]
    ) -> "Telling":
        """What is told; the arguments are those of `for_source`."""
        return cls(document, _chosen(document, choices), foreign_blocks(document, metadata, evidence))

    def spared(self, highlighted: Sequence[Span]) -> frozenset[int]:
        """The blocks told of that hold a highlight."""
        told = {index: self.document.spans[index] for index in (*self.chosen, *self.foreign)} if highlighted else {}
        return frozenset(i for i, span in told.items() if any(span.overlaps(mark) for mark in highlighted))

    def judged(self, spared: Collection[int]) -> Document:
        """The document with these verdicts; a spared block is not cut."""
        chosen, foreign = self.chosen, self.foreign
        left = {i: told for i, told in foreign.items() if i not in spared and i not in chosen}
        found = _unless_all(self.document, left)
        wanted = {}
        for index, choice in chosen.items():
            kept = self.document.blocks[index].kept
            against = index in foreign or not kept if choice.keep else kept and index not in spared
            if against:
                wanted[index] = _told(choice)
        return _unless_all(found, wanted)


def _chosen(document: Document, choices: Sequence[SourceChoice]) -> dict[int, SourceChoice]:
    """The choice on each block that has one, by the index of the block."""
    by_line = {folded(choice.line): choice for choice in choices}
    if not by_line:
        return {}
    found = ((index, by_line.get(folded(block.text))) for index, block in enumerate(document.blocks))
    return {index: choice for index, choice in found if choice is not None}


def _told(choice: SourceChoice) -> Verdict:
    return Verdict(choice.keep, f"{_ACTS[choice.keep]} by you in every article of {choice.name}", READER)


def _unless_all(document: Document, verdicts: Mapping[int, Verdict]) -> Document:
    """The document with these verdicts; as it was if they would leave none of its text."""
    if not verdicts:
        return document
    judged = document.judged(verdicts)
    return document if _has_text(document) and not _has_text(judged) else judged


def _has_text(document: Document) -> bool:
    return any(block.kind not in _NO_TEXT for block in document.kept)
