"""The command clean: files to clean text, without a library."""

import argparse
from pathlib import Path

from reader.cli import output, text
from reader.cli.explaining import explained
from reader.cli.parser import Handler, Namespace
from reader.domain.article import Reading
from reader.domain.errors import SourceError
from reader.domain.ports import Cleaner, Fetched
from reader.wiring import make_cleaner, make_source

_COLUMNS_OF_A_PIPE = 100


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file, a folder, or - for standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print an object a file: metadata and every block")
    form.add_argument(
        "--explain", action="store_true", help="print all blocks, kept and cut, with kind, confidence and reason beside"
    )


def _run(arguments: Namespace) -> int:
    source, cleaner = make_source(), make_cleaner()
    several = len(arguments.files) > 1 or any(Path(what).is_dir() for what in arguments.files)
    failed = False
    try:
        for what in arguments.files:
            for fetched in source.fetch(what):
                reading = _cleaned(cleaner, fetched)
                if isinstance(reading, SourceError) or isinstance(fetched, SourceError):
                    failed = True
                    output.complain(str(reading))
                else:
                    _write(_path(what, fetched), reading, arguments, several=several)
    finally:
        cleaner.close()
    return int(failed)


def _cleaned(cleaner: Cleaner, fetched: Fetched | SourceError) -> Reading | SourceError:
    if isinstance(fetched, SourceError):
        return fetched
    try:
        return cleaner.clean(fetched)
    except SourceError as error:
        return error


def _path(what: str, fetched: Fetched) -> str:
    """The file as it was named on the command line; one found in a folder by its own path."""
    return fetched.address if Path(what).is_dir() else what


def _write(path: str, reading: Reading, arguments: Namespace, *, several: bool) -> None:
    if arguments.json:
        facts = text.metadata_record(reading.metadata)
        output.write_json({"path": path, **facts, "blocks": text.block_records(reading.document)})
        return
    if several:
        output.write_line(f"==> {path} <==")
    if arguments.explain:
        for line in explained(reading.document, output.width() or _COLUMNS_OF_A_PIPE):
            output.write_runs(line)
    else:
        output.write(text.plain(reading.document))
    if several:
        output.write("")


HANDLERS = {"clean": Handler(_arguments, _run)}
