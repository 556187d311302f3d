"""What answers a query behind the first articles of a view, whose order is known.

Two words that are common apart may seldom stand together, and the full-text index gathers all articles that have
either, position by position. So only the articles with the rarer words are gathered there and put in order; they are
looked at one after the other, until enough answer. What costs least is estimated from how often each word stands in the
first articles.
"""

from collections.abc import Collection, Container, Iterable, Sequence
from itertools import islice
from math import prod

from reader.domain.frozen import frozen
from reader.domain.ports import Beginning
from reader.domain.query import Query
from reader.storage import orders
from reader.storage.conditions import of_columns
from reader.storage.database import Database
from reader.storage.first_articles import FirstArticles
from reader.storage.search_index import Sought, excluded, sought, unwanted
from reader.storage.view_places import FEW, Places

_SORTING, _GOING, _COLUMNS, _LOOKING = 20.0, 2.0, 20.0, 60.0
"""What it costs to look an article's place up, to go on to the next one of the view, to ask its columns, and to look at
its words; gathering it costs 1."""

_LOOKED_AT = 384
"""So many are looked at before all words are gathered after all."""

_FEWEST = 16
"""So many are asked about at once, at least."""

_ASKED = 2048
"""So many are asked about before the table of articles is gone through instead."""

_SURE = 4
"""After so many answers, counting them tells more than a guess."""


@frozen
class _Term:
    """A word or a phrase.

    Attributes:
        sought: itself.
        written: articles on which it is written, so that it need not stand in them.
        share: in what part of the first articles it stands.
    """

    sought: Sought
    written: frozenset[int]
    share: float


@frozen
class _Plan:
    """How the articles are found.

    Attributes:
        gathered: how many of the terms, the rarest first, are looked up in the index.
        looking: whether the words of each article must be looked at then.
        each: of about how many articles one answers.
        cost: what all that costs.
    """

    gathered: int
    looking: bool
    each: float
    cost: float


class _Candidates:
    """Articles that may answer, in the order of the view.

    Attributes:
        size: about how many there are.
        wanted: these and others that stand elsewhere; None if it is every article.
    """

    def __init__(self, articles: Iterable[int], size: int, wanted: Collection[int] | None) -> None:
        self._articles = iter(articles)
        self.size = size
        self.wanted = wanted

    def take(self, count: int) -> Sequence[int]:
        """The next ones; fewer at the end."""
        return [*islice(self._articles, count)]

    def only(self, wanted: Collection[int]) -> "_Candidates":
        """Those that are left, and among these."""
        held = frozenset(wanted)
        return _Candidates(filter(held.__contains__, self._articles), len(held), held)


class _LookedAt(Container[int]):
    """The articles of which it is known whether they answer."""

    def __init__(self, known: Collection[int], asked: Collection[int], wanted: Collection[int] | None) -> None:
        """Some were asked about; if only some are wanted, no other answers."""
        self._known = known
        self._asked = asked
        self._wanted = wanted

    def __contains__(self, number: object) -> bool:
        """True if it is known."""
        return (
            number in self._asked or number in self._known or (self._wanted is not None and number not in self._wanted)
        )


