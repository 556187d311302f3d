"""Which way a text is written. Its order on the screen is left to the terminal."""

import unicodedata

from reader.domain.patterns import later

_RIGHT_TO_LEFT = later(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def has_right_to_left(text: str) -> bool:
    """True if any letter of the text is written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """True if the first letter with a direction is written from right to left (UAX #9, P2 and P3)."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((kind != "L" for kind in directions if kind in ("L", "R", "AL")), False)
