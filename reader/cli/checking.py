"""The command check: is the library sound, and going back to the last good copy of the marks."""

import argparse

from reader.cli import output
from reader.cli.opening import library_for, settings_for
from reader.cli.parser import Handler, Namespace
from reader.domain.errors import DamagedMarksError
from reader.domain.query import View
from reader.domain.wording import counted
from reader.library.checking import faults
from reader.library.model import Library
from reader.wiring import rescue_articles


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--repair", action="store_true", help="mend what can be mended; what is damaged is set aside, whole"
    )


def _run(arguments: Namespace) -> int:
    settings = settings_for(arguments.library)
    if arguments.repair:
        for line in rescue_articles(settings, output.progress):
            output.write_line(line)
    with library_for(settings) as library:
        if arguments.repair:
            _repair(library)
        found = False
        for fault in faults(library):
            found = True
            output.write_line(fault)
        if found:
            return 1
        articles, highlights = library.articles.counts()[View.ALL], len(library.marks.highlights())
    output.write_line(f"sound: {counted(articles, 'article')}, {counted(highlights, 'highlight')}")
    return 0


def _repair(library: Library) -> None:
    """Put the last good copy in the place of a damaged `marks.json`; get over damaged lines of what lies beside it.

    What `articles.sqlite` derives from the articles is made anew where it is damaged.

    Raises:
        DamagedMarksError: it is damaged, and there is no good copy.
        StorageError: a file cannot be written.
    """
    try:
        library.marks.highlights()
    except DamagedMarksError as damage:
        if damage.backup is None:
            raise
        aside = library.marks.restore(library.clock.now())
        output.write_line(f"set aside: {aside}")
        output.write_line(f"restored: {damage.path} from {damage.backup}, with what can be read of the damaged file")
    for fault in library.marks.mend():
        output.write_line(f"left out of the journal, which is set aside: {fault}")
    for line in library.articles.mend(library.clock.now()):
        output.write_line(line)
    if lost := library.past.mend():
        output.write_line(f"dropped from the history: {counted(lost, 'line')} that could not be read")


HANDLERS = {"check": Handler(_arguments, _run)}
