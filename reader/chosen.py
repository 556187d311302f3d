"""How the reader likes the page, changed by a key and kept for the next run in `state.json` of the library.

Beside each choice stands what `config.toml` said at that time; once it says something else, the choice is void.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reader.atomic import read_regular, write_atomically
from reader.domain.errors import StorageError
from reader.domain.safe_text import safe_line
from reader.settings import CHOICES, Settings

FILE = "state.json"


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
    try:
        content = dict(_read(configured))
    except StorageError:
        content = {}
    content[name] = {"chosen": value, "config": getattr(configured, name)}
    file = configured.library / FILE
    try:
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
