"""What a reader does with one highlight, from any screen: note, tags, kind, removal."""

from collections.abc import Sequence
from typing import Any

from textual.screen import Screen

from reader.domain.document import Span
from reader.domain.history import Change
from reader.domain.mark import Highlight, HighlightKind
from reader.domain.wording import quoted
from reader.library import listing, marking
from reader.ui.acts.acting import attempt, perform, say
from reader.ui.acts.article_acts import keep
from reader.ui.screens import kinds
from reader.ui.screens.dialogs import NoteScreen, TagScreen
from reader.ui.session import Session


def highlight(
    screen: Screen[Any],
    session: Session,
    article_id: str,
    parts: Sequence[Span],
    kind: HighlightKind | None = None,
) -> tuple[Highlight, ...]:
    """Mark the parts of a passage; empty if they could not be put on disk, which is said.

    A passage that is a highlight already becomes one of this kind, if one is given.
    """
    found: list[Highlight] = []

    def act() -> Change:
        highlights, change = marking.highlight_parts(session.library, article_id, parts, kind or HighlightKind.PLAIN)
        found.extend(highlights)
        return change

    change = perform(screen, session, act)
    if change is None or change.steps:
        return tuple(found)
    if kind is not None and len(found) == 1 and found[0].kind is not kind:
        perform(screen, session, lambda: marking.edit_highlight(session.library, found[0].id, kind=kind))
    else:
        say(screen, session, f"already highlighted; {session.key('remove')} takes it away")
    return tuple(found)


def note(screen: Screen[Any], session: Session, marked: Highlight, *, in_editor: bool = False) -> None:
    """Write the highlight's note; in the reader's own editor at once if `in_editor`."""

    def save(text: str) -> None:
        keep(screen, session, lambda: marking.edit_highlight(session.library, marked.id, note=text, seen=marked))

    screen.app.push_screen(NoteScreen(f"Note on {quoted(marked.quote.exact)}", marked.note, save, straight=in_editor))


def tag(screen: Screen[Any], session: Session, marked: Highlight) -> None:
    """Edit the highlight's tags."""

    def save(text: str) -> None:
        tags = marking.split_tags(text)
        keep(screen, session, lambda: marking.edit_highlight(session.library, marked.id, tags=tags, seen=marked))

    def ask() -> None:
        known = listing.known_tags(session.library)
        screen.app.push_screen(TagScreen(f"Tags on {quoted(marked.quote.exact)}", marked.tags, known, save))

    attempt(screen, session, ask)


def highlight_as(screen: Screen[Any], session: Session, article_id: str, span: Span) -> None:
    """Ask for a kind, and mark a passage as such."""
    kinds.ask(screen, session, HighlightKind.PLAIN, lambda kind: highlight(screen, session, article_id, [span], kind))


def change_kind(screen: Screen[Any], session: Session, marked: Highlight) -> None:
    """Ask for the kind of the highlight."""

    def give(kind: HighlightKind) -> None:
        perform(screen, session, lambda: marking.edit_highlight(session.library, marked.id, kind=kind))

    kinds.ask(screen, session, marked.kind, give)


def remove(screen: Screen[Any], session: Session, marked: Highlight) -> None:
    """Take the highlight away."""
    perform(screen, session, lambda: marking.remove_highlight(session.library, marked.id))
