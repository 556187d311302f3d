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
from reader.library.acts import act_on_marks
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
    before = next(iter(_choices_on(library, source.key, block.text)), None)
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
    """Keep or take back what was proposed, on the choices as they are now: on a line there is one at most afterwards.

    Raises:
        StorageError: it could not be put on disk; nothing has changed.
    """
    choice, after = proposal.choice, proposal.after
    act = "taking back a choice" if after is None else "bringing back" if after.keep else "cutting"

    def made() -> Change:
        steps = _steps(_choices_on(library, choice.source, choice.line), after)
        return Change(f"{act} for {choice.name}", tuple(steps))

    return act_on_marks(library, made)


def _steps(present: Sequence[SourceChoice], after: SourceChoice | None) -> Iterator[Step]:
    first, *others = present or (None,)
    then = replace(first, keep=after.keep) if first and after else after
    if then != first:
        yield Step(first, then)
    for one in others:
        yield Step(one, None)


def take_back(library: Library, choice: SourceChoice) -> Change:
    """Take a choice back. Raises as `decide` does."""

    def made() -> Change:
        present = (one for one in library.marks.source_choices(choice.source) if one.id == choice.id)
        return Change(f"taking back a choice for {choice.name}", tuple(Step(one, None) for one in present))

    return act_on_marks(library, made)


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


def _choices_on(library: Library, source: str, text: str) -> Sequence[SourceChoice]:
    """The choices on a line; two machines may have made one each."""
    line = folded(text)
    return [one for one in library.marks.source_choices(source) if folded(one.line) == line]


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
