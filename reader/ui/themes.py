"""The two themes as Textual knows them."""

from collections.abc import Mapping

from textual.theme import Theme

from reader.ui.colours import LIGHT, PALETTES

_THUMB = ("scrollbar", "scrollbar-hover", "scrollbar-active")
_TRACK = (
    "scrollbar-background",
    "scrollbar-background-hover",
    "scrollbar-background-active",
    "scrollbar-corner-color",
)
_CURSOR = ("block-cursor-background", "block-cursor-blurred-background")
_UNDER_CURSOR = ("block-cursor-foreground", "block-cursor-blurred-foreground")
"""Names of colours of Textual's own widgets."""


def _theme(name: str, palette: Mapping[str, str]) -> Theme:
    theme = Theme(name, palette["primary"], dark=palette is not LIGHT)
    for key, colour in palette.items():
        if hasattr(theme, key):
            setattr(theme, key, colour)
        else:
            theme.variables[key] = colour
    theme.variables |= {"block-cursor-text-style": "none", "input-selection-background": palette["selection-ground"]}
    theme.variables |= dict.fromkeys(_THUMB, palette["thumb"]) | dict.fromkeys(_TRACK, palette["surface"])
    theme.variables |= dict.fromkeys(_CURSOR, palette["panel"])
    theme.variables |= dict.fromkeys(_UNDER_CURSOR, palette["foreground"])
    return theme


THEMES = tuple(_theme(name, palette) for name, palette in PALETTES.items())
