"""What screens share: the session, deciding about articles, a filter that is typed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.events import Click, Paste, ScreenResume
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from reader import library as use_cases
from reader.domain.errors import QueryError
from reader.domain.query import Query, View, parse, without_last_word
from reader.ui import acts
from reader.ui.actions import Scope
from reader.ui.acts.acting import say
from reader.ui.patches import PatchScreen
from reader.ui.session import Session
from reader.ui.widgets.bars import StatusBar
from reader.ui.widgets.prompt import Prompt
from reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from reader.library.triage import Decision


if TYPE_CHECKING:
    _Screen = Screen[Any]
else:
    _Screen = object
"""What the parts of a screen are based on.

Textual looks through all that a class inherits when it is made a screen, which takes half a millisecond; so a screen of
many parts is one screen, and not one for each of them.
"""


class SessionScreen(PatchScreen, _Screen):
    """What all screens of the session have; `SCOPE` tells which actions are its own.

    Attributes:
        prompt: the line in which something can be typed; it gets the keys while that is so.
    """

    SCOPE: ClassVar[Scope | None] = None
    prompt: Prompt | None = None

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._was_shown = False

    def _extend_compose(self, widgets: list[Widget]) -> None:
        """Add no messages and no tooltips: the status line tells what is to be told."""

    @property
    def selecting(self) -> bool:
        """True while a passage is being selected."""
        return False

    @property
    def typing(self) -> bool:
        """Whether a filter or a search is being typed."""
        return self.prompt is not None and self.prompt.typing

    def ask(self, words: str, label: str, may_recall: Callable[[], bool]) -> None:
        """Have something typed, from these words on; see `Prompt.open`."""
        if self.prompt is not None:
            self.prompt.open(words, label, self._session.earlier(self._kind), may_recall)

    def remember_asked(self, words: str) -> None:
        """Keep what was typed, to be recalled."""
        if words:
            self._session.recall(self._kind, words)
            self.run_worker(partial(self._session.keep_asked, self._kind), thread=True, group="asked")

    @property
    def _kind(self) -> str:
        return self.SCOPE.value if self.SCOPE else ""

    def on_paste(self, event: Paste) -> None:
        """Take what is pasted while something is typed."""
        if self.prompt is not None and self.prompt.typing:
            event.stop()
            self.prompt.paste(event.text)

    def on_click(self, event: Click) -> None:
        """A click elsewhere ends the typing."""
        if self.prompt is not None and self.prompt.typing and event.widget is not self.prompt:
            self.prompt.keep()

    def expect(self, size: Size) -> None:
        """Have the classes that a terminal of this size gives, before the styles are found for the first time."""
        across, down = (
            self.HORIZONTAL_BREAKPOINTS or [],
            self.VERTICAL_BREAKPOINTS or self.app.VERTICAL_BREAKPOINTS or [],
        )
        widths, heights = (
            self._get_breakpoint_classes(size.width, across),
            self._get_breakpoint_classes(size.height, down),
        )
        self.add_class(*widths, *heights)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """No key acts on a screen that is not there yet, however fast it is pressed."""
        return self.is_mounted

    def marks_are_read(self) -> None:
        """Show what could not be known before all marks were read; most screens have nothing to show."""

    def remember(self) -> None:
        """Keep where the reader is; most screens have nothing to keep."""

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """Find no styles again that were found a moment ago, when the screen was made."""
        event.refresh_styles = self._was_shown
        self._was_shown = True

    def _screen_resized(self, size: Size) -> None:  # noqa: ARG002 - which may be an earlier one, told late
        """Lay out for another size; for the same one, which Textual tells several times, when all else is done."""
        if self.app.size == self._compositor.size:
            self.refresh(layout=True)
        else:
            super()._screen_resized(self.app.size)


if TYPE_CHECKING:
    _Part = SessionScreen
else:
    _Part = object
"""What the other parts are based on: a screen that has them is a `SessionScreen` too."""


class DecidingScreen(_Part):
    """A part of a screen: articles are chosen on it, one or many, and decided about."""

    @property
    def chosen(self) -> Sequence[str]:
        """Ids of the articles that an act is about, in order."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Move on from the articles just decided about."""
        raise NotImplementedError

    def decide(self, decision: "Decision", *, on: bool = False) -> None:
        """Decide about the articles chosen, and move on from them if so wanted."""
        if acts.article_acts.decide(self, self._session, self.chosen, decision, tell=not on) and on:
            self.go_on()

    def action_done(self) -> None:
        """Archive and move on."""
        self.decide(use_cases.triage.ARCHIVE, on=True)

    def action_later(self) -> None:
        """Keep for later and move on."""
        self.decide(use_cases.triage.LATER, on=True)

    def action_inbox(self) -> None:
        """Put back and move on."""
        self.decide(use_cases.triage.INBOX, on=True)

    def action_star(self) -> None:
        """Star, or take the star off."""
        self.decide(use_cases.triage.STAR)

    def action_read(self) -> None:
        """Call read or unread."""
        self.decide(use_cases.triage.READ)


class FilteredScreen(_Part):
    """A part of a screen: rows, and a filter over them."""

    filter = ""
    _filter_fault = ""

    def reload(self) -> None:
        """Read the rows again."""
        raise NotImplementedError

    def asked(self, view: View = View.ALL) -> Query:
        """What the filter asks for; a last word that makes no sense yet is told and left out."""
        asked, fault = self.filter, ""
        try:
            query = parse(asked, view)
        except QueryError as error:
            fault = str(error)
            query = parse(without_last_word(asked), view)
        if fault:
            say(self, self._session, fault, bad=True)
        elif self._filter_fault:
            self.query_one(StatusBar).take_back(self._filter_fault)
        self._filter_fault = fault
        return query

    @property
    def here(self) -> str:
        """What is filtered, in a word or two."""
        raise NotImplementedError

    def action_find(self) -> None:
        """Type a filter; the key that goes up recalls an earlier one, unless it can go up among what was found."""
        self.ask(self.filter, self.here, lambda: not (self.filter and self.query_one(RowList).cursor))
        self.query_one(StatusBar).ask("enter goes to the rows · esc drops it")

    def action_clear(self) -> None:
        """Drop the filter."""
        self.set_filter("")

    def on_prompt_changed(self, event: Prompt.Changed) -> None:
        """Filter as you type."""
        event.stop()
        self.set_filter(event.words)

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        """Keep the filter, or drop it."""
        self.query_one(StatusBar).ask("")
        self.set_filter(event.words)
        self.remember_asked(event.words)

    def set_filter(self, text: str) -> None:
        """Show what answers another filter."""
        if text != self.filter:
            self.filter = text
            self.reload()
