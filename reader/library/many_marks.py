"""One act on many highlights: on disk when it returns, one change to undo, done wholly or not at all."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from reader.domain.history import Change, Step
from reader.domain.mark import Highlight, HighlightKind
from reader.domain.status import HowFar
from reader.library.acts import act_on_marks, unheard
from reader.library.marking import clean_tags
from reader.library.model import Library


def chosen(library: Library, ids: Collection[str]) -> list[Highlight]:
    """The highlights of these ids that the library still has.

    Raises:
        StorageError: the marks cannot be read.
    """
    return [one for one in library.marks.highlights() if one.id in ids]


def tag_all(
    library: Library,
    ids: Collection[str],
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    *,
    how_far: HowFar = unheard,
) -> Change:
    """Give tags to highlights, and take tags from them.

    Raises:
        StorageError: they could not be put on disk; all are as they were.
    """
    added, removed = clean_tags(add), clean_tags(remove)

    def tagged(before: Highlight) -> Highlight:
        kept = [tag for tag in before.tags if tag not in removed]
        return replace(before, tags=(*kept, *(tag for tag in added if tag not in kept)))

    signs = [*(f"#{tag}" for tag in added), *(f"without #{tag}" for tag in removed)]
    return _edit(library, ids, tagged, lambda number: f"tagged {_told(number)} {', '.join(signs)}".rstrip(), how_far)


def set_kind(library: Library, ids: Collection[str], kind: HighlightKind, how_far: HowFar = unheard) -> Change:
    """Give highlights a kind. Raises as `tag_all` does."""
    return _edit(
        library, ids, lambda before: replace(before, kind=kind), lambda number: f"{_told(number)}: {kind}", how_far
    )


def remove_all(library: Library, ids: Collection[str], how_far: HowFar = unheard) -> Change:
    """Take highlights away; undo brings them back with their notes and tags. Raises as `tag_all` does."""

    def made() -> Change:
        steps = tuple(Step(before, None) for before in chosen(library, ids))
        return Change(f"removed {_told(len(steps))}", steps)

    return act_on_marks(library, made, how_far)


def _edit(
    library: Library,
    ids: Collection[str],
    edit: Callable[[Highlight], Highlight],
    label: Callable[[int], str],
    how_far: HowFar,
) -> Change:
    now = library.clock.now()

    def made() -> Change:
        pairs = ((before, edit(before)) for before in chosen(library, ids))
        steps = tuple(Step(before, replace(after, modified=now)) for before, after in pairs if after != before)
        return Change(label(len(steps)), steps)

    return act_on_marks(library, made, how_far)


def _told(number: int) -> str:
    return f"{number:,} highlight{'' if number == 1 else 's'}"
