"""The kinds of highlights by the keys that give them. Pure."""

from collections.abc import Sequence

from reader.domain.mark import HighlightKind

KINDS = {**{kind.letter: kind for kind in HighlightKind}, "p": HighlightKind.PLAIN}
"""Each kind by the key that gives it: the letter in the margin, and `p` for plain."""

KEYS = ("c claim", "f figure", "q quote", "? question", "! check", "p plain")

TOLD = " · ".join(KEYS)

UNKNOWN = f"no such kind: {TOLD}"


def following(kind: HighlightKind) -> HighlightKind:
    """The next kind: plain, claim, figure, quote, question, check, and round again."""
    kinds: Sequence[HighlightKind] = [*HighlightKind]
    return kinds[(kinds.index(kind) + 1) % len(kinds)]


def wanted(now: HighlightKind, character: str, *, again: bool) -> HighlightKind | None:
    """The kind that a key gives to what has another one now; None if it gives none.

    Args:
        now: the kind it has.
        character: what the key prints.
        again: whether it is a key that goes on to the next kind, unless a kind has it for a letter: then it does so
            once that kind is there.
    """
    kind = KINDS.get(character)
    if again and kind in (None, now):
        return following(now)
    return kind
