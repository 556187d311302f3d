"""The list of articles, with a preview beside it where the terminal is wide enough."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from reader.domain.article import Article
from reader.domain.query import Query, Row, View, parse
from reader.domain.query import joined as joined_queries
from reader.library.catalogue import NO_MARKS, Listing
from reader.ui import acts
from reader.ui.actions import Scope
from reader.ui.acts.acting import LibraryChanged, attempt, say
from reader.ui.bindings import bindings
from reader.ui.copies import copies_in
from reader.ui.first_rows import FirstRows, Painted
from reader.ui.render.frame import EMPTY, WIDE
from reader.ui.render.rows import article_row
from reader.ui.render.runs import Run
from reader.ui.render.views import count_word, place_words, saved_runs, view_runs, views_line
from reader.ui.screens.folding import FoldingScreen
from reader.ui.screens.opening import OpeningScreen
from reader.ui.screens.previewing import PreviewingScreen
from reader.ui.screens.shared import SessionScreen
from reader.ui.session import Session
from reader.ui.widgets.bars import Bar, StatusBar
from reader.ui.widgets.prompt import Prompt
from reader.ui.widgets.row_list import RowList


class ListScreen(OpeningScreen, PreviewingScreen, FoldingScreen, SessionScreen, Screen[None]):
    """Articles of one view, filtered as you type."""

    SCOPE = Scope.LIST
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.LIST)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-one-pane"),
        (WIDE, "-two-panes"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._query = Query(view=View.INBOX)
        self._saved = ""
        self._only: frozenset[str] | None = None
        self._follow = ""
        self._first_rows: FirstRows | None = None
        self._minutes: int | None = None

    def compose(self) -> ComposeResult:
        """Views or the filter on top, list and preview, keys at the bottom."""
        self.prompt = Prompt('words, "a phrase", -not, source:, tag:, is:unread, has:marks, after:2w', id="views")
        yield self.prompt
        yield RowList[Row](self._draw_row, empty=EMPTY, id="rows")
        yield from self.make_preview()
        yield StatusBar(Scope.LIST, self._session.settings.keys, id="status")

    def begin_with(self, first_rows: FirstRows) -> None:
        """Begin where the first rows end: with the cursor where they have it, and nothing drawn that is there."""
        self._first_rows, self._follow = first_rows, first_rows.at

    def is_there(self) -> bool:
        """True if the first rows, painted before Textual came, are what is to be seen."""
        painted = self._first_rows.painted if self._first_rows is not None else None
        here = Painted(self._session.articles_seen, *self.size, self.app.theme, self.rows.cursor)
        other = self.rows.scroll_y or self.busy or self._saved or self.filter or self.marks != NO_MARKS
        inbox = self._query == Query(view=View.INBOX) and self._only is None
        return painted == here and inbox and not other and not self.query_one(StatusBar).telling

    def on_mount(self) -> None:
        """The keys are for the list."""
        self.rows.focus()

    def on_resize(self) -> None:
        """One pane or two."""
        self.preview_soon()

    def on_screen_resume(self) -> None:
        """At the beginning, and back from an article: show what is there now, with the cursor on it."""
        self.reload(follow=self._follow)
        self._follow = ""

    # What is listed.

    def show_busy(self, words: str) -> None:
        """Say what the program is doing; empty if nothing."""
        self.busy = words
        self._tell_if_empty()
        self._show_place()
        self.rows.refresh()
        self.open_what_came()

    def _tell_if_empty(self) -> None:
        filtered = f"Nothing here answers the filter; {self._session.key('clear')} drops it." if self.filter else ""
        self.rows.empty = self.busy or filtered or EMPTY

    def narrow_to(self, ids: frozenset[str]) -> None:
        """Show only these articles until another view is chosen; all of them if none lies in the inbox."""
        attempt(self, self._session, lambda: self._narrow_to(ids))
        self.reload()

    def _narrow_to(self, ids: frozenset[str]) -> None:
        articles = self._session.library.articles
        every = articles.counts()[View.ALL]
        in_inbox = articles.ids(Query(view=View.INBOX, ids=ids))
        self._only = ids if ids and len(ids) < every else None
        self._query, self._saved = Query(view=View.INBOX if in_inbox or not ids else View.ALL), ""

    def wanted(self) -> Query:
        """The view or the saved view, narrowed, filtered."""
        saved = parse(self._session.settings.views.get(self._saved, ""))
        return replace(joined_queries(self.asked(self._query.view), saved), ids=self._only)

    @property
    def here(self) -> str:
        """The view."""
        return self._saved or self._query.view.value.capitalize()

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        """Read what is not known yet of the list that is kept; more is done where all filters are."""
        if event.words == self.filter and not self.finished:
            self.finish()
        if self.preview_due:
            self.preview_soon()

    def show_around(self) -> None:
        """Show the views with their counts, and where the cursor is."""
        self._tell_if_empty()
        counts = self._session.library.articles.counts()
        self._show_views({**counts, View.MARKED: self.marked})
        self._minutes = self.listing.minutes

    def show_counted(self) -> None:
        """Show how many rows there are, and how long reading them takes."""
        self.show_around()
        self._show_place()

    @property
    def _count(self) -> int | None:
        """How many rows there are; None while that is not known."""
        return len(self.listing) if self.listing.whole else None

    def _stay(self) -> int | None:
        """The article that the cursor stays on; while articles come in, the top stays the top."""
        return None if self.busy and not self.rows.cursor else super()._stay()

    def _draw_row(self, row: Row, width: int) -> tuple[list[Run], list[Run]]:
        now = self._session.library.clock.now()
        number = self.listing.number_of(row)
        copies = None if number is None else copies_in(self.listing, number)
        return article_row(self.filled(row), width, now, selected=number in self.selected, copies=copies)

    def _show_views(self, counts: dict[View, int]) -> None:
        parts = view_runs(counts, None if self._only is not None or self._saved else self._query.view)
        parts += saved_runs(self._session.settings.views, self._saved, self._count)
        if self._only is not None:
            parts.insert(0, (f"Opened {count_word(self._count)}", "here"))
        right: list[Run] = [(f"filter: {self.filter} ", "here")] if self.filter else []
        self.query_one("#views", Bar).show(views_line(parts, self.size.width), right)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show what has to do with the cursor."""
        event.stop()
        self.moved()

    def moved(self) -> None:
        """Say where the cursor is; show the article under it once the cursor rests."""
        self._show_place()
        self.tell_fault()
        self.preview_soon()

    def _moved_by_key(self) -> None:
        """Say where the cursor is, and show the article under it, in one go."""
        self._show_place()
        self.tell_fault()
        self.preview_with_key()

    @cached_property
    def _status(self) -> StatusBar:
        return self.query_one(StatusBar)

    def _show_place(self) -> None:
        place = place_words(self.rows.cursor, self._count, self._minutes, stories=self.listing.of_stories)
        mode = f"{len(self.selected)} selected" if self.selected else ""
        self._status.place(self.busy or place, mode)

    def on_library_changed(self, event: LibraryChanged) -> None:
        """Something changed: an act here, an undo, another copy."""
        self.reload(follow=event.follow)

    # Moving.

    def action_move(self, name: str) -> None:
        """Move the cursor; where it is now is drawn in the same go."""
        self.rows.move(name)
        self._moved_by_key()

    def open_row(self) -> None:
        """Read the article under the cursor."""
        from reader.ui.screens.reading_screen import ReadingScreen  # noqa: PLC0415 - not needed for the list itself

        row = self.rows.current
        if row is not None:
            origin = self._saved or self._query.view.value
            self.opened_screen = ReadingScreen(self._session, self.listing, self.rows.cursor, row.article.id, origin)
            self.app.push_screen(self.opened_screen, self._returned)

    def _returned(self, article_id: str | None) -> None:
        self._follow = article_id or ""

    def on_row_list_opened(self) -> None:
        """A double click opens."""
        self.action_open()

    def action_back(self) -> None:
        """Leave the filter, then the narrowed list; at the top, quit."""
        if self.selected:
            self.selected = frozenset()
        elif self.filter:
            self.set_filter("")
        elif self._only is not None:
            self._only = None
        else:
            self.app.exit()
            return
        self.reload()

    def action_found(self, step: int) -> None:
        """The next match while a filter is live, else the next unread article."""
        attempt(self, self._session, lambda: self._go_to_next(step))

    def _go_to_next(self, step: int) -> None:
        cursor = self.rows.cursor
        place = cursor + step if self.filter else self.listing.unread(cursor, step)
        if place is None or not 0 <= place < len(self.listing):
            say(self, self._session, "no more matches" if self.filter else "no more unread articles this way")
        else:
            self.rows.go_to(place)
            self._moved_by_key()

    def show_view(self, view: str, saved: str = "") -> None:
        """Show another view, or the saved one of this name."""
        self.open_no_more()
        self._query, self._only, self.selected = Query(view=View(view)), None, frozenset()
        self._saved = saved
        self.listing = Listing(self._session.library, ())
        self.rows.show(self.listing)
        self.reload()

    def action_marks(self) -> None:
        """Show all marks."""
        from reader.ui.screens.marks_screen import MarksScreen  # noqa: PLC0415 - not needed for the list itself

        self.app.push_screen(MarksScreen(self._session))

    # Deciding.

    @property
    def chosen(self) -> Sequence[str]:
        """The selected articles in order, else the one under the cursor."""
        chosen: list[str] = []
        attempt(self, self._session, lambda: chosen.extend(self._chosen()))
        return chosen

    def _chosen(self) -> Sequence[str]:
        found = self.expanded(self.selected or {one for one in (self.number,) if one is not None})
        return self._session.library.articles.ids_of(found) if found else []

    def go_on(self) -> None:
        """To the next article; the one decided about may stay in this view."""
        before, many = self.number, bool(self.selected)
        self.selected = frozenset()
        if self.listing.at_once:
            self.reload()
            if before == self.number and not many:
                self.action_move("j")
        else:
            if not many:
                self.action_move("j")
            self.reload()

    def action_select(self) -> None:
        """Select the row, or leave it out, and move on."""
        if self.number is not None:
            self.selected ^= {self.number}
            self.rows.redraw()
            self.action_move("j")

    def action_select_all(self) -> None:
        """Select every row, or none."""
        attempt(self, self._session, self._select_all)

    def _select_all(self) -> None:
        every = frozenset(self.listing.numbers[:])
        self.selected = frozenset() if self.selected == every else every
        self.rows.redraw()
        self._show_place()

    # Acts on the articles chosen, or on the one under the cursor.

    @property
    def _current(self) -> Article | None:
        row = self.rows.current
        return row.article if row else None

    def action_tag(self) -> None:
        """Tag the chosen articles."""
        acts.article_acts.tag(self, self._session, self.chosen)

    def action_note(self) -> None:
        """Write on the article under the cursor as a whole."""
        if self._current:
            acts.article_acts.note(self, self._session, self._current)

    def action_copy(self) -> None:
        """Copy title and address."""
        if self._current:
            acts.article_acts.copy(self, self._session, self._current)

    def action_browser(self) -> None:
        """Open the original."""
        if self._current:
            acts.article_acts.open_in_browser(self, self._session, self._current)

    def action_export(self) -> None:
        """Export the marks of the chosen articles."""
        if ids := frozenset(self.chosen):
            acts.article_acts.export(self, self._session, Query(ids=ids))
