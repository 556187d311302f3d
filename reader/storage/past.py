"""The file `history.jsonl`: what the reader did, a line an act, so that it can be undone after a restart.

A line is written before its act is done, so that whatever ends the program, no act is without one; that an act was
never done is seen from its records. It is a convenience: a line that cannot be written or read costs the undo of that
act alone, and the oldest lines are dropped when the file has grown.
"""

import json
import os
import weakref
import zlib
from base64 import b85decode, b85encode
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from reader.atomic import write_atomically
from reader.domain.history import Change, History, Step
from reader.domain.history import Record as Remembered
from reader.domain.mark import ArticleMarks, Highlight, SourceChoice
from reader.domain.positions import PositionMark
from reader.domain.safe_text import safe_line
from reader.domain.status import Alike, State, Status
from reader.storage.failures import file_errors, shown
from reader.storage.locking import WriteLock
from reader.storage.mark_records import (
    article_record,
    choice_record,
    highlight_record,
    position_record,
    read_article_marks,
    read_highlight,
    read_position,
    read_source_choice,
)

_MOST_BYTES = 4_000_000
"""From this size on, the file is cut down to its newest acts."""

_KEPT_ACTS, _KEPT_BYTES = 300, 2_000_000
"""What is kept of it then, and what a later run reads in any case, on which the first undo waits."""

_MANY = 40
"""From so many steps on, they are packed."""

