"""Carrying acts out from a screen: what is said, what is remembered, what is refreshed."""

from collections.abc import Callable, Iterable
from typing import Any

from textual.message import Message
from textual.screen import Screen

from reader.domain.errors import NewsmarkError
from reader.domain.history import Change
from reader.domain.safe_text import safe_line
from reader.ui.session import Session
from reader.ui.widgets.bars import StatusBar


class LibraryChanged(Message):
    """Something in the library is different: by an act here, an undo, or another copy of the program.

    Attributes:
        follow: the article to go to in a list; empty to stay.
    """

    def __init__(self, follow: str = "") -> None:
        super().__init__()
        self.follow = follow


def say(screen: Screen[Any], session: Session, words: str, *, bad: bool = False, lasting: bool = False) -> None:
    """Show a message in the status line, and keep it for the list of messages; a `lasting` one outlives the next key.

    A dialog without such a line uses that of the screen below; what is wrong is shown over it, since it may hide that.
    """
    line = safe_line(words)
    session.messages.append(line)
    session.said_passing = not bad and not lasting
    bar = next((bar for shown in (screen, *reversed(screen.app.screen_stack)) for bar in shown.query(StatusBar)), None)
    if bar is not None and not (bad and bar.screen is not screen):
        bar.say(line, bad=bad, lasting=lasting)
    else:
        screen.notify(line, severity="error" if bad else "information", markup=False)


def warn(screen: Screen[Any], session: Session, warnings: Iterable[str]) -> None:
    """Say what the reader should see to, each once."""
    for warning in warnings:
        if safe_line(warning) not in session.messages:
            say(screen, session, warning, bad=True)


def say_done(screen: Screen[Any], session: Session, words: str, advice: str = "") -> None:
    """Say what was done, with advice; or instead that marks are not on disk yet."""
    unwritten = session.library.marks.unwritten()
    told = f"{words} · {unwritten.told}" if unwritten else f"{words}{advice}"
    say(screen, session, told, bad=bool(unwritten), lasting=True)


def perform(
    screen: Screen[Any],
    session: Session,
    act: Callable[[], Change],
    *,
    tell: bool = True,
    result: Callable[[], str] | None = None,
) -> Change | None:
    """Carry an act out; None if it failed, which is said.

    Args:
        screen: where it is said, and what is told if anything changed.
        session: what remembers the act.
        act: what to do.
        tell: False for a caller that shows the change itself.
        result: tells afterwards how things stand and what can be done; by default, the act and how it is undone.
    """
    try:
        change = session.do(act)
        words = result() if result and change.steps else f"{change.label} · {session.key('undo')} undoes"
    except NewsmarkError as error:
        say(screen, session, str(error), bad=True)
        return None
    if change.steps:
        if tell:
            screen.post_message(LibraryChanged())
        say_done(screen, session, words)
    return change


def attempt(screen: Screen[Any], session: Session, work: Callable[[], None]) -> bool:
    """Do work that may fail in a known way; False if it failed, which is said."""
    try:
        work()
    except NewsmarkError as error:
        say(screen, session, str(error), bad=True)
        return False
    return True
