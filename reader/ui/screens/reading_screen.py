"""One article: read, select, highlight, note, tag, decide."""

from collections.abc import Sequence
from contextlib import suppress
from math import ceil
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from reader.domain.errors import NewsmarkError
from reader.domain.query import Query
from reader.domain.wording import counted
from reader.library import reading
from reader.library.catalogue import Listing
from reader.ui.actions import Scope
from reader.ui.acts import article_acts, source_acts
from reader.ui.acts.acting import LibraryChanged, attempt, say
from reader.ui.bindings import bindings, keys_for
from reader.ui.render.heads import head_lines, reading_title
from reader.ui.screens.following import FollowingScreen
from reader.ui.screens.marks_screen import MarksScreen
from reader.ui.screens.placing import PlacingScreen
from reader.ui.screens.positions import PositionsScreen
from reader.ui.screens.shared import DecidingScreen, SessionScreen
from reader.ui.screens.typesetting import TypesettingScreen
from reader.ui.session import Session
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.bars import Bar, StatusBar
from reader.ui.widgets.page_view import Signs
from reader.ui.widgets.prompt import Prompt
from reader.ui.widgets.selecting_view import Keys

MARKS = "marks"
"""The origin of an article that was opened from all marks."""

_KEEP_SECONDS = 3.0
"""How often the reader's place is kept, if it is another."""


