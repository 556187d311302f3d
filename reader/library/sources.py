"""The reader's word for a whole source: offered, tried on its other articles, kept, listed, taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.domain.article import Article
from reader.domain.document import Block
from reader.domain.evidence import folded, line_number
from reader.domain.frozen import frozen
from reader.domain.history import Change, Step
from reader.domain.mark import SourceChoice
from reader.domain.safe_text import safe_line
from reader.domain.source import source_of
from reader.library.acts import carry_out
from reader.library.judging import highlighted, told_by_source
from reader.library.measuring import measured
from reader.library.model import Library


@frozen
class Affected:
    """A line that a choice would cut or bring back.

    Attributes:
        article: where it stands.
        words: the line.
        keep: whether it would be brought back or cut.
    """

    article: Article
    words: str
    keep: bool


@frozen
class Proposal:
    """A choice for a source that is not made yet.

    Attributes:
        before: the choice on this line as it is; None if there is none.
        after: as it would be; None if it would be taken back.
        affected: what it would change in the other articles of the source, the newest article first.
    """

    before: SourceChoice | None
    after: SourceChoice | None
    affected: tuple[Affected, ...]

    @property
    def choice(self) -> SourceChoice:
        """The choice on whichever side it exists."""
        choice = self.after or self.before
        if choice is None:
            message = "a proposal without a choice on either side changes nothing"
            raise ValueError(message)
        return choice

    @property
    def articles(self) -> int:
        """In how many articles it would change something."""
        return len({one.article.id for one in self.affected})


@frozen
class ListedChoice:
    """A choice as lists show it, and in how many articles of its source the line stands."""

    choice: SourceChoice
    articles: int


@frozen
class Effect:
    """What a choice does at present.

    Attributes:
        choice: the choice.
        lines: how many lines of articles would be judged otherwise without it.
        articles: in how many articles they stand.
    """

    choice: SourceChoice
    lines: int
    articles: int


def propose(library: Library, article_id: str, block: Block) -> Proposal | None:
    """What the reader may decide about a block for every article of its source; None if the source is not known.

    A choice made for this article is offered for the others; a choice for the source that is in force is offered to
    be taken back; a block about which nothing was decided is offered to be cut, or brought back.

    Args:
        library: where the articles are.
        article_id: the article that the reader looks at.
        block: the block, with the verdict that is shown.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    source = source_of(library.articles.get(article_id))
    if not source:
        return None
    before = _choice_on(library, source.key, block.text)
    marks = library.marks.article_marks(article_id)
    keep = block.kept if block.digest in (*marks.restored, *marks.removed) else not block.kept
    after: SourceChoice | None
    if before is not None:
        after = replace(before, keep=block.kept) if before.keep is not block.kept else None
    else:
        after = SourceChoice(
            id=library.clock.new_id(),
            source=source.key,
            name=source.name,
            line=safe_line(block.text),
            keep=keep,
            created=library.clock.now(),
        )
    return Proposal(before, after, _affected(library, before, after, besides=article_id))


def decide(library: Library, proposal: Proposal) -> Change:
    """Keep or take back what was proposed.

    Raises:
        StorageError: it could not be put on disk; nothing has changed.
    """
    choice, after = proposal.choice, proposal.after
    act = "taking back a choice" if after is None else "bringing back" if after.keep else "cutting"
    return carry_out(library, Change(f"{act} for {choice.name}", (Step(proposal.before, after),)))


def take_back(library: Library, choice: SourceChoice) -> Change:
    """Take a choice back. Raises as `decide` does."""
    return decide(library, Proposal(choice, None, ()))


def listed(library: Library) -> list[ListedChoice]:
    """All choices for sources, the newest first.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    return [
        ListedChoice(choice, len(library.articles.articles_with(choice.source, line_number(choice.line))))
        for choice in reversed(library.marks.source_choices())
    ]


def effects(library: Library) -> list[Effect]:
    """All choices for sources with what each changes, the newest first; every article that has its line is read.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    found = []
    for choice in reversed(library.marks.source_choices()):
        without = Proposal(choice, None, _affected(library, choice, None, besides=""))
        found.append(Effect(choice, len(without.affected), without.articles))
    return found


def _choice_on(library: Library, source: str, text: str) -> SourceChoice | None:
    line = folded(text)
    return next((one for one in library.marks.source_choices(source) if folded(one.line) == line), None)


def _affected(
    library: Library, before: SourceChoice | None, after: SourceChoice | None, besides: str
) -> tuple[Affected, ...]:
    choice = after or before
    if choice is None:
        return ()
    now = library.marks.source_choices(choice.source)
    others = [one for one in now if one.id != choice.id]
    then = [*others, after] if after else others
    ids = library.articles.articles_with(choice.source, line_number(choice.line))
    return tuple(one for article_id in ids if article_id != besides for one in _changes(library, article_id, now, then))


def _changes(
    library: Library, article_id: str, now: Sequence[SourceChoice], then: Sequence[SourceChoice]
) -> Iterator[Affected]:
    """What one article would show differently with other choices."""
    article, document = library.articles.get(article_id), library.articles.document(article_id)
    marks = library.marks.article_marks(article_id)
    spans = highlighted(library, article_id, document)
    shown, would = (
        told_by_source(library, article, document, spans, choices).with_choices(marks.restored, marks.removed)
        for choices in (now, then)
    )
    for old, new in zip(shown.blocks, would.blocks, strict=True):
        if old.kept is not new.kept:
            yield Affected(measured(article, shown), safe_line(new.text), new.kept)
