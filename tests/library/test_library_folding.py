"""Copies of one story as one row."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from reader.library.folding import folded


def test_the_first_in_the_list_stands_for_the_others() -> None:
    """Whoever came first in the list's order; what has no copy there stays as it is."""
    rows, groups = folded([9, 8, 7, 6, 5], {9: 1, 7: 1, 6: 2, 5: 1, 4: 2}, ())
    assert [*rows] == [9, 8, 6]
    assert groups[9].members == (9, 7, 5)
    assert groups[9].stands_for_others(9)
    assert not groups[7].stands_for_others(7)
    assert 6 not in groups


def test_an_opened_story_has_its_copies_together() -> None:
    """Below the first one, in the list's order."""
    rows, groups = folded([9, 8, 7, 6, 5], {9: 1, 7: 1, 5: 1}, {1})
    assert [*rows] == [9, 7, 5, 8, 6]
    assert not groups[9].stands_for_others(9)


@given(
    st.lists(st.integers(0, 60), unique=True, max_size=40),
    st.dictionaries(st.integers(0, 60), st.integers(0, 9)),
    st.sets(st.integers(0, 9)),
)
def test_no_article_is_lost(numbers: list[int], stories: Mapping[int, int], opened: set[int]) -> None:
    """Every article is a row or stands behind exactly one, whatever is opened."""
    rows, groups = folded(numbers, stories, opened)
    behind = [
        one
        for row in rows
        for one in (groups[row].members if row in groups and groups[row].stands_for_others(row) else (row,))
    ]
    assert sorted(behind) == sorted(numbers)
