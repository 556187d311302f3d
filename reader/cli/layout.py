"""Laying text and tables out for a terminal, or leaving them as they are for a pipe. Pure."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

_GAP = "  "
_MEASURED = 1000
"""Rows that a table waits for before it is begun."""


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(_cells_of(character) for character in text)


def fit(text: str, width: int) -> str:
    """The text padded or cut to a width in columns; a cut ends in an ellipsis."""
    missing = width - cells(text)
    if missing >= 0:
        return text + " " * missing
    room = width - 1
    kept: list[str] = []
    for character in text:
        room -= _cells_of(character)
        if room < 0:
            break
        kept.append(character)
    shown = "".join(kept) + "…" if width > 0 else ""
    return shown + " " * max(0, width - cells(shown))


def table(rows: Iterable[Sequence[str]], limits: Sequence[int], width: int) -> Iterator[str]:
    """Lines of aligned columns.

    Args:
        rows: the cells, each on one line. The columns are made as wide as they need; if there are very many rows, which
            are not waited for, as wide as they may be.
        limits: the widest that each column may be; 0 for the one that takes what is left.
        width: columns of the terminal.
    """
    coming = iter(rows)
    first = list(islice(coming, _MEASURED))
    if not first:
        return
    widest = [max(cells(row[column]) for row in first) for column in range(len(limits))]
    if len(first) == _MEASURED:
        widest = [limit or width for limit in limits]
    widths = [min(limit, wanted) if limit else 0 for limit, wanted in zip(limits, widest, strict=True)]
    shown = [column for column, limit in enumerate(limits) if widths[column] or not limit]
    left = width - sum(widths) - len(_GAP) * (len(shown) - 1)
    for column in shown:
        if not limits[column]:
            widths[column] = max(8, min(left, widest[column]))
    for row in chain(first, coming):
        line = _GAP.join(fit(row[column], widths[column]) for column in shown)
        yield fit(line, width).rstrip() if cells(line) > width else line.rstrip()


def wrap(text: str, width: int) -> str:
    """The text with lines of at most `width` columns, broken at white space; as it is if `width` is 0."""
    if not width:
        return text
    return "\n".join(line for source in text.split("\n") for line in _wrapped(source, width))


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and cells(line) + 1 + cells(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
        while cells(line) > width:
            head = _head(line, width)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line]


def _head(text: str, width: int) -> str:
    """As many characters as fit, at least one."""
    end = 0
    while end < len(text) and cells(text[: end + 1]) <= width:
        end += 1
    return text[: max(1, end)]


def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
