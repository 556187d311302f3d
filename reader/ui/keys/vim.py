"""Keys typed in visual mode, or after an operator, read as vim commands: counts, motions, text objects, acts.

Pure: keys in, commands out. Keys are named as Textual names them.
"""

from dataclasses import replace

from reader.domain.frozen import frozen

MOTIONS = frozenset("hjklwbeWBE0^$(){}gG;,")
FINDS = frozenset("fFtT")
OBJECTS = frozenset("wWsp\"'([)]")
KIND = "c"
"""Before the letter of a kind: highlights the selection with it."""

TOLD = {
    **dict.fromkeys("ia", "w word · s sentence · p paragraph · \" ' ( [ what is between · esc"),
    **dict.fromkeys("fFtT", "the character to go to · esc"),
}
"""What is awaited after a key, for a person."""

_NAMES = {
    "left": "h",
    "down": "j",
    "up": "k",
    "right": "l",
    "home": "0",
    "end": "$",
    "ctrl+d": "half_down",
    "ctrl+u": "half_up",
    "ctrl+f": "page_down",
    "ctrl+b": "page_up",
    "pagedown": "page_down",
    "pageup": "page_up",
    "space": "page_down",
}
_ACTS = {
    "escape": "leave",
    "q": "leave",
    "ctrl+c": "leave",
    "v": "select",
    "V": "select_sentences",
    "o": "swap",
    "H": "highlight",
    "enter": "highlight",
    "y": "copy",
}


@frozen
class Command:
    """One command read from the keys.

    Attributes:
        name: a motion's key (`w`), `inner` or `around`, or the name of an act.
        count: how often; 1 if no count was typed.
        character: what `f F t T` look for, the object's key, or the kind's letter.
        counted: True if a count was typed (`3G`).
    """

    name: str
    count: int = 1
    character: str = ""
    counted: bool = False


@frozen
class Pending:
    """Keys typed so far that are no command yet.

    Attributes:
        count: digits.
        prefix: `f F t T`, `i` or `a` of a text object, `c` of a kind.
    """

    count: str = ""
    prefix: str = ""

    @property
    def shown(self) -> str:
        """What to show in the status line."""
        return self.count + self.prefix


def feed(pending: Pending, key: str, character: str | None) -> tuple[Pending, Command | None]:
    """Take one key.

    Args:
        pending: what was typed before.
        key: Textual's name of the key.
        character: the character it prints, if it prints one.

    Returns:
        What is pending now, and the command that the key completed; an unknown key drops what was pending.
    """
    count = min(int(pending.count or "1"), 9999)
    typed = character if character and character.isprintable() else ""
    if pending.prefix and key != "escape":
        return Pending(), _completed(pending.prefix, typed, count)
    if typed.isdigit() and typed.isascii() and (typed != "0" or pending.count):
        return replace(pending, count=(pending.count + typed)[:4]), None
    if typed in FINDS or typed in ("i", "a", KIND):
        return (replace(pending, prefix=typed), None) if typed else (Pending(), None)
    name = _NAMES.get(key) or _ACTS.get(key) or (typed if typed in MOTIONS else "")
    return Pending(), Command(name, count, counted=bool(pending.count)) if name else None


def _completed(prefix: str, typed: str, count: int) -> Command | None:
    if not typed:
        return None
    if prefix in FINDS:
        return Command(prefix, count, typed)
    if prefix == KIND:
        return Command("kind", count, typed)
    if typed in OBJECTS:
        return Command("inner" if prefix == "i" else "around", count, typed)
    return None
