"""Where a JSON text is wrong though each character may stand there: a key twice, a number nobody can count with."""

import json
import re
import sys
from collections import Counter
from itertools import islice

from reader.domain.safe_text import safe_line

_STRING = r'("(?:[^"\\]|\\.)*")(\s*:)?'
"""A string, and whether it is a key."""


class _TwiceError(Exception):
    """A key stands twice in one object; its key, and how many objects have ended with this one."""


def told(text: str) -> str:
    """What is wrong in a text that is refused for one of these, with its line."""
    try:
        json.loads(text, object_pairs_hook=_Counting().unique)
    except _TwiceError as error:
        key, objects = error.args
        return f'{_line(text, _second(text, key, objects))}the key "{safe_line(key)[:40]}" stands twice in one object'
    except ValueError:
        pass
    return f"{_line(text, _longest_number(text))}a number has too many digits"


class _Counting:
    """Objects that have ended; they do so in the order in which they are read."""

    def __init__(self) -> None:
        self._ended = 0

    def unique(self, pairs: list[tuple[str, object]]) -> None:
        """See that an object has no key twice."""
        self._ended += 1
        if len(dict(pairs)) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            raise _TwiceError(next(key for key, count in counts.items() if count > 1), self._ended)


def _line(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}: "


def _second(text: str, key: str, objects: int) -> int:
    """Where a key stands last in the object that is the last of so many to end."""
    ends = (found.end() for found in re.finditer(rf"{_STRING}|\}}", text) if found[0] == "}")
    end = next(islice(ends, objects - 1, None))
    keys = (found for found in re.finditer(_STRING, text[:end]) if found[2])
    return max((found.start() for found in keys if json.loads(found[1], strict=False) == key), default=0)


def _longest_number(text: str) -> int:
    digits = sys.get_int_max_str_digits() + 1
    found = re.finditer(rf"{_STRING}|[0-9]{{{digits}}}", text)
    return next((number.start() for number in found if not number[1]), 0)
