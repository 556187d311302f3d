"""The journal: changes to the marks that are on disk but not yet in `marks.json`, an act a line.

A line is a checksum (CRC-32 of what follows the space, eight hexadecimal digits), a space, and JSON in UTF-8. The
first line is the header; each other one is an entry, a list of edits. An edit names its record by the record's own id,
so that an entry read twice changes nothing more.
"""

import json
import os
import weakref
import zlib
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from reader.atomic import resolved, write_atomically
from reader.domain.errors import NewerLibraryError
from reader.domain.frozen import frozen
from reader.storage.mark_records import Record

FORMAT = 2
"""The latest version of the format; a journal has that of its base, since what one may hold the other may."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@frozen
class Edit:
    """What an act did to one record.

    Attributes:
        table: where the record is.
        number: its TinyDB number where the edit was made; another base may have another record there.
        key: the record's own id.
        record: as it is after the act; None if it was removed.
        fields: the fields that the act changed or took away; None if the record is new.
    """

    table: str
    number: str
    key: str
    record: Record | None
    fields: tuple[str, ...] | None = None


@frozen
class Header:
    """The first line of a journal.

    Attributes:
        id: a name never given before; the base that has taken the journal in lists it.
        after: the id of the journal before it, which the base has taken in; empty if there was none.
        length: how long that one was, in bytes.
        origin: the signature of the base before it took that one in.
        base: the signature of the base after that.
        version: of the format.
    """

    id: str = ""
    after: str = ""
    length: int = 0
    origin: str = ""
    base: str = ""
    version: int = 1


def journal_of(path: Path) -> Path:
    """Where the journal of a marks file is: beside it, or beside the target of a link."""
    return Path(journal_beside(resolved(path)))


def journal_beside(path: Path) -> str:
    """Where the journal of a marks file is that is no link."""
    return f"{path}.journal"


def start_journal(path: Path, header: Header) -> None:
    """Put a journal without entries in place, in one step; it gets an id of its own.

    Raises:
        OSError: it could not be written; the old one is whole.
    """
    fields = {**asdict(header), "id": os.urandom(8).hex()}
    fields = {"journal": fields.pop("version"), **fields}
    write_atomically(path, _line(fields), follow=False)


def entry(edits: list[Edit]) -> bytes:
    """The line of an act."""
    return _line([[one.table, one.number, one.key, one.record, one.fields] for one in edits])


class Journal:
    """An open journal, read up to some place.

    Attributes:
        header: its first line; an empty one if that is damaged.
        end: up to where it was read, in bytes: just after a whole line.
        faults: damaged lines met so far, in words.
    """

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            OSError: it cannot be opened; FileNotFoundError if there is none.
            NewerLibraryError: it was written by a later version, in another form.
        """
        self._path = path
        self._reader = _opened(self, path, os.O_RDONLY)
        self._writer = -1
        self._inode = os.fstat(self._reader).st_ino
        self._lines = 0
        self.end = 0
        self.faults: list[str] = []
        self.header = Header()
        first = os.pread(self._reader, 4096, 0).split(b"\n", 1)[0]
        if not os.fstat(self._reader).st_size:  # it is begun with a header, in one step
            self.faults.append("it is empty")
        with suppress(ValueError):
            self.header = _header(_value(first))

    def grown(self) -> int:
        """How many bytes follow the place read up to; negative if the journal was cut short."""
        return os.fstat(self._reader).st_size - self.end

    def in_place(self) -> bool:
        """True if the journal's name still means this file."""
        try:
            return self._path.stat().st_ino == self._inode
        except FileNotFoundError:
            return False

    @property
    def newer(self) -> int:
        """The version of its format if that is later than those known here, else 0: it must not be written to."""
        return self.header.version if self.header.version > FORMAT else 0

    @property
    def has_entries(self) -> bool:
        """True if something other than the header was read."""
        return self._lines > 1

    def read_on(self) -> list[Edit]:
        """The edits that were written since; an unfinished last line is left for later, a damaged one is noted."""
        data = os.pread(self._reader, max(0, self.grown()), self.end)
        whole = data[: data.rfind(b"\n") + 1]
        edits: list[Edit] = []
        for line in whole.split(b"\n")[:-1]:
            self._lines += 1
            try:
                if self._lines > 1:
                    edits += _edits(_value(line))
                else:
                    _header(_value(line))
            except ValueError as error:
                self.faults.append(f"line {self._lines}: {error}")
        self.end += len(whole)
        return edits

    def again(self) -> list[Edit]:
        """The edits that were read till now, once more; those of damaged lines are left out."""
        edits: list[Edit] = []
        for line in os.pread(self._reader, self.end, 0).split(b"\n")[1:]:
            with suppress(ValueError):
                edits += _edits(_value(line))
        return edits

    def skip(self, line: bytes) -> None:
        """Take a line that this copy wrote as read."""
        self._lines += 1
        self.end += len(line)

    def append(self, line: bytes) -> bool:
        """Write a line behind the place read up to and flush it; the rest of a broken write there is cut off.

        The caller holds the lock and has read up to the end.

        Returns:
            False if a program that knows no lock, such as a synchroniser, has meanwhile put another journal in place,
            or written lines to this one: what is there must be read, and the line written again.

        Raises:
            OSError: nothing was written.
        """
        if self._writer < 0:
            self._writer = _opened(self, self._path, os.O_WRONLY | os.O_APPEND)
        if grown := self.grown():
            if b"\n" in os.pread(self._reader, max(0, grown), self.end):
                return False
            os.ftruncate(self._writer, self.end)
        try:
            left = memoryview(line)
            while left:
                left = left[os.write(self._writer, left) :]
            os.fsync(self._writer)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._writer, self.end)
            raise
        return self.in_place()


def _opened(owner: Journal, path: Path, flags: int) -> int:
    """A descriptor that is closed with its owner; a link is not followed."""
    descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
    weakref.finalize(owner, os.close, descriptor)
    return descriptor


def _line(value: object) -> bytes:
    body = _encode(value).encode("utf-8", "backslashreplace")
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _value(line: bytes) -> object:
    body = line[9:]
    if line[:9] != b"%08x " % zlib.crc32(body):
        message = "its checksum is wrong"
        raise ValueError(message)
    try:
        return json.loads(body)
    except RecursionError as error:
        message = "it is nested too deeply"
        raise ValueError(message) from error


def _header(value: object) -> Header:
    match value:
        case {
            "journal": int(number),
            "id": str(own),
            "after": str(after),
            "length": int(length),
            "origin": str(origin),
            "base": str(base),
        }:
            return Header(own, after, length, origin, base, number)
        case {"journal": int(number)} if number > FORMAT:
            message = f"the journal of marks.json was written by a newer Newsmark (format {number}); update it"
            raise NewerLibraryError(message)
    message = "it is no header of a journal"
    raise ValueError(message)


def _edits(value: object) -> list[Edit]:
    message = "it is no entry of a journal"
    if not isinstance(value, list):
        raise ValueError(message)  # noqa: TRY004 - the file is wrong, not a caller
    edits = []
    for one in value:
        match one:
            case [str(table), str(number), str(key), dict() | None as record, list() | None as fields]:
                edits.append(Edit(table, number, key, record, None if fields is None else tuple(map(str, fields))))
            case _:
                raise ValueError(message)
    return edits
