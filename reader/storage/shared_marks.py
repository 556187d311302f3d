"""The marks as all running copies see them: a base, and a journal that is read on as it grows.

Reading takes no lock. It looks at the journal first and at the base second, because a compaction writes them in the
other order: then no edit can be missed, and one seen twice changes nothing more. Writing happens under a lock that all
copies share, on the marks as they are at that moment.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Lock, RLock
from time import time

from reader import storage
from reader.atomic import leftovers, look, means, read_signed
from reader.domain.errors import DamagedMarksError, NewerLibraryError, StorageError, UnwrittenError
from reader.domain.frozen import mutable
from reader.storage.damage import understood
from reader.storage.failures import file_errors, shown
from reader.storage.journal import Edit, Journal, entry, journal_beside, journal_of
from reader.storage.locking import PATIENCE, WriteLock, vanished
from reader.storage.mark_records import Record
from reader.storage.marks_file import ABOUT, PLACES, newer_file, taken_in, version_of
from reader.storage.marks_state import MarksState, apply_all, begin_with, follows, take_on

IDLE = 20.0
"""Seconds without a change after which the journal is taken into the base."""

_SMALL = 1 << 20
"""A journal of so many bytes is never too long."""

_LARGE = 1 << 20
"""A base of more bytes takes a moment to be written."""

_LAST_PATIENCE = 2.0
"""Seconds to wait for other copies at the end."""

_TRIES = 20
"""How often the two files are read again because another copy compacted them in between."""


@mutable
class _Seen:
    """What was read last: the base's signature and size, the journal, the marks that both make; what a link means."""

    base: str
    size: int
    journal: Journal | None
    state: MarksState
    link: str = ""

    @property
    def newer(self) -> int:
        """The version of the format if it is later than those known here, else 0."""
        return max(self.state.marks.newer, self.journal.newer if self.journal else 0)


