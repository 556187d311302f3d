"""The signs left of a line: letters of kinds and of positions, where there is room for both and where there is not."""

import pytest
from rich.style import Style

from reader.domain.document import Span
from reader.domain.mark import HighlightKind
from reader.ui.render.draw import GUTTER, gutter
from reader.ui.render.lines import Line, Role
from reader.ui.render.paint import Ground, Wash

LINE = Line(Role.TEXT, Span(10, 40))


def marks(kinds: str) -> list[Wash]:
    """Highlights that begin on the line; `-` is a plain one."""
    found = {kind.letter: kind for kind in HighlightKind}
    return [Wash(Span(12, 30), Ground.MARK, found[k].value, k) for k in kinds.replace("-", HighlightKind.PLAIN.letter)]


def places(letters: str) -> list[Wash]:
    """Positions on the line, the first one farthest to the left."""
    return [Wash(Span(at, at + 1), Ground.POSITION, letter=letter) for at, letter in enumerate(letters, 20)]


@pytest.mark.parametrize(
    ("kinds", "letters", "narrow", "wider", "wide"),
    [
        ("", "", "    ", "     ", "        "),
        ("f", "", "f ▌ ", " f ▌ ", "    f ▌ "),
        ("fc", "", "fc▌ ", " fc▌ ", "    fc▌ "),
        ("fcq", "", "cq▌ ", " cq▌ ", "    cq▌ "),
        ("", "a", "'a  ", " 'a  ", "    'a  "),
        ("-", "a", "'a▌ ", " 'a▌ ", "    'a▌ "),
        ("f", "a", "fa▌ ", "f'a▌ ", "   f'a▌ "),
        ("fc", "a", "ca▌ ", "fca▌ ", "  fc'a▌ "),
        ("", "ab", "ab  ", "'ab  ", "   'ab  "),
        ("f", "ab", "fa▌ ", "fab▌ ", "  f'ab▌ "),
        ("fcq", "abc", "qa▌ ", "qab▌ ", "cq'abc▌ "),
        ("", "abcdefgh", "ab  ", "abc  ", "abcdef  "),
    ],
)
def test_of_signs_that_do_not_fit_the_apostrophe_gives_way_first(
    kinds: str, letters: str, narrow: str, wider: str, wide: str
) -> None:
    """Then all kinds but the last, and all positions but the first; never the letter of a position."""
    washes = [*places(letters)[::-1], *marks(kinds)]
    shown = [
        "".join(part.text for part in gutter(LINE, washes, lambda _: Style.null(), cells, caret_here=False))
        for cells in (GUTTER, GUTTER + 1, GUTTER + 4)
    ]
    assert shown == [narrow, wider, wide]


def test_letters_without_their_apostrophe_are_no_kinds_letters() -> None:
    """They are told by more than their colour."""

    def look(name: str) -> Style:
        return Style(underline=name == "position-letter")

    for kinds, underlined in (("f", ["a"]), ("", [])):
        parts = gutter(LINE, [*places("a"), *marks(kinds)], look, GUTTER, caret_here=True)
        assert [part.text for part in parts if part.style and part.style.underline] == underlined
        assert parts[-1].text == "›"
