"""Asking for a kind by its letter."""

from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen, Screen

from reader.domain.mark import HighlightKind
from reader.ui.acts.acting import say
from reader.ui.bindings import keys_for
from reader.ui.keys import kinds
from reader.ui.render.hints import packed
from reader.ui.screens.small import Small
from reader.ui.session import Session
from reader.ui.widgets.bars import Bar

_NEXT = "tab"


class KindScreen(Small, ModalScreen[events.Key]):
    """Tells the letters at the bottom, over any message; the answer is the key."""

    def compose(self) -> ComposeResult:
        """What can be pressed."""
        width, height = self.app.size
        for line in packed([*kinds.KEYS, f"{_NEXT} next", "esc"], width - 2, height // 2):
            yield (bar := Bar())
            bar.show([(" ", ""), (line, "key")])

    def on_key(self, event: events.Key) -> None:
        """One key is the answer."""
        event.stop()
        event.prevent_default()
        self.dismiss(event)

    def on_click(self) -> None:
        """A click leaves."""
        self.dismiss(None)


def ask(screen: Screen[Any], session: Session, now: HighlightKind, give: Callable[[HighlightKind], object]) -> None:
    """Ask for the kind that follows `now`, and give it; `escape` leaves, another key without a kind is told."""

    def answer(key: events.Key | None) -> None:
        if key is None or key.key in ("escape", "ctrl+c"):
            return
        again = key.key == _NEXT or key.key in keys_for(session.settings, "kind")
        kind = kinds.wanted(now, key.character or "", again=again)
        if kind is None:
            say(screen, session, kinds.UNKNOWN)
        else:
            give(kind)

    screen.app.push_screen(KindScreen(), answer)
