"""Lists of any length for a screen: only what is looked at is read.

A list of the commands (`library.listing`) is read as a whole, when its verdicts are settled. A screen cannot wait for
that: it shows a view at once, as it was indexed last, and asks `catch_up` behind it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, overload

from reader import library as use_cases
from reader.domain.article import minutes_for
from reader.domain.errors import NewsmarkError
from reader.domain.frozen import frozen
from reader.domain.query import Query, Row, View
from reader.library.beginning import Begun, Looked, begun
from reader.library.listing import MarkIndex, index_marks, marks_of, readable
from reader.library.model import Library
from reader.library.settling import is_settled, settle
from reader.library.view_order import ViewOrder

if TYPE_CHECKING:
    from reader.library.folding import Group

_BLOCK = 64
"""Rows that are read at once."""

_KEPT = 1024
"""Rows that are kept in memory."""

_ADDED_UP = 1000
"""Articles of a list up to which its reading time is added up."""

NO_GROUPS: "Mapping[int, Group]" = {}

NO_MARKS = index_marks((), ())
"""What is known of marks before they are read."""


class Listing(Sequence[Row | None]):
    """Articles in an order, and their rows, read as they are asked for.

    A row that cannot be read is None, and `fault` tells why. Of what answers a filter that is being typed only the
    beginning may be known; whatever needs the rest reads it.

    Attributes:
        numbers: the articles that have a row, in order.
        groups: the copies of one story, by the number of each; NO_GROUPS if none are looked for.
        of_stories: whether each row is a story, with all its copies.
        fault: why a row could not be read.
    """

    def __init__(
        self,
        library: Library,
        numbers: Sequence[int],
        view: View | None = None,
        groups: "Mapping[int, Group]" = NO_GROUPS,
    ) -> None:
        self.numbers = numbers
        self.groups = groups
        self.of_stories = groups is not NO_GROUPS and not any(group.opened for group in groups.values())
        self.fault: NewsmarkError | None = None
        self._articles = library.articles
        self._view = view
        self._rows: dict[int, Row] = {}
        self._known: dict[str, int] = {}

    @property
    def at_once(self) -> bool:
        """True if it is a view as it stands, for which nothing was searched."""
        return self._view is not None

    @property
    def whole(self) -> bool:
        """False if only the first `known` rows are known."""
        return not isinstance(self.numbers, Begun) or self.numbers.whole

    @property
    def known(self) -> int:
        """How many rows are known; all, if it is whole."""
        return self.numbers.known if isinstance(self.numbers, Begun) else len(self.numbers)

    @property
    def likely(self) -> int:
        """About how many rows there are; exactly, if it is whole."""
        return self.numbers.likely if isinstance(self.numbers, Begun) else len(self.numbers)

    @property
    def slow(self) -> bool:
        """True if there is more to be read, and that takes a while."""
        return isinstance(self.numbers, Begun) and self.numbers.slow and not self.numbers.whole

    def rest(self, unwanted: Callable[[], bool]) -> Sequence[int]:
        """The numbers of all rows, for `finish`; to be read in a thread.

        Raises:
            CancelledError: they are no longer wanted.
            StorageError: they cannot be read.
        """
        with self._articles.while_wanted(unwanted):
            return self.numbers.read() if isinstance(self.numbers, Begun) else self.numbers

    def finish(self, numbers: Sequence[int]) -> bool:
        """Take what `rest` has read; False if the list begins otherwise by now."""
        return not isinstance(self.numbers, Begun) or self.numbers.finish(numbers)

    def __len__(self) -> int:
        """How many rows there are; those that are not known yet are read."""
        try:
            return len(self.numbers)
        except NewsmarkError as error:
            self.fault = error
            return self.known

    def _holds(self, place: int) -> bool:
        return place >= 0 and (place < self.known or place < len(self))

    @overload
    def __getitem__(self, place: int) -> Row | None: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row | None]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row | None] | None:
        """The row at a place; the rows around it are read with it."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not self._holds(place):
            raise IndexError(place)
        try:
            number = self.numbers[place]
            if number not in self._rows:
                self._read_around(place)
        except IndexError:
            return None
        except NewsmarkError as error:
            self.fault = error
            return None
        return self._rows.get(number)

    def get_ready(self, looked: Looked) -> None:
        """Read the rows that are about to be looked at; one that cannot be read is found out when it is.

        Raises:
            CancelledError: they are no longer wanted.
            StorageError: they cannot be read.
        """
        place = min(looked.place, self.known - 1)
        self._read(range(max(0, place - looked.rows + 1), min(self.known, place + looked.rows)))

    def number_at(self, place: int) -> int | None:
        """The number of the article at a place; None if there is none, or it cannot be read."""
        try:
            return self.numbers[place] if self._holds(place) else None
        except IndexError:
            return None
        except NewsmarkError as error:
            self.fault = error
            return None

    def number_of(self, row: Row) -> int | None:
        """The number of an article whose row was read from here."""
        return self._known.get(row.article.id)

    def standing_for(self, number: int) -> Sequence[int]:
        """The articles that a row stands for: itself, and its copies if they are folded into it."""
        group = self.groups.get(number)
        return group.members if group and group.stands_for_others(number) else (number,)

    def copies_of(self, number: int) -> Sequence[int]:
        """The copies of a row's story in this list, itself among them; folded or not."""
        group = self.groups.get(number)
        return group.members if group else (number,)

    def sources_of(self, numbers: Iterable[int]) -> list[str]:
        """The sources of some articles, each once, in order; those that cannot be read are left out."""
        try:
            found = self._articles.numbered(numbers)
        except NewsmarkError as error:
            self.fault = error
            return []
        names = (found[number].article.metadata.source for number in numbers if number in found)
        return [*dict.fromkeys(name for name in names if name)]

    def id_at(self, place: int) -> str:
        """The id of the article at a place.

        Raises:
            StorageError: it cannot be read.
        """
        (article_id,) = self._articles.ids_of([self.numbers[place]])
        return article_id

    def place_of(self, number: int | None) -> int | None:
        """The place of an article, or of the row that stands for it; None if it is not in the list.

        Raises:
            StorageError: it cannot be read.
        """
        group = self.groups.get(number) if number is not None else None
        shown = group.members[0] if group and not group.opened else number
        try:
            return None if shown is None else self.numbers.index(shown)
        except ValueError:
            return None

    def held(self, numbers: frozenset[int]) -> frozenset[int]:
        """Those of these articles that are in the list.

        Raises:
            StorageError: it cannot be read.
        """
        if not numbers:
            return numbers
        return self._articles.held(self._view, numbers) if self._view else numbers & frozenset(self.numbers)

    def unread(self, place: int, step: int) -> int | None:
        """The place of the next unread article in front of or behind a place; None if there is none.

        Raises:
            StorageError: it cannot be read.
        """
        for some in _spans(place, step, len(self)):
            numbers = self.numbers[some.start : some.stop]
            unread = self._articles.unread(numbers)
            places = [at for at, number in zip(some, numbers, strict=False) if number in unread]
            if places:
                return places[0] if step > 0 else places[-1]
        return None

    @property
    def minutes(self) -> int | None:
        """Reading time of all of it; None for a long list, for which nobody has the time, or if it cannot be read."""
        if not self.whole or len(self) > _ADDED_UP:
            return None
        try:
            words = self._articles.words_of(self.numbers[:])
        except NewsmarkError as error:
            self.fault = error
            return None
        return sum(minutes_for(count) for count in words)

    def _read_around(self, place: int) -> None:
        if len(self._rows) > _KEPT:
            self._rows.clear()
            self._known.clear()
        self._read(range(max(0, place - _BLOCK // 2), min(self.known, place + _BLOCK // 2)))

    def _read(self, near: range) -> None:
        some = (self.number_at(one) for one in near)
        wanted = [number for number in some if number is not None and number not in self._rows]
        found, damage = readable(self._articles, wanted)
        self.fault = damage or self.fault
        self._rows |= found
        self._known |= {row.article.id: number for number, row in found.items()}


def _spans(place: int, step: int, length: int) -> Iterator[range]:
    """The places behind one, or before it, in spans that grow."""
    width = _BLOCK
    while 0 <= place + step < length:
        start, stop = (place + 1, place + 1 + width) if step > 0 else (place - width, place)
        span = range(max(0, start), min(length, stop))
        yield span
        place = span.stop - 1 if step > 0 else span.start
        width = min(4096, 2 * width)


@frozen
class CaughtUp:
    """What is known once the index and the marks are up to date.

    Attributes:
        version: names the state of the marks.
        marks: what they say of each article.
        marked: how many articles of the library have marks.
        reindexed: whether anything that lists show has changed.
    """

    version: str
    marks: MarkIndex
    marked: int
    reindexed: bool


def at_once(library: Library, query: Query) -> Listing | None:
    """What is listed, if it is a view as it stands; None if it must be searched for.

    Raises:
        StorageError: it cannot be read.
    """
    if query != Query(view=query.view) or query.view is View.MARKED:
        return None
    return whole(library, query.view)


def whole(library: Library, view: View) -> Listing:
    """A view as it stands, which MARKED is not.

    Raises:
        StorageError: it cannot be read.
    """
    return Listing(library, ViewOrder(library, view), view)


def answering(
    library: Library, query: Query, unwanted: Callable[[], bool], opened: Collection[int] | None = None
) -> Listing:
    """What answers a query, by what is indexed now.

    Args:
        library: where it is asked.
        query: what is asked for.
        unwanted: whether nobody waits for it any more.
        opened: if copies of one story are to be one row, articles whose copies are to be rows all the same.

    Raises:
        CancelledError: it is no longer wanted.
        StorageError: it cannot be read.
    """
    with library.articles.while_wanted(unwanted):
        return _listing(library, library.articles.numbers(use_cases.answering.resolved(library, query)), opened)


def answering_typist(
    library: Library,
    query: Query,
    unwanted: Callable[[], bool],
    opened: Collection[int] | None,
    looked: Looked,
) -> Listing | None:
    """The same while the query is being typed: only what is looked at need be known, and None is what takes a while.

    Raises:
        CancelledError: it is no longer wanted.
        StorageError: it cannot be read.
    """
    with library.articles.while_wanted(unwanted):
        numbers = begun(library, use_cases.answering.resolved(library, query), looked)
        if numbers is None:
            return None
        listing = _listing(library, numbers, opened)
        listing.get_ready(looked)
        return listing


def _listing(library: Library, numbers: Sequence[int], opened: Collection[int] | None) -> Listing:
    if opened is None:
        return Listing(library, numbers)
    stories = library.articles.stories()
    rows, groups = use_cases.folding.folded(
        numbers, stories, {stories[number] for number in opened if number in stories}
    )
    return Listing(library, rows, groups=groups)


def folded_view(library: Library, view: View) -> Listing:
    """A view with the copies of each story folded into a row; for once at the beginning, since it reads all of it.

    Raises:
        StorageError: it cannot be read.
    """
    return answering(library, Query(view=view), lambda: False, ())


def one(library: Library, article_id: str) -> Listing:
    """A list of one article.

    Raises:
        StorageError: it cannot be read.
    """
    return Listing(library, library.articles.numbers_of([article_id]))


def is_caught_up(library: Library, version: str) -> bool:
    """True if nothing has changed since the marks had this version; costs the same for any library.

    Raises:
        StorageError: it cannot be read.
    """
    return library.marks.version() == version and is_settled(library)


def catch_up(library: Library, unwanted: Callable[[], bool]) -> CaughtUp:
    """Bring the index up to date, and count the marks.

    Raises:
        CancelledError: it is no longer wanted; what was done is kept.
        StorageError: a file of the library cannot be read or written.
    """
    with library.articles.while_wanted(unwanted):
        version = library.marks.version()
        reindexed = settle(library)
        marks = marks_of(library)
        ids = marks.marked
        marked = len(library.articles.ids(Query(ids=ids))) if ids else 0
        return CaughtUp(version, marks, marked, reindexed)
