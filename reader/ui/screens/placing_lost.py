"""The lost highlights of an article: listed with their quotes, and put on a selected passage by hand."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.domain.mark import Highlight
from reader.domain.wording import counted
from reader.library.hand_placing import place_by_hand
from reader.library.marking import excerpt
from reader.ui.acting import perform, say
from reader.ui.render.rows import highlight_row
from reader.ui.render.runs import Run
from reader.ui.screens.reshaping import ReshapingScreen
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.bars import StatusBar
from reader.ui.widgets.row_list import RowList


def _row(highlight: Highlight, width: int) -> tuple[list[Run], list[Run]]:
    return highlight_row(highlight, "lost", width)


class LostScreen(ModalScreen[Highlight | None]):
    """Highlights without a place; `enter` gives one back, to be placed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h", "dismiss", "back"),
        *(
            Binding(key, f"move('{name}')", name)
            for key, name in (("j,down", "j"), ("k,up", "k"), ("g", "g"), ("G", "G"))
        ),
        Binding("enter,l", "choose", "place"),
    ]

    def __init__(self, lost: Sequence[Highlight]) -> None:
        super().__init__()
        self._lost = lost

    def compose(self) -> ComposeResult:
        """Title, highlights, keys."""
        title = f"{counted(len(self._lost), 'highlight')} lost: the words are not in the text now"
        with Vertical(classes="dialog dialog--tall"):
            yield Static(title, classes="dialog--title", markup=False)
            yield RowList[Highlight](_row, empty="", id="lost")
            yield Static("enter places it by hand · q leaves · one comes back if its words do", classes="dialog--keys")

    def on_mount(self) -> None:
        """Show all of them."""
        rows = self.query_one(RowList)
        rows.focus()
        rows.show(self._lost)

    def action_move(self, name: str) -> None:
        """Move the cursor."""
        self.query_one(RowList).move(name)

    def action_choose(self) -> None:
        """Place the one under the cursor."""
        self.dismiss(self.query_one(RowList).current)

    def on_row_list_opened(self) -> None:
        """A double click chooses."""
        self.action_choose()


class PlacingScreen(ReshapingScreen):
    """A screen with an article whose lost highlights can be placed by hand."""

    _placing: Highlight | None = None
    """The one that the selection is for."""

    @property
    def lost(self) -> Sequence[Highlight]:
        """The highlights that have no certain place in the text."""
        return [one.highlight for one in self.opened.placements if one.span is None]

    @property
    def lost_told(self) -> str:
        """How many there are and which key lists them: "2 lost: L"; empty if there is none."""
        return f"{len(self.lost)} lost: {self._session.key('lost')}" if self.lost else ""

    @property
    def placing(self) -> bool:
        """True while a passage is selected for a lost highlight; the line at the bottom is needed for that."""
        return self._placing is not None and self.view.caret.anchor is not None

    def mode(self) -> tuple[str, str]:
        """While placing, for which highlight the selection is."""
        name, hint = super().mode()
        if self._placing is None or not self.placing:
            return name, hint
        return name, f"place {excerpt(self._placing.quote.exact, 3)}: select, then enter; esc leaves"

    def action_lost(self) -> None:
        """List the lost highlights of this article."""
        if self.lost:
            self.app.push_screen(LostScreen(self.lost), self._begin_placing)
        else:
            say(self, self._session, "no highlight of this article is lost")

    def _begin_placing(self, chosen: Highlight | None) -> None:
        if chosen is not None:
            self._placing = chosen
            self.query_one(StatusBar).clear()
            self.action_visual(by_sentence=False)

    def on_article_view_moved(self) -> None:
        """Placing ends with the selection."""
        if self.view.caret.anchor is None:
            self._placing = None

    def take(self, event: ArticleView.Chosen) -> None:
        """Put the highlight that is being placed on what was chosen."""
        placing = self._placing
        if placing is None or event.act != "highlight":
            super().take(event)
        elif len(event.parts) > 1:
            say(self, self._session, "something that was cut stands inside; select a passage without it")
        elif perform(self, self._session, lambda: place_by_hand(self._session.library, placing.id, event.parts[0])):
            self.view.leave_selection()
