"""Highlights, notes and tags. Each act is on disk when the function returns, and is a change that can be undone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.domain.anchor import describe, occurrences
from reader.domain.document import Block, Document, Span
from reader.domain.errors import NotFoundError, UsageError
from reader.domain.history import Change, Step
from reader.domain.mark import ArticleMarks, Highlight, HighlightKind, both_notes, both_tags, clean_tag
from reader.domain.safe_text import safe
from reader.domain.status import HowFar
from reader.domain.wording import quoted
from reader.library.acts import act_on_marks, carry_out, unheard
from reader.library.judging import highlighted, told_by_source
from reader.library.model import Library
from reader.library.placing import placed


def highlight(
    library: Library,
    article_id: str,
    span: tuple[int, int],
    *,
    kind: HighlightKind = HighlightKind.PLAIN,
    note: str = "",
    tags: Iterable[str] = (),
) -> tuple[Highlight, Change]:
    """Mark a passage of the latest text, given in code points.

    Raises:
        UsageError: the passage is empty or outside the text.
        NotFoundError: no article has this id.
        StorageError: it could not be put on disk; nothing is marked.
    """
    made = _made(library, article_id, library.articles.document(article_id), span, kind)
    made = replace(made, note=safe(note).strip(), tags=clean_tags(tags))
    return made, carry_out(library, Change(_told(made.quote.exact, kind), (Step(None, made),)))


def _made(
    library: Library, article_id: str, document: Document, span: tuple[int, int], kind: HighlightKind
) -> Highlight:
    """A new highlight on a passage, which is not kept yet."""
    try:
        quote, position = describe(document.text, *span, document.digest)
    except ValueError as error:
        raise UsageError(str(error)) from error
    now = library.clock.now()
    return Highlight(
        id=library.clock.new_id(),
        article_id=article_id,
        quote=quote,
        position=position,
        kind=kind,
        note="",
        tags=(),
        created=now,
        modified=now,
    )


def highlight_once(
    library: Library,
    article_id: str,
    span: tuple[int, int],
    *,
    kind: HighlightKind = HighlightKind.PLAIN,
    note: str = "",
    tags: Iterable[str] = (),
) -> tuple[Highlight, Change]:
    """Mark a passage, or find the highlight of this kind on it; that one gets the tags, and the note after its own.

    Raises:
        UsageError: the passage is empty or outside the text.
        NotFoundError: no article has this id.
        StorageError: it could not be put on disk.
    """
    document, words, given = library.articles.document(article_id), safe(note).strip(), clean_tags(tags)
    on_it: list[Highlight] = []

    def made() -> Change:
        present = placed(library, library.marks.highlights(article_id), document)
        on_it.extend(one.highlight for one in present if one.span == Span(*span) and one.highlight.kind is kind)
        if on_it:
            return _edited(
                library, on_it[0], note=appended(on_it[0].note, words), tags=clean_tags((*on_it[0].tags, *given))
            )
        new = replace(_made(library, article_id, document, span, kind), note=words, tags=given)
        return Change(_told(new.quote.exact, kind), (Step(None, new),))

    change = act_on_marks(library, made)
    after = change.steps[0].after if change.steps else None
    return after if isinstance(after, Highlight) else on_it[0], change


def appended(note: str, words: str) -> str:
    """A note with words added after a blank line, unless they stand there already."""
    if not note or f"\n\n{words}\n\n" in f"\n\n{note}\n\n":
        return note or words
    return f"{note}\n\n{words}" if words else note


def highlight_parts(
    library: Library, article_id: str, spans: Sequence[Span], kind: HighlightKind = HighlightKind.PLAIN
) -> tuple[tuple[Highlight, ...], Change]:
    """Mark the parts of one passage, each as a highlight, in one change; a part that is one already stays as it is.

    Returns:
        The highlights on these parts, old and new, in order; the change has no steps if all of them are old.

    Raises:
        UsageError: a part is empty or outside the text.
        NotFoundError: no article has this id.
        StorageError: they could not be put on disk; none is marked.
    """
    document = library.articles.document(article_id)
    on: dict[Span, Highlight] = {}

    def made() -> Change:
        present = placed(library, library.marks.highlights(article_id), document)
        on.update((one.span, one.highlight) for one in present if one.span is not None)
        missing = [span for span in spans if span not in on]
        new = {span: _made(library, article_id, document, (span.start, span.end), kind) for span in missing}
        on.update(new)
        words = " ".join(on[span].quote.exact for span in spans)
        return Change(_told(words, kind), tuple(Step(None, one) for one in new.values()))

    change = act_on_marks(library, made)
    return tuple(on[span] for span in spans), change


def _told(words: str, kind: HighlightKind) -> str:
    """What marking these words is called."""
    return f"highlight {excerpt(words)}{'' if kind is HighlightKind.PLAIN else f' as {kind.value}'}"


def find_passage(document: Document, quote: str) -> tuple[int, int]:
    """Where these words stand in a text; the first place, kept blocks before cut ones. White space may differ.

    Raises:
        NotFoundError: they do not stand there.
    """
    places = occurrences(safe(quote), document.text)
    if not places:
        message = f"the article has no passage {excerpt(quote)}; the words must stand there as given"
        raise NotFoundError(message)
    kept = (place for place in places if document.blocks[document.block_at(place.start)].kept)
    found = next(kept, places[0])
    return found.start, found.end


def edit_highlight(
    library: Library,
    highlight_id: str,
    *,
    kind: HighlightKind | None = None,
    note: str | None = None,
    tags: Iterable[str] | None = None,
    seen: Highlight | None = None,
) -> Change:
    """Change what is given; the rest stays.

    Args:
        library: where it is.
        highlight_id: which one.
        kind: its kind from now on.
        note: its note from now on.
        tags: its tags from now on.
        seen: what note and tags were made from, if that was read a while ago: what came to them elsewhere since stays.

    Raises:
        NotFoundError: there is no such highlight, or no longer.
        StorageError: it could not be put on disk; it is as before.
    """
    note, tags = None if note is None else safe(note).strip(), None if tags is None else clean_tags(tags)

    def made() -> Change:
        before = library.marks.highlight(highlight_id)
        was = seen or before
        both = None if note is None else both_notes(was.note, note, before.note)
        every = None if tags is None else both_tags(was.tags, tags, before.tags)
        change = _edited(library, before, kind=kind, note=both, tags=every)
        return change if (both, every) == (note, tags) else _put_together(change)

    return act_on_marks(library, made)


def _put_together(change: Change) -> Change:
    """The change, called by what it is: something was changed elsewhere meanwhile, and both is kept."""
    return replace(change, label=f"{change.label}, beside what came to it elsewhere")


def _edited(
    library: Library,
    before: Highlight,
    *,
    kind: HighlightKind | None = None,
    note: str | None = None,
    tags: tuple[str, ...] | None = None,
) -> Change:
    """What makes of a highlight one with what is given; no steps if that is so already."""
    after = replace(
        before,
        kind=before.kind if kind is None else kind,
        note=before.note if note is None else note,
        tags=before.tags if tags is None else tags,
    )
    what = "note" if note is not None else "tags" if tags is not None else f"kind {after.kind.value}"
    label = f"{what} on {excerpt(before.quote.exact)}"
    return Change(label, () if after == before else (Step(before, replace(after, modified=library.clock.now())),))


def remove_highlight(library: Library, highlight_id: str) -> Change:
    """Take a highlight away; undo brings it back with its note and tags."""

    def made() -> Change:
        before = library.marks.highlight(highlight_id)
        return Change(f"removal of {excerpt(before.quote.exact)}", (Step(before, None),))

    return act_on_marks(library, made)


def tag_articles(
    library: Library,
    ids: Sequence[str],
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    *,
    how_far: HowFar = unheard,
) -> Change:
    """Give tags to articles, and take tags from them; all of it is done, or nothing."""
    added, removed = clean_tags(add), clean_tags(remove)
    label = "tags" if len(ids) == 1 else f"tags on {len(ids):,} articles"

    def made() -> Change:
        steps: list[Step] = []
        for article_id in ids:
            before = library.marks.article_marks(article_id)
            kept = [tag for tag in before.tags if tag not in removed]
            after = replace(before, tags=(*kept, *(tag for tag in added if tag not in kept)))
            steps.extend(_steps(before, after))
        return Change(label, tuple(steps))

    return act_on_marks(library, made, how_far)


def note_article(library: Library, article_id: str, note: str, *, seen: str | None = None) -> Change:
    """Write the note on an article as a whole; of one made from what was `seen` before, what came since stays too."""
    note = safe(note).strip()

    def made() -> Change:
        before = library.marks.article_marks(article_id)
        written = both_notes(before.note if seen is None else seen, note, before.note)
        change = Change("note on the article", _steps(before, replace(before, note=written)))
        return change if written == note else _put_together(change)

    return act_on_marks(library, made)


def toggle_block(library: Library, article_id: str, block: Block, *with_it: Block) -> Change:
    """Bring a cut block back, or cut a kept one, and those that go with it; the choice is kept for this article.

    Where rules, other articles or a choice for the source say the same, no choice is needed, and none is kept.
    """
    article, document = library.articles.get(article_id), library.articles.document(article_id)
    digests = [one.digest for one in (block, *with_it)]

    def made() -> Change:
        found = told_by_source(library, article, document, highlighted(library, article_id, document))
        told = {other.digest: other.kept for other in reversed(found.blocks)}
        against = [digest for digest in digests if told.get(digest, block.kept) is block.kept]
        before = library.marks.article_marks(article_id)
        after = replace(
            before,
            restored=(*(one for one in before.restored if one not in digests), *(() if block.kept else against)),
            removed=(*(one for one in before.removed if one not in digests), *(against if block.kept else ())),
        )
        return Change("cutting a block" if block.kept else "bringing a block back", _steps(before, after))

    return act_on_marks(library, made)


def split_tags(text: str) -> tuple[str, ...]:
    """The tags in a line, between spaces or commas, as they are kept."""
    return clean_tags(text.replace(",", " ").split())


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: cleaned, each once, in the order given."""
    cleaned = (clean_tag(safe(tag)) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))


def _steps(before: ArticleMarks, after: ArticleMarks) -> tuple[Step, ...]:
    return () if after == before else (Step(before, after),)


def excerpt(text: str, words: int = 6) -> str:
    """The first words of a text, for a message."""
    found = text.split()
    return quoted(f"{' '.join(found[:words])}{' …' if len(found) > words else ''}")
