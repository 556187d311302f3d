"""All marks are read in a thread, behind the list; acts that are about them wait for that, and are done in order."""

import gc
import sys
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.app import App
from textual.dom import DOMNode
from textual.driver import Driver
from textual.message import Message
from textual.screen import Screen

from reader.domain.errors import DamagedMarksError, NewsmarkError
from reader.ui.actions import ACTIONS
from reader.ui.acts.acting import say, warn
from reader.ui.screens.shared import SessionScreen
from reader.ui.session import Session

if TYPE_CHECKING:
    from textual.actions import ActionParseResult

_NEEDING_MARKS = frozenset(action.call for action in ACTIONS if action.needs_marks)

STARTED_SECONDS = 0.5
"""When the start is over, the first preview included."""

_SWITCH_SECONDS = 0.001
"""How long a thread works on while another wants to: until a key is answered, that happens several times."""

Act = Callable[[], Awaitable[object] | None]


def with_marks(screen: Screen[Any], act: Act) -> None:
    """Do an act on marks, which say if they are still being read when it is done."""
    cast("AwaitingMarks", screen.app).with_marks(act)


if TYPE_CHECKING:
    _Part = App[None]
else:
    _Part = object


class AwaitingMarks(_Part):
    """An app whose first screen does not wait for the marks.

    Once an act waits for them, so do the keys behind it (`TypedAhead`), and so does leaving.
    """

    session: Session
    _awaiting = False
    _leaving_with: int | None = None

    class MarksRead(Message):
        """All marks are in memory, or cannot be read."""

        def __init__(
            self, version: str = "", warnings: tuple[str, ...] = (), error: NewsmarkError | None = None
        ) -> None:
            super().__init__()
            self.version = version
            self.warnings = warnings
            self.error = error

    def __init__(self, driver_class: type[Driver]) -> None:
        super().__init__(driver_class=driver_class)
        self._waiting: list[Act] = []
        self._read: Callable[[], None] = self.expect_marks

    @property
    def answering(self) -> bool:
        """Whether an act is still to be done, for which the marks are being read."""
        return self._awaiting and bool(self._waiting)

    def expect_marks(self) -> None:
        """From now on, nothing that this thread asks about one article waits for the marks, nor does a screen."""
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._read, self._awaiting = self.session.library.marks.first_read(), True

    def collect_again(self) -> None:
        """Look for garbage again, if that was put off; what is there by now, all marks too, is not looked through."""
        if self._awaiting:
            self.set_timer(STARTED_SECONDS, self.collect_again)
        elif not gc.isenabled():
            gc.freeze()
            gc.enable()

    def read_marks(self) -> None:
        """Read them in a thread."""
        self.run_worker(partial(self._read_all, self._read), thread=True, group="marks")

    def _read_all(self, read: Callable[[], None]) -> None:
        marks = self.session.library.marks
        try:
            read()
            found = self.MarksRead(marks.version(), tuple(marks.warnings()))
        except NewsmarkError as error:
            found = self.MarksRead(error=error)
        self.post_message(found)

    async def on_awaiting_marks_marks_read(self, event: MarksRead) -> None:
        """Show what depends on them, and do what waited for them; of damaged ones, ask what is to be done."""
        self._awaiting = False
        if isinstance(event.error, DamagedMarksError) and self._leaving_with is None:
            self.ask_how_to_recover(event.error)
            return
        self.session.seen = event.version
        if event.error is not None:
            say(self.screen, self.session, str(event.error), bad=True)
        warn(self.screen, self.session, event.warnings)
        self.marks_are_read()
        for screen in self.screen_stack:
            if isinstance(screen, SessionScreen):
                screen.marks_are_read()
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            if (done := act()) is not None:
                await done
        if self._leaving_with is not None:
            self.exit(return_code=self._leaving_with)

    def marks_are_read(self) -> None:
        """What else the app does once the marks are there, or cannot be read."""
        raise NotImplementedError

    def ask_how_to_recover(self, error: NewsmarkError) -> None:
        """The marks are damaged: ask what is to be done."""
        raise NotImplementedError

    def with_marks(self, act: Act) -> None:
        """Do an act as soon as the marks are there."""
        if self._awaiting:
            self._waiting.append(act)
            say(self.screen, self.session, "your marks are still being read; this is done as soon as they are there")
        else:
            act()

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Carry an action out, as soon as the marks are there if it is about them."""
        run = partial(super().run_action, action, default_namespace, namespaces)
        if self._awaiting and action in _NEEDING_MARKS:
            self.with_marks(run)
            return True
        return await run()

    def leave_when_read(self, code: int) -> bool:
        """Leave when what waits for the marks is done; False if nothing does."""
        if not self.answering:
            return False
        self._leaving_with = code
        say(self.screen, self.session, "your marks are still being read; Newsmark ends when what you did is kept")
        return True
