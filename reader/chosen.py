"""How the reader likes the page, changed by a key and kept for the next run in `state.json` of the library.

In it are the choices, which long notes are shown whole, and what was looked for last. Beside each choice stands what
`config.toml` said at that time; once it says something else, the choice is void.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import Lock
from typing import Any

from reader.atomic import read_regular, write_atomically
from reader.domain.errors import StorageError
from reader.domain.safe_text import safe_line
from reader.settings import CHOICES, Settings

FILE = "state.json"
_UNFOLDED = "unfolded"
_MOST_UNFOLDED = 1000
"""Notes that are remembered as shown whole."""

_ASKED, _MOST_ASKED = "asked", 100
"""Filters or searches of a kind that are remembered."""

_writing = Lock()


def recalled(settings: Settings) -> tuple[Settings, str]:
    """The settings with what was chosen in earlier runs; and what is wrong with the file, empty if nothing."""
    try:
        content = _read(settings)
    except StorageError as error:
        return settings, str(error)
    for name, accepted in CHOICES.items():
        entry, configured = content.get(name), getattr(settings, name)
        if isinstance(entry, dict) and _same(entry.get("config"), configured):
            chosen = next((value for value in accepted if _same(entry.get("chosen"), value)), configured)
            settings = changed(settings, name, chosen)
    return settings, ""


def changed(settings: Settings, name: str, value: object) -> Settings:
    """The settings with another value of one of `CHOICES`."""
    fields: dict[str, Any] = {name: value}
    return replace(settings, **fields)


def keep(configured: Settings, name: str, value: object) -> None:
    """Keep a choice; a damaged file is replaced.

    Args:
        configured: the settings as `config.toml` has them.
        name: one of `CHOICES`.
        value: what was chosen.

    Raises:
        StorageError: it could not be written.
    """
    _write(configured, name, {"chosen": value, "config": getattr(configured, name)})


def unfolded(configured: Settings) -> tuple[str, ...]:
    """The ids of the highlights and articles whose long notes are shown whole; none if they cannot be read."""
    try:
        found = _read(configured).get(_UNFOLDED)
    except StorageError:
        return ()
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def keep_unfolded(configured: Settings, ids: Sequence[str]) -> tuple[str, ...]:
    """Keep which notes are shown whole, the last of them if they are too many, and give those.

    Raises:
        StorageError: they could not be written.
    """
    kept = tuple(ids)[-_MOST_UNFOLDED:]
    _write(configured, _UNFOLDED, kept)
    return kept


def asked(configured: Settings, kind: str) -> tuple[str, ...]:
    """The filters or searches of a kind that were typed, the newest last; none if they cannot be read."""
    try:
        found = _read(configured).get(f"{_ASKED} {kind}")
    except StorageError:
        return ()
    return tuple(safe_line(one) for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def keep_asked(configured: Settings, kind: str, words: Sequence[str]) -> None:
    """Keep the filters or searches of a kind, the last of them if they are too many.

    Raises:
        StorageError: they could not be written.
    """
    _write(configured, f"{_ASKED} {kind}", words[-_MOST_ASKED:])


def _write(configured: Settings, name: str, value: object) -> None:
    """Put a value into the file; a damaged one is replaced. Raises StorageError."""
    file = configured.library / FILE
    try:
        with _writing:
            try:
                content = dict(_read(configured))
            except StorageError:
                content = {}
            content[name] = value
            write_atomically(file, json.dumps(content, indent=2).encode() + b"\n", follow=False)
    except OSError as error:
        message = f"{safe_line(str(file))} cannot be written, so this is not kept: {safe_line(error.strerror or '')}"
        raise StorageError(message) from error


def _read(settings: Settings) -> Mapping[str, Any]:
    file = settings.library / FILE
    try:
        data = read_regular(file)
        content = {} if data is None else json.loads(data)
    except (OSError, ValueError, RecursionError) as error:
        message = f"{safe_line(str(file))} cannot be read; config.toml alone counts"
        raise StorageError(message) from error
    if not isinstance(content, dict):
        message = f"{safe_line(str(file))} is damaged; config.toml alone counts"
        raise StorageError(message)
    return content


def _same(one: object, other: object) -> bool:
    """True for the same value of the same type, so that `true` is not 1."""
    return type(one) is type(other) and one == other
