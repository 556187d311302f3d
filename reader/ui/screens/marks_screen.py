"""All marks of the library on one screen, grouped by article, tag or kind, filtered as you type."""

from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from reader.domain.errors import NewsmarkError
from reader.domain.mark import Highlight
from reader.domain.query import Query
from reader.library.grouping import Grouping, Heading
from reader.library.many_marks import chosen
from reader.ui.actions import Scope
from reader.ui.acts import article_acts, highlight_acts, many_highlight_acts
from reader.ui.acts.acting import LibraryChanged, attempt, say
from reader.ui.bindings import bindings
from reader.ui.clipboard import copy
from reader.ui.render.rows import heading_row, highlight_row
from reader.ui.render.runs import Run
from reader.ui.screens.marks_found import MarkRow, MarksFoundScreen
from reader.ui.screens.shared import SessionScreen
from reader.ui.session import Session
from reader.ui.widgets.bars import Bar, StatusBar
from reader.ui.widgets.prompt import Prompt
from reader.ui.widgets.row_list import RowList


class MarksScreen(MarksFoundScreen, SessionScreen, Screen[None]):
    """Every highlight; a key goes to its passage, edits it or exports what is shown."""

    SCOPE = Scope.MARKS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.MARKS)]

    class PassageWanted(Message):
        """The reader wants to see a highlight in its article."""

        def __init__(self, article_id: str, at: int) -> None:
            super().__init__()
            self.article_id = article_id
            self.at = at

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._selected: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Where you are or the filter, the highlights, keys."""
        self.prompt = Prompt("words of quote, note, tag or title; tag:, source:, state:, is:lost", id="title")
        yield self.prompt
        yield RowList[MarkRow](self._draw_row, empty="", heads=lambda row: isinstance(row, Heading), id="rows")
        yield StatusBar(Scope.MARKS, self._session.settings.keys, id="status")

    @property
    def here(self) -> str:
        """All marks."""
        return "All marks"

    def on_mount(self) -> None:
        """Show all of them."""
        self._rows.focus()
        self.reload()
        if self.answering:
            self.query_one("#title", Bar).show([(" ‹ ", "faint"), ("All marks", "here")], [])

    def on_screen_resume(self) -> None:
        """Back from an article: show what changed there."""
        if not self.answering:
            self.read_again()

    @property
    def _rows(self) -> RowList[MarkRow]:
        return self.query_one("#rows", RowList)

    @property
    def highlight(self) -> Highlight | None:
        """The highlight under the cursor."""
        row = self._rows.current
        return row if isinstance(row, Highlight) else None

    def show(self) -> None:
        """The cursor stays on its highlight, else on its row; of several rows of one it takes the nearest."""
        cursor, places = self._rows.cursor, self.shown.places_of(self.highlight)
        if self._selected:
            self._selected = frozenset(one.id for one in chosen(self._session.library, self._selected))
        self._rows.empty = f"No highlights. In an article, {self._session.key('highlight')} marks the sentence."
        self._rows.show(self.shown.rows, min(places, key=lambda number: abs(number - cursor), default=cursor))
        self._show_title()

    def _show_title(self) -> None:
        articles = self.shown.articles
        by = "" if self.grouping is Grouping.NONE else f", by {self.grouping}"
        left: list[Run] = [
            (" ‹ ", "faint"),
            (f"All marks {len(self.shown.found)}", "here"),
            (f" in {articles} article{'' if articles == 1 else 's'}{by}", "faint"),
        ]
        self.query_one("#title", Bar).show(left, [(f"filter: {self.filter} ", "here")] if self.filter else [])

    def _draw_row(self, row: MarkRow, width: int) -> tuple[list[Run], list[Run]]:
        if isinstance(row, Heading):
            return heading_row(row.words, row.count, width)
        words, lost = self._told(row)
        if self.grouping is Grouping.ARTICLE:
            return highlight_row(row, "lost" if lost else "", width, selected=row.id in self._selected)
        return highlight_row(row, f"lost: {words}" if lost else words, width, selected=row.id in self._selected)

    def _told(self, highlight: Highlight) -> tuple[str, bool]:
        """The article of a highlight in words, and whether it is lost; what cannot be read is told on opening."""
        overview = self.shown.overview
        if overview is None:
            return "", False
        with suppress(NewsmarkError):
            return overview.title(highlight), overview.span(highlight) is None
        return overview.title(highlight), False

    def on_row_list_moved(self) -> None:
        """Say where the cursor is, and how many are selected."""
        count = len(self._rows.items) and self.shown.numbers[-1]
        place = f"{self.shown.numbers[self._rows.cursor]} of {count}" if count else ""
        mode = f"{len(self._selected)} selected" if self._selected else ""
        self.query_one(StatusBar).place(place, mode)

    def action_group(self) -> None:
        """Group by the next thing: article, tag, kind, nothing."""
        self.grouping = self.grouping.following
        self.reload()

    def action_select(self) -> None:
        """Select the highlight, or leave it out, and move on."""
        if self.highlight:
            self._select(self._selected ^ {self.highlight.id})
            self.action_move("j")

    def action_select_all(self) -> None:
        """Select every highlight shown, or none of them."""
        shown = frozenset(one.id for one in self.shown.found)
        self._select(self._selected - shown if shown <= self._selected else self._selected | shown)

    def _select(self, ids: frozenset[str]) -> None:
        self._selected = ids
        self._rows.redraw()
        self.on_row_list_moved()

    def on_library_changed(self, _: LibraryChanged) -> None:
        """Something changed: an act here, an undo, another copy."""
        self.read_again()

    def action_move(self, name: str) -> None:
        """Move the cursor."""
        self._rows.move(name)
        self.on_row_list_moved()

    def action_found(self, step: int) -> None:
        """Every row is a match."""
        self.action_move("j" if step > 0 else "k")

    def action_back(self) -> None:
        """Leave the selection, then the filter, then the screen."""
        if self._selected:
            self._select(frozenset())
        elif self.filter:
            self.set_filter("")
        else:
            self.dismiss()

    def action_open(self) -> None:
        """Go to the passage."""
        attempt(self, self._session, self._open)

    def _open(self) -> None:
        highlight, overview = self.highlight, self.shown.overview
        if highlight is None or overview is None:
            return
        span = overview.span(highlight)
        if span is None:
            key = self._session.key("lost")
            say(self, self._session, f"lost: its quote is kept, and {key} in its article places it")
            return
        self.post_message(self.PassageWanted(highlight.article_id, span.start))

    def on_row_list_opened(self) -> None:
        """A double click opens."""
        self.action_open()

    def action_note(self) -> None:
        """Write the note."""
        if self.highlight:
            highlight_acts.note(self, self._session, self.highlight)

    def action_note_in_editor(self) -> None:
        """Write the note in the reader's own editor."""
        if self.highlight:
            highlight_acts.note(self, self._session, self.highlight, in_editor=True)

    def action_tag(self) -> None:
        """Edit the tags, of all that are selected at once."""
        if self._selected:
            many_highlight_acts.tag(self, self._session, self._selected)
        elif self.highlight:
            highlight_acts.tag(self, self._session, self.highlight)

    def action_kind(self) -> None:
        """Change the kind, of all that are selected at once."""
        if self._selected:
            many_highlight_acts.change_kind(self, self._session, self._selected)
        elif self.highlight:
            highlight_acts.change_kind(self, self._session, self.highlight)

    def action_remove(self) -> None:
        """Take the highlight, or all that are selected, away."""
        if self._selected:
            many_highlight_acts.remove(self, self._session, self._selected)
        elif self.highlight:
            highlight_acts.remove(self, self._session, self.highlight)

    def action_copy(self) -> None:
        """Copy the quote."""
        if self.highlight:
            copy(self, self._session, self.highlight.quote.exact, "the quote")

    def action_export(self) -> None:
        """Export the highlights selected, else the articles of those shown."""
        ids = frozenset(one.article_id for one in self.shown.found)
        if self._selected:
            many_highlight_acts.export_only(self, self._session, self._selected)
        elif ids:
            article_acts.export(self, self._session, Query(ids=ids))