_CHUNK = 1 << 16
"""Bytes that are looked through at once for the end of a line."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_PATIENCE = 0.5
"""Seconds to wait for another copy that writes."""


class HistoryFile:
    """PastActs on a file; several threads and several copies of the program may use it at once."""

    def __init__(self, path: Path) -> None:
        """Nothing is read yet; what is in the file by now is what `earlier` tells."""
        self._path = path
        self._then, self._length = _opened(self, path)
        # A folder that has vanished is not made anew: what is in it will be back.
        self._lock = WriteLock(path, makes_folder=False)
        self._writing = Lock()
        self._own: set[str] = set()
        self._end: _End | None = None

    def announce(self, change: Change, at: datetime) -> Change:
        """Keep an act that is about to be done; it comes back with its name in the file.

        Raises:
            StorageError: it cannot be written.
        """
        named = replace(change, id=os.urandom(6).hex(), at=at)
        self._own.add(named.id)
        self._append({"act": named.id, "at": at.isoformat(), "label": named.label} | _packed(named.steps))
        return named

    def retract(self, change: Change, at: datetime) -> None:
        """Keep that an act that was announced failed. Raises StorageError if that cannot be written."""
        if change.id:
            self._append({"failed": change.id, "at": at.isoformat()})

    def took_back(self, change: Change, at: datetime) -> None:
        """Keep that an act was undone. Raises StorageError if that cannot be written."""
        self._append({"undo": change.id, "at": at.isoformat()})

    def did_again(self, change: Change, at: datetime) -> None:
        """Keep that an act was redone. Raises StorageError if that cannot be written."""
        self._append({"redo": change.id, "at": at.isoformat()})

    def earlier(self) -> History:
        """What was done and undone before this run of the program: the newest acts, as far as they are known.

        Raises:
            StorageError: the file cannot be read.
        """
        done: dict[str, Change] = {}
        undone: dict[str, Change] = {}
        entries = self._entries_before()
        failed = _never_done(entries)
        for entry in entries:
            if entry.get("act") in self._own | failed:
                continue
            if "act" in entry:
                undone.clear()
                change = _change(entry)
                if change is not None:
                    done[change.id] = change
            elif entry.get("undo") in done:
                undone[entry["undo"]] = done.pop(entry["undo"])
            elif entry.get("redo") in undone:
                done[entry["redo"]] = undone.pop(entry["redo"])
        return History(tuple(done.values()), tuple(undone.values()))

    def faults(self) -> Sequence[str]:
        """Lines that cannot be read, told in one line; empty if there are none.

        Raises:
            StorageError: the file cannot be read.
        """
        bad = [number for number, line in enumerate(self._lines(), 1) if not _is_sound(line)]
        if not bad:
            return ()
        lines = f"line {bad[0]}" if len(bad) == 1 else f"{len(bad)} lines, first line {bad[0]},"
        return (f"{shown(self._path)}: {lines} cannot be read, so that act cannot be undone; newsmark check --repair",)

    def mend(self) -> int:
        """Drop the lines that cannot be read, keeping the file as it was beside it; how many there were.

        Raises:
            StorageError: it cannot be written.
        """
        with self._lock.held(), file_errors(self._path, "mended"):
            lines = self._lines()
            sound = [line for line in lines if _is_sound(line)]
            if len(sound) < len(lines):
                write_atomically(self._path.with_name(self._path.name + ".damaged"), b"".join(lines))
                write_atomically(self._path, b"".join(sound))
        return len(lines) - len(sound)

    def _entries_before(self) -> list[dict[str, Any]]:
        """The lines that were there when this run began: of the file as it was then, also if it was cut down since."""
        if self._then < 0:
            return []
        with file_errors(self._path, "read"):
            lines = os.pread(self._then, self._length, 0).splitlines(keepends=True)
        return [entry for entry in map(_entry, _newest(_whole(lines))) if entry is not None]

    def _append(self, entry: dict[str, object]) -> None:
        line = _encode(entry).encode("utf-8", "replace") + b"\n"
        with self._writing, self._lock.held(_PATIENCE), file_errors(self._path, "written"):
            ends = self._ends()
            ends.add(line)
            if ends.size > _MOST_BYTES:
                self._cut_down()

    def _ends(self) -> "_End":
        """The end of the file, which stays open; it is looked at anew if somebody else has changed the file."""
        if self._end is None or _length(self._path) != (self._end.inode, self._end.size):
            self._end = _End(self._path)
        return self._end

    def _cut_down(self) -> None:
        """Keep the newest acts, and what became of them."""
        write_atomically(self._path, b"".join(_newest(self._lines())))

    def _lines(self) -> list[bytes]:
        """All lines; an unfinished one at the end is the rest of a write under way, or of one that was cut short."""
        with file_errors(self._path, "read"):
            try:
                lines = self._path.read_bytes().splitlines(keepends=True)
            except FileNotFoundError:
                return []
        return _whole(lines)


class _End:
    """Where lines are added to a file, which is made if it is not there; it is closed when nobody has this any longer.

    Attributes:
        inode: of the file.
        size: of the file, which ends with a whole line.
    """

    def __init__(self, path: Path) -> None:
        """Open the file; the rest of a broken write at its end is cut off. Raises OSError."""
        self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        weakref.finalize(self, os.close, self._file)
        self.inode = os.fstat(self._file).st_ino
        self.size = _cut_to_lines(self._file)

    def add(self, line: bytes) -> None:
        """Write a line; raises OSError with nothing of it written."""
        _write_whole(self._file, line, self.size)
        self.size += len(line)


def _opened(owner: HistoryFile, path: Path) -> tuple[int, int]:
    """A descriptor of the file, which is closed with its owner, and its length; -1 and 0 if it cannot be read."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return -1, 0
    weakref.finalize(owner, os.close, file)
    return file, os.fstat(file).st_size


