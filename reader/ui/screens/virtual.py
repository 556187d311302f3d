"""A screen over a list of any length: read as it is looked at, searched and settled behind the screen."""

from collections.abc import Sequence
from functools import cached_property, partial

from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from reader.domain.errors import CancelledError, NewsmarkError
from reader.domain.query import Query, Row, View
from reader.library import catalogue
from reader.library.beginning import Looked
from reader.library.catalogue import NO_MARKS, CaughtUp, Listing
from reader.library.listing import MarkIndex, filled
from reader.ui.acts.acting import attempt, say
from reader.ui.render.frame import ROW_HEIGHT
from reader.ui.screens.shared import FilteredScreen
from reader.ui.session import Session
from reader.ui.widgets.row_list import Extent, RowList

_REST_SECONDS = 0.3
"""How long nothing is typed before the rest of what answers is read."""


class VirtualScreen(FilteredScreen):
    """Articles that answer a query. What is in an index is shown at once; the rest comes from a thread."""

    class Found(Message):
        """A search has ended: with a list, with what went wrong, or with neither, if it is better done later."""

        def __init__(self, turn: int, listing: Listing | None, follow: int | None, fault: str = "") -> None:
            super().__init__()
            self.turn = turn
            self.listing = listing
            self.follow = follow
            self.fault = fault

    class Finished(Message):
        """The rest of a list has been read, or something went wrong."""

        def __init__(self, turn: int, numbers: Sequence[int] = (), fault: str = "") -> None:
            super().__init__()
            self.turn = turn
            self.numbers = numbers
            self.fault = fault

    class Settled(Message):
        """Index and marks are up to date, or something went wrong."""

        def __init__(self, known: CaughtUp | None, fault: str = "") -> None:
            super().__init__()
            self.known = known
            self.fault = fault

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.listing = Listing(session.library, ())
        self.selected: frozenset[int] = frozenset()
        self.folding = session.settings.fold_copies
        self.opened: frozenset[int] = frozenset()
        self.marks: MarkIndex = NO_MARKS
        self.marked = 0
        self._turn = 0
        self._awaited = False
        self._resting_typist: Timer | None = None
        self._wanted = Query(view=View.INBOX)
        self._unanswered = False
        self._version = ""
        self._settling = False

    def wanted(self) -> Query:
        """What is to be listed."""
        raise NotImplementedError

    def show_around(self) -> None:
        """Show what stands around the list that was just taken."""
        raise NotImplementedError

    def moved(self) -> None:
        """Show what has to do with the row under the cursor."""
        raise NotImplementedError

    def show_counted(self) -> None:
        """Show what is known now that the whole list is."""
        raise NotImplementedError

    @property
    def answering(self) -> bool:
        """Whether the list that is shown is not yet the one that was asked for."""
        return self._awaited

    @cached_property
    def rows(self) -> RowList[Row]:
        """The list on the screen."""
        return self.query_one("#rows", RowList)

    @property
    def number(self) -> int | None:
        """The number of the article under the cursor."""
        return self.listing.number_at(self.rows.cursor)

    def reload(self, *, follow: str = "") -> None:
        """Read the list again; the cursor goes to an article, else stays on its own, else on its row."""
        attempt(self, self._session, lambda: self._reload(follow))

    def _reload(self, follow: str) -> None:
        library = self._session.library
        self._turn += 1
        self._wanted = query = self.wanted()
        self._session.articles_seen = library.articles.version()
        to = next(iter(library.articles.numbers_of([follow])), None) if follow else None
        if self.folding:
            # What is on the terminal before the app is there must not give way to an empty list.
            found = catalogue.folded_view(library, query.view) if self._turn == 1 else None
        else:
            found = catalogue.at_once(library, query)
        if found is None:
            self._ask(to, self._looked() if self.typing and to is None else None)
        else:
            self.workers.cancel_group(self, "listing")
            self._take(found, to)
        self.call_after_refresh(self._settle)

    def _ask(self, follow: int | None, looked: Looked | None) -> None:
        self._awaited = True
        search = partial(self._search, self._turn, self._wanted, follow, looked)
        self.run_worker(search, thread=True, group="listing", exclusive=True)

    def _looked(self) -> Looked:
        """What is looked at of the list that is shown."""
        rows = self.rows.size.height // ROW_HEIGHT + 1
        return Looked(self._stay(), self.rows.cursor, rows, more=self.folding or bool(self.selected))

    def _search(self, turn: int, query: Query, follow: int | None, looked: Looked | None) -> None:
        """Search in a thread; what is no longer wanted is broken off, and not told."""
        worker = get_current_worker()
        library, opened = self._session.library, self.opened if self.folding else None

        def unwanted() -> bool:
            return worker.is_cancelled

        try:
            found = (
                catalogue.answering(library, query, unwanted, opened)
                if looked is None
                else catalogue.answering_typist(library, query, unwanted, opened, looked)
            )
        except CancelledError:
            return
        except NewsmarkError as error:
            self.post_message(self.Found(turn, None, follow, str(error)))
        else:
            self.post_message(self.Found(turn, found, follow))

    def on_virtual_screen_found(self, event: Found) -> None:
        """Show what was found, unless something else has been asked since."""
        listing = event.listing
        if event.turn != self._turn:
            return
        self._awaited = listing is None and not event.fault
        if event.fault:
            say(self, self._session, event.fault, bad=True)
        elif listing is None:
            self._unanswered = True
            self._go_on()
        else:
            with self.drawing_at_once():
                attempt(self, self._session, lambda: self._take(listing, event.follow))

    def _take(self, listing: Listing, follow: int | None) -> None:
        place = listing.place_of(self._stay() if follow is None else follow)
        self.selected = listing.held(self.selected)
        self.listing, self._unanswered, self._awaited = listing, False, False
        extent = Extent(listing.known, listing.likely)
        cursor = self.rows.cursor if place is None else place
        self.rows.show(listing, cursor, steady=place is not None, extent=extent, tell=False)
        self.show_around()
        self.moved()
        self.tell_fault()
        self._go_on()

    def _stay(self) -> int | None:
        """The article that the cursor stays on."""
        return self.number

    def tell_fault(self) -> None:
        """Say why a row could not be read."""
        fault, self.listing.fault = self.listing.fault, None
        if fault is not None:
            say(self, self._session, str(fault), bad=True)

    def filled(self, row: Row) -> Row:
        """A row with its tags and its count of highlights, as far as they are known."""
        return filled(row, self.marks)

    def marks_are_read(self) -> None:
        """Look for what was asked for in what is written, too."""
        if self._wanted != Query(view=self._wanted.view):
            self.reload()
        self._settle()

    # What is typed: the first rows are shown at once.

    @property
    def finished(self) -> bool:
        """False if there is more to be read of what is typed; what takes a while can wait until the filter is kept."""
        return not self._unanswered and (self.listing.whole or (self.typing and self.listing.slow))

    def action_find(self) -> None:
        """Type a filter; what makes that fast is made ready meanwhile."""
        super().action_find()
        self.run_worker(partial(self._get_ready, self._wanted.view), thread=True, group="ready")

    def _get_ready(self, view: View) -> None:
        try:
            self._session.library.articles.get_ready(view)
        except NewsmarkError as error:
            self.post_message(self.Found(self._turn, None, None, str(error)))

    def _go_on(self) -> None:
        """Read the rest, if there is any: when nothing was typed for a moment, or at once."""
        if not self.typing:
            if not self.finished:
                self.finish()
            return
        if self._resting_typist is None:
            self._resting_typist = self.set_interval(_REST_SECONDS, self.finish, pause=True)
        self._resting_typist.reset()
        self._resting_typist.resume()

    def finish(self) -> None:
        """Read what is not known yet of what is typed, in a thread, and be ready for more of it."""
        if self._resting_typist is not None:
            self._resting_typist.pause()
        if self._unanswered:
            self._ask(None, None)
            return
        if self.answering:
            return  # what is being looked for goes on by itself
        if self.finished:
            self.run_worker(partial(self._get_ready, self._wanted.view), thread=True, group="ready")
            return
        read = partial(self._read_rest, self._turn, self.listing)
        self.run_worker(read, thread=True, group="listing", exclusive=True)

    def _read_rest(self, turn: int, listing: Listing) -> None:
        worker = get_current_worker()
        try:
            numbers = listing.rest(lambda: worker.is_cancelled)
        except CancelledError:
            return
        except NewsmarkError as error:
            self.post_message(self.Finished(turn, fault=str(error)))
        else:
            self.post_message(self.Finished(turn, numbers))
            self._get_ready(self._wanted.view)

    def on_virtual_screen_finished(self, event: Finished) -> None:
        """Tell how long the list is, unless another one has been asked for since."""
        if event.turn != self._turn:
            return
        if event.fault:
            say(self, self._session, event.fault, bad=True)
        elif self.listing.finish(event.numbers):
            self.rows.extend()
            attempt(self, self._session, self.show_counted)
        else:
            self.reload()

    # What goes on behind the list.

    def _settle(self) -> None:
        attempt(self, self._session, self._settle_if_behind)

    def _settle_if_behind(self) -> None:
        library = self._session.library
        if self._settling or library.marks.is_awaited() or catalogue.is_caught_up(library, self._version):
            return
        self._settling = True
        self.run_worker(self._catch_up, thread=True, group="settling")

    def _catch_up(self) -> None:
        worker = get_current_worker()
        try:
            known = catalogue.catch_up(self._session.library, lambda: worker.is_cancelled)
        except CancelledError:
            self.post_message(self.Settled(None))
        except NewsmarkError as error:
            self.post_message(self.Settled(None, str(error)))
        else:
            self.post_message(self.Settled(known))

    def on_virtual_screen_settled(self, event: Settled) -> None:
        """Show the marks, and what is different since the verdicts were settled."""
        self._settling = False
        if event.known is None:
            if event.fault:
                say(self, self._session, event.fault, bad=True)
            return
        before = self.marks
        self._version, self.marks, self.marked = event.known.version, event.known.marks, event.known.marked
        if event.known.reindexed:
            self.reload()
        else:
            if self.marks != before:
                self.rows.redraw()
            attempt(self, self._session, self.show_around)
            self._settle()
