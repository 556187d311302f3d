"""What is asked about one article while all marks are still being read: answered from the lines that are about it.

A file as Newsmark writes it has a record on each line, so that the records of an article are found without reading the
others. Of a file that is laid out otherwise, or does not belong to its journal, nothing is known beforehand.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING

from reader.atomic import signature
from reader.domain.errors import NewsmarkError
from reader.storage.journal import Journal, journal_of
from reader.storage.marks_file import ABOUT, ARTICLES, HIGHLIGHTS, PLACES, SOURCE_CHOICES, Tables, layout, parse
from reader.storage.marks_state import MarksState, follows, take_on
from reader.storage.shared_marks import SharedMarks

if TYPE_CHECKING:
    from mmap import mmap


_LONGEST_JOURNAL = 1 << 20
"""Bytes of a journal that nobody has to wait for."""


Spans = dict[str, tuple[int, int]]
"""Where the records of each table begin and end in a file."""


class Beforehand:
    """The marks for a thread that does not wait for another one, which reads all of them for the first time.

    Attributes:
        awaited: whether they are about to be read, or being read.
    """

    def __init__(self, path: Path, shared: SharedMarks) -> None:
        self._path = path
        self._shared = shared
        self._asker = 0
        self._file: tuple[str, mmap, Spans] | None = None
        self._last: tuple[tuple[str, str, str], MarksState] | None = None
        self.awaited = False

    def first_read(self) -> Callable[[], None]:
        """What reads all of them, for another thread to call; `awaited` until that has ended. This one does not wait.

        It raises StorageError.
        """
        self.awaited, self._asker = True, get_ident()

        def read() -> None:
            try:
                with self._shared.read() as state:
                    state.in_order()
            finally:
                self.awaited, self._last, self._file = False, None, None

        return read

    @property
    def asked(self) -> bool:
        """True in the thread that does not wait, as long as the marks are awaited."""
        return self.awaited and get_ident() == self._asker

    @contextmanager
    def read(self, article_id: str = "") -> Iterator[MarksState]:
        """All marks; for who does not wait, what is known of an article and of all sources."""
        known = self._known(article_id) if self.asked else None
        if known is not None:
            yield known
        else:
            with self._shared.read() as state:
                yield state

    def _known(self, article_id: str) -> MarksState | None:
        try:
            base = signature(self._path)
            files = base, signature(journal_of(self._path))
            last = self._last
            if last is not None and last[0][:2] == files and article_id in ("", last[0][2]):
                return last[1]
            if self._file is None or self._file[0] != base:
                file = _read(self._path)
                self._file = base, file, _spans(file)
            state = _told(self._path, _tables(*self._file[1:], article_id))
        except (OSError, ValueError, NewsmarkError):
            return None  # whoever reads all of it tells what is wrong
        self._last = None if state is None else ((*files, article_id), state)
        return state


def _told(path: Path, tables: Tables) -> MarksState | None:
    """What these records of a file and its journal say; None if that takes as long as reading all of it."""
    state = MarksState(parse(layout(tables)))
    with suppress(FileNotFoundError):
        journal = Journal(journal_of(path))
        if not follows(state, journal) or journal.grown() > _LONGEST_JOURNAL:
            return None
        take_on(state, journal)
    return state


def _read(path: Path) -> mmap:
    """The bytes of a file, which another thread that works cannot make slow: between two steps, it would get its turn.

    They lie beside the memory that small values share, which keeps what it once was. Raises OSError and ValueError.
    """
    from mmap import mmap  # noqa: PLC0415 - not without marks

    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        found = mmap(-1, size)
        with memoryview(found) as room:
            done = 0
            while read := file.readinto(room[done:]):
                done += read
    if done < size:
        message = "it was cut short"
        raise ValueError(message)
    return found


def _tables(file: mmap, spans: Spans, article_id: str) -> Tables:
    """The records of a file that are about an article or a source."""
    found = {table: [file[slice(*spans[table])]] for table in (ABOUT, SOURCE_CHOICES) if table in spans}
    named = json.dumps(article_id, ensure_ascii=False).encode()
    for table in (HIGHLIGHTS, ARTICLES, PLACES) if article_id else ():
        found[table] = [*_with(file, named, *spans.get(table, (0, 0)))]
    return {
        table: {number: record for lines in parts for number, record in json.loads(b"{%s}" % lines).items()}
        for table, parts in found.items()
    }


def _with(file: mmap, words: bytes, start: int, end: int) -> Iterator[bytes]:
    """The lines between two places in which some words stand."""
    at = file.find(words, start, end)
    while at >= 0:
        after = file.find(b"\n", at, end)
        after = end if after < 0 else after
        yield file[max(start, file.rfind(b"\n", start, at) + 1) : after].rstrip(b",")
        at = file.find(words, after, end)


def _spans(file: mmap) -> Spans:
    """Where the records of each table begin and end.

    Raises:
        ValueError: the file is laid out otherwise.
    """
    spans: Spans = {}
    head, at = _line(file, 0), 0
    while head != b"}":
        at += len(head) + 1
        if head.startswith(b'"') and head.endswith(b'": {'):
            end = file.find(b"}\n}", at) + 1
            spans[json.loads(head[:-3])] = at, max(at, end)
            at = max(at, end + 1)
        elif not head.startswith((b"{", b'"', b"}")):
            message = "it is laid out otherwise"
            raise ValueError(message)
        head = _line(file, at)
    return spans


def _line(file: mmap, at: int) -> bytes:
    """The line that begins at a place; empty behind the end."""
    end = file.find(b"\n", at)
    return file[at : len(file) if end < 0 else end]
