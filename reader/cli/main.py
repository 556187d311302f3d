"""The command `newsmark`: errors become one line and an exit code."""

import os
import sys

from reader.cli import launching, output
from reader.domain.errors import DamagedMarksError, NewsmarkError, QueryError, UsageError

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(argv: list[str] | None = None) -> int:
    """Run one command line (by default that of the process) and return its exit code.

    0: done. 1: the work failed, or nobody read on. 2: wrong usage. 130: interrupted from the keyboard.
    """
    words = sys.argv[1:] if argv is None else argv
    try:
        code = _run(words)
        output.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        output.abandon()
        return FAILED
    except NewsmarkError as error:
        output.complain(_line(error))
        return USAGE if isinstance(error, UsageError | QueryError) else FAILED
    return code


def run() -> None:
    """The console entry: `main`, and out, without taking the program apart piece by piece: all files are closed."""
    output.prepare()
    code = main()
    try:
        output.flush()
    except (BrokenPipeError, NewsmarkError):
        output.abandon()
        code = code or FAILED
    os._exit(code)


def _run(words: list[str]) -> int:
    if launching.asked_alone(words):
        return launching.launch_alone(words)
    from reader.cli import parser  # noqa: PLC0415 - not for the app alone

    try:
        handler, arguments = parser.read(words)
    except SystemExit:  # how argparse ends after --help
        return DONE
    return handler.run(arguments)


def _line(error: NewsmarkError) -> str:
    if not isinstance(error, DamagedMarksError):
        return str(error)
    if error.backup is None:
        return f"{error.path} is damaged and was left as it is; no good copy is beside it: mend it, or move it away"
    return f"{error.path} is damaged and was left as it is; go back to the last good copy with: newsmark check --repair"
