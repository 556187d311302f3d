"""Texts over the screen: all keys, and all that was said."""

from typing import Any

from textual.screen import Screen

from reader.ui.render.help import help_text
from reader.ui.screens.dialogs import TextScreen, plain
from reader.ui.screens.shared import SessionScreen
from reader.ui.session import Session


def show_keys(screen: Screen[Any], session: Session) -> None:
    """Every key, those of the screen first."""
    colours, own = screen.app.current_theme, screen if isinstance(screen, SessionScreen) else None
    text = help_text(
        session.settings.keys,
        own.SCOPE if own else None,
        selecting=own is not None and own.selecting,
        key_style=f"{colours.primary}",
        head_style=f"bold {colours.secondary}",
    )
    screen.app.push_screen(TextScreen("Keys", text))


def show_messages(screen: Screen[Any], session: Session) -> None:
    """The messages so far, the newest first."""
    text = "\n".join(reversed(session.messages)) or "No messages so far."
    screen.app.push_screen(TextScreen("Messages, newest first", plain(text)))
