"""The app: themes, keys, signals, what comes in from outside, and undo. Screens do the rest.

What the list does not need is imported where it is used, so that the list is on the screen sooner.
"""

# ruff: noqa: PLC0415 - see above

import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import ModalScreen, Screen

from reader import resources
from reader.chosen import recalled
from reader.domain.errors import NewsmarkError
from reader.domain.query import View
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.actions import Scope
from reader.ui.acts.acting import LibraryChanged, attempt, say, warn
from reader.ui.acts.awaiting_marks import STARTED_SECONDS
from reader.ui.bindings import bindings, check_bindings, keymap
from reader.ui.first_rows import FirstRows
from reader.ui.leaving import Leaving
from reader.ui.render import bidi
from reader.ui.screens.list_screen import ListScreen
from reader.ui.screens.shared import SessionScreen
from reader.ui.session import Session
from reader.ui.straight_keys import StraightKeys
from reader.ui.terminal import Terminal
from reader.ui.themes import THEMES
from reader.ui.typed_ahead import TypedAhead
from reader.ui.widgets.bars import StatusBar

if TYPE_CHECKING:
    from reader.ui.screens.marks_screen import MarksScreen
    from reader.ui.screens.recovery_screen import Choice

_LOOK_AGAIN_SECONDS = 0.5
_SETTLE_SECONDS = 10.0
"""How often the marks are put in order, if nobody has changed them for a while."""


