"""Highlights given another extent: reshaped, split, joined. Each act is on disk when it returns, and can be undone."""

from dataclasses import replace

from reader.domain.document import Span
from reader.domain.errors import UsageError
from reader.domain.history import Change, Step
from reader.domain.mark import Highlight, HighlightKind
from reader.library.acts import act_on_marks
from reader.library.hand_placing import hand_place
from reader.library.marking import appended, excerpt
from reader.library.model import Library
from reader.library.placing import placed
from reader.library.reading import open_article


def reshape(library: Library, highlight_id: str, span: Span, *, name: str = "reshape") -> Change:
    """Give a highlight another passage of the latest text; all else that it has stays.

    Args:
        library: where it is.
        highlight_id: which one.
        span: its new passage, in code points.
        name: what the act is called.

    Raises:
        UsageError: the passage is empty or outside the text.
        NotFoundError: there is no such highlight, or no longer its article.
        StorageError: it could not be put on disk.
    """

    def made() -> Change:
        before = library.marks.highlight(highlight_id)
        after = _stretched(library, before, span)
        label = f"{name} highlight {excerpt(after.quote.exact)}"
        return Change(label, () if after == before else (Step(before, replace(after, modified=library.clock.now())),))

    return act_on_marks(library, made)


def split(library: Library, highlight_id: str, first: Span, second: Span) -> Change:
    """Make two highlights of one: the first keeps its id and note, both keep kind and tags.

    Args:
        library: where it is.
        highlight_id: which one.
        first: what it keeps of its passage.
        second: what becomes a highlight of its own.

    Raises:
        UsageError: a passage is empty or outside the text.
        NotFoundError: there is no such highlight, or no longer its article.
        StorageError: it could not be put on disk; it is whole as before.
    """

    def made() -> Change:
        before = library.marks.highlight(highlight_id)
        now = library.clock.now()
        kept = replace(_moved(library, before, first), modified=now)
        new = replace(_moved(library, before, second), id=library.clock.new_id(), note="", modified=now)
        return Change(f"split highlight {excerpt(before.quote.exact)}", (Step(None, new), Step(before, kept)))

    return act_on_marks(library, made)


def join(library: Library, highlight_id: str) -> Change:
    """Make one highlight of this and the next one, and of the words between them.

    It keeps the id of this one, and its kind unless that is plain. The note of the other follows after a blank line,
    its tags after the tags of this one.

    Raises:
        UsageError: there is no next one, or something that was cut stands between the two.
        NotFoundError: there is no such highlight, or no longer its article.
        StorageError: it could not be put on disk; both are as before.
    """
    return act_on_marks(library, lambda: _joined(library, library.marks.highlight(highlight_id)))


def _joined(library: Library, before: Highlight) -> Change:
    """What makes one highlight of this and the next one."""
    opened = open_article(library, before.article_id)
    standing = [(one.highlight, one.span) for one in opened.placements if one.span is not None]
    index = next((index for index, (one, _) in enumerate(standing) if one.id == before.id), len(standing))
    if index + 1 >= len(standing):
        message = "there is no highlight after this one to join it with"
        raise UsageError(message)
    (_, span), (other, far) = standing[index], standing[index + 1]
    whole = Span(min(span.start, far.start), max(span.end, far.end))
    document = opened.document
    if any(not document.blocks[number].kept for number in _blocks_between(document.spans, span, far)):
        message = "what was cut stands between this highlight and the next one; nothing is joined"
        raise UsageError(message)
    after = replace(
        _moved(library, before, whole),
        kind=other.kind if before.kind is HighlightKind.PLAIN else before.kind,
        note=appended(before.note, other.note),
        tags=(*before.tags, *(tag for tag in other.tags if tag not in before.tags)),
        created=min(before.created, other.created),
        modified=library.clock.now(),
    )
    label = f"join highlights {excerpt(after.quote.exact)}"
    return Change(label, (Step(before, after), Step(other, None)))


def _stretched(library: Library, highlight: Highlight, span: Span) -> Highlight:
    """The highlight on another passage; one that was placed by hand is placed so again, and keeps its own quote."""
    document = library.articles.document(highlight.article_id)
    (now,) = placed(library, [highlight], document)
    return replace(highlight, placed=hand_place(document, span)) if now.by_hand else _moved(library, highlight, span)


def _moved(library: Library, highlight: Highlight, span: Span) -> Highlight:
    """The highlight on another passage of the latest text."""
    passage = hand_place(library.articles.document(highlight.article_id), span)
    return replace(highlight, quote=passage.quote, position=passage.position, placed=None)


def _blocks_between(blocks: tuple[Span, ...], one: Span, other: Span) -> list[int]:
    """The numbers of the blocks that begin behind one passage and end before another."""
    return [number for number, block in enumerate(blocks) if block.start >= one.end and block.end <= other.start]
