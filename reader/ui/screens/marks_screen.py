"""All marks of the library on one screen, grouped by article, tag or kind, filtered as you type."""

from itertools import accumulate
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from reader.domain.mark import Highlight
from reader.domain.query import Query
from reader.library.grouping import Grouping, Heading, article_words, grouped
from reader.library.many_marks import chosen
from reader.library.overview import Passage, Places, passages
from reader.ui import article_acts, highlight_acts, many_highlight_acts
from reader.ui.acting import LibraryChanged, attempt, say
from reader.ui.actions import Scope
from reader.ui.bindings import bindings
from reader.ui.clipboard import copy
from reader.ui.render.rows import heading_row, highlight_row
from reader.ui.render.runs import Run
from reader.ui.screens.shared import FilteredScreen
from reader.ui.session import Session
from reader.ui.widgets.bars import Bar, StatusBar
from reader.ui.widgets.prompt import Prompt
from reader.ui.widgets.row_list import RowList

MarkRow = Passage | Heading


class MarksScreen(FilteredScreen):
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
        self._places: Places = {}
        self._found: list[Passage] = []
        self._numbers: list[int] = []
        self._grouping = Grouping.NONE
        self._selected: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Where you are, the highlights, the filter when asked for, keys."""
        yield Bar(id="title")
        empty = f"No highlights. In an article, {self._session.key('highlight')} marks the sentence."
        yield RowList[MarkRow](self._draw_row, empty=empty, heads=lambda row: isinstance(row, Heading), id="rows")
        yield Prompt("words of quote, note, tag or title; tag:, source:, state:, is:lost", id="filter")
        yield StatusBar(Scope.MARKS, self._session.settings.keys, id="status")

    def on_mount(self) -> None:
        """Show all of them."""
        self._rows.focus()
        self.reload()

    def on_screen_resume(self) -> None:
        """Back from an article: show what changed there."""
        self.reload()

    @property
    def _rows(self) -> RowList[MarkRow]:
        return self.query_one("#rows", RowList)

    @property
    def _passage(self) -> Passage | None:
        current = self._rows.current
        return current if isinstance(current, Passage) else None

    @property
    def _current(self) -> Highlight | None:
        return self._passage.highlight if self._passage else None

    def reload(self) -> None:
        """Read the highlights again; the cursor stays on its highlight, else on its row."""
        attempt(self, self._session, self._reload)

    def _reload(self) -> None:
        self._found = passages(self._session.library, self.asked(), self._places)
        if self._selected:
            self._selected = frozenset(one.id for one in chosen(self._session.library, self._selected))
        self._show()

    def _show(self) -> None:
        """Show what was found under its headings; of several rows of one highlight, the cursor takes the nearest."""
        before, cursor = self._current, self._rows.cursor
        shown = grouped(self._found, self._grouping)
        self._numbers = [*accumulate(isinstance(row, Passage) for row in shown)]
        same = (
            number
            for number, row in enumerate(shown)
            if before and isinstance(row, Passage) and row.highlight.id == before.id
        )
        self._rows.show(shown, min(same, key=lambda number: abs(number - cursor), default=cursor))
        self._show_title()

    def _show_title(self) -> None:
        articles = len({passage.highlight.article_id for passage in self._found})
        by = "" if self._grouping is Grouping.NONE else f", by {self._grouping}"
        left: list[Run] = [
            (" ‹ ", "faint"),
            (f"All marks {len(self._found)}", "here"),
            (f" in {articles} article{'' if articles == 1 else 's'}{by}", "faint"),
        ]
        self.query_one("#title", Bar).show(left, [(f"filter: {self.filter} ", "here")] if self.filter else [])

    def _draw_row(self, row: MarkRow, width: int) -> tuple[list[Run], list[Run]]:
        if isinstance(row, Heading):
            return heading_row(row.words, row.count, width)
        words = article_words(row)
        selected = row.highlight.id in self._selected
        return highlight_row(row.highlight, f"lost: {words}" if row.lost else words, width, selected=selected)

    def on_row_list_moved(self) -> None:
        """Say where the cursor is, and how many are selected."""
        count = self._numbers[-1] if self._numbers else 0
        place = f"{self._numbers[self._rows.cursor]} of {count}" if count else ""
        mode = f"{len(self._selected)} selected" if self._selected else ""
        self.query_one(StatusBar).place(place, mode)

    def action_group(self) -> None:
        """Group by the next thing: article, tag, kind, nothing."""
        self._grouping = self._grouping.following
        self._show()

    def action_select(self) -> None:
        """Select the highlight, or leave it out, and move on."""
        if self._current:
            self._select(self._selected ^ {self._current.id})
            self._rows.move("j")

    def action_select_all(self) -> None:
        """Select every highlight shown, or none of them."""
        shown = frozenset(passage.highlight.id for passage in self._found)
        self._select(self._selected - shown if shown <= self._selected else self._selected | shown)

    def _select(self, ids: frozenset[str]) -> None:
        self._selected = ids
        self._rows.redraw()
        self.on_row_list_moved()

    def on_library_changed(self, _: LibraryChanged) -> None:
        """Something changed: an act here, an undo, another copy."""
        self.reload()

    def action_move(self, name: str) -> None:
        """Move the cursor."""
        self._rows.move(name)

    def action_found(self, step: int) -> None:
        """Every row is a match."""
        self._rows.move("j" if step > 0 else "k")

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
        passage = self._passage
        if passage is None:
            return
        if passage.span is None:
            key = self._session.key("lost")
            say(self, self._session, f"lost: its quote is kept, and {key} in its article places it")
            return
        self.post_message(self.PassageWanted(passage.highlight.article_id, passage.span.start))

    def on_row_list_opened(self) -> None:
        """A double click opens."""
        self.action_open()

    def action_note(self) -> None:
        """Write the note."""
        if self._current:
            highlight_acts.note(self, self._session, self._current)

    def action_note_in_editor(self) -> None:
        """Write the note in the reader's own editor."""
        if self._current:
            highlight_acts.note(self, self._session, self._current, in_editor=True)

    def action_tag(self) -> None:
        """Edit the tags, of all that are selected at once."""
        if self._selected:
            many_highlight_acts.tag(self, self._session, self._selected)
        elif self._current:
            highlight_acts.tag(self, self._session, self._current)

    def action_kind(self) -> None:
        """Change the kind, of all that are selected at once."""
        if self._selected:
            many_highlight_acts.change_kind(self, self._session, self._selected)
        elif self._current:
            highlight_acts.change_kind(self, self._session, self._current)

    def action_remove(self) -> None:
        """Take the highlight, or all that are selected, away."""
        if self._selected:
            many_highlight_acts.remove(self, self._session, self._selected)
        elif self._current:
            highlight_acts.remove(self, self._session, self._current)

    def action_copy(self) -> None:
        """Copy the quote."""
        if self._current:
            copy(self, self._session, self._current.quote.exact, "the quote")

    def action_export(self) -> None:
        """Export the highlights selected, else the articles of those shown."""
        ids = frozenset(passage.highlight.article_id for passage in self._found)
        if self._selected:
            many_highlight_acts.export_only(self, self._session, self._selected)
        elif ids:
            article_acts.export(self, self._session, Query(ids=ids))
