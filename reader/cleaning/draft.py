"""The article while it is being cleaned: pieces of text that rules relabel, cut and split.

A draft is frozen; every change gives a new one. A piece never loses words: it is cut (kept in place, with a reason),
never removed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from functools import cached_property

from reader.cleaning.anchors import Anchors, base_of
from reader.domain.article import Metadata, Reading
from reader.domain.document import PICTURE, Block, BlockKind, Document
from reader.domain.frozen import frozen
from reader.domain.wording import count_words

_NO_FACTS = Metadata()
_NO_ANCHORS = Anchors()

_ON_TOP = (BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.DATE)
"""Between these no picture is told of."""
_MOST_COUNTED = 200
_COUNTED = 20 * _MOST_COUNTED
_LONGEST_LINE = 700

LEDE_WORDS = 25
"""A paragraph of so many words is running text, not a line of an article's header."""


@frozen
class Piece:
    """A block in the making.

    Attributes:
        text: its words.
        kind: what it is, as far as known.
        gap: blank lines before it in the source; 0 if only a line break parts it from the piece before.
        vouched: true if the markup says what kind it is, so that no rule needs to guess.
        kept: the verdict so far.
        reason: why it was cut, or what was changed in it.
        rule: the name of the rule that gave kind or verdict.
        level: depth of a heading, a list item or a quote.
        confidence: how sure the verdict is, from 0 to 1.
        anchors: the links of the passage that it came from; rules need not care for them.
        pictures: what the page says of the pictures right before it, without showing that; no concern of rules either.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    gap: int = 1
    vouched: bool = False
    kept: bool = True
    reason: str = ""
    rule: str = ""
    level: int = 0
    confidence: float = 1.0
    anchors: Anchors = _NO_ANCHORS
    pictures: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The text on one line, every run of white space one space."""
        return " ".join(self.text.split())

    @property
    def words(self) -> int:
        """How many words it has, in any script; more than 200 are not counted."""
        return min(count_words(self.text[:_COUNTED]), _MOST_COUNTED)

    @property
    def plain(self) -> bool:
        """True for a kept paragraph that no markup and no rule has called anything else."""
        return self.kept and not self.vouched and self.kind is BlockKind.PARAGRAPH

    @property
    def named(self) -> bool:
        """True if a rule has given it kind or verdict; to mend its words gives neither."""
        return bool(self.rule) and not self.rule.startswith("mend-")

    def mended(self, text: str, done: str, rule: str) -> "Piece":
        """The piece with better words; kind, verdict and the rule that gave them stay."""
        reasons = (reason for reason in (self.reason, done) if reason)
        return replace(self, text=text, reason="; ".join(reasons), rule=self.rule or rule)

    def condemned(self, kind: BlockKind, reason: str, rule: str, confidence: float) -> "Piece":
        """The piece, cut."""
        return replace(self, kept=False, kind=kind, reason=reason, rule=rule, confidence=confidence)