class Beyond:
    """Finds what answers a query."""

    def __init__(self, database: Database, first: FirstArticles, places: Places, query: Query) -> None:
        """`places` are those of the view of which `first` are the first.

        Raises:
            StorageError: it cannot be read.
        """
        self._database = database
        self._first = first
        self._places = places
        self._behind = first.total - len(first.numbers)
        self._conditions, self._values = of_columns(query, few=True)
        self._excluded = excluded(query)
        self._unwanted = unwanted(query)
        found = [_Term(one, frozenset(), self._share(one)) for one in sought(query)]
        for one in query.written:
            wanted = Sought(one.term, whole=one.whole)
            written = frozenset(orders.numbers_of(database, one.ids))
            found.append(_Term(wanted, written, min(1.0, self._share(wanted) + len(written) / first.library)))
        self._terms = sorted(found, key=lambda one: one.share)

    def beginning(self, known: Sequence[int], count: int) -> Beginning | None:
        """What the answer begins with: `count` articles at least, or all.

        None if no words are asked for, or if so few articles answer otherwise that going through the table is faster.

        Args:
            known: those that answer among the first.
            count: more than these.

        Raises:
            CancelledError: it is no longer wanted.
            StorageError: it cannot be read.
        """
        if not self._terms:
            return None
        plan = self._plan(len(known), count)
        if self._conditions and plan.cost > self._first.total:
            return None
        left, looking = self._terms[plan.gathered :], plan.looking
        some = self._candidates(plan.gathered)
        numbers, asked, at, looked_at = [*known], set[int](), 0, 0
        while len(numbers) < count:
            if looking and looked_at >= _LOOKED_AT:
                some, at, left, looking = some.only(self._gathered(len(self._terms), self._unwanted)), 0, [], False
            if self._conditions and at >= _ASKED:
                return None
            missing = count - len(numbers)
            width = some.size + 1 if some.size <= FEW else missing
            if looking or self._conditions:
                each = (at + _SURE * plan.each) / (len(numbers) - len(known) + _SURE)
                width = max(_FEWEST, min(int(each * missing), _ASKED if self._conditions else _LOOKED_AT))
            taken = some.take(width)
            at += len(taken)
            asked.update(taken)
            here = orders.those(self._database, taken, self._conditions, self._values)
            looked_at += len(here)
            numbers.extend(self._with_words(here, left) if looking else here)
            if len(taken) < width:
                return Beginning(numbers, whole=True, likely=len(numbers))
        likely = len(numbers) + max(0, some.size - at) * (len(numbers) - len(known)) // at
        looked = _LookedAt(self._first.holding, asked, some.wanted)
        return Beginning(numbers, looked, whole=False, likely=likely)

    def all(self) -> Sequence[int] | None:
        """All that answer, in order; None if that is not faster here."""
        if not self._terms or self._conditions:
            return None
        return self._places.all_of(self._gathered(len(self._terms), self._unwanted))

    def _plan(self, known: int, count: int) -> _Plan:
        """What costs least.

        In what part of all articles the whole query holds, is estimated from the first ones, and, as far as these are
        too few to tell, as if no term cared for the others.
        """
        first, library = self._first, self._first.library
        apart = prod(one.share for one in self._terms)
        rate = (known + _SURE) / (len(first.numbers) + _SURE / apart)
        plans, passing, gathering = [], 1.0, 0.0
        for gathered in range(len(self._terms) + 1):
            if gathered:
                passing *= self._terms[gathered - 1].share
                gathering += self._terms[gathered - 1].share * library
            looking = gathered < len(self._terms) or bool(self._excluded)
            asking = (_LOOKING if looking else 0.0) + (_COLUMNS if self._conditions else 0.0)
            each = max(1.0, passing / rate)
            found = passing * self._behind
            asked = min(found, each * (count - known))
            ordering = _SORTING * found if gathered and found <= FEW else _GOING * asked / passing
            plans.append(_Plan(gathered, looking, each, gathering + ordering + asking * asked))
        return min(plans, key=lambda plan: plan.cost)

    def _share(self, term: Sought) -> float:
        """In what part of the articles a term stands; a single letter, which takes long to look up, in all of them."""
        return 1.0 if len(term.text) == 1 and term.text.isascii() else self._first.share(term)

    def _candidates(self, count: int) -> _Candidates:
        """The articles behind the first ones in which so many of the terms stand, the rarest."""
        start = len(self._first.numbers)
        if not count:
            return _Candidates(self._places.behind(start), self._behind, None)
        found = self._gathered(count).difference(self._first.holding)
        return _Candidates(self._places.sorted(found, start), len(found), found)

    def _gathered(self, count: int, excluded: str = "") -> frozenset[int]:
        """The articles, also of other views, in which so many of the terms stand, the rarest, and nothing excluded."""
        chosen = self._terms[:count]
        plain = " AND ".join(one.sought.expression for one in chosen if not one.written)
        found: list[Collection[int]] = [orders.matches(self._database, plain)] if plain else []
        found.extend(
            one.written.union(orders.matches(self._database, one.sought.expression)) for one in chosen if one.written
        )
        numbers = frozenset(found[0]).intersection(*found[1:])
        return numbers.difference(orders.matches(self._database, excluded)) if excluded else numbers

    def _with_words(self, numbers: Sequence[int], terms: Sequence[_Term]) -> Sequence[int]:
        """Those of some articles in which the terms stand, and nothing that must not."""
        if not numbers:
            return numbers
        found = self._first.standing_in(numbers, [*(one.sought for one in terms), *self._excluded])
        for one, standing in zip(terms, found, strict=False):
            numbers = [number for number in numbers if number in standing or number in one.written]
        barred = set[int]().union(*found[len(terms) :])
        return [number for number in numbers if number not in barred]
