"""The child process that reads HTML pages: `python -m reader.sources.html_worker`.

It answers requests on its standard input until that is closed, and may be killed at any time. What hangs or eats
memory on a hostile page happens here.
"""

import contextlib
import os
import resource
import signal
import sys
from typing import BinaryIO

from reader.cleaning.clean import clean
from reader.domain.article import MediaType, Metadata
from reader.domain.errors import SourceError
from reader.sources.wire import OUT_OF_MEMORY, pack_error, pack_reading, read_frame, unpack_request, write_frame

MEMORY = 2 * 2**30
"""Bytes of address space that the child may have."""

_WARM_UP = b"<html><body><article><p>The tide table for the week is on the harbour wall.</p></article></body></html>"


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Say that the child is ready, then answer each request until there are no more."""
    with contextlib.suppress(SourceError):
        clean(_WARM_UP, MediaType.HTML, Metadata())
    write_frame(answers, b"{}")
    while True:
        try:
            media_type, metadata, cpu_seconds = unpack_request(read_frame(requests))
            raw = read_frame(requests)
        except EOFError:
            return
        _limit_cpu(cpu_seconds)
        try:
            answer = pack_reading(clean(raw, media_type, metadata))
        except SourceError as error:
            answer = pack_error(str(error))
        write_frame(answers, answer)


def main() -> None:
    """Run the child: limits set, keyboard interrupts left to the parent, printing of libraries kept off the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CORE, 0)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        serve(sys.stdin.buffer, answers)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _limit_cpu(seconds: float) -> None:
    """Let the child use this many more seconds of CPU, then be stopped, even if the parent is gone."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime + seconds) + 1)


def _limit(kind: int, value: int) -> None:
    """Set a soft limit where the system has it."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))


if __name__ == "__main__":
    main()
