"""The commands, their help, and reading a command line.

The first word decides: a command, or else paths for the app. Only the module of the command asked for is loaded.
"""

import argparse
import importlib
import os
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, NoReturn, cast

from reader.cli import output
from reader.domain.errors import UsageError

Namespace = argparse.Namespace


class Handler(NamedTuple):
    """What a module of this package offers for a command.

    Attributes:
        arguments: adds the command's arguments to its parser.
        run: does the work and returns the exit code.
    """

    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Namespace], int]


class Command(NamedTuple):
    """One command.

    Attributes:
        name: its word.
        module: where its handler is, in this package.
        summary: what it does, in a line.
        example: a use of it, without the program's name.
        takes_query: whether a word such as `-ferry` is part of a query.
    """

    name: str
    module: str
    summary: str
    example: str
    takes_query: bool = False


COMMANDS = {
    command.name: command
    for command in (
        Command("add", "articles", "add files, folders or - (standard input); prints an id a line", "add articles/"),
        Command("list", "articles", "list articles, newest first", "list is:unread source:ledger", takes_query=True),
        Command("show", "articles", "show the cleaned text of an article", "show k3v9 --all"),
        Command("clean", "cleaning", "clean files without a library", "clean --json page.html"),
        Command(
            "highlight",
            "marking",
            "mark a passage; prints the highlight's id once it is on disk",
            'highlight k3v9 --quote "the words as they stand" --note "who says so?" --tag strike',
        ),
        Command("tag", "marking", "give tags to an article", "tag k3v9 ferries strike"),
        Command("untag", "marking", "take tags from an article", "untag k3v9 strike"),
        Command("marks", "marking", "list highlights across the library", "marks tag:strike", takes_query=True),
        Command("search", "articles", "search texts, notes and quotes, best first", "search harbour", takes_query=True),
        Command(
            "export",
            "exporting",
            "write what you marked as Markdown, JSON or CSV",
            "export tag:strike --to notes/",
            takes_query=True,
        ),
        Command("choices", "choices", "list what you decided for sources, or take it back", "choices --forget 7qk2"),
        Command(
            "merge",
            "merging",
            "join another marks file into the library; no note is dropped",
            "merge backup/marks.json",
        ),
        Command("check", "checking", "verify the library; exit code 0 only if it is sound", "check --repair"),
    )
}

APP = Command("", "app", "open the app, adding the articles at PATH first", "articles/")

_QUERY_HELP = """\
a query, best in single quotes: words, "a phrase", source:NAME, tag:TAG, state:inbox|later|archive,
is:read|unread|starred|lost, has:marks|notes|tags, before:DAY, after:DAY; -WORD and -KEY:VALUE for what must not be, a
comma for one of several values; a DAY is 2026, 2026-11, 2026-11-25, today, yesterday, 7d, 2w or 3m
"""


class _Parser(argparse.ArgumentParser):
    """Reports a wrong command line as an error of ours, and prints help where everything else is printed."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of leaving the program."""
        text = f"{message}; see {self.prog} --help"
        raise UsageError(text)

    def print_help(self, file: object = None) -> None:
        """Write the help to standard output."""
        del file
        output.write(self.format_help())


def read(words: Sequence[str]) -> tuple[Handler, Namespace]:
    """The handler of a command line, and what it is to work with.

    Raises:
        UsageError: the command line makes no sense.
        SystemExit: help was asked for and has been printed.
    """
    at = _first_word(words)
    command = COMMANDS.get(words[at], APP) if at < len(words) else APP
    handler = _handler(command)
    parser = _parser(command)
    handler.arguments(parser)
    if command is APP:
        if at < len(words):
            _refuse_unknown(words[at])
        return handler, parser.parse_args(list(words))
    after = list(words[at + 1 :])
    negations = _negations(after) if command.takes_query else []
    found = parser.parse_args([*words[:at], *_without(after, negations)])
    if command.takes_query:
        found.query = " ".join([*found.query, *negations])
    return handler, found


def add_query(parser: argparse.ArgumentParser) -> None:
    """Give a command the argument QUERY; its words become one string."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help=" ".join(_QUERY_HELP.split()))


def _first_word(words: Sequence[str]) -> int:
    """The index of the word that decides; behind the last where there is none, or an option not known here."""
    at = 0
    while at < len(words) and words[at].startswith("-") and words[at] != "-":
        if words[at] != "--library" and not words[at].startswith("--library="):
            return len(words)
        at += 2 if words[at] == "--library" else 1
    return min(at, len(words))


def _negations(words: Sequence[str]) -> list[str]:
    """Words such as `-ferry` or `-is:read`, which argparse would take for options."""
    options = words[: words.index("--")] if "--" in words else words
    return [word for word in options if word.startswith("-") and not word.startswith("--") and word not in ("-", "-h")]


def _without(words: Sequence[str], left_out: Sequence[str]) -> list[str]:
    end = words.index("--") if "--" in words else len(words)
    return [word for index, word in enumerate(words) if index >= end or word not in left_out]


def _refuse_unknown(word: str) -> None:
    """Tell a misspelt command from a path.

    Raises:
        UsageError: nothing has this name.
    """
    if word == "-" or "://" in word or os.path.lexists(word):
        return
    import difflib  # noqa: PLC0415 - only on this way out

    close = difflib.get_close_matches(word, COMMANDS, n=1)
    if close:
        message = f"there is no file or command '{word}'; did you mean {close[0]}?"
    else:
        message = f"there is no file or command '{word}'; see newsmark --help"
    raise UsageError(message)


def _handler(command: Command) -> Handler:
    module = importlib.import_module(f"reader.cli.{command.module}")
    handlers = cast("Mapping[str, Handler]", module.HANDLERS)
    return handlers[command.name]


def _parser(command: Command) -> argparse.ArgumentParser:
    name = f" {command.name}" if command.name else ""
    epilog = f"example: newsmark {command.example}"
    if not command.name:
        lines = [f"  {known.name:<10} {known.summary}" for known in COMMANDS.values()]
        epilog = "\n".join(["commands (newsmark COMMAND --help tells more):", *lines, "", epilog])
    parser = _Parser(
        prog=f"newsmark{name}",
        description=command.summary[0].upper() + command.summary[1:] + ".",
        epilog=epilog,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--library",
        metavar="DIR",
        default=None,
        help="the folder of the library (else $NEWSMARK_LIBRARY, else a folder among your data)",
    )
    return parser