@frozen
class Draft:
    """Pieces in reading order, and what the article says of itself.

    Attributes:
        pieces: the text.
        facts: what the article says of itself.
        base: what its links count from, if not its own address.
    """

    pieces: tuple[Piece, ...]
    facts: Metadata = _NO_FACTS
    base: str = ""

    @cached_property
    def live(self) -> list[int]:
        """The indexes of the pieces not cut."""
        return [index for index, piece in enumerate(self.pieces) if piece.kept]

    @cached_property
    def lines(self) -> list[tuple[int, str]]:
        """Index and text, on one line, of each live piece of at most 700 characters; wording needs no longer ones."""
        return [(i, self.pieces[i].line) for i in self.live if len(self.pieces[i].text) <= _LONGEST_LINE]

    @cached_property
    def header(self) -> list[int]:
        """The indexes of the live pieces before the first running text, at most ten.

        They begin on top, or with a headline that stands farther down.
        """
        top = self._short_lines(0)
        headline = next((at for at, i in enumerate(self.live) if self.pieces[i].kind is BlockKind.HEADLINE), None)
        return top if headline is None or self.live[headline] in top else self._short_lines(headline)

    @cached_property
    def usual_gap(self) -> int:
        """How many blank lines part two pieces of this article as a rule."""
        gaps = Counter(piece.gap for piece in self.pieces[1:])
        return gaps.most_common(1)[0][0] if gaps else 1

    def cut(self, indexes: Iterable[int], rule: "Rule", kind: BlockKind = BlockKind.FURNITURE) -> "Draft":
        """The draft with these pieces cut for this rule's reason."""
        guilty = set(indexes)
        if not guilty:
            return self
        return self._with(
            piece.condemned(kind, rule.reason, rule.name, rule.confidence) if index in guilty else piece
            for index, piece in enumerate(self.pieces)
        )

    def label(self, indexes: Iterable[int], rule: "Rule", kind: BlockKind, level: int = 0) -> "Draft":
        """The draft with these pieces kept under another name."""
        named = set(indexes)
        if not named:
            return self
        return self._with(
            replace(piece, kind=kind, rule=rule.name, level=level) if index in named else piece
            for index, piece in enumerate(self.pieces)
        )

    def retext(self, texts: dict[int, tuple[str, str]], rule: "Rule") -> "Draft":
        """The draft with mended pieces; `texts` gives for an index the new text and what was done."""
        if not texts:
            return self
        return self._with(
            piece.mended(*texts[index], rule.name) if index in texts else piece
            for index, piece in enumerate(self.pieces)
        )

    def split(self, index: int, parts: Sequence[str]) -> "Draft":
        """The draft with one piece parted; the later parts hang on the first without a blank line."""
        whole = self.pieces[index]
        later = replace(whole, gap=0, pictures=())
        new = (replace(later if at else whole, text=part) for at, part in enumerate(parts))
        return self._with((*self.pieces[:index], *new, *self.pieces[index + 1 :]))

    def stating(self, facts: Metadata) -> "Draft":
        """The draft with these facts filled in where it has none."""
        return replace(self, facts=fill(self.facts, facts))

    def reading(self) -> Reading:
        """The finished article."""
        base = base_of(self.facts.url, self.base)
        blocks: list[Block] = []
        waiting: list[Block] = []
        for p in self.pieces:
            waiting += (picture_block(words) for words in p.pictures)
            if p.kind not in _ON_TOP:
                parted = bool(blocks) and blocks[-1].kind is BlockKind.DATELINE
                blocks[len(blocks) - parted : len(blocks) - parted] = waiting
                waiting = []
            links = p.anchors.found_in(p.text, base)
            blocks.append(Block(p.kind, p.text, p.kept, p.reason, p.rule, p.level, p.confidence, links))
        return Reading(self.facts, Document((*blocks, *waiting)))

    def _short_lines(self, start: int) -> list[int]:
        found: list[int] = []
        for index in self.live[start : start + 10]:
            piece = self.pieces[index]
            if piece.words >= LEDE_WORDS and piece.kind is BlockKind.PARAGRAPH:
                break
            found.append(index)
        return found

    def _with(self, pieces: Iterable[Piece]) -> "Draft":
        return replace(self, pieces=tuple(pieces))


@frozen
class Rule:
    """One named reason to relabel, cut, split or mend.

    Attributes:
        name: kebab-case; stands in `Block.rule`, so that verdicts can be counted by rule.
        reason: why a piece was cut, in words for a person.
        judge: the decision; gets the draft and this rule, and gives the draft as this rule leaves it.
        confidence: how sure a cut by this rule is, from 0 to 1.
    """

    name: str
    reason: str
    judge: Callable[[Draft, "Rule"], Draft]
    confidence: float = 0.99

    def apply(self, draft: Draft) -> Draft:
        """The draft as this rule leaves it; unchanged if nothing of the article would be left."""
        judged = self.judge(draft, self)
        return judged if any(piece.kept and has_words(piece.text) for piece in judged.pieces) else draft


def picture_block(words: str) -> Block:
    """What a page says of a picture, as a caption of it."""
    return Block(BlockKind.CAPTION, words, reason="alternative text of a picture", rule="picture-text", level=PICTURE)


def pieces_of(text: str, model: Piece) -> list[Piece]:
    """A piece like `model` for each line with words; the later ones hang on the first without a blank line."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [replace(model, text=line, gap=0 if at else model.gap) for at, line in enumerate(lines)]


def has_words(text: str) -> bool:
    """True if there is a letter or a digit in the text."""
    return any(character.isalnum() for character in text)


def fill(facts: Metadata, more: Metadata) -> Metadata:
    """The facts, with what they leave open taken from `more`."""
    gaps = {
        field.name: getattr(more, field.name)
        for field in fields(Metadata)
        if not getattr(facts, field.name) and getattr(more, field.name)
    }
    return replace(facts, **gaps)
