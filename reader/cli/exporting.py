"""The command export."""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from reader.cli import output
from reader.cli.opening import library_for, settings_for
from reader.cli.parser import Handler, Namespace, add_query
from reader.domain.exports import ArticleExport, Written
from reader.domain.query import Query, parse
from reader.export.files import write_records
from reader.export.markdown import render
from reader.export.records import to_csv, to_json
from reader.library.exporting import export, gather
from reader.library.model import Library

_RECORD_FILES = {"json": "highlights.jsonl", "csv": "highlights.csv"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument(
        "--format",
        choices=("markdown", *_RECORD_FILES),
        default="markdown",
        help="markdown: a file an article (default); json: JSON Lines; csv: a table; both a line a highlight",
    )
    parser.add_argument("--to", metavar="DIR", help="the folder to write to, or - for standard output")


def _run(arguments: Namespace) -> int:
    settings = settings_for(arguments.library)
    query = parse(arguments.query)
    folder = Path(arguments.to).expanduser() if arguments.to else settings.export_folder
    with library_for(settings) as library:
        if arguments.to == "-":
            _to_standard_output(gather(library, query), arguments.format)
            return 0
        written = _to_folder(library, query, arguments.format, folder)
    for item in written:
        output.write_line(str(item.path))
    output.tell(_summary(written, folder))
    return 0


def _to_standard_output(exports: Iterable[ArticleExport], form: str) -> None:
    if form == "markdown":
        output.write_exact("\n".join(render(item) for item in exports))
    else:
        output.write_exact(to_json(exports) if form == "json" else to_csv(exports))


def _to_folder(library: Library, query: Query, form: str, folder: Path) -> list[Written]:
    if form == "markdown":
        return export(library, query, folder)
    exports = list(gather(library, query))
    if not exports:
        return []
    text = to_json(exports) if form == "json" else to_csv(exports)
    return [write_records(folder / _RECORD_FILES[form], text)]


def _summary(written: list[Written], folder: Path) -> str:
    if not written:
        return "nothing to export: no article that answers has a highlight or a note"
    counted = Counter(item.outcome for item in written)
    return f"{', '.join(f'{count} {outcome}' for outcome, count in sorted(counted.items()))} in {folder}"


HANDLERS = {"export": Handler(_arguments, _run)}
