"""Rows out of the pages of an SQLite file that SQLite itself cannot read any more.

Each page that holds rows of a table is read by itself, so that a torn one costs its own rows alone, and a torn header
none. Pages that were given back are left out where it can be told which these are. The format is that of
https://sqlite.org/fileformat2.html, sections 1 and 2; of the write-ahead log, what was committed is read.
"""

import struct
from collections.abc import Iterator
from mmap import mmap

Value = int | float | str | bytes | None
Row = tuple[int, list[Value]]
"""A rowid, and the values of a row; the column that is the rowid is None there."""

_MAGIC = b"SQLite format 3\x00"
_USUAL_SIZE = 4096
_SIZES = [1 << power for power in range(9, 17)]
_HEADER = 100
_LEAF_OF_TABLE = 0x0D
_WAL_HEADER, _FRAME_HEADER = 32, 24
_WAL_MAGICS = (0x377F0682, 0x377F0683)
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_REAL, _ZERO, _ONE, _FIRST_BLOB = 7, 8, 9, 12
_MOST_BYTES = 1 << 30
"""A row that claims to be longer is torn."""


class TornPages:
    """The pages of a file, and those in its write-ahead log that were committed."""

    def __init__(self, database: bytes | mmap, log: bytes = b"") -> None:
        self._bytes = database
        header = self._bytes[:_HEADER]
        told = int.from_bytes(header[16:18]) if header.startswith(_MAGIC) else 0
        size = 1 << 16 if told == 1 else told
        self._size = size if size in _SIZES else _USUAL_SIZE
        self._usable = self._size - (header[20] if size in _SIZES else 0)
        self._newer = _committed(log, self._size)
        self._count = max(-(-len(self._bytes) // self._size), *self._newer, 0)

    def rows(self) -> Iterator[Row]:
        """The rows of all tables, as far as they can be read, in the order of the pages."""
        unused = self._unused()
        for number in range(1, self._count + 1):
            if number not in unused:
                yield from self._rows_of(number)

    def _page(self, number: int) -> bytes:
        if number in self._newer:
            return self._newer[number]
        return self._bytes[(number - 1) * self._size : number * self._size] if number > 0 else b""

    def _unused(self) -> set[int]:
        """The pages that were given back, as far as their list can be read."""
        found: set[int] = set()
        trunk = int.from_bytes(self._page(1)[32:36])
        while 0 < trunk <= self._count and trunk not in found:
            page = self._page(trunk)
            found.add(trunk)
            length = min(int.from_bytes(page[4:8]), self._size // 4)
            found.update(int.from_bytes(page[at : at + 4]) for at in range(8, 8 + 4 * length, 4))
            trunk = int.from_bytes(page[:4])
        return found

    def _rows_of(self, number: int) -> Iterator[Row]:
        page = self._page(number)
        start = _HEADER if number == 1 else 0
        if page[start : start + 1] != bytes((_LEAF_OF_TABLE,)):
            return
        count = int.from_bytes(page[start + 3 : start + 5])
        for place in range(start + 8, min(start + 8 + 2 * count, len(page) - 1), 2):
            try:
                yield self._row(page, int.from_bytes(page[place : place + 2]))
            except (ValueError, IndexError, struct.error):
                continue

    def _row(self, page: bytes, at: int) -> Row:
        length, at = _varint(page, at)
        rowid, at = _varint(page, at)
        if length > _MOST_BYTES:
            raise ValueError(length)
        return _signed(rowid), _values(self._payload(page, at, length))

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        """The bytes of a row, most of which may be on pages of their own."""
        usable = self._usable
        here = length
        if length > usable - 35:
            least = (usable - 12) * 32 // 255 - 23
            here = least + (length - least) % (usable - 4)
            here = here if here <= usable - 35 else least
        found = [page[at : at + here]]
        left, following = length - len(found[0]), int.from_bytes(page[at + here : at + here + 4])
        while left > 0:
            further = self._page(following)
            found.append(further[4 : min(usable, 4 + left)])
            if not found[-1]:
                raise ValueError(following)
            left -= len(found[-1])
            following = int.from_bytes(further[:4])
        return b"".join(found)


def _committed(log: bytes, size: int) -> dict[int, bytes]:
    """The pages of a write-ahead log up to its last commit, the newest of each."""
    if int.from_bytes(log[:4]) not in _WAL_MAGICS or int.from_bytes(log[8:12]) != size:
        return {}
    found: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    for at in range(_WAL_HEADER, len(log) - size - _FRAME_HEADER + 1, size + _FRAME_HEADER):
        if log[at + 8 : at + 16] != log[16:24]:
            break
        waiting[int.from_bytes(log[at : at + 4])] = log[at + _FRAME_HEADER : at + _FRAME_HEADER + size]
        if any(log[at + 4 : at + 8]):
            found |= waiting
            waiting.clear()
    return found


def _values(payload: bytes) -> list[Value]:
    end, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        length = _INTEGERS.get(kind, 8 if kind == _REAL else max(0, (kind - _FIRST_BLOB) // 2))
        if at + length > len(payload):
            raise ValueError(kind)
        values.append(_value(kind, payload[at : at + length]))
        at += length
    return values


def _value(kind: int, found: bytes) -> Value:
    if kind in _INTEGERS:
        return int.from_bytes(found, signed=True)
    if kind == _REAL:
        return float(struct.unpack(">d", found)[0])
    if kind in (_ZERO, _ONE):
        return kind - _ZERO
    if kind < _FIRST_BLOB:
        return None
    return found.decode() if kind % 2 else found


def _varint(found: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | found[place] & 0x7F
        if found[place] < 0x80:
            return value, place + 1
    return value << 8 | found[at + 8], at + 9


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value
