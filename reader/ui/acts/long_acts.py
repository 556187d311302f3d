"""Acts about so much that they take a while: done in a thread, one at a time; and undo, which may be one."""

from collections.abc import Callable
from functools import partial
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

from reader.domain.errors import CancelledError, ChangedError, NewsmarkError, StorageError
from reader.domain.history import Change, History
from reader.domain.mark import SourceChoice
from reader.domain.status import Alike, HowFar
from reader.library import undoing
from reader.ui.acts.acting import LibraryChanged, say, say_done
from reader.ui.session import Session
from reader.ui.widgets.bars import StatusBar

if TYPE_CHECKING:
    from reader.ui.app import NewsmarkApp

_TELL_SECONDS = 0.1
"""How often it is told how far an act is."""

Finish = Callable[[], str]
"""Takes what was done to the screen; gives the words about it."""

Work = Callable[[HowFar], Finish]
"""Does an act, in a thread."""


class LongAct:
    """An act that goes on in a thread; `stopped` tells how things are if it is broken off."""

    def __init__(self, doing: str, stopped: str) -> None:
        self.doing = doing
        self.stopped = stopped
        self.unwanted = Event()
        self.ended = Event()


def do_long(screen: Screen[Any], session: Session, doing: str, act: Callable[[HowFar], Change]) -> None:
    """Carry out a long act on marks in a thread, and remember it.

    Args:
        screen: of the app that does it.
        session: what remembers the act.
        doing: what is being done, in words.
        act: does it.

    Raises:
        StorageError: another one goes on.
    """
    if session.at_work:
        raise StorageError(session.wait_words)

    def finish(change: Change) -> str:
        session.record(change)
        screen.app.screen.post_message(LibraryChanged())
        return f"{change.label} · {session.key('undo')} undoes" if change.steps else "nothing to change"

    long_acts_of(screen).begin(doing, lambda how_far: partial(finish, act(how_far)), holds_marks=True)


def long_acts_of(screen: Screen[Any]) -> "LongActs":
    """Those of the app that a screen is of."""
    return cast("NewsmarkApp", screen.app).long_acts


class LongActs:
    """One long act of an app at a time, which stays usable meanwhile; undo and redo."""

    def __init__(self, app: "NewsmarkApp") -> None:
        self._app = app
        self._session = app.session
        self._act: LongAct | None = None
        self._leaving = False

    def begin(self, doing: str, work: Work, *, holds_marks: bool = False, stopped: str = "nothing has changed") -> None:
        """Do an act in a thread; one that goes on already is told instead.

        Args:
            doing: what is being done, in words.
            work: does it.
            holds_marks: whether no other act on marks can be done meanwhile.
            stopped: how things are if it is broken off.
        """
        if self._session.at_work:
            say(self._app.screen, self._session, self._session.wait_words)
            return
        self._session.at_work, self._session.marks_held = doing, holds_marks
        self._act = LongAct(doing, stopped)
        self._tell(f"{doing} …")
        self._app.run_worker(partial(self._do, self._act, work), thread=True, group="long act")

    def _do(self, act: LongAct, work: Work) -> None:
        from reader.library.pace import Pace  # noqa: PLC0415 - not before the first such act

        pace = Pace(0, monotonic())
        told = 0.0

        def how_far(done: int, total: int) -> None:
            nonlocal told
            if act.unwanted.is_set():
                message = f"stopped {act.doing}; {act.stopped}"
                raise CancelledError(message)
            now, pace.total = monotonic(), total
            pace.step(now, done - pace.done)
            if now - told > _TELL_SECONDS:
                told = now
                self._app.call_later(self._tell_progress, f"{act.doing} · {pace.told(now)}")

        fault, finish = "", None
        try:
            finish = work(how_far)
        except NewsmarkError as error:
            fault = str(error)
        finally:
            act.ended.set()
        self._app.call_later(self._end, finish, fault)

    def _tell_progress(self, words: str) -> None:
        """Say how far it is, on whatever is on the screen."""
        if self._act is not None:
            self._tell(words)

    def _end(self, finish: Finish | None, fault: str) -> None:
        """Say what was done, keep what waited for it, and leave if that was asked meanwhile and nothing failed."""
        self._act, self._session.at_work, self._session.marks_held = None, "", False
        self._tell("")
        self._session.keep_places()
        leaving, self._leaving = self._leaving, False
        if finish is None:
            say(self._app.screen, self._session, fault, bad=True)
            return
        say_done(self._app.screen, self._session, finish())
        if leaving:
            self._app.exit()

    def _tell(self, words: str) -> None:
        for screen in self._app.screen_stack:
            for bar in screen.query(StatusBar):
                bar.tell_work(words)

    def leave_later(self) -> bool:
        """Leave when the long act is done; False if there is none."""
        if self._act is None:
            return False
        self._leaving = True
        say(self._app.screen, self._session, f"{self._act.doing}; Newsmark ends when that is done")
        return True

    def wait(self) -> None:
        """Return when the long act, if there is one, has been done and kept, or has failed."""
        if self._act is not None:
            self._act.ended.wait()

    # Undo and redo.

    def undo(self) -> None:
        """Take the newest act back; one that goes on is stopped."""
        if self._act is not None:
            self._act.unwanted.set()
        else:
            self._take(undo=True)

    def redo(self) -> None:
        """Do the act undone last again."""
        self._take(undo=False)

    def _take(self, *, undo: bool) -> None:
        try:
            change = self._session.newest(undo=undo)
        except NewsmarkError as error:
            say(self._app.screen, self._session, str(error), bad=True)
            return
        if change is None:
            say(self._app.screen, self._session, "nothing to undo" if undo else "nothing to redo")
        elif self._session.at_work:
            say(self._app.screen, self._session, self._session.wait_words)
        elif change.is_long:
            act = undoing.undo if undo else undoing.redo
            take = partial(act, self._session.library, self._session.history)
            doing = f"{'undoing' if undo else 'doing again'}: {change.label}"
            self.begin(doing, partial(self._take_long, change, undo, take), holds_marks=change.is_about_marks)
        else:
            try:
                self._session.take(undo=undo)
            except NewsmarkError as error:
                say(self._app.screen, self._session, str(error), bad=True)
            else:
                say_done(self._app.screen, self._session, self._taken(change, undo=undo))

    def _take_long(
        self, change: Change, undo: bool, take: Callable[[HowFar], tuple[History, Change | None]], how_far: HowFar
    ) -> Finish:
        before = self._session.history
        try:
            history, taken = take(how_far)
        except ChangedError as error:
            return partial(self._forget, change, str(error))

        def finish() -> str:
            self._session.took(before, history)
            return self._taken(taken, undo=undo) if taken else ""

        return finish

    def _forget(self, change: Change, fault: str) -> str:
        """Forget an act that cannot be taken back, so that the one before it can be; why."""
        self._session.history = self._session.history.without(change)
        return fault

    def _taken(self, change: Change, *, undo: bool) -> str:
        """Go to what was taken back or done again; the words about it."""
        record = change.steps[0].record
        there = "" if isinstance(record, SourceChoice | Alike) else record.article_id
        self._app.screen.post_message(LibraryChanged("" if change.is_long else there))
        return f"{'undone' if undo else 'done again'}: {change.label}{self._when(change)}"

    def _when(self, change: Change) -> str:
        """The day of an act that is not of today."""
        from reader.ui.render.dates import long_date  # noqa: PLC0415 - not before the first undo

        today = self._session.library.clock.now().astimezone().date()
        day = change.at.astimezone().date() if change.at else today
        return "" if day == today else f" ({long_date(day.isoformat())})"
