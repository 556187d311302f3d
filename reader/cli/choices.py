"""The command choices: what the reader decided for sources, and taking it back."""

import argparse

from reader.cli import output
from reader.cli.layout import wrap
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
    for effect in found:
        if arguments.json:
            output.write_json(_record(effect))
        elif output.width():
            output.write(_for_a_person(effect, output.width()) + "\n")
        else:
            output.write_cells(_cells(effect))
    return 0


def _for_a_person(effect: Effect, width: int) -> str:
    *about, line = _cells(effect)
    return "\n".join((wrap(f"“{line}”", width), wrap(" · ".join(about), width)))


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
