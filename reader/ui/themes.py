"""The two themes as Textual knows them."""

from collections.abc import Mapping

from textual.theme import Theme

from reader.ui.colours import LIGHT, PALETTES


def _theme(name: str, palette: Mapping[str, str]) -> Theme:
    theme = Theme(name, palette["primary"], dark=palette is not LIGHT)
    for key, colour in palette.items():
        if hasattr(theme, key):
            setattr(theme, key, colour)
        else:
            theme.variables[key] = colour
    theme.variables |= {"block-cursor-text-style": "none", "input-selection-background": palette["selection-ground"]}
    return theme


THEMES = tuple(_theme(name, palette) for name, palette in PALETTES.items())
