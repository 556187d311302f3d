"""Articles named on the command line come in while the list is used already."""

# ruff: noqa: PLC0415 - what reads articles is loaded when the list is on the screen

from collections.abc import Sequence
from time import monotonic
from typing import Any

from textual.app import App
from textual.worker import get_current_worker

from reader.domain.errors import NewsmarkError
from reader.ui.acts.acting import say
from reader.ui.screens.list_screen import ListScreen
from reader.ui.session import Session

_SHOW_SECONDS = 0.25
"""How often the list is drawn again while articles come in."""


def add_places(app: App[Any], screen: ListScreen, session: Session, places: Sequence[str]) -> None:
    """Add articles, and show them as they come; runs in a thread, which ends when the app does."""
    from reader.library.adding import Added, add, how_many
    from reader.library.pace import Pace

    worker = get_current_worker()
    ids: list[str] = []
    faults: list[str] = []
    try:
        pace = Pace(how_many(session.library, places), monotonic())
        shown = monotonic()
        for outcome in add(session.library, places):
            pace.step(monotonic())
            if isinstance(outcome, Added):
                ids.append(outcome.article.id)
            else:
                faults.append(str(outcome))
            if worker.is_cancelled:
                return
            if monotonic() - shown > _SHOW_SECONDS:
                app.call_from_thread(_show_some, screen, f"reading {pace.told(monotonic())}")
                shown = monotonic()
    except NewsmarkError as error:
        faults.append(str(error))
    if not worker.is_cancelled:
        app.call_from_thread(_show_all, screen, session, ids, faults)


def _show_some(screen: ListScreen, progress: str) -> None:
    if screen.is_attached:
        screen.show_busy(progress)
        screen.reload()


def _show_all(screen: ListScreen, session: Session, ids: Sequence[str], faults: Sequence[str]) -> None:
    if not screen.is_attached:
        return
    screen.narrow_to(frozenset(ids))
    screen.show_busy("")
    session.messages.extend(faults)
    if len(faults) == 1:
        say(screen, session, faults[0], bad=True)
    elif faults:
        several = f"{len(faults)} could not be read, first {faults[0]} · {session.key('messages')} lists them"
        say(screen, session, several, bad=True)
