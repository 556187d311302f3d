"""The command choices: what the reader decided for sources, and taking it back."""

import argparse

from reader.cli import output
from reader.cli.layout import table
from reader.cli.opening import opened
from reader.cli.output import Json
from reader.cli.parser import Handler, Namespace
from reader.domain.wording import counted
from reader.library.sources import Effect, effects, take_back


def _arguments(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print an object a line")
    form.add_argument(
        "--forget",
        nargs="+",
        default=[],
        metavar="ID",
        help="take these choices back, by their ids or the first characters of them; prints the id of each",
    )


def _run(arguments: Namespace) -> int:
    with opened(arguments) as library:
        if arguments.forget:
            wanted = [library.marks.source_choice(name) for name in arguments.forget]
            for choice in dict.fromkeys(wanted):
                take_back(library, choice)
                output.write_line(choice.id)
            return 0
        found = effects(library)
    if arguments.json:
        for effect in found:
            output.write_json(_record(effect))
        return 0
    width, lines = output.width(), [_cells(effect) for effect in found]
    if not width:
        for cells in lines:
            output.write_cells(cells)
        return 0
    for line in table(lines, (10, 4, 24, 20, 10, 0), width):
        output.write(line)
    return 0


def _cells(effect: Effect) -> list[str]:
    """Id, verdict, what it changes, source, day, line: each on one line and safe."""
    choice = effect.choice
    changes = f"{counted(effect.lines, 'line')} in {counted(effect.articles, 'article')}"
    cells = (choice.id, _verdict(effect), changes, choice.name, choice.created.date().isoformat(), choice.line)
    return [output.one_line(cell) for cell in cells]


def _record(effect: Effect) -> dict[str, Json]:
    choice = effect.choice
    return {
        "id": choice.id,
        "source": choice.name,
        "line": choice.line,
        "verdict": _verdict(effect),
        "lines": effect.lines,
        "articles": effect.articles,
        "created": choice.created.isoformat(),
    }


def _verdict(effect: Effect) -> str:
    return "keep" if effect.choice.keep else "cut"


HANDLERS = {"choices": Handler(_arguments, _run)}
