"""The keys of a dialog, on as few lines as hold them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ui.render.hints import packed
from reader.ui.render.wrap import width_of

KEYS = ("enter keeps", "tab or → completes", "esc leaves")


@pytest.mark.parametrize(
    ("width", "most", "lines"),
    [
        (80, 1, ["enter keeps · tab or → completes · esc leaves"]),
        (32, 3, ["enter keeps · tab or → completes", "esc leaves"]),
        (20, 3, ["enter keeps", "tab or → completes", "esc leaves"]),
        (32, 1, ["enter keeps · esc leaves"]),
        (20, 2, ["enter keeps", "esc leaves"]),
        (8, 2, ["enter k…", "esc lea…"]),
    ],
)
def test_what_does_not_fit_gives_way_and_never_the_first_and_the_last(width: int, most: int, lines: list[str]) -> None:
    """No part is cut while there is another that can be left out."""
    assert packed(KEYS, width, most) == lines


@given(st.lists(st.text("ab 漢", min_size=1), min_size=1), st.integers(1, 60), st.integers(1, 4))
def test_no_line_is_wider_than_the_dialog(parts: list[str], width: int, most: int) -> None:
    """And there are no more of them than asked for."""
    lines = packed(parts, width, most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line) <= width for line in lines)