class NewsmarkApp(Leaving, App[None]):
    """Newsmark in a terminal."""

    TITLE = "Newsmark"
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        resources.styles() / f"{name}.tcss" for name in ("app", "article", "rows")
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.EVERYWHERE)]
    ENABLE_COMMAND_PALETTE = True
    ESCAPE_DELAY = 0.05
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-short"),
        (16, "-tall"),
    ]

    _themed = False
    _pointer_shape = "default"

    def __init__(
        self, library: Library, settings: Settings, places: Sequence[str] = (), rows: FirstRows | None = None
    ) -> None:
        super().__init__(driver_class=Terminal)
        self.first_rows = rows or FirstRows(sys.stderr, 0)
        self._held = ExitStack()
        configured = settings
        settings, self._state_fault = recalled(configured)
        self.session = Session(library, settings, configured)
        bidi.TERMINAL.orders = settings.bidi == "terminal"
        self._straight = StraightKeys(self)
        self._typed_ahead = TypedAhead(self, self._hand_on)
        self._places = tuple(places)
        self._list = ListScreen(self.session)
        self._list.begin_with(self.first_rows)
        for theme in THEMES:
            self.register_theme(theme)
        self._themed = True
        self.theme = settings.theme
        self.set_keymap(keymap(settings))

    def get_css_variables(self) -> dict[str, str]:
        """Those of the theme; none before one is chosen, when nothing is styled yet."""
        return super().get_css_variables() if self._themed else {}

    async def on_event(self, event: events.Event) -> None:
        """Hand keys on one after the other."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif not self._typed_ahead.holds(event, over=self._straight.over):
            await self._hand_on(event)

    async def _hand_on(self, key: events.Key) -> None:
        """Carry a key out, or let Textual do so; what was said of the one before is over."""
        if self.session.said_passing:
            self.session.said_passing = False
            for bar in self.screen.query(StatusBar):
                bar.key_pressed()
        if not await self._straight.act(key):
            await super().on_event(key)

    def get_default_screen(self) -> Screen[None]:
        """The list; all others lie above it."""
        self._list.expect(self.size)
        return self._list

    def _set_pointer_shape(self, shape: str) -> None:
        """Ask for another pointer of the mouse; the one that there is need not be asked for."""
        if shape != self._pointer_shape:
            self._pointer_shape = shape
            super()._set_pointer_shape(shape)

    def refresh_css(self, animate: bool = True) -> None:
        """Follow another theme; before the first screen, in the colours alone: the rules are read for that."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Show the list, then add what was given."""
        self.set_timer(STARTED_SECONDS, self.collect_again)
        self.expect_marks()
        self._held.enter_context(self.batch_update())  # until there is something to be seen
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._held.close()
        warn(self._list, self.session, filter(None, [self._state_fault]))
        self.read_marks()

    def marks_are_read(self) -> None:
        """Look for what comes from outside from now on, and add what was given."""
        self.set_interval(_LOOK_AGAIN_SECONDS, self._look_again)
        self.set_interval(_SETTLE_SECONDS, self._settle)
        if self._places:
            from reader.ui.incoming import add_places

            self._list.show_busy("reading …")
            self.run_worker(
                partial(add_places, self, self._list, self.session, self._places), thread=True, group="adding"
            )

    def ask_how_to_recover(self, error: NewsmarkError) -> None:
        """Ask what is to be done about damaged marks."""
        from reader.ui.screens.recovery_screen import RecoveryScreen

        self.push_screen(RecoveryScreen(error, self.session.library.marks.last_good()), self._recover)

    def _recover(self, choice: "Choice | None") -> None:
        library = self.session.library
        if choice not in ("restore", "anew"):
            self.exit(return_code=1)
            return
        try:
            now = library.clock.now()
            aside = library.marks.restore(now) if choice == "restore" else library.marks.set_aside(now)
        except NewsmarkError as error:
            self.ask_how_to_recover(error)
            return
        say(self._list, self.session, f"the damaged file is kept as {aside.name}")
        self.expect_marks()
        self.read_marks()
        self._list.reload()

    # What comes from outside.

    def _look_again(self) -> None:
        """See what another copy of the program has done; a dialog is not disturbed, so it is seen after it."""
        if not self.screen_stack:  # it is leaving
            return
        library = self.session.library
        try:
            self._try_again()
            if isinstance(self.screen, ModalScreen):
                return
            marks, articles = library.marks.version(), library.articles.version()
        except NewsmarkError:
            return
        if (marks, articles) != (self.session.seen, self.session.articles_seen):
            self.session.seen, self.session.articles_seen = marks, articles
            self.screen.post_message(LibraryChanged())

    def _try_again(self) -> None:
        """Put on disk what was refused, if that can be done now, and say so."""
        marks = self.session.library.marks
        if marks.unwritten():
            marks.retry()
            if not marks.unwritten():
                say(self.screen, self.session, "everything is on disk again", lasting=True)

    def _settle(self) -> None:
        """Put the marks in order, in a thread; what fails is tried again, and told by the next act that needs it.

        What came up since the start is told, such as a copy from a conflict.
        """
        if self.screen_stack and not isinstance(self.screen, ModalScreen):
            with suppress(NewsmarkError):
                warn(self.screen, self.session, self.session.library.marks.warnings())

        def settle() -> None:
            with suppress(NewsmarkError):
                self.session.library.marks.settle()

        self.run_worker(settle, thread=True, group="settling", exclusive=True)

    def on_marks_screen_passage_wanted(self, event: "MarksScreen.PassageWanted") -> None:
        """Open the article of a highlight at its passage."""
        from reader.library.catalogue import one
        from reader.ui.screens.reading_screen import MARKS, ReadingScreen

        def show() -> None:
            listing = one(self.session.library, event.article_id)
            self.push_screen(ReadingScreen(self.session, listing, 0, event.article_id, MARKS, event.at))

        attempt(self.screen, self.session, show)

    # What works everywhere.

    def action_view(self, view: str) -> None:
        """Show a view of the list, from wherever the reader is."""
        self._back_to_list()
        self._list.show_view(view)

    def action_saved(self, number: int) -> None:
        """Show a saved view, counted from 1."""
        names = [*self.session.settings.views]
        if number > len(names):
            say(self.screen, self.session, f"there is no saved view {number}; [views] in config.toml makes one")
            return
        self._back_to_list()
        self._list.show_view(View.ALL, names[number - 1])

    def _back_to_list(self) -> None:
        while self.screen is not self._list:
            if isinstance(self.screen, SessionScreen):
                self.screen.remember()
            self.pop_screen()

    def action_help(self) -> None:
        """Show every key."""
        from reader.ui.telling import show_keys

        show_keys(self.screen, self.session)

    def action_help_quit(self) -> None:
        """Tell who presses ctrl+c what leaves."""
        say(self.screen, self.session, f"{self.session.key('quit')} leaves Newsmark")

    def action_messages(self) -> None:
        """Show the messages so far."""
        from reader.ui.telling import show_messages

        show_messages(self.screen, self.session)

    def action_choices(self) -> None:
        """Show the choices for sources; the screen below then shows what is different."""
        from reader.ui.screens.source_screens import ChoicesScreen

        def left(_: None) -> None:
            self.screen.post_message(LibraryChanged())

        if not isinstance(self.screen, ModalScreen):
            self.push_screen(ChoicesScreen(self.session), left)

    def action_theme(self) -> None:
        """Change between dark and light."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        if attempt(self.screen, self.session, lambda: self.session.choose("theme", self.theme)):
            say(self.screen, self.session, f"theme {self.theme}")

    def action_command_palette(self) -> None:
        """Show the palette."""
        from reader.ui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: the actions of the screen at hand, from the one table."""
        from reader.ui.palette import commands

        return commands(self, screen, self.session.settings)


def run_app(library: Library, settings: Settings, places: Sequence[str], rows: FirstRows | None = None) -> int:
    """Run the app until the reader leaves it; the exit code.

    Raises:
        SettingsError: the settings name an action that does not exist, or a key that another action has.
    """
    check_bindings(settings)
    app = NewsmarkApp(library, settings, places, rows)
    app.run()
    return app.return_code or 0