class SharedMarks:
    """`marks.json` and its journal. Every method may raise StorageError.

    A base that is damaged or written by a newer version is never written to; what is known here of the latter is read.

    Attributes:
        path: the marks file.
        revision: grows with each change of what is read.
        waiting: edits that the disk refused, of a patient copy; reading shows them.
        reason: why it refused the last one.
    """

    def __init__(self, path: Path, now: Callable[[], datetime], *, patient: bool = False) -> None:
        self.path = path
        self._now = now
        self._lock = WriteLock(path)
        self._writing = Lock()
        self._reading = RLock()
        self._seen: _Seen | None = None
        self._wrote = False
        self._patient = patient
        self.revision = 0
        self.waiting: list[Edit] = []
        self._origins: dict[tuple[str, str], Record | None] = {}
        self.reason = ""

    @contextmanager
    def read(self) -> Iterator[MarksState]:
        """The marks as they are on disk; they stay so until the block ends."""
        with self._reading:
            yield self._refresh().state

    @contextmanager
    def change(self) -> Iterator[tuple[MarksState, list[Edit]]]:
        """The marks, held against all other writers, and a list for edits, which are on disk when the block has ended.

        Raises:
            UnwrittenError: the edits could not be put on disk; nothing is changed. If this copy is patient, they are
                made in memory instead, and `waiting` has them.
        """
        with self._writing:
            refusal = None
            try:
                seen = self._hold()
            except (DamagedMarksError, NewerLibraryError):
                raise
            except StorageError as error:
                if not self._patient:
                    raise
                with self._reading:
                    seen, refusal = self._seen or self._refresh(), UnwrittenError(str(error))
            try:
                edits: list[Edit] = []
                yield seen.state, edits
                if edits:
                    self._write(seen, edits, refusal)
            finally:
                if refusal is None:
                    self._lock.let_go()

    def newer(self) -> int:
        """The version of the format of what is on disk if it is later than those known here, else 0."""
        with self._reading:
            return self._refresh().newer

    def retry(self) -> None:
        """Try again to put on disk what is waiting."""
        if self.waiting:
            with self._writing, suppress(UnwrittenError), self._held(patience=0) as seen:
                if self.waiting:  # it is made anew on what others have written, and may be so already
                    self._append(seen, [])

    def settle(self) -> None:
        """Take the journal in if nobody has written to it for a while."""
        with self._reading:
            seen = self._refresh()
        if seen.newer or seen.journal is None or not seen.journal.has_entries:
            return
        with file_errors(self.path, "read"):
            idle = time() - journal_of(self.path).stat().st_mtime
        if idle >= IDLE or idle < 0:
            self.compact()

    def compact(self, patience: float = PATIENCE) -> None:
        """Take the journal in, if it has entries; wait so many seconds for other copies."""
        with self._writing, self._held(patience) as held:
            if self.waiting:
                self._append(held, [])
            with self._reading:
                seen = self._refresh()
            if seen.journal is not None and seen.journal.has_entries:
                self._compact(seen)

    def let_go(self) -> None:
        """Take the journal in if this copy wrote to it, and forget everything; what fails the next copy will do."""
        if self._wrote or self.waiting:
            with suppress(StorageError):
                self.compact(_LAST_PATIENCE)
        self._wrote = False
        if self._reading.acquire(blocking=False):  # else it is still being read, and nobody waits for that
            self._seen = None
            self._reading.release()

    def faults(self) -> list[str]:
        """Damaged lines of the journal, in words."""
        with self._reading:
            journal = self._refresh().journal
            return list(journal.faults) if journal else []

    def sweep(self) -> None:
        """Remove what a killed copy left behind; under the lock nobody else has a write under way."""
        with suppress(StorageError, OSError), self._lock.held(patience=0):
            for path in leftovers(self.path):
                path.unlink(missing_ok=True)

    @contextmanager
    def _held(self, patience: float = PATIENCE) -> Iterator[_Seen]:
        """What is on disk, held against the writers of other copies; the caller holds `_writing`."""
        seen = self._hold(patience)
        try:
            yield seen
        finally:
            self._lock.let_go()

    def _hold(self, patience: float = PATIENCE) -> _Seen:
        """Take the lock; what is on disk then. Raises StorageError, and the lock is not taken."""
        if self._seen is not None and self._seen.base and vanished(self.path):
            message = f"{shown(self.path)} cannot be written: its folder has vanished; bring it back and try again"
            raise UnwrittenError(message)
        self._lock.take(patience)
        found = None
        try:
            with self._reading:
                seen = self._refresh()
            if seen.newer:
                raise newer_file(seen.newer)
            found = seen
            return found
        finally:
            if found is None:
                self._lock.let_go()

    def _write(self, seen: _Seen, edits: list[Edit], refusal: UnwrittenError | None) -> None:
        """Put edits on disk, or if that is refused and this copy is patient, make them in memory."""
        try:
            if refusal is not None:
                raise refusal
            self._append(seen, edits)
            self._wrote = True
        except UnwrittenError as error:
            if not self._patient:
                raise
            self.reason = str(error)
            with self._reading:
                self._keep_waiting(self._seen.state if self._seen else seen.state, edits)

    def _append(self, seen: _Seen, edits: list[Edit]) -> None:
        """Write what is waiting and these edits to the journal, as one entry; the caller holds the lock."""
        for _ in range(_TRIES):
            seen, journal = self._fit(seen, [*self.waiting, *edits])
            every = [*self.waiting, *edits]
            line = entry(every)
            with file_errors(self.path, "written", UnwrittenError):
                if not os.access(self.path, os.W_OK):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
                end = journal.end
                if journal.append(line):
                    break
            with self._reading:
                seen = self._refresh()
        else:
            message = f"{shown(self.path)} cannot be written: other programs write to its journal; try again"
            raise UnwrittenError(message)
        with self._reading:
            self.waiting, self.reason, self._origins = [], "", {}
            if journal.end == end and journal.grown() == len(line):
                journal.skip(line)
                journal.faults += apply_all(seen.state, every)
                self.revision += 1
            else:  # a reader in another thread has met the line, or another program has written meanwhile
                self._read_on(seen)
        if journal.end > max(_SMALL, seen.size // 2):
            # The edits are safe in the journal: that it could not be taken in is no reason to say that they are not.
            with suppress(StorageError):
                self._compact(seen)

    def _fit(self, seen: _Seen, edits: list[Edit]) -> tuple[_Seen, Journal]:
        """A journal to which these edits can be written: of their version, and following its base."""
        journal, marks = seen.journal, seen.state.marks
        if any(edit.table == PLACES for edit in edits):
            with self._reading:
                marks.tables.setdefault(PLACES, {})
        is_fit = journal is not None and journal.header.version >= version_of(marks.tables)
        if journal is None or not is_fit or not seen.base or not follows(seen.state, journal):
            seen = self._compact(seen)
        if seen.journal is None:
            message = f"{shown(self.path)} cannot be written: its journal has vanished; try again"
            raise UnwrittenError(message)
        return seen, seen.journal

    def _compact(self, seen: _Seen) -> _Seen:
        """Take the journal in; the caller holds the lock."""
        signed = storage.compaction.compact(self.path, seen.state.marks, seen.journal, seen.base, self._now())
        with self._reading, file_errors(self.path, "read"):
            return self._refresh() if self._adopted(seen, signed) else self._load()

    def _refresh(self) -> _Seen:
        """What is on disk; it is read again only where it has changed."""
        seen = self._seen
        if seen is None:
            return self._load()
        with file_errors(self.path, "read"):
            base, link = look(self.path)
            if not base and seen.base and vanished(self.path):
                if self._patient:
                    return seen
                message = f"{shown(self.path)} cannot be read: its folder has vanished; bring it back"
                raise StorageError(message)
            if link != seen.link:
                return self._go_over(seen)
            if base == seen.base and _in_place(self.path, seen.journal):
                grown = seen.journal.grown() if seen.journal else 0
                if grown > 0 and not self.waiting:
                    self._read_on(seen)
                if grown == 0 or (grown > 0 and not self.waiting):
                    return seen
            elif self._adopted(seen, base):
                return seen
        return self._load()

    def _read_on(self, seen: _Seen) -> None:
        """Make the edits that were written since."""
        if seen.journal is not None and seen.journal.grown() > 0:
            take_on(seen.state, seen.journal)
            self.revision += 1

    def _adopted(self, seen: _Seen, base: str) -> bool:
        """Go on with what is in memory, if all that has happened is that the journal read here was taken in."""
        old, new = seen.journal, _opened(self.path)
        if old is None or new is None or not old.header.id or self.waiting:
            return False
        if (new.header.after, new.header.origin, new.header.base) != (old.header.id, seen.base, base):
            return False
        self._read_on(seen)
        if old.end != new.header.length:
            return False
        marks = seen.state.marks
        marks.tables.update({ABOUT: taken_in(marks, old.header.id)[ABOUT]})
        seen.base, seen.journal = base, new
        self._read_on(seen)
        return True

    def _load(self) -> _Seen:
        """Read journal and base anew."""
        for _ in range(_TRIES):
            with file_errors(self.path, "read"):
                link = means(self.path)
                journal = _opened(self.path)
                data, base = read_signed(self.path)
                if not _in_place(self.path, journal) or means(self.path) != link:
                    continue
            seen = _Seen(base, len(data), journal, MarksState(understood(self.path, data, exists=bool(base))), link)
            if journal is not None:
                with file_errors(self.path, "read"):
                    begin_with(seen.state, journal)
            if self.waiting:
                self._make_anew(seen.state)
            self._seen = seen
            self.revision += 1
            return seen
        message = f"{shown(self.path)} cannot be read: other copies of Newsmark write without a pause; try again"
        raise StorageError(message)

    def _go_over(self, old: _Seen) -> _Seen:
        """Read the file that the name means by now; what only the journal before it has waits to be written there."""
        from reader.storage.links import left_behind  # noqa: PLC0415 - seldom

        seen = self._load()
        if old.journal is not None:
            self._keep_waiting(seen.state, left_behind(seen.state, old.state.marks.folded, old.journal))
            self.reason = f"{shown(self.path)} is another file by now"
        return seen

    def _keep_waiting(self, state: MarksState, edits: list[Edit]) -> None:
        """Make edits in memory that are not on disk."""
        for edit in edits:
            self._origins.setdefault((edit.table, edit.key), state.record(edit.table, edit.key))
        self.waiting += edits
        apply_all(state, edits)
        self.revision += 1

    def _make_anew(self, state: MarksState) -> None:
        """Make what is waiting on the marks as they are on disk by now, which other copies may have changed."""
        from reader.storage.waiting import made_anew  # noqa: PLC0415 - seldom

        self.waiting = made_anew(state, self.waiting, self._origins, self._now())
        self._origins = {(edit.table, edit.key): state.record(edit.table, edit.key) for edit in self.waiting}
        apply_all(state, self.waiting)


class PatientMarks(SharedMarks):
    """The same for a program that goes on running, and for whose end somebody waits."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        super().__init__(path, now, patient=True)
        self._gone: _Seen | None = None

    def let_go(self) -> None:
        """Take the journal into a large file when this process has ended, and take nothing apart before."""
        self._gone = seen = self._seen
        if self._wrote and not self.waiting and seen is not None and seen.size > _LARGE:
            from reader.storage.afterwards import afterwards  # noqa: PLC0415

            with self._writing, self._reading:
                self._wrote = not afterwards(self._compact_alone)
        super().let_go()

    def _compact_alone(self) -> None:
        self._lock, self._writing = WriteLock(self.path), Lock()
        self.compact()


def _opened(path: Path) -> Journal | None:
    journal = journal_of(path)
    with file_errors(journal, "read"):
        try:
            return Journal(journal)
        except FileNotFoundError:
            return None


def _in_place(path: Path, journal: Journal | None) -> bool:
    """True if the journal is what was read; it is looked at with every look at the marks.

    A path that is no link itself need not be resolved for that: the journal has the same folder.
    """
    if journal:
        return journal.in_place()
    resolve = os.path.islink(path)  # noqa: PTH114 - a Path costs more
    return not os.path.lexists(journal_of(path) if resolve else journal_beside(path))
