"""The library that a command line asks for, opened and closed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.cli import output
from reader.domain.errors import UsageError
from reader.library.model import Library
from reader.settings import Settings, load
from reader.wiring import make_library

if TYPE_CHECKING:
    from reader.cli.parser import Namespace


def settings_for(folder: str | None) -> Settings:
    """The settings, with the library in a folder that `--library` names, if it names one.

    Raises:
        UsageError: the name is empty, or a setting is wrong.
    """
    if folder is not None and not folder.strip():
        message = "--library needs the name of a folder"
        raise UsageError(message)
    return load(folder)


@contextmanager
def library_for(settings: Settings, *, patient: bool = False) -> Iterator[Library]:
    """The library, closed at the end; a patient one keeps marks that the disk refuses, and tries again.

    Raises:
        StorageError: its folder or a file in it cannot be opened.
    """
    library = make_library(settings, patient=patient, told=output.progress)
    try:
        yield library
    finally:
        library.close()


@contextmanager
def opened(arguments: Namespace) -> Iterator[Library]:
    """The library that the command line asks for. Raises as the two above do."""
    with library_for(settings_for(arguments.library)) as library:
        yield library
