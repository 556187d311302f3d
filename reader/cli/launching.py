"""Opening the app.

What reads a command line is not loaded for one that asks for nothing else, as it mostly is.
"""

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

from reader.cli import output
from reader.domain.errors import UsageError
from reader.later import without

_LIBRARY = "--library"


def asked_alone(words: Sequence[str]) -> bool:
    """Whether a command line asks for the app, and for nothing but a library."""
    match words:
        case []:
            return True
        case [one]:
            return one.startswith(f"{_LIBRARY}=")
        case [option, folder]:
            return option == _LIBRARY and not folder.startswith("-")
        case _:
            return False


def launch_alone(words: Sequence[str]) -> int:
    """Open the app as such a command line asks for it. Raises as `launch` does."""
    return launch(words[-1].removeprefix(f"{_LIBRARY}=") if words else None, ())


def launch(folder: str | None, paths: Sequence[str]) -> int:
    """Open the app until the reader leaves it; the exit code.

    Args:
        folder: of the library; None for the one in the settings.
        paths: files and folders of articles to add and open on.

    Raises:
        UsageError: there is no terminal, or a setting or the folder is wrong.
        StorageError: the library cannot be opened.
    """
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)):
        message = "the app needs a terminal; in a pipe use newsmark list, newsmark show ID or newsmark add -"
        raise UsageError(message)
    gc.disable()  # hardly anything that a start makes is garbage; the app collects again when the list is there
    try:
        return _open(folder, paths)
    finally:
        gc.freeze()  # or all that the start has made would be looked through on the way out
        gc.enable()


def _open(folder: str | None, paths: Sequence[str]) -> int:
    # Neither --help nor another command is to pay for the screen and the library.
    from reader.cli.opening import library_for, settings_for  # noqa: PLC0415
    from reader.ui.first_rows import first_rows  # noqa: PLC0415

    settings = settings_for(folder)
    with library_for(settings, patient=True) as library, first_rows(library, settings) as rows:
        with without("ssl"):  # which asyncio takes along for connections that nobody makes here
            import_module("asyncio")
        from reader.ui.app import run_app  # noqa: PLC0415 - not before the first rows are on the screen

        return run_app(library, settings, paths, rows)
