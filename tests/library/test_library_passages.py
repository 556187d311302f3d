"""Passages of several parts: each part is a highlight, all of them are one act."""

from dataclasses import dataclass, replace
from typing import cast

import pytest
from fakes import MemoryMarkStore
from library_samples import put

from reader.domain.document import Span
from reader.domain.errors import StorageError
from reader.domain.history import History
from reader.domain.mark import Highlight
from reader.domain.ports import MarkStore
from reader.library.marking import highlight_parts
from reader.library.model import Library
from reader.library.undoing import undo

pytest_plugins = ("library_fixtures",)

TEXT = "Harbour\n\nEleven lamps were dark.\n\n~ Share: lamps\n\nTwo were broken."
FIRST, LAST = Span(0, 23), Span(41, 57)


@pytest.fixture
def article(library: Library) -> str:
    """The id of an article with a cut block in its middle."""
    return put(library, "h", TEXT)


def quotes(library: Library) -> list[str]:
    return [highlight.quote.exact for highlight in library.marks.highlights()]


def test_the_parts_of_a_passage_are_one_act(library: Library, article: str) -> None:
    """One undo takes all of them back."""
    made, change = highlight_parts(library, article, [FIRST, LAST])
    assert quotes(library) == ["Eleven lamps were dark.", "Two were broken."]
    assert list(made) == library.marks.highlights()
    undo(library, History().record(change))
    assert not quotes(library)


def test_a_part_that_is_a_highlight_stays_as_it_is(library: Library, article: str) -> None:
    """The same passage twice makes no twin; only the part that is new is made."""
    (old,), _ = highlight_parts(library, article, [FIRST])
    again, change = highlight_parts(library, article, [FIRST])
    assert (again, change.steps) == ((old,), ())
    both, change = highlight_parts(library, article, [FIRST, LAST])
    assert both[0] == old
    assert len(change.steps) == 1
    assert len(quotes(library)) == 2


@dataclass
class FullStore(MemoryMarkStore):
    """A store with room for one highlight."""

    def put_highlight(self, highlight: Highlight) -> None:
        """Keep the first."""
        if self.by_id:
            message = "the disk is full"
            raise StorageError(message)
        super().put_highlight(highlight)


def test_a_part_that_cannot_be_kept_takes_the_others_along(library: Library, article: str) -> None:
    """All or none."""
    full = replace(library, marks=cast("MarkStore", FullStore()))
    with pytest.raises(StorageError):
        highlight_parts(full, article, [FIRST, LAST])
    assert not quotes(full)
