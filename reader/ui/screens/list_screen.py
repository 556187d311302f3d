"""The list of articles, with a preview beside it where the terminal is wide enough."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from reader.domain.article import Article
from reader.domain.query import Query, Row, View, parse
from reader.domain.query import joined as joined_queries
from reader.library import listing, reading
from reader.ui.acting import LibraryChanged, attempt, say
from reader.ui.actions import Scope
from reader.ui.article_acts import copy, export, note, open_in_browser, tag
from reader.ui.bindings import bindings
from reader.ui.render.rows import article_row, head_lines
from reader.ui.render.runs import Run, joined
from reader.ui.screens.marks_screen import MarksScreen
from reader.ui.screens.reading_screen import ReadingScreen
from reader.ui.screens.shared import DecidingScreen, FilteredScreen
from reader.ui.session import Session
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.bars import Bar, StatusBar
from reader.ui.widgets.prompt import Prompt
from reader.ui.widgets.row_list import RowList

_EMPTY = "Nothing here."
_PREVIEW_LENGTH = 20_000
"""Code points of an article that the preview shows, so that it costs the same for an article of any length."""

WIDE = 110
"""Columns from which the preview stands beside the list."""


class ListScreen(FilteredScreen, DecidingScreen[None]):
    """Articles of one view, filtered as you type."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.LIST)]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._query = Query(view=View.INBOX)
        self._saved = ""
        self._only: frozenset[str] | None = None
        self._selected: frozenset[str] = frozenset()
        self._busy = ""
        self._follow = ""

    def compose(self) -> ComposeResult:
        """Views on top, list and preview, the filter when asked for, keys at the bottom."""
        yield Bar(id="views")
        with Horizontal(id="panes"):
            yield RowList[Row](self._draw_row, empty=_EMPTY, id="rows")
            yield ArticleView(measure=self._session.settings.measure, interactive=False, id="preview")
        yield Prompt('words, "a phrase", -not, source:, tag:, is:unread, has:marks, after:2w', id="filter")
        yield StatusBar(Scope.LIST, self._session.settings.keys, id="status")

    def on_mount(self) -> None:
        """Show the inbox."""
        self._rows.focus()
        self.reload()

    def on_resize(self, event: events.Resize) -> None:
        """One pane or two."""
        self.set_class(event.size.width >= WIDE, "wide")
        self._show_preview()

    def on_screen_resume(self) -> None:
        """Back from an article: show what changed there, with the cursor on it."""
        self.reload(follow=self._follow)
        self._follow = ""

    # What is listed.

    @property
    def _rows(self) -> RowList[Row]:
        return self.query_one("#rows", RowList)

    def show_busy(self, words: str) -> None:
        """Say what the program is doing; empty if nothing."""
        self._busy = words
        self._tell_if_empty()
        self._rows.refresh()

    def _tell_if_empty(self) -> None:
        filtered = f"Nothing here answers the filter; {self._session.key('clear')} drops it." if self.filter else ""
        self._rows.empty = self._busy or filtered or _EMPTY

    def narrow_to(self, ids: frozenset[str]) -> None:
        """Show only these articles until another view is chosen; all of them if none lies in the inbox."""
        attempt(self, self._session, lambda: self._narrow_to(ids))
        self.reload()

    def _narrow_to(self, ids: frozenset[str]) -> None:
        every = self._session.library.articles.counts()[View.ALL]
        in_inbox = listing.rows(self._session.library, Query(view=View.INBOX, ids=ids))
        self._only = ids if ids and len(ids) < every else None
        self._query, self._saved = Query(view=View.INBOX if in_inbox or not ids else View.ALL), ""

    def reload(self, *, follow: str = "") -> None:
        """Read the list again; the cursor stays on its article, else on its row."""
        attempt(self, self._session, lambda: self._reload(follow))

    def _reload(self, follow: str) -> None:
        current = None if self._busy and not self._rows.cursor else self._rows.current
        wanted = follow or (current.article.id if current else "")
        rows = listing.rows(self._session.library, self._wanted())
        counts = listing.counts(self._session.library)
        ids = [row.article.id for row in rows]
        self._selected &= frozenset(ids)
        self._tell_if_empty()
        self._rows.show(rows, ids.index(wanted) if wanted in ids else self._rows.cursor)
        self._show_views(counts)

    def _wanted(self) -> Query:
        """What the view, the saved view and the filter ask for together."""
        saved = parse(self._session.settings.views.get(self._saved, ""))
        return replace(joined_queries(self.asked(self._query.view), saved), ids=self._only)

    def _draw_row(self, row: Row, width: int) -> tuple[list[Run], list[Run]]:
        now = self._session.library.clock.now()
        return article_row(row, width, now, selected=row.article.id in self._selected)

    def _show_views(self, counts: dict[View, int]) -> None:
        parts: list[Run] = []
        for view in View:
            here = view is self._query.view and self._only is None and not self._saved
            name = f"{view.value.capitalize()} {counts.get(view, 0)}" if counts.get(view) else view.value.capitalize()
            parts.append((name, "here" if here else "faint"))
        for name in self._session.settings.views:
            here = name == self._saved
            parts.append((f"{name} {len(self._rows.items)}" if here else name, "here" if here else "faint"))
        if self._only is not None:
            parts.insert(0, (f"Opened {len(self._rows.items)}", "here"))
        lead: list[Run] = [(" Newsmark   ", "text")] if self.size.width >= 90 else [(" ", "")]
        right: list[Run] = [(f"filter: {self.filter} ", "here")] if self.filter else []
        self.query_one("#views", Bar).show([*lead, *joined(parts)], right)

    def on_row_list_moved(self) -> None:
        """Show the article under the cursor, and where it is."""
        self._show_preview()
        rows = self._rows
        minutes = sum(row.article.minutes for row in rows.items)
        place = f"{rows.cursor + 1} of {len(rows.items)} · {minutes} min" if rows.items else ""
        mode = f"{len(self._selected)} selected" if self._selected else ""
        self.query_one(StatusBar).place(self._busy or place, mode)

    def _show_preview(self) -> None:
        row = self._rows.current
        wanted = row is not None and self.has_class("wide")
        self._preview.visible = wanted and attempt(self, self._session, self._fill_preview)

    def _fill_preview(self) -> None:
        row = self._rows.current
        if row is not None:
            opened = reading.open_article(self._session.library, row.article.id)
            text = opened.document.beginning(_PREVIEW_LENGTH)
            self._preview.show(text, head_lines(opened), opened.placements)

    @property
    def _preview(self) -> ArticleView:
        return self.query_one("#preview", ArticleView)

    def on_library_changed(self, event: LibraryChanged) -> None:
        """Something changed: an act here, an undo, another copy."""
        self.reload(follow=event.follow)

    # Moving.

    def action_move(self, name: str) -> None:
        """Move the cursor."""
        self._rows.move(name)

    def action_open(self) -> None:
        """Read the article under the cursor."""
        attempt(self, self._session, self._open)

    def _open(self) -> None:
        row = self._rows.current
        if row is not None:
            ids = [item.article.id for item in self._rows.items]
            self.app.push_screen(
                ReadingScreen(self._session, ids, row.article.id, self._saved or self._query.view.value), self._returned
            )

    def _returned(self, article_id: str | None) -> None:
        self._follow = article_id or ""

    def on_row_list_opened(self) -> None:
        """A double click opens."""
        self.action_open()

    def action_back(self) -> None:
        """Leave the filter, then the narrowed list; at the top, quit."""
        if self._selected:
            self._selected = frozenset()
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
        rows, number = self._rows.items, self._rows.cursor + step
        while 0 <= number < len(rows):
            if self.filter or not rows[number].status.read:
                self._rows.go_to(number)
                return
            number += step
        say(self, self._session, "no more matches" if self.filter else "no more unread articles this way")

    def show_view(self, view: str, saved: str = "") -> None:
        """Show another view, or the saved one of this name."""
        self._query, self._only, self._selected = Query(view=View(view)), None, frozenset()
        self._saved = saved
        self._rows.show(())
        self.reload()

    def action_marks(self) -> None:
        """Show all marks."""
        self.app.push_screen(MarksScreen(self._session))

    # Deciding.

    @property
    def chosen(self) -> Sequence[str]:
        """The selected articles in order, else the one under the cursor."""
        listed = [row.article.id for row in self._rows.items]
        if self._selected:
            return [article_id for article_id in listed if article_id in self._selected]
        current = self._rows.current
        return [current.article.id] if current else []

    def go_on(self) -> None:
        """To the next article; the one decided about may stay in this view."""
        before, many = self._current, bool(self._selected)
        self._selected = frozenset()
        self.reload()
        if before == self._current and not many:
            self._rows.move("j")

    def action_select(self) -> None:
        """Select the row, or leave it out, and move on."""
        current = self._rows.current
        if current is not None:
            self._selected ^= {current.article.id}
            self._rows.move("j")

    def action_select_all(self) -> None:
        """Select every row, or none."""
        every = frozenset(row.article.id for row in self._rows.items)
        self._selected = frozenset() if self._selected == every else every
        self._rows.go_to(self._rows.cursor)

    # Acts on the articles chosen, or on the one under the cursor.

    @property
    def _current(self) -> Article | None:
        row = self._rows.current
        return row.article if row else None

    def action_tag(self) -> None:
        """Tag the chosen articles."""
        chosen = self.chosen
        tag(self, self._session, [row.article for row in self._rows.items if row.article.id in chosen])

    def action_note(self) -> None:
        """Write on the article under the cursor as a whole."""
        if self._current:
            note(self, self._session, self._current)

    def action_copy(self) -> None:
        """Copy title and address."""
        if self._current:
            copy(self, self._session, self._current)

    def action_browser(self) -> None:
        """Open the original."""
        if self._current:
            open_in_browser(self, self._session, self._current)

    def action_export(self) -> None:
        """Export the marks of the chosen articles."""
        if self.chosen:
            export(self, self._session, Query(ids=frozenset(self.chosen)))
