"""What a reader does with many highlights at once: tags, kind, removal, export."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from textual.screen import Screen

from reader.domain.history import LONG, Change
from reader.domain.mark import HighlightKind
from reader.domain.query import Query
from reader.domain.status import HowFar
from reader.library import listing, many_marks
from reader.library.acts import unheard
from reader.library.marking import split_tags
from reader.ui.acts.acting import attempt, perform
from reader.ui.acts.article_acts import export, keep
from reader.ui.acts.long_acts import do_long
from reader.ui.screens import kinds
from reader.ui.screens.dialogs import TagScreen
from reader.ui.session import Session

SELECTION = "selection"
"""The folder, in that of all exports, for highlights that were picked; the files of whole articles stay as they are."""


def tag(screen: Screen[Any], session: Session, ids: Collection[str]) -> None:
    """Add tags to all of them; of those that all have, what is taken out of the line is taken from all."""
    library = session.library

    def ask() -> None:
        found = many_marks.chosen(library, ids)
        given = [name for name in found[0].tags if all(name in one.tags for one in found)] if found else []

        def save(text: str) -> None:
            wanted = split_tags(text)
            added = [name for name in wanted if name not in given]
            removed = [name for name in given if name not in wanted]
            act = partial(many_marks.tag_all, library, ids, added, removed)
            if len(ids) >= LONG:
                do_long(screen, session, "tagging", lambda how_far: act(how_far=how_far))
            else:
                keep(screen, session, act)

        screen.app.push_screen(
            TagScreen(f"Tags on {len(found):,} highlights", given, listing.known_tags(library), save)
        )

    attempt(screen, session, ask)


def change_kind(screen: Screen[Any], session: Session, ids: Collection[str]) -> None:
    """Ask for the kind of all of them; the next one is that after the first one's."""

    def give(kind: HighlightKind) -> None:
        _do(screen, session, ids, "changing kinds", partial(many_marks.set_kind, session.library, ids, kind))

    def work() -> None:
        found = many_marks.chosen(session.library, ids)
        if found:
            kinds.ask(screen, session, found[0].kind, give)

    attempt(screen, session, work)


def remove(screen: Screen[Any], session: Session, ids: Collection[str]) -> None:
    """Take all of them away."""
    _do(screen, session, ids, "removing", partial(many_marks.remove_all, session.library, ids))


def _do(
    screen: Screen[Any], session: Session, ids: Collection[str], doing: str, act: Callable[[HowFar], Change]
) -> None:
    """Carry out an act on highlights; on many of them in a thread."""
    if len(ids) >= LONG:
        attempt(screen, session, lambda: do_long(screen, session, doing, act))
    else:
        perform(screen, session, lambda: act(unheard))


def export_only(screen: Screen[Any], session: Session, ids: Collection[str]) -> None:
    """Export these highlights alone."""

    def work() -> None:
        articles = frozenset(one.article_id for one in many_marks.chosen(session.library, ids))
        export(screen, session, Query(ids=articles), session.settings.export_folder / SELECTION, ids)

    attempt(screen, session, work)
