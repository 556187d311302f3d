"""What a run of words looks like: one table of looks by name, in the colours of a theme.

They stand here and not in the style sheet because Textual asks a style sheet for each of them at every start, and
because the first rows are painted before Textual is there.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from rich.style import Style

from reader.domain.mark import HighlightKind
from reader.ui.colours import DARK, PALETTES


class Look(NamedTuple):
    """Names of a palette's colours, and what else the letters are."""

    colour: str = ""
    ground: str = ""
    bold: bool | None = None
    italic: bool | None = None
    reverse: bool | None = None
    underline: bool | None = None


_FAINT = Look("faint")
_STRONG = Look("foreground", bold=True)
_LOUD = Look("accent", bold=True)
_BARS = {
    "bar-plain": Look("accent"),
    "bar-claim": Look("secondary"),
    "bar-figure": Look("success"),
    "bar-quote": Look("primary"),
    "bar-question": Look("warning"),
    "bar-check": Look("error"),
}

GROUND = Look("foreground", "background")
"""A page, and letters on it that nothing is said of."""

SURFACE = Look("foreground", "surface")
"""The same for the lines on top and at the bottom."""

EDGE = Look("panel", "background")
"""What stands between a list and the preview."""

LINES: Mapping[str, Look] = {
    "faint": _FAINT,
    "here": _LOUD,
    "key": _FAINT,
    "text": _STRONG,
    "letter": _STRONG,
    "good": Look("success"),
    "bad": Look("error", bold=True),
    "mode": Look("background", "accent", bold=True),
    "chosen": Look("foreground", "selection-ground"),
    "caret": Look("foreground", "surface", reverse=True),
}
"""The lines on top and at the bottom."""

ROWS: Mapping[str, Look] = {
    "title": _STRONG,
    "letter": _STRONG,
    "read": _FAINT,
    "faint": _FAINT,
    "sign": Look("secondary"),
    "star": Look("accent"),
    "chosen": _LOUD,
    "state": Look("secondary"),
    "marks": Look("accent"),
    "note": Look("foreground"),
    "cursor": Look(ground="panel"),
    **_BARS,
}
"""The rows of a list."""

PAGE: Mapping[str, Look] = {
    "headline": _STRONG,
    "standfirst": Look("foreground", italic=True),
    "text": Look("foreground"),
    "heading": _LOUD,
    "quote": Look("foreground", italic=True),
    "caption": Look("faint", italic=True),
    "code": Look("secondary"),
    "table": Look("foreground"),
    "table-head": _STRONG,
    "frame": _FAINT,
    "link": Look(underline=True),
    "link-number": Look("faint", bold=False, italic=False, underline=False),
    "meta": _FAINT,
    "label": Look("faint", italic=True),
    "note": Look("accent"),
    "note-heading": Look(bold=True),
    "note-strong": Look("foreground", bold=True),
    "note-emphasis": Look(italic=True),
    "note-code": Look("secondary"),
    "note-quote": Look("faint", italic=True),
    "note-link": Look(underline=True),
    "blank": _FAINT,
    "cut": _FAINT,
    "dateline": Look("secondary", bold=True),
    "pointer": Look("accent"),
    "position": Look(),
    "position-letter": Look("faint", underline=True),
    "dimmed": _FAINT,
    "letters": Look("accent", bold=True, underline=True),
    "letters-next": Look("accent", bold=True, underline=False),
    "letters-typed": Look("faint", underline=True),
    "focus": Look(ground="focus-ground"),
    "found": Look(ground="found-ground"),
    "selection": Look(ground="selection-ground"),
    "caret": Look(reverse=True),
    **{f"mark-{kind.value}": Look(ground=f"mark-{kind.value}") for kind in HighlightKind},
    **_BARS,
}
"""An article."""


@cache
def style(look: Look, theme: str) -> Style:
    """A look in the colours of a theme; those of the dark one if the theme is not ours."""
    palette = PALETTES.get(theme, DARK)
    colour, ground = palette.get(look.colour), palette.get(look.ground)
    letters = {name: getattr(look, name) for name in ("bold", "italic", "reverse", "underline")}
    return Style(color=colour, bgcolor=ground, **letters)
