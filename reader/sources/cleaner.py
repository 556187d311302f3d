"""Cleaning where it is safe: text and Markdown in this process, HTML in a child that can be stopped.

A hostile page can keep the HTML libraries busy for minutes or fill the memory. They run in a child process with limits;
a child that hangs or dies costs its page, and the next page gets a new child.
"""

import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import BinaryIO, cast

from reader.domain.article import MediaType, Reading
from reader.domain.errors import SourceError
from reader.domain.ports import Fetched
from reader.domain.safe_text import safe_line
from reader.sources.wire import OUT_OF_MEMORY, pack_request, read_frame, unpack_answer, write_frame

PAGE_SECONDS = 10.0
"""How long one page may take."""

START_SECONDS = 60.0
"""How long the child may take to load its libraries, on a slow or busy machine."""

# -P keeps the current folder, which may be full of downloads, out of the import path.
WORKER = (sys.executable, "-P", "-m", "reader.sources.html_worker")
"""The command that starts the child."""


class DirectCleaner:
    """Cleans in this process; implements the port `Cleaner`."""

    def clean(self, fetched: Fetched) -> Reading:
        """Decode, parse and label.

        Raises:
            SourceError: the bytes are no text, or hold no words; the message names the address.
        """
        from reader.cleaning.clean import clean  # noqa: PLC0415 - its rules are slow to load, and seldom needed

        try:
            return clean(fetched.raw, fetched.media_type, fetched.metadata)
        except SourceError as error:
            message = f"{safe_line(fetched.address)}: {error}"
            raise SourceError(message) from error

    def close(self) -> None:
        """Nothing is held."""


class SandboxedCleaner:
    """Cleans HTML in a child process and all else here; implements the port `Cleaner`.

    The child starts with the first page and ends with `close`, or by itself when this process goes. Threads may share
    a cleaner; pages are read one at a time.
    """

    def __init__(
        self,
        seconds: float = PAGE_SECONDS,
        worker: Sequence[str] = WORKER,
        start_seconds: float = START_SECONDS,
    ) -> None:
        self._seconds = seconds
        self._worker = worker
        self._start_seconds = start_seconds
        self._direct = DirectCleaner()
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def clean(self, fetched: Fetched) -> Reading:
        """Decode, parse and label.

        Raises:
            SourceError: the bytes are no text, hold no words, or took too long or too much memory; the message
                names the address.
        """
        if fetched.media_type is not MediaType.HTML:
            return self._direct.clean(fetched)
        with self._lock:
            answer = self._ask(fetched)
        if isinstance(answer, Reading):
            return answer
        raise SourceError(answer)

    def close(self) -> None:
        """End the child, if there is one."""
        with self._lock:
            self._drop()

    def _ask(self, fetched: Fetched) -> Reading | str:
        """The reading, or why there is none."""
        name = safe_line(fetched.address)
        child = self._started()
        request = pack_request(fetched.media_type, fetched.metadata, self._seconds)
        frame = child.ask((request, fetched.raw), self._seconds)
        if frame is None:
            self._drop()
            return f"{name} {self._cause(child)}"
        try:
            answer = unpack_answer(frame)
        except (ValueError, KeyError, TypeError):
            self._drop()
            return f"{name} stopped the page reader and was left out"
        return answer if isinstance(answer, Reading) else f"{name}: {answer}"

    def _cause(self, child: "_Child") -> str:
        if child.hung or child.status == -signal.SIGXCPU:
            return f"took longer than {self._seconds:g} s to read and was left out"
        if child.status == OUT_OF_MEMORY:
            return "needs too much memory to read and was left out"
        return "stopped the page reader and was left out"

    def _started(self) -> "_Child":
        if self._child is None or self._child.ended:
            self._drop()
            try:
                self._child = _Child(self._worker)
            except OSError as error:
                message = f"the page reader cannot be started: {safe_line(str(error))}; install Newsmark again"
                raise SourceError(message) from error
            if self._child.ask((), self._start_seconds) is None:
                self._drop()
                message = (
                    "the page reader cannot be started; install Newsmark again, or try with fewer programs running"
                )
                raise SourceError(message)
        return self._child

    def _drop(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


class _Child:
    """A running child process.

    Attributes:
        hung: true once it was killed for being slow.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.hung = False
        self._process = subprocess.Popen(  # noqa: S603 - our own command, without a shell
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._requests = cast("BinaryIO", self._process.stdin)
        self._answers = cast("BinaryIO", self._process.stdout)

    @property
    def ended(self) -> bool:
        """True if the process is gone, or about to be."""
        return self.hung or self._process.poll() is not None

    @property
    def status(self) -> int | None:
        """The exit status; negative for a signal; None while it runs."""
        return self._process.poll()

    def ask(self, frames: Sequence[bytes], seconds: float) -> bytes | None:
        """Send frames and wait for one; None if the child hung, and was killed for it, or died."""
        watch = threading.Timer(seconds, self._kill)
        watch.start()
        try:
            for frame in frames:
                write_frame(self._requests, frame)
            answer = read_frame(self._answers)
        except (OSError, EOFError):
            answer = None
        finally:
            watch.cancel()
            watch.join()
        return answer

    def end(self) -> None:
        """Close the pipes, and kill the process if it does not go by itself at once."""
        try:
            self._requests.close()
        except OSError:
            self._process.kill()
        try:
            self._process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._answers.close()

    def _kill(self) -> None:
        self.hung = True
        self._process.kill()
