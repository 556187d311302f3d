"""The only module that prints. Every string passes `safe` on its way out."""

import io
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TextIO

from reader.domain.errors import ExportError
from reader.domain.safe_text import safe, safe_line

Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None


class Look(StrEnum):
    """How words stand out on a terminal; the value is what SGR calls it."""

    PLAIN = ""
    STRONG = "1"
    FAINT = "2"


Run = tuple[str, Look]
"""Words and their look."""


def prepare() -> None:
    """Make the standard streams write a replacement for what their encoding does not have."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def write(text: str) -> None:
    """Write a text to standard output, ended by one newline.

    Raises:
        BrokenPipeError: nobody reads on.
        ExportError: standard output cannot take it, a full disk say.
    """
    _put(safe(text).removesuffix("\n") + "\n")


def write_line(text: str) -> None:
    """Write one line to standard output, whatever line breaks the text holds. Raises as `write` does."""
    _put(safe_line(text) + "\n")


def write_runs(runs: Sequence[Run]) -> None:
    """Write one line, its runs in their looks if a terminal with colours reads it. Raises as `write` does."""
    if not _has_looks():
        _put(safe("".join(words for words, _ in runs)).rstrip() + "\n")
        return
    _put("".join(f"\x1b[{look}m{safe(words)}\x1b[m" if look else safe(words) for words, look in runs) + "\n")


def write_cells(cells: list[str]) -> None:
    """Write one line of cells with a tab between two. Raises as `write` does."""
    _put("\t".join(safe_line(cell) for cell in cells) + "\n")


def write_json(record: Mapping[str, Json]) -> None:
    """Write a record as one line of JSON. Raises as `write` does."""
    ascii_only = "utf" not in (getattr(sys.stdout, "encoding", None) or "utf-8").casefold()
    _put(json.dumps(_safe_value(dict(record)), ensure_ascii=ascii_only) + "\n")


def write_exact(text: str) -> None:
    """Write a file's content: made safe for a terminal, byte for byte in UTF-8 elsewhere. Raises as `write` does."""
    if is_terminal(sys.stdout):
        write(text)
    else:
        write_bytes(text.encode("utf-8", "replace"))


def write_bytes(raw: bytes) -> None:
    """Write bytes as they are, where no terminal reads them. Raises as `write` does."""
    if sys.stdout is None:
        return
    flush()
    with _refusals():
        sys.stdout.buffer.write(raw)


def flush() -> None:
    """Send out what is held back. Raises as `write` does."""
    if sys.stdout is not None:
        with _refusals():
            sys.stdout.flush()


def abandon() -> None:
    """Give standard output up, so that what is held back is not tried again when Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def complain(text: str) -> None:
    """Write one line to standard error, headed by the program's name; a closed stream is no matter."""
    _tell(f"newsmark: {text}")


def progress(text: str) -> None:
    """Tell a person on standard error what takes a while; a pipe is told nothing."""
    if is_terminal(sys.stderr):
        _tell(f"newsmark: {text}")


def one_line(text: str) -> str:
    """The text on one line and safe, for a cell whose width is to be measured."""
    return safe_line(text)


def tell(text: str) -> None:
    """Write one line to standard error: a summary, where standard output is for other programs."""
    _tell(text)


def is_terminal(stream: TextIO | None) -> bool:
    """True if a person is at the other end."""
    return stream is not None and not stream.closed and stream.isatty()


def width() -> int:
    """Columns of the terminal on standard output; 0 if it is none, so that nothing is to be fitted."""
    if not is_terminal(sys.stdout):
        return 0
    return max(20, shutil.get_terminal_size().columns)


def _has_looks() -> bool:
    """True if a person is at the other end who wants more than words (https://no-color.org)."""
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _put(text: str) -> None:
    with _refusals():
        print(text, end="")


def _tell(text: str) -> None:
    try:
        print(safe_line(text), file=sys.stderr)
    except OSError:
        return  # nobody listens, and the exit code tells the rest


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what goes wrong with standard output, but for a reader who left, into ExportError."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"standard output cannot be written: {error.strerror or error}; send it elsewhere and try again"
        raise ExportError(message) from error


def _safe_value(value: Json) -> Json:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, list):
        return [_safe_value(item) for item in value]
    if isinstance(value, dict):
        return {safe(key): _safe_value(item) for key, item in value.items()}
    return value
