"""What was made lately is kept within a bound."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from reader.domain.recent import Recent

WORDS = st.text("ab", min_size=1, max_size=6)


@given(st.lists(WORDS), st.integers(1, 20))
def test_the_values_kept_stay_within_their_bound_but_for_the_last(asked: list[str], bound: int) -> None:
    recent: Recent[str, str] = Recent(bound, len)
    for word in asked:
        assert recent.get(word, word.upper) == word.upper()
        assert recent.total <= bound or len(recent) == 1


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    recent: Recent[str, str] = Recent(2, len)
    made: list[str] = []
    for key in "abacab":
        recent.get(key, partial(_noted, made, key))
    assert made == ["a", "b", "c", "b"]


def _noted(made: list[str], key: str) -> str:
    made.append(key)
    return key
