"""What every screen shares: the library, the settings, and what was done so far. Knows no widget."""

import contextlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import field
from typing import TYPE_CHECKING

from reader import chosen
from reader import library as use_cases
from reader.domain.errors import ChangedError, NewsmarkError, StorageError
from reader.domain.frozen import mutable
from reader.domain.history import Change, History
from reader.library.model import Library
from reader.settings import Settings
from reader.ui import keys
from reader.ui.actions import key_of

if TYPE_CHECKING:
    from reader.library.overview import Finds
    from reader.ui.keys.jumps import Jumps
    from reader.ui.keys.repeating import Act
    from reader.ui.render.laid_out import LaidOut


@mutable
class Session:
    """One run of the app.

    Attributes:
        library: where articles and marks are.
        settings: as they are now, with what was chosen in this run and before.
        configured: as `config.toml` has them.
        history: the acts that can be undone and redone.
        messages: every message shown so far, newest last.
        sought: the words that were searched for last in an article.
        said_passing: whether the newest of them is over with the next key.
        recalled: whether `history` holds the acts of earlier runs too.
        seen: the version of the marks that the screens show or are about to read.
        articles_seen: the same of the articles.
        last_act: what was done last to a highlight, for another one.
        finds: what was found about highlights for the screen of all marks.
        at_work: what a long act in a thread is doing; empty if there is none.
        marks_held: whether that is about marks, so that no other act on marks can be done meanwhile.
        places: where the reader stopped in articles while a long act went on, which writes to the same file.
    """

    library: Library
    settings: Settings
    configured: Settings
    history: History = field(default_factory=History)
    messages: list[str] = field(default_factory=list)
    sought: str = ""
    said_passing: bool = False
    recalled: bool = False
    seen: str = ""
    articles_seen: int = 0
    last_act: "Act | None" = None
    at_work: str = ""
    marks_held: bool = False
    places: dict[str, int] = field(default_factory=dict)
    finds: "Finds | None" = None
    _laid_out: "LaidOut | None" = None
    _jumps: "Jumps | None" = None
    _unfolded: tuple[str, ...] | None = None
    _asked: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def jumps(self) -> "Jumps":
        """The places in articles that the reader jumped from."""
        if self._jumps is None:
            self._jumps = keys.jumps.Jumps()
        return self._jumps

    @jumps.setter
    def jumps(self, jumps: "Jumps") -> None:
        self._jumps = jumps

    @property
    def laid_out(self) -> "LaidOut":
        """What was laid out lately; what lays pages out is loaded with the first article."""
        from reader.ui.render.laid_out import LaidOut  # noqa: PLC0415

        if self._laid_out is None:
            self._laid_out = LaidOut()
        return self._laid_out

    def key(self, action_id: str) -> str:
        """The key of an action as the reader set it, for messages."""
        return key_of(action_id, self.settings.keys)

    def choose(self, name: str, value: object) -> None:
        """Change one of `settings.CHOICES`, for the next runs too. Raises StorageError if that is not kept."""
        self.settings = chosen.changed(self.settings, name, value)
        chosen.keep(self.configured, name, value)

    @property
    def unfolded(self) -> tuple[str, ...]:
        """The ids of the highlights and articles whose long notes are shown whole, the newest last."""
        if self._unfolded is None:
            self._unfolded = chosen.unfolded(self.configured)
        return self._unfolded

    def unfold(self, article: Collection[str], shown: Iterable[str]) -> None:
        """Of the notes of an article, show these whole, in later runs too. Raises StorageError if not kept."""
        self._unfolded = (*(one for one in self.unfolded if one not in article), *sorted(shown))
        self._unfolded = chosen.keep_unfolded(self.configured, self._unfolded)

    def earlier(self, kind: str) -> tuple[str, ...]:
        """What was typed into the line of a screen in this run and before, the newest last."""
        if kind not in self._asked:
            self._asked[kind] = chosen.asked(self.configured, kind)
        return self._asked[kind]

    def recall(self, kind: str, words: str) -> None:
        """Remember what was typed, in this run."""
        self._asked[kind] = (*(one for one in self.earlier(kind) if one != words), words)

    def keep_asked(self, kind: str) -> None:
        """Keep what was typed, in later runs too, if the disk lets us."""
        with contextlib.suppress(StorageError):
            chosen.keep_asked(self.configured, kind, self.earlier(kind))

    def do(self, act: Callable[[], Change]) -> Change:
        """Carry an act out and remember it for undo.

        Raises:
            StorageError: a long act about marks goes on, and nobody should have to wait for it.
            NewsmarkError: the act raised it.
        """
        if self.marks_held:
            raise StorageError(self.wait_words)
        change = act()
        self.record(change)
        return change

    def record(self, change: Change) -> None:
        """Remember an act that was done and kept."""
        from reader.ui.keys.repeating import told_by  # noqa: PLC0415 - not before the first act

        self.history = self.history.record(change)
        self.last_act = told_by(change) or self.last_act
        self._see()

    def newest(self, *, undo: bool) -> Change | None:
        """The act that undo takes back next, or else the one that redo does again; None if there is none.

        Raises NewsmarkError if the library cannot be read.
        """
        self._recall()
        self.history = use_cases.undoing.passed_over(self.library, self.history, undo=undo)
        acts = self.history.done if undo else self.history.undone
        return acts[-1] if acts else None

    def take(self, *, undo: bool) -> None:
        """Take the newest act back, or do the act undone last again.

        Raises:
            ChangedError: it cannot be, and it is forgotten, so that the one before it can be taken back next.
            NewsmarkError: it cannot be for now.
        """
        act, newest = use_cases.undoing.undo if undo else use_cases.undoing.redo, self.newest(undo=undo)
        try:
            self.history, _ = act(self.library, self.history)
        except ChangedError:
            if newest is not None:
                self.history = self.history.without(newest)
            raise
        self._see()

    def took(self, before: History, after: History) -> None:
        """The history went from one to the other in a thread; what was done here meanwhile comes behind it."""
        known = {id(change) for change in before.done}
        meanwhile = tuple(change for change in self.history.done if id(change) not in known)
        self.history = History(meanwhile).after(after)
        self._see()

    @property
    def wait_words(self) -> str:
        """What is said to who wants another act meanwhile."""
        return f"one moment: {self.at_work} · {self.key('undo')} stops that"

    def keep_place(self, article_id: str, position: int) -> None:
        """Keep where the reader stopped, or do so when the long act is done. Raises StorageError."""
        if self.at_work:
            self.places[article_id] = position
        else:
            use_cases.triage.remember_position(self.library, article_id, position)

    def keep_places(self) -> None:
        """Keep the places that had to wait; one that cannot be kept is no longer worth a word."""
        for article_id, position in self.places.items():
            with contextlib.suppress(NewsmarkError):
                use_cases.triage.remember_position(self.library, article_id, position)
        self.places.clear()

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
