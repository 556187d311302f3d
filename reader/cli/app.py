"""The app, as a command line asks for it."""

import argparse

from reader.cli import output
from reader.cli.launching import launch
from reader.cli.parser import Handler, Namespace
from reader.version import __version__


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders of articles to add and open on")
    parser.add_argument("--version", action="store_true", help="print the version and stop")


def _run(arguments: Namespace) -> int:
    if arguments.version:
        output.write_line(f"newsmark {__version__}")
        return 0
    return launch(arguments.library, arguments.paths)


HANDLERS = {"": Handler(_arguments, _run)}
