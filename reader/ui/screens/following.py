"""Following a link of the article: by the number behind its words, or with the mouse."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from reader.ui.acts.acting import say
from reader.ui.acts.article_acts import open_address
from reader.ui.render.runs import fit
from reader.ui.screens.searching import SearchingScreen
from reader.ui.screens.small import Small
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.bars import Bar


class LinkScreen(Small, ModalScreen[str]):
    """Asks for the number of a link on the line at the bottom; the answer is its address, or empty."""

    def __init__(self, addresses: Sequence[str]) -> None:
        super().__init__()
        self._addresses = addresses
        self._typed = ""

    def compose(self) -> ComposeResult:
        """What is typed, and where it leads."""
        yield Bar(id="link")

    def on_mount(self) -> None:
        """Nothing is typed yet."""
        self._tell()

    def on_key(self, event: events.Key) -> None:
        """Digits pick, `enter` opens what is picked, `backspace` takes a digit back, `escape` leaves."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss("")
        elif event.key == "enter":
            if self._picked:
                self.dismiss(self._picked)
        elif event.key == "backspace":
            self._typed = self._typed[:-1]
        elif event.key in [*"0123456789"] and 1 <= int(self._typed + event.key) <= len(self._addresses):
            self._typed += event.key
            if int(self._typed) * 10 > len(self._addresses):
                self.dismiss(self._picked)
        self._tell()

    def on_click(self) -> None:
        """A click leaves."""
        self.dismiss("")

    @property
    def _picked(self) -> str:
        return self._addresses[int(self._typed) - 1] if self._typed else ""

    def _tell(self) -> None:
        last, badge = len(self._addresses), f" link: {self._typed} "
        keys = " · enter opens it · esc" if self._picked else " · esc"
        room = self.app.size.width - len(badge) - 1 - len(keys)
        where = fit(self._picked, room) if self._picked else f"1–{last}" if last > 1 else "1"
        self.query_one("#link", Bar).show([(badge, "mode"), (" ", ""), (f"{where}{keys}", "key")])


class FollowingScreen(SearchingScreen):
    """A screen with an article whose links can be followed. The place in the article stays, so it is no jump."""

    def action_follow(self) -> None:
        """Ask which link to follow; its address is shown before it is opened."""
        addresses = self.view.page.addresses
        if addresses:
            self.app.push_screen(LinkScreen(addresses), self._follow)
        else:
            say(self, self._session, "no links in what is on show of this article")

    def on_pointed_view_link_clicked(self, event: ArticleView.LinkClicked) -> None:
        """Follow the link that was clicked."""
        self._follow(event.address)

    def _follow(self, address: str | None) -> None:
        if address:
            open_address(self, self._session, address, f"no browser could be started for {address}")
