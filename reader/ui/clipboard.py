"""Copying to the terminal's clipboard, by OSC 52, which also works over ssh."""

from typing import Any

from textual.screen import Screen

from reader.domain.safe_text import safe
from reader.ui.acts.acting import say
from reader.ui.session import Session

_MOST_BYTES = 74_994
"""What the strictest of the common terminals takes; a longer text is cut by some and dropped by others."""


def copy(screen: Screen[Any], session: Session, words: str, told: str) -> None:
    """Copy words and say what was copied."""
    text = safe(words)
    screen.app.copy_to_clipboard(text)
    size = len(text.encode("utf-8", "replace"))
    if size > _MOST_BYTES:
        told = f"{told}, {size // 1000} kB: some terminals take {_MOST_BYTES // 1000} kB at most"
    say(screen, session, f"copied {told}")
