"""All marks of the library on one screen, grouped by article, filtered as you type."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from reader.domain.mark import Highlight
from reader.domain.query import Query
from reader.library.overview import Passage, Places, passages
from reader.ui import article_acts, highlight_acts
from reader.ui.acting import LibraryChanged, attempt, say
from reader.ui.actions import Scope
from reader.ui.bindings import bindings
from reader.ui.clipboard import copy
from reader.ui.render.rows import highlight_row
from reader.ui.render.runs import Run
from reader.ui.screens.shared import FilteredScreen
from reader.ui.session import Session
from reader.ui.widgets.bars import Bar, StatusBar
from reader.ui.widgets.prompt import Prompt
from reader.ui.widgets.row_list import RowList


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

    def compose(self) -> ComposeResult:
        """Where you are, the highlights, the filter when asked for, keys."""
        yield Bar(id="title")
        empty = f"No highlights. In an article, {self._session.key('highlight')} marks the sentence."
        yield RowList[Passage](self._draw_row, empty=empty, id="rows")
        yield Prompt("words of quote, note, tag or title; tag:, source:, state:", id="filter")
        yield StatusBar(Scope.MARKS, self._session.settings.keys, id="status")

    def on_mount(self) -> None:
        """Show all of them."""
        self._rows.focus()
        self.reload()

    def on_screen_resume(self) -> None:
        """Back from an article: show what changed there."""
        self.reload()

    @property
    def _rows(self) -> RowList[Passage]:
        return self.query_one("#rows", RowList)

    @property
    def _current(self) -> Highlight | None:
        current = self._rows.current
        return current.highlight if current else None

    def reload(self) -> None:
        """Read the highlights again; the cursor stays on its highlight, else on its row."""
        attempt(self, self._session, self._reload)

    def _reload(self) -> None:
        before = self._current
        found = passages(self._session.library, self.asked(), self._places)
        ids = [passage.highlight.id for passage in found]
        self._rows.show(found, ids.index(before.id) if before and before.id in ids else self._rows.cursor)
        articles = len({passage.highlight.article_id for passage in found})
        left: list[Run] = [
            (" ‹ ", "faint"),
            (f"All marks {len(found)}", "here"),
            (f" in {articles} article{'' if articles == 1 else 's'}", "faint"),
        ]
        self.query_one("#title", Bar).show(left, [(f"filter: {self.filter} ", "here")] if self.filter else [])

    def _draw_row(self, passage: Passage, width: int) -> tuple[list[Run], list[Run]]:
        label = passage.row.article.label if passage.row else f"{passage.highlight.article_id}, not in this library"
        return highlight_row(passage.highlight, f"lost: {label}" if passage.lost else label, width)

    def on_row_list_moved(self) -> None:
        """Say where the cursor is."""
        count = len(self._rows.items)
        self.query_one(StatusBar).place(f"{self._rows.cursor + 1} of {count}" if count else "")

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
        """Leave the filter, then the screen."""
        if self.filter:
            self.set_filter("")
        else:
            self.dismiss()

    def action_open(self) -> None:
        """Go to the passage."""
        passage = self._rows.current
        if passage is None:
            return
        if passage.span is None:
            say(self, self._session, "this highlight has lost its place; its quote is kept and exported")
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
        """Edit the tags."""
        if self._current:
            highlight_acts.tag(self, self._session, self._current)

    def action_kind(self) -> None:
        """Change the kind."""
        if self._current:
            highlight_acts.next_kind(self, self._session, self._current)

    def action_remove(self) -> None:
        """Take the highlight away."""
        if self._current:
            highlight_acts.remove(self, self._session, self._current)

    def action_copy(self) -> None:
        """Copy the quote."""
        if self._current:
            copy(self, self._session, self._current.quote.exact, "the quote")

    def action_export(self) -> None:
        """Export the articles of the highlights shown."""
        ids = frozenset(passage.highlight.article_id for passage in self._rows.items if passage)
        if ids:
            article_acts.export(self, self._session, Query(ids=ids))
