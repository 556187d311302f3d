"""What a row of a list tells of the copies of its story."""

from reader.library.catalogue import Listing
from reader.ui.render.rows import Copies

_NAMED = 4
"""Copies folded into a row whose sources are named."""


def copies_in(listing: Listing, number: int) -> Copies | None:
    """How the row of an article stands to the copies of its story; None where nothing is folded."""
    group = listing.groups.get(number)
    if group is None:
        return None
    others = group.members[1:] if group.stands_for_others(number) else ()
    sources = listing.sources_of(others[:_NAMED])
    more = ["…"] if len(others) > _NAMED else []
    return Copies(len(others), [*sources, *more], inside=group.opened and number != group.members[0])
