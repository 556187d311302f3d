"""The ways out of the app. All of them go through `exit`."""

# ruff: noqa: PLC0415 - what only leaving needs is imported then

import os
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from rich.console import RenderableType
from rich.text import Text
from textual.screen import ModalScreen

from reader.domain.errors import NewsmarkError
from reader.domain.safe_text import safe, safe_line
from reader.ui import acts
from reader.ui.acts.acting import say
from reader.ui.acts.awaiting_marks import AwaitingMarks
from reader.ui.first_rows import FirstRows
from reader.ui.screens.shared import SessionScreen

if TYPE_CHECKING:
    from reader.ui.acts.long_acts import LongActs
    from reader.ui.app import NewsmarkApp


_BY_SIGNAL = 128
"""Exit codes above this one tell of a signal, or of a terminal that is gone."""


class Leaving(AwaitingMarks):
    """A part of the app: it leaves when what the reader has made is kept, or printed."""

    first_rows: FirstRows

    @property
    def is_leaving(self) -> bool:
        """Whether it has been decided that the app ends, by the reader, a signal or a bug."""
        return self._exit or self._exception is not None

    @cached_property
    def long_acts(self) -> "LongActs":
        """Acts that take a while, and undo."""
        return acts.long_acts.LongActs(cast("NewsmarkApp", self))

    def action_undo(self) -> None:
        """Take the newest act back; one that goes on is stopped."""
        self.long_acts.undo()

    def action_redo(self) -> None:
        """Do the act undone last again."""
        self.long_acts.redo()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave. What is being written and the reader's place are kept before; what cannot be kept is printed.

        A long act is done before: keys are answered meanwhile, a signal or a lost terminal waits for it. Of several
        ways out, as when a terminal that is closed sends a signal, too, the first counts.
        """
        if self.is_leaving:
            return
        if self.leave_when_read(return_code):
            return
        if self.session.at_work:
            if not return_code and self.long_acts.leave_later():
                return
            self.long_acts.wait()
        lost = "\n\n".join(part for part in (self._leave_safely(), self._unwritten()) if part)
        if lost and return_code > _BY_SIGNAL:
            lost += self._kept_elsewhere(lost)
        super().exit(result, return_code, message or (Text(safe(lost)) if lost else None))

    async def action_quit(self) -> None:
        """Leave, unless a note or tags are being written that cannot be kept; the dialog says why."""
        if not self._leave_safely():
            self.exit()

    def action_suspend_process(self) -> None:
        """Stop, and go on when the shell says so; without a shell in this terminal nobody could."""
        if _is_of_a_shell():
            super().action_suspend_process()
        else:
            say(self.screen, self.session, "there is no shell to go back to")

    def _leave_safely(self) -> str:
        """Keep a note or tags being written, and the reader's place; the words if they could not be kept."""
        lost = ""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, SessionScreen):
                screen.remember()
            elif isinstance(screen, ModalScreen):
                lost = _keep_what_is_written(screen) or lost
        return lost

    def _unwritten(self) -> str:
        """The marks that are not on disk, to be printed on the way out, so that they are not lost; else nothing."""
        marks = self.session.library.marks
        with suppress(NewsmarkError):
            marks.retry()
        with suppress(NewsmarkError):
            unwritten = marks.unwritten()
            return "\n\n".join([unwritten.told, *unwritten.words]) if unwritten else ""
        return ""

    def _kept_elsewhere(self, words: str) -> str:
        """Where words are kept that perhaps nobody sees printed, to be printed with them; empty if nowhere."""
        from reader.ui.elsewhere import keep_elsewhere

        path = keep_elsewhere(words, self.session.library.clock.now())
        return f"\n\nthis is kept in {path}" if path else ""

    def leave(self, code: int) -> None:
        """Leave with an exit code."""
        self.exit(return_code=code)

    async def _shutdown(self) -> None:
        """End; when the terminal is the reader's again, another signal waits for nothing else."""
        try:
            await super()._shutdown()
        finally:
            self.first_rows.signals.end_at_once()

    def _handle_exception(self, error: Exception) -> None:
        """A bug: its details go into a file, and Textual ends the app."""
        from reader.ui.crash import write_crash

        write_crash(self.session.settings.library, error)
        super()._handle_exception(error)

    def _print_error_renderables(self) -> None:
        """Tell a bug in one line, where Textual would print its traceback; on the reader's own screen, in any case."""
        self.first_rows.give_back()
        if self._exception is not None:
            from reader.ui.crash import CRASH_FILE

            self._exit_renderables.clear()
            where = self.session.settings.library / CRASH_FILE
            message = f"newsmark: an error of the program ended it; your marks are safe on disk; details are in {where}"
            self.error_console.print(safe_line(message), markup=False, highlight=False, soft_wrap=True)
        super()._print_error_renderables()


def _is_of_a_shell() -> bool:
    """Whether whoever started the program is in the same terminal."""
    with suppress(OSError):
        return os.getppid() > 0 and os.getsid(os.getppid()) == os.getsid(0)
    return False


def _keep_what_is_written(screen: ModalScreen[Any]) -> str:
    """Keep a note or tags being written; the words if they could not be kept."""
    from reader.ui.screens.dialogs import NoteScreen, TagScreen

    if isinstance(screen, NoteScreen | TagScreen) and not screen.keep():
        return f"{screen.WRITTEN} could not be kept:\n\n{screen.text}"
    return ""