def _length(path: Path) -> tuple[int, int]:
    """The inode and the length of the file; zeros if it is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a Path costs more, at each act
    except OSError:
        return 0, 0
    return found.st_ino, found.st_size


def _whole(lines: list[bytes]) -> list[bytes]:
    """Lines without an unfinished one at the end."""
    return lines[:-1] if lines and not lines[-1].endswith(b"\n") else lines


def _newest(lines: list[bytes]) -> list[bytes]:
    """The lines of the newest acts, and what became of them; the newest line in any case."""
    acts = size = kept = 0
    for line in reversed(lines):
        acts += line.startswith(b'{"act"')
        size += len(line)
        if kept and (acts > _KEPT_ACTS or size > _KEPT_BYTES):
            break
        kept += 1
    return lines[len(lines) - kept :]


def _cut_to_lines(file: int) -> int:
    """Cut off an unfinished line at the end of an open file, which is the rest of a broken write; the size then."""
    size = end = os.lseek(file, 0, os.SEEK_END)
    while end > 0:
        start = max(0, end - _CHUNK)
        found = os.pread(file, end - start, start).rfind(b"\n")
        if found >= 0:
            end = start + found + 1
            break
        end = start
    if end < size:
        os.ftruncate(file, end)
    return end


def _write_whole(file: int, line: bytes, size: int) -> None:
    """Write a line at the end of an open file, of this size till now; raises OSError with nothing of it written."""
    try:
        left = memoryview(line)
        while left:
            left = left[os.write(file, left) :]
    except OSError:
        with suppress(OSError):
            os.ftruncate(file, size)
        raise


def _packed(steps: Sequence[Step]) -> dict[str, object]:
    plain = [_plain(step) for step in steps]
    if len(plain) < _MANY and not any(isinstance(step.record, Alike) for step in steps):
        return {"steps": plain}
    return {"packed": b85encode(zlib.compress(json.dumps(plain).encode(), 1)).decode("ascii")}


def _entry(line: bytes) -> dict[str, Any] | None:
    """A line; None if it is none."""
    try:
        entry = json.loads(line)
        moment = datetime.fromisoformat(entry["at"])
    except (ValueError, TypeError, KeyError):
        return None
    return entry if moment.tzinfo else None


def _never_done(entries: Sequence[dict[str, Any]]) -> set[str]:
    """The names of the acts that failed, or that undo passed over while they were told to be done.

    A copy that takes an act back tells so a moment later; one that has passed over the act by then knew of nothing.
    """
    done: dict[str, bool] = {}
    failed: set[str] = set()
    for entry in entries:
        match entry:
            case {"act": str(name)} | {"redo": str(name)}:
                done[name] = True
                failed.discard(name)
            case {"undo": str(name)}:
                done[name] = False
                failed.discard(name)
            case {"failed": str(name)} if done.get(name, True):
                failed.add(name)
    return failed


def _is_sound(line: bytes) -> bool:
    entry = _entry(line)
    return entry is not None and ("act" not in entry or _change(entry) is not None)


def _change(entry: dict[str, Any]) -> Change | None:
    """The act of a line; None if it cannot be read."""
    try:
        plain = entry["steps"] if "steps" in entry else json.loads(zlib.decompress(b85decode(entry["packed"])))
        steps = tuple(_step(*sides) for sides in plain)
        label, name = safe_line(entry["label"]), str(entry["act"])
        return Change(label, steps, id=name, at=datetime.fromisoformat(entry["at"]))
    except (ValueError, TypeError, KeyError, AttributeError, zlib.error):
        return None


def _plain(step: Step) -> list[object]:
    """Before and after; of many articles what they had in common before, then after, then their ids."""
    sides = [_record(step.before), _record(step.after)]
    return [*sides, " ".join(step.record.ids)] if isinstance(step.record, Alike) else sides


def _step(before: Any, after: Any, ids: str = "") -> Step:  # noqa: ANN401 - whatever stood in the file
    if not ids:
        return Step(_read(before), _read(after))
    named = tuple(safe_line(ids).split(" "))
    return Step(*(Alike(named, State(state), bool(starred), bool(read)) for state, starred, read in (before, after)))


def _record(record: Remembered | None) -> object:
    match record:
        case None:
            return None
        case Status():
            return [record.article_id, record.state.value, record.starred, record.read]
        case Alike():
            return [record.state.value, record.starred, record.read]
        case Highlight():
            return {"highlight": highlight_record(record)}
        case ArticleMarks():
            return {"article": article_record(record)}
        case SourceChoice():
            return {"choice": choice_record(record)}
        case PositionMark():
            return {"position": position_record(record)}


def _read(plain: Any) -> Remembered | None:  # noqa: ANN401 - whatever stood in the file
    """A record again. Raises ValueError, TypeError, KeyError if it is none."""
    if plain is None:
        return None
    if isinstance(plain, list):
        article_id, state, starred, read = plain
        return Status(safe_line(article_id), State(state), bool(starred), bool(read))
    ((kind, fields),) = plain.items()
    return _READERS[str(kind)](fields)


_READERS: dict[str, Callable[[dict[str, object]], Remembered]] = {
    "highlight": read_highlight,
    "article": read_article_marks,
    "choice": read_source_choice,
    "position": read_position,
}
