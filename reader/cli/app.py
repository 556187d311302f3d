"""Opening the app."""

import argparse
import gc
import sys
from importlib import import_module

from reader.cli import output
from reader.cli.parser import Handler, Namespace
from reader.domain.errors import UsageError
from reader.later import without
from reader.version import __version__


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders of articles to add and open on")
    parser.add_argument("--version", action="store_true", help="print the version and stop")


def _run(arguments: Namespace) -> int:
    if arguments.version:
        output.write_line(f"newsmark {__version__}")
        return 0
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)):
        message = "the app needs a terminal; in a pipe use newsmark list, newsmark show ID or newsmark add -"
        raise UsageError(message)
    gc.disable()  # hardly anything that a start makes is garbage; the app collects again when the list is there
    try:
        return _open(arguments)
    finally:
        gc.freeze()  # or all that the start has made would be looked through on the way out
        gc.enable()


def _open(arguments: Namespace) -> int:
    # Neither --help nor another command is to pay for the screen and the library.
    from reader.cli.opening import library_for, settings_for  # noqa: PLC0415
    from reader.ui.first_rows import first_rows  # noqa: PLC0415

    settings = settings_for(arguments)
    with library_for(settings, patient=True) as library, first_rows(library, settings) as rows:
        with without("ssl"):  # which asyncio takes along for connections that nobody makes here
            import_module("asyncio")
        from reader.ui.app import run_app  # noqa: PLC0415 - not before the first rows are on the screen

        return run_app(library, settings, arguments.paths, rows)


HANDLERS = {"": Handler(_arguments, _run)}
