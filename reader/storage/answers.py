"""Which articles answer a query: all of them, or the first of the list."""

from collections.abc import Sequence

from reader.domain.query import Query
from reader.storage import orders
from reader.storage.conditions import conditions_of, in_order
from reader.storage.database import Database, Tables
from reader.storage.search_index import wanted


def numbers(database: Database, query: Query) -> Sequence[int]:
    """The numbers of all articles that answer, in the order of the list."""
    conditions, values = conditions_of(query)
    expression = wanted(query)
    matches = orders.matches(database, expression) if expression else None
    return orders.numbers(database, conditions, values, matches)


def first(tables: Tables, query: Query, most: int) -> Sequence[int]:
    """The numbers of the first that answer, at most so many; fast if many do, or if there are few articles."""
    conditions, values = in_order(query)
    return orders.first(tables, conditions, values, most)
