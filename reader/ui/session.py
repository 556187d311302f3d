"""What every screen shares: the library, the settings, and what was done so far. Knows no widget."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader import chosen
from reader.domain.errors import NewsmarkError
from reader.domain.history import Change, History
from reader.library import undoing
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.actions import key_of
from reader.ui.jumps import Jumps

if TYPE_CHECKING:
    from reader.ui.render.sheet import Pages
    from reader.ui.repeating import Act


@dataclass(slots=True)
class Session:
    """One run of the app.

    Attributes:
        library: where articles and marks are.
        settings: as they are now, with what was chosen in this run and before.
        configured: as `config.toml` has them.
        history: the acts that can be undone and redone.
        messages: every message shown so far, newest last.
        recalled: whether `history` holds the acts of earlier runs too.
        seen: the version of the marks that the screens show or are about to read.
        articles_seen: the same of the articles.
        last_act: what was done last to a highlight, for another one.
        jumps: the places in articles that the reader jumped from.
    """

    library: Library
    settings: Settings
    configured: Settings
    history: History = field(default_factory=History)
    messages: list[str] = field(default_factory=list)
    recalled: bool = False
    seen: str = ""
    articles_seen: int = 0
    last_act: "Act | None" = None
    jumps: Jumps = field(default_factory=Jumps)
    _pages: "Pages | None" = None

    @property
    def pages(self) -> "Pages":
        """The pages laid out lately; what lays pages out is loaded with the first article."""
        from reader.ui.render.sheet import no_pages  # noqa: PLC0415

        if self._pages is None:
            self._pages = no_pages()
        return self._pages

    def key(self, action_id: str) -> str:
        """The key of an action as the reader set it, for messages."""
        return key_of(action_id, self.settings.keys)

    def choose(self, name: str, value: object) -> None:
        """Change one of `settings.CHOICES`, for the next runs too. Raises StorageError if that is not kept."""
        self.settings = chosen.changed(self.settings, name, value)
        chosen.keep(self.configured, name, value)

    def do(self, act: Callable[[], Change]) -> Change:
        """Carry an act out and remember it for undo. Raises what the act raises."""
        from reader.ui.repeating import told_by  # noqa: PLC0415 - not before the first act

        change = undoing.remember(self.library, act())
        self.history = self.history.record(change)
        self.last_act = told_by(change) or self.last_act
        self._see()
        return change

    def undo(self) -> Change | None:
        """Take the newest act back. Raises NewsmarkError if it cannot be."""
        self._recall()
        self.history, change = undoing.undo(self.library, self.history)
        if change is not None:
            self._see()
        return change

    def redo(self) -> Change | None:
        """Do the act undone last again. Raises NewsmarkError if it cannot be."""
        self._recall()
        self.history, change = undoing.redo(self.library, self.history)
        if change is not None:
            self._see()
        return change

    def _recall(self) -> None:
        """Put what was done in earlier runs below what was done in this one; read when it is needed first."""
        if not self.recalled:
            self.recalled = True
            with contextlib.suppress(NewsmarkError):
                self.history = self.history.after(self.library.past.earlier())

    def _see(self) -> None:
        """Take the marks as seen: whoever acted reads them next. An unreadable file is told by who reads it."""
        with contextlib.suppress(NewsmarkError):
            self.seen = self.library.marks.version()
