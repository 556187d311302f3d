"""What a reader does with one highlight, from any screen: note, tags, kind, removal."""

from typing import Any

from textual.screen import Screen

from reader.domain.document import Span
from reader.domain.history import Change
from reader.domain.mark import Highlight, HighlightKind
from reader.library import listing, marking
from reader.ui.acting import attempt, perform
from reader.ui.article_acts import keep
from reader.ui.screens.dialogs import NoteScreen, TagScreen
from reader.ui.session import Session


def highlight(screen: Screen[Any], session: Session, article_id: str, span: Span) -> Highlight | None:
    """Mark a passage; None if it could not be put on disk, which is said."""
    made: list[Highlight] = []

    def act() -> Change:
        one, change = marking.highlight(session.library, article_id, (span.start, span.end))
        made.append(one)
        return change

    perform(screen, session, act)
    return made[0] if made else None


def note(screen: Screen[Any], session: Session, marked: Highlight) -> None:
    """Write the highlight's note."""

    def save(text: str) -> None:
        keep(screen, session, lambda: marking.edit_highlight(session.library, marked.id, note=text))

    screen.app.push_screen(NoteScreen(f"Note on “{marked.quote.exact}”", marked.note, save))


def tag(screen: Screen[Any], session: Session, marked: Highlight) -> None:
    """Edit the highlight's tags."""

    def save(text: str) -> None:
        keep(screen, session, lambda: marking.edit_highlight(session.library, marked.id, tags=text.split()))

    def ask() -> None:
        known = listing.known_tags(session.library)
        screen.app.push_screen(TagScreen(f"Tags on “{marked.quote.exact}”", marked.tags, known, save))

    attempt(screen, session, ask)


def next_kind(screen: Screen[Any], session: Session, marked: Highlight) -> None:
    """Give the highlight the next kind: plain, claim, figure, quote, question, check, and round again."""
    kinds = list(HighlightKind)
    wanted = kinds[(kinds.index(marked.kind) + 1) % len(kinds)]
    perform(screen, session, lambda: marking.edit_highlight(session.library, marked.id, kind=wanted))


def remove(screen: Screen[Any], session: Session, marked: Highlight) -> None:
    """Take the highlight away."""
    perform(screen, session, lambda: marking.remove_highlight(session.library, marked.id))
