"""The command merge: two marks files become one."""

import argparse
from pathlib import Path

from reader.cli import output
from reader.cli.opening import opened
from reader.cli.parser import Handler, Namespace


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a marks.json, or the copy of one that a synchroniser made")


def _run(arguments: Namespace) -> int:
    with opened(arguments) as library:
        done = library.marks.merge(Path(arguments.file))
    output.write_line(f"merged: {done.added} added, {done.changed} changed, {done.removed} removed")
    return 0


HANDLERS = {"merge": Handler(_arguments, _run)}
