"""Highlights put on a selected passage by hand: lost ones, listed with their quotes, and those that are reshaped."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from reader.domain.document import Span
from reader.domain.frozen import frozen
from reader.domain.history import Change
from reader.domain.mark import Highlight
from reader.domain.wording import counted
from reader.library.hand_placing import place_by_hand
from reader.library.marking import excerpt
from reader.library.reshaping import reshape
from reader.ui.acts.acting import perform, say
from reader.ui.keys import caret as carets
from reader.ui.render.rows import highlight_row
from reader.ui.render.runs import Run
from reader.ui.screens.dialogs import RowsScreen
from reader.ui.screens.reshaping import ReshapingScreen
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.bars import StatusBar
from reader.ui.widgets.row_list import RowList


def _row(highlight: Highlight, width: int) -> tuple[list[Run], list[Run]]:
    return highlight_row(highlight, "lost", width)


class LostScreen(RowsScreen[Highlight | None, Highlight]):
    """Highlights without a place; `enter` gives one back, to be placed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,l", "choose", "place")]

    def __init__(self, lost: Sequence[Highlight]) -> None:
        super().__init__(
            f"{counted(len(lost), 'highlight')} lost: the words are not in the text now",
            RowList[Highlight](_row, empty="", id="lost"),
            ("enter places it by hand", "one comes back if its words do", "q leaves"),
        )
        self._lost = lost

    def list_rows(self) -> None:
        """Show all of them."""
        self.rows.show(self._lost)

    def action_choose(self) -> None:
        """Place the one under the cursor."""
        self.dismiss(self.rows.current)

    def on_row_list_opened(self) -> None:
        """A double click chooses."""
        self.action_choose()


@frozen
class _Placing:
    """What a selection is for.

    Attributes:
        highlight: what will stand on the selected passage.
        name: what is done to it.
        act: puts it there, on disk.
    """

    highlight: Highlight
    name: str
    act: Callable[[Span], Change]


class PlacingScreen(ReshapingScreen):
    """A screen with an article whose highlights can be put on a selected passage."""

    _placing: _Placing | None = None

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
        """True while a passage is selected for a highlight; the line at the bottom is needed for that."""
        return self._placing is not None and self.view.caret.anchor is not None

    def mode(self) -> tuple[str, str]:
        """While placing, for which highlight the selection is."""
        name, hint = super().mode()
        if self._placing is None or not self.placing:
            return name, hint
        quote = excerpt(self._placing.highlight.quote.exact, 3)
        return name, f"{self._placing.name} {quote}: select, then enter; esc leaves"

    def action_lost(self) -> None:
        """List the lost highlights of this article."""
        if self.lost:
            self.app.push_screen(LostScreen(self.lost), self._begin_placing)
        else:
            say(self, self._session, "no highlight of this article is lost")

    def _begin_placing(self, chosen: Highlight | None) -> None:
        if chosen is not None:
            library = self._session.library
            self._placing = _Placing(chosen, "place", lambda span: place_by_hand(library, chosen.id, span))
            self.query_one(StatusBar).clear()
            self.action_visual(by_sentence=False)

    def action_reshape(self) -> None:
        """Select the highlight here, to give it other ends."""
        marked, span = self._marked_here()
        if marked is not None and span is not None:
            library = self._session.library
            self._placing = _Placing(marked, "reshape", lambda wanted: reshape(library, marked.id, wanted))
            self.query_one(StatusBar).clear()
            view = self.view
            view.put_back(carets.selecting(view.caret, view.page, span), round(view.scroll_y))

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
        elif perform(self, self._session, lambda: placing.act(event.parts[0])):
            self.view.leave_selection()
