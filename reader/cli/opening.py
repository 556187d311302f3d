"""The library that a command line asks for, opened and closed again."""

from collections.abc import Iterator
from contextlib import contextmanager

from reader.cli import output
from reader.cli.parser import Namespace
from reader.domain.errors import UsageError
from reader.library.model import Library
from reader.settings import Settings, load
from reader.wiring import make_library


def settings_for(arguments: Namespace) -> Settings:
    """The settings, with the library that `--library` names.

    Raises:
        UsageError: `--library` names nothing, or a setting is wrong.
    """
    if arguments.library is not None and not arguments.library.strip():
        message = "--library needs the name of a folder"
        raise UsageError(message)
    return load(arguments.library)


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
    with library_for(settings_for(arguments)) as library:
        yield library