class ReadingScreen(
    PlacingScreen, PositionsScreen, FollowingScreen, TypesettingScreen, DecidingScreen, SessionScreen, Screen[str]
):
    """An article, among the articles of the list that it was opened from.

    Attributes:
        answering: whether it is still to be laid out; keys wait for that, since most are about what is on the screen.
    """

    SCOPE = Scope.ARTICLE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.ARTICLE)]

    def __init__(
        self, session: Session, listing: Listing, place: int, article_id: str, origin: str, at: int | None = None
    ) -> None:
        super().__init__(session)
        self._listing = listing
        self._place = place
        self._origin = origin
        self._at = at
        self.opened = reading.open_article(session.library, article_id)
        self._kept_place = article_id, 0
        self.answering = True

    def compose(self) -> ComposeResult:
        """Where you are or the search, the text, keys."""
        self.prompt = Prompt("words in this article", id="title")
        yield self.prompt
        settings = self._session.settings
        yield ArticleView(
            measure=settings.measure,
            keys=Keys(
                mark=keys_for(settings, "highlight"),
                select={
                    **dict.fromkeys(keys_for(settings, "visual"), False),
                    **dict.fromkeys(keys_for(settings, "visual-sentence"), True),
                },
                label=keys_for(settings, "labels"),
                on_picked={
                    **dict.fromkeys(keys_for(settings, "note"), "note"),
                    **dict.fromkeys(keys_for(settings, "note-editor"), "note_in_editor"),
                    **dict.fromkeys(keys_for(settings, "tag"), "tag"),
                },
                free=keys_for(settings, "find", "next-found", "last-found", "help"),
            ),
            signs=Signs(cuts=self._session.key("cuts"), notes=self._session.key("fold-notes")),
            laid_out=self._session.laid_out,
            id="article",
        )
        yield StatusBar(Scope.ARTICLE, settings.keys, id="status")

    def on_mount(self) -> None:
        """Show the article where the reader left it."""
        self.view.focus()
        self.call_after_refresh(self._show)
        self.set_interval(_KEEP_SECONDS, self._keep_place)

    def _show(self) -> None:
        self.set_type()
        opened = self.opened
        at = opened.status.position if self._at is None else 0
        self.view.show(opened.document, head_lines(opened), opened.placements, at, self.notes_shown_whole())
        self.show_letters()
        self._sought = ""
        self._kept_place = self.article_id, self.view.top_offset
        self.call_after_refresh(self._laid_out)
        if self._at is not None:
            self.go_to_mark(self._at)
        if self.lost:
            told = f"{counted(len(self.lost), 'highlight')} lost; {self._session.key('lost')} lists and places"
            say(self, self._session, told)

    def _laid_out(self) -> None:
        self.answering = False

    def on_screen_resume(self) -> None:
        """Back from the marks or a dialog: show what changed there."""
        if self.view.document.blocks:
            self.set_type()
            self.on_library_changed(LibraryChanged())

    def on_library_changed(self, _: LibraryChanged) -> None:
        """Show the marks as they are now."""
        if attempt(self, self._session, lambda: self._reopen(self.article_id)):
            opened = self.opened
            self.view.update(opened.document, head_lines(opened), opened.placements)
            self.show_letters()
            self.search_again()

    def marks_are_read(self) -> None:
        """Show what others have marked since the article was opened."""
        if self.view.document.blocks:
            self.on_library_changed(LibraryChanged())

    def _reopen(self, article_id: str) -> None:
        self.opened = reading.open_article(self._session.library, article_id)

    def on_article_view_moved(self) -> None:
        """Say where the reader is."""
        view, opened = self.view, self.opened
        left, right = reading_title(opened, self._origin, view.progress, self.size.width)
        self.query_one("#title", Bar).show(left, right)
        minutes = ceil(opened.article.minutes * (1 - view.progress))
        spans = [placement.span for placement in opened.placements if placement.span is not None]
        hidden = sum(not view.shows(span) for span in spans)
        marks = f"{len(spans)} {'mark' if len(spans) == 1 else 'marks'}" + (f", {hidden} in cuts" if hidden else "")
        place = " · ".join(part for part in (self.found_place, marks, self.lost_told, f"{minutes} min left") if part)
        self.query_one(StatusBar).place("" if self.placing else place, *self.mode())

    # Moving.

    def action_found(self, step: int) -> None:
        """The next match while a search is live, else the next unread article."""
        if self.view.found:
            with self.jumping():
                self.go_to_found(step)
            return
        if self.view.caret.anchor is None:
            attempt(self, self._session, lambda: self._open_unread(step))
        else:
            say(self, self._session, f"no search to go through; {self._session.key('find')} searches")

    def _open_unread(self, step: int) -> None:
        place = self._listing.unread(self._place, step)
        if place is None:
            say(self, self._session, "no more unread articles this way")
        else:
            self._open(place)

    def action_article(self, step: int) -> None:
        """Open the next or the last article of the list."""
        if 0 <= self._place + step < len(self._listing):
            self._open(self._place + step)
        else:
            say(self, self._session, "that was the last article" if step > 0 else "this is the first article")

    def go_on_in(self, listing: Listing) -> None:
        """Go on in another list than the one that the article was opened from, if it is in that too."""
        (number,) = self._session.library.articles.numbers_of([self.article_id]) or (None,)
        place = listing.place_of(number)
        if place is not None:
            self._listing, self._place = listing, place

    def _open(self, place: int) -> None:
        def go() -> None:
            with self.jumping():
                self.open_article(self._listing.id_at(place), place)

        attempt(self, self._session, go)

    def open_article(self, article_id: str, place: int | None = None) -> None:
        """Show another article where the reader left it; if it is in the list, that goes on from there.

        Raises:
            NewsmarkError: it cannot be read.
        """
        self.remember()
        if place is None:
            (number,) = self._session.library.articles.numbers_of([article_id]) or (None,)
            place = self._listing.place_of(number)
        self._reopen(article_id)
        self._place = self._place if place is None else place
        self._at = None
        self._show()

    def remember(self) -> None:
        """Keep where the reader is, if the article is on show already."""
        if self.view.document.blocks:
            position = self.view.top_offset
            attempt(
                self,
                self._session,
                lambda: self._session.keep_place(self.article_id, position),
            )

    def _keep_place(self) -> None:
        """Keep where the reader is, once it is another, so that a crash does not lose it; a failure is told later."""
        place = self.article_id, self.view.top_offset
        if self.view.document.blocks and place != self._kept_place:
            self._kept_place = place
            with suppress(NewsmarkError):
                self._session.keep_place(*place)

    def action_back(self) -> None:
        """Leave the search; without one, back to the list, with the cursor on this article."""
        if self.view.found:
            self.action_clear()
        else:
            self._leave()

    def _leave(self) -> None:
        self.remember()
        self._session.jumps = self._session.jumps.left(self.here)
        self.dismiss(self.article_id)

    def action_marks(self) -> None:
        """Show all marks; back to them if the article was opened from there."""
        if self._origin != MARKS:
            self.app.push_screen(MarksScreen(self._session))
        else:
            self._leave()

    # What was cut.

    def action_cuts(self) -> None:
        """Show what was cut, in place, or hide it."""
        if not self.opened.document.cut:
            say(self, self._session, "nothing was cut from this article")
            return
        self.view.toggle_cuts()
        self.search_again()
        if self.view.show_cuts:
            count = counted(len(self.opened.document.cut), "cut block")
            say(self, self._session, f"{count} on show · {self._session.key('cuts')} hides them")

    def action_block(self) -> None:
        """Cut the block under the caret, or bring it back."""
        source_acts.toggle_block(self, self._session, self.opened, self.view.caret.at)

    def action_source(self) -> None:
        """Cut the block in every article of its source, or bring it back there."""
        source_acts.for_source(self, self._session, self.opened, self.view.caret.at)

    # Deciding.

    @property
    def chosen(self) -> Sequence[str]:
        """This article."""
        return [self.article_id]

    def go_on(self) -> None:
        """Read the next article; after the last one, back to the list."""
        if self._place == len(self._listing) - 1:
            self._leave()
        else:
            self.action_article(1)

    def action_browser(self) -> None:
        """Open the original."""
        article_acts.open_in_browser(self, self._session, self.opened.article)

    def action_export(self) -> None:
        """Export the marks on this article."""
        article_acts.export(self, self._session, Query(ids=frozenset([self.article_id])))
