"""The colours of the two themes: a dark and a light page, one accent, and six muted grounds for highlights."""

from collections.abc import Mapping

DARK: Mapping[str, str] = {
    "primary": "#d7a65f",
    "secondary": "#8aa4b8",
    "accent": "#d7a65f",
    "foreground": "#d9d4c7",
    "background": "#16181a",
    "surface": "#1b1e20",
    "panel": "#24282b",
    "thumb": "#4b5156",
    "success": "#8fae7c",
    "warning": "#d7a65f",
    "error": "#d9776b",
    "faint": "#8b8d88",
    "focus-ground": "#22272b",
    "selection-ground": "#3d5266",
    "found-ground": "#6b5420",
    "mark-plain": "#4a4320",
    "mark-claim": "#234459",
    "mark-figure": "#28482f",
    "mark-quote": "#4a3358",
    "mark-question": "#573a22",
    "mark-check": "#5a2b33",
}

LIGHT: Mapping[str, str] = {
    "primary": "#8a5a12",
    "secondary": "#3d6078",
    "accent": "#8a5a12",
    "foreground": "#26241f",
    "background": "#faf8f2",
    "surface": "#f3f0e7",
    "panel": "#e6e1d4",
    "thumb": "#c9c2b0",
    "success": "#446b34",
    "warning": "#8a5a12",
    "error": "#a5342a",
    "faint": "#6d6a61",
    "focus-ground": "#f0ead9",
    "selection-ground": "#bcd3e6",
    "found-ground": "#f2d77c",
    "mark-plain": "#f5e9a3",
    "mark-claim": "#c6e0f0",
    "mark-figure": "#cde8c9",
    "mark-quote": "#e4d2ef",
    "mark-question": "#f6d9b8",
    "mark-check": "#f5cccc",
}

PALETTES: Mapping[str, Mapping[str, str]] = {"newsmark-dark": DARK, "newsmark-light": LIGHT}
"""The colours of a theme by its name."""
