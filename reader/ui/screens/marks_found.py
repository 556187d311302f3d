"""Highlights looked for behind a screen: read, filtered and grouped in a thread, broken off by the next key."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import accumulate

from textual.message import Message
from textual.worker import get_current_worker

from reader.domain.errors import CancelledError, NewsmarkError
from reader.domain.frozen import frozen
from reader.domain.mark import Highlight
from reader.domain.query import Query
from reader.library.grouping import Grouping, Heading, grouped
from reader.library.overview import Finds, Overview
from reader.ui.acts.acting import attempt, say
from reader.ui.screens.shared import FilteredScreen
from reader.ui.session import Session

MarkRow = Highlight | Heading

_FEW = 1000
"""So many highlights are looked through at once, which takes no longer than drawing them."""

_ON_SCREEN = 50
"""Rows whose places are looked up before they are shown."""


@frozen
class Shown:
    """What the screen shows.

    Attributes:
        overview: all highlights.
        found: those that answer the filter, in order.
        rows: the same under their headings.
        numbers: how many highlights stand in the rows up to each, itself included.
        articles: how many articles they are on.
        marked: the id of the highlight that the cursor was on when this was asked for.
        places: the rows that it has, by number.
    """

    overview: Overview | None = None
    found: Sequence[Highlight] = ()
    rows: Sequence[MarkRow] = ()
    numbers: Sequence[int] = ()
    articles: int = 0
    marked: str = ""
    places: Sequence[int] = ()

    def places_of(self, highlight: Highlight | None) -> Sequence[int]:
        """The rows of a highlight, by number."""
        marked = highlight.id if highlight else ""
        return self.places if marked == self.marked else _places(self.rows, marked)


@frozen
class Asked:
    """What is to be shown, and the id of the highlight that the cursor is on."""

    query: Query
    grouping: Grouping
    marked: str


def shown(overview: Overview, asked: Asked, unwanted: Callable[[], bool]) -> Shown:
    """What answers the query, ready to be shown.

    Raises:
        StorageError: a file of the library cannot be read.
        CancelledError: it is unwanted.
    """
    found = overview.answering(asked.query, unwanted)
    rows = grouped(found, asked.grouping, overview.title)
    numbers: Sequence[int] = range(1, len(found) + 1)
    if asked.grouping is not Grouping.NONE:
        numbers = [*accumulate(isinstance(row, Highlight) for row in rows)]
    articles = len({one.article_id for one in found})
    return Shown(overview, found, rows, numbers, articles, asked.marked, _places(rows, asked.marked))


def _places(rows: Sequence[MarkRow], marked: str) -> Sequence[int]:
    if not marked:
        return ()
    return [number for number, row in enumerate(rows) if isinstance(row, Highlight) and row.id == marked]


def _look_up_places(overview: Overview, rows: Sequence[MarkRow]) -> None:
    """So that drawing these rows reads nothing; a text that cannot be read is told when it is opened."""
    for row in rows:
        with suppress(NewsmarkError):
            if isinstance(row, Highlight):
                overview.span(row)


class MarksFoundScreen(FilteredScreen):
    """A screen over all highlights; what it shows stays until what was asked last is there."""

    class Found(Message):
        """Looking has ended: with something to show, or with what went wrong."""

        def __init__(self, turn: int, found: Shown | None, fault: str = "") -> None:
            super().__init__()
            self.turn = turn
            self.found = found
            self.fault = fault

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.shown = Shown()
        self.grouping = Grouping.NONE
        self._current: Overview | None = None
        self._turn = self._answered = 0

    @property
    def answering(self) -> bool:
        """True while what was asked last is looked for."""
        return self._turn != self._answered

    @property
    def highlight(self) -> Highlight | None:
        """The highlight under the cursor."""
        raise NotImplementedError

    def show(self) -> None:
        """Show `shown`, which is new."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Read the highlights again."""
        self._current = None
        self.reload()

    def reload(self) -> None:
        """Look for what answers the filter."""
        attempt(self, self._session, self._reload)

    def _reload(self) -> None:
        self._turn += 1
        current = self._current
        asked = Asked(self.asked(), self.grouping, self.highlight.id if self.highlight else "")
        if len(self._session.library.marks.highlights()) <= _FEW:
            self.workers.cancel_group(self, "marks")
            self._answered = self._turn
            self._take(shown(current or self._read(), asked, lambda: False))
        else:
            look = partial(self._look, self._turn, asked, current)
            self.run_worker(look, thread=True, group="marks", exclusive=True)

    def _read(self) -> Overview:
        session = self._session
        session.finds = session.finds or Finds()
        return Overview(session.library, session.finds)

    def _look(self, turn: int, asked: Asked, current: Overview | None) -> None:
        worker = get_current_worker()
        try:
            overview = current or self._read()
            found = shown(overview, asked, lambda: worker.is_cancelled)
            _look_up_places(overview, found.rows[:_ON_SCREEN])
        except CancelledError:
            return
        except NewsmarkError as error:
            self.post_message(self.Found(turn, None, str(error)))
        else:
            self.post_message(self.Found(turn, found))

    def on_marks_found_screen_found(self, event: Found) -> None:
        """Show what was found, unless something else has been asked since."""
        if event.turn != self._turn:
            return
        self._answered = event.turn
        if event.found is None:
            say(self, self._session, event.fault, bad=True)
        else:
            self._take(event.found)

    def _take(self, found: Shown) -> None:
        self.shown, self._current = found, found.overview
        self.show()
