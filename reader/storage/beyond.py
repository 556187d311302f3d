"""What answers a query behind the first articles of a view, whose order is known.

Two words that are common apart may seldom stand together, and the full-text index gathers all articles that have
either, position by position. So only the articles with the rarer words are gathered there and put in order; they are
looked at one after the other, until enough answer. What costs least is estimated from how often each word stands in the
first articles.
"""

import json
from collections.abc import Collection, Sequence
from math import prod

from reader.domain.frozen import frozen
from reader.domain.ports import Beginning
from reader.domain.query import Query
from reader.storage import orders
from reader.storage.conditions import of_columns
from reader.storage.database import Database
from reader.storage.first_articles import FirstArticles
from reader.storage.search_index import Sought, one_sought, sought, unwanted
from reader.storage.view_places import Places

_SORTING, _COLUMNS, _LOOKING = 3.0, 20.0, 80.0
"""What it costs to put an article in order, to ask its columns, and to look at its words; gathering it costs 1."""

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


class Beyond:
    """Finds what answers a query."""

    def __init__(self, database: Database, first: FirstArticles, places: Places, query: Query) -> None:
        """`places` is the order of the view of which `first` are the first.

        Raises:
            StorageError: it cannot be read.
        """
        self._database = database
        self._first = first
        self._places = places
        self._conditions, self._values = of_columns(query, few=True)
        self._excluded = unwanted(query)
        found = [_Term(one, frozenset(), self._share(one)) for one in sought(query)]
        for one in query.written:
            wanted = one_sought(one.term, whole=one.whole)
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
        if self._conditions and plan.cost > len(self._places):
            return None
        left, looking = self._terms[plan.gathered :], plan.looking
        places, numbers, at, looked_at = self._gathered(plan.gathered), [*known], 0, 0
        while at < len(places) and len(numbers) < count:
            if looking and looked_at >= _LOOKED_AT:
                places, at, left, looking = self._gathered(len(self._terms), places[at], self._excluded), 0, [], False
            if self._conditions and at >= _ASKED:
                return None
            width = len(places)
            if looking or self._conditions:
                each = (at + _SURE * plan.each) / (len(numbers) - len(known) + _SURE)
                width = max(
                    _FEWEST, min(int(each * (count - len(numbers))), _ASKED if self._conditions else _LOOKED_AT)
                )
            some = self._with_columns(self._places.numbers(places[at : at + width]))
            at, looked_at = at + width, looked_at + len(some)
            numbers.extend(self._with_words(some, left) if looking else some)
        if at >= len(places):
            return Beginning(numbers, whole=True, likely=len(numbers))
        likely = len(numbers) + (len(places) - at) * (len(numbers) - len(known)) // at
        return Beginning(numbers, self._places.before(places[at]), whole=False, likely=likely)

    def all(self) -> Sequence[int] | None:
        """All that answer, in order; None if that is not faster here."""
        if not self._terms or self._conditions:
            return None
        return self._places.numbers(self._gathered(len(self._terms), 0, self._excluded))

    def _plan(self, known: int, count: int) -> _Plan:
        """What costs least.

        In what part of all articles the whole query holds, is estimated from the first ones, and, as far as these are
        too few to tell, as if no term cared for the others.
        """
        first, library = self._first, self._first.library
        behind = len(self._places) - len(first.numbers)
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
            asked = min(passing * behind, each * (count - known))
            sorting = _SORTING * passing * behind if gathered else 0.0
            plans.append(_Plan(gathered, looking, each, gathering + sorting + asking * asked))
        return min(plans, key=lambda plan: plan.cost)

    def _share(self, term: Sought) -> float:
        """In what part of the articles a term stands; a single letter, which takes long to look up, in all of them."""
        return 1.0 if len(term.start) == 1 else self._first.share(term.expression)

    def _gathered(self, count: int, start: int | None = None, excluded: str = "") -> Sequence[int]:
        """The places of the articles in which so many of the terms stand, the rarest, and nothing that must not.

        They begin behind the first articles, if no other place is told.
        """
        start = len(self._first.numbers) if start is None else start
        if not count:
            return range(start, len(self._places))
        chosen = self._terms[:count]
        plain = " AND ".join(one.sought.expression for one in chosen if not one.written)
        found: list[Collection[int]] = [orders.matches(self._database, plain)] if plain else []
        found.extend(
            one.written.union(orders.matches(self._database, one.sought.expression)) for one in chosen if one.written
        )
        numbers = found[0] if len(found) == 1 else frozenset(found[0]).intersection(*found[1:])
        if excluded:
            numbers = frozenset(numbers).difference(orders.matches(self._database, excluded))
        return self._places.sorted(numbers, start)

    def _with_columns(self, numbers: Sequence[int]) -> Sequence[int]:
        """Those of some articles whose columns are as is asked."""
        if not self._conditions or not numbers:
            return numbers
        asked = "article.number IN (SELECT value FROM json_each(?))"
        values = (json.dumps([*numbers]), *self._values)
        return _of(numbers, frozenset(orders.among(self._database, [asked, *self._conditions], values)))

    def _with_words(self, numbers: Sequence[int], terms: Sequence[_Term]) -> Sequence[int]:
        """Those of some articles in which the terms stand, and nothing that must not."""
        if not numbers:
            return numbers
        excluded = [Sought(self._excluded)] if self._excluded else []
        found = self._first.standing(numbers, [*(one.sought for one in terms), *excluded])
        for one, standing in zip(terms, found, strict=False):
            numbers = _of(numbers, standing | one.written)
        return [number for number in numbers if number not in found[-1]] if excluded else numbers


def _of(numbers: Sequence[int], some: Collection[int]) -> Sequence[int]:
    return [number for number in numbers if number in some]
