"""Marks in TinyDB: the file `marks.json`, the reader's own work, and its journal.

Each change is made under a lock that all running copies share, on the marks as they are at that moment, and is on disk
before the method returns: a line of the journal, whatever the number of marks. `marks.json` takes the journal in when
the app is idle and when it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING

from reader import storage
from reader.atomic import leftovers
from reader.clock import SystemClock
from reader.domain.errors import DamagedMarksError, StorageError
from reader.domain.mark import ArticleMarks, Highlight, HighlightKind, SourceChoice
from reader.domain.positions import PositionMark
from reader.domain.safe_text import safe
from reader.storage.backups import backup_of, bar, best_copy, sound_copy
from reader.storage.choice import the_one
from reader.storage.conflicts import Copies, damaged_journals
from reader.storage.failures import shown
from reader.storage.journal import journal_of
from reader.storage.mark_records import (
    Record,
    article_record,
    choice_record,
    highlight_record,
    position_record,
    unknown_kind,
)
from reader.storage.marks_file import (
    ARTICLES,
    HIGHLIGHTS,
    PLACES,
    REMOVED,
    SOURCE_CHOICES,
    newer_file,
)
from reader.storage.marks_state import MarksState, order
from reader.storage.shared_marks import PatientMarks, SharedMarks

if TYPE_CHECKING:
    from reader.domain.ports import Merged, Unwritten
    from reader.storage.beforehand import Beforehand
    from reader.storage.mark_acts import MarkAct


class TinyMarkStore:
    """MarkStore on `marks.json` and its journal.

    A file that is damaged or written by a newer version is never written to: every method that writes then raises; of a
    newer file what is known here can be read.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] | None = None, *, patient: bool = False) -> None:
        """Nothing is read yet.

        Args:
            path: the file.
            now: the clock; by default the system's.
            patient: whether a change that the disk refuses is made in memory and tried again, for a program that goes
                on running; else its method raises UnwrittenError.
        """
        self._path = path
        self._now = now or SystemClock().now
        self._shared = PatientMarks(path, self._now) if patient else SharedMarks(path, self._now)
        self._copies = Copies(path, self._shared, self._now)
        self._own = local()
        self._beforehand: Beforehand | None = None
        if leftovers(path):
            self._shared.sweep()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """All that this thread writes in the block is one entry of the journal, or nothing of it is kept.

        Each record may be written once; what is read in the block is as before it.
        """
        outer = getattr(self._own, "act", None)
        with self._act() as act:
            self._own.act = act
            try:
                yield
            finally:
                self._own.act = outer

    def first_read(self) -> Callable[[], None]:
        """What reads all marks, for another thread to call.

        Until that has ended, this thread is told an empty version, and what is asked about one article or source is
        answered by what the file says of that alone; whatever else it asks waits.
        """
        from reader.storage.beforehand import Beforehand  # noqa: PLC0415 - the first rows need no marks

        self._beforehand = Beforehand(self._path, self._shared)
        return self._beforehand.first_read()

    def is_awaited(self) -> bool:
        """True if all marks are about to be read by what `first_read` gave, or are being read."""
        return self._beforehand is not None and self._beforehand.awaited

    def highlights(self, article_id: str = "") -> Sequence[Highlight]:
        """All highlights, or those on one article, in order of article, position, creation."""
        if not article_id:
            with self._shared.read() as state:
                return state.in_order()
        with self._about(article_id) as state:
            return sorted(state.on_article.get(article_id, {}).values(), key=order)

    def highlight(self, highlight_id: str) -> Highlight:
        """One highlight, by its id or the only one whose id starts so.

        Raises:
            NotFoundError: none has it, or several do.
        """
        with self._shared.read() as state:
            found = state.marks.highlights
            return found.get(highlight_id) or found[the_one(found, highlight_id, "highlight")]

    def put_highlight(self, highlight: Highlight) -> None:
        """Add it, or replace the one with its id; fields that this version does not know stay."""
        with self._act() as act:
            fields = highlight_record(highlight)
            old = act.record(HIGHLIGHTS, highlight.id)
            if highlight.kind is HighlightKind.PLAIN and unknown_kind(old or act.remains(HIGHLIGHTS, highlight.id)):
                del fields["kind"]
            if old is not None and "placed" in old:
                fields.setdefault("placed", None)
            act.put(HIGHLIGHTS, highlight.id, fields)

    def remove_highlight(self, highlight_id: str) -> None:
        """Remove it; nothing happens if it is not there."""
        with self._act() as act:
            act.remove(HIGHLIGHTS, highlight_id)

    def article_marks(self, article_id: str) -> ArticleMarks:
        """What is written on this article; empty marks if nothing is."""
        with self._about(article_id) as state:
            return state.marks.articles.get(article_id, ArticleMarks(article_id))

    def all_article_marks(self) -> Sequence[ArticleMarks]:
        """What is written on any article, in order of article id."""
        with self._shared.read() as state:
            return [marks for _, marks in sorted(state.marks.articles.items()) if not marks.empty]

    def put_article_marks(self, marks: ArticleMarks) -> None:
        """Keep it; empty marks are removed."""
        with self._act() as act:
            if marks.empty:
                act.remove(ARTICLES, marks.article_id)
            else:
                act.put(ARTICLES, marks.article_id, article_record(marks))

    def source_choices(self, source: str = "") -> Sequence[SourceChoice]:
        """The reader's verdicts for all sources, or for the one with this key, the oldest first."""
        with self._about() as state:
            found = state.marks.choices.values()
            wanted = (choice for choice in found if not source or choice.source == source)
            return sorted(wanted, key=lambda choice: (choice.created, choice.id))

    def source_choice(self, choice_id: str) -> SourceChoice:
        """One verdict for a source, by its id or the only one whose id starts so.

        Raises:
            NotFoundError: none has it, or several do.
        """
        with self._shared.read() as state:
            found = state.marks.choices
            return found[the_one(found, choice_id, "choice")]

    def put_source_choice(self, choice: SourceChoice) -> None:
        """Add it, or replace the one with its id; fields that this version does not know stay."""
        with self._act() as act:
            act.put(SOURCE_CHOICES, choice.id, choice_record(choice))

    def remove_source_choice(self, choice_id: str) -> None:
        """Remove it; nothing happens if it is not there."""
        with self._act() as act:
            act.remove(SOURCE_CHOICES, choice_id)

    def positions(self, article_id: str = "") -> Sequence[PositionMark]:
        """All positions, or those in one article, in order of letter and id."""
        with self._about(article_id) if article_id else self._shared.read() as state:
            found = [one for one in state.marks.places.values() if not article_id or one.article_id == article_id]
        return sorted(found, key=lambda mark: (mark.letter, mark.id))

    def position(self, position_id: str) -> PositionMark | None:
        """One position by its id; None if that letter is not set."""
        with self._shared.read() as state:
            return state.marks.places.get(position_id)

    def put_position(self, mark: PositionMark) -> None:
        """Add it, or replace the one with its id; fields that this version does not know stay."""
        with self._act() as act:
            act.put(PLACES, mark.id, position_record(mark))

    def remove_position(self, position_id: str) -> None:
        """Remove it; nothing happens if it is not there."""
        with self._act() as act:
            act.remove(PLACES, position_id)

    def version(self) -> str:
        """Changes whenever anyone changes the marks, this copy or another; also when they can be read no longer."""
        if self._beforehand is not None and self._beforehand.asked:
            return ""
        try:
            with self._shared.read():
                return str(self._shared.revision)
        except DamagedMarksError:
            return "damaged"

    def retry(self) -> None:
        """Try again to put on disk what was refused."""
        self._shared.retry()

    def unwritten(self) -> Unwritten | None:
        """What is not on disk yet; None if everything is."""
        edits = {(edit.table, edit.key): edit for edit in self._shared.waiting if edit.table != REMOVED}
        if not edits:
            return None
        words = (_in_words(edit.record) for edit in edits.values() if edit.record is not None)
        from reader.domain.ports import Unwritten  # noqa: PLC0415 - seldom

        return Unwritten(len(edits), self._shared.reason, tuple(filter(None, words)))

    def settle(self) -> None:
        """Take the journal into the file if nobody has changed the marks for a while."""
        self._shared.settle()

    def faults(self) -> Sequence[str]:
        """What is wrong with the files, a line each; empty if they are sound."""
        try:
            with self._shared.read() as state:
                records = list(state.marks.tables.get(HIGHLIGHTS, {}).values())
            warnings = self.warnings()
        except StorageError as error:
            return [str(error)]
        unknown = (
            f"{shown(self._path)}: highlight {record['id']} is of the unknown kind {kind} and is shown as plain"
            for record in records
            if (kind := unknown_kind(record))
        )
        barred = bar(self._path)
        states = [f"{shown(barred)} is no folder that can be written to: earlier states are not kept"] if barred else []
        return [*warnings, *unknown, *states]

    def warnings(self) -> Sequence[str]:
        """What the reader should see to, a line each: a newer version, damaged lines, copies from conflicts."""
        if version := self._shared.newer():
            return [f"{newer_file(version)}; till then your marks can be read and not changed"]
        journal = shown(journal_of(self._path))
        damaged = (f"{journal} is damaged: {fault}; what it said is lost" for fault in self._shared.faults())
        aside = (
            f"{shown(file)} is a journal with damaged lines; look in it for what you miss, then remove it"
            for file in damaged_journals(self._path)
        )
        return [*self._vanished(), *damaged, *aside, *self._copies.warnings()]

    def _vanished(self) -> Iterator[str]:
        """That the file is gone although its copies have marks, in words."""
        copy = None if self._path.exists() else best_copy(self._path)
        marks = sound_copy(copy) if copy else None
        if copy and marks and not marks.empty:
            told = storage.recovery.describe_backup(copy)
            yield f"{shown(self._path)} is gone; {shown(copy)} has {told}: put that in its place, or begin anew"

    def merge(self, file: Path) -> Merged:
        """Join another marks file, or a journal of one, into this one; that one is left as it is.

        Raises:
            StorageError: it is missing, damaged or newer, or the marks cannot be written.
        """
        from reader.storage.joining import join, tables_in  # noqa: PLC0415 - only here

        theirs = tables_in(file, self._now)
        with self._act() as act:
            return join(act, theirs)

    def mend(self) -> Sequence[str]:
        """Take what can be read of a damaged journal into the file; the journal is set aside, whole. What was lost."""
        faults = self._shared.faults()
        if faults:
            self._shared.compact()
        return faults

    def last_good(self) -> str:
        """The last good copy in words; empty if there is none."""
        try:
            return storage.recovery.describe_backup(best_copy(self._path) or backup_of(self._path))
        except StorageError:
            return ""

    def set_aside(self, now: datetime) -> Path:
        """Put the file aside, whole, under another name, and begin anew; where it lies now."""
        return storage.recovery.set_aside(self._path, now)

    def restore(self, now: datetime) -> Path:
        """Put the file aside, whole, and the last good copy in its place; where the damaged file lies now."""
        return storage.recovery.restore(self._path, best_copy(self._path) or backup_of(self._path), now)

    def close(self) -> None:
        """Take the journal into the file if this copy wrote to it, and let go: nothing stays in memory."""
        self._shared.let_go()

    def _about(self, article_id: str = "") -> AbstractContextManager[MarksState]:
        """The marks, as far as they are about an article or a source."""
        return self._shared.read() if self._beforehand is None else self._beforehand.read(article_id)

    @contextmanager
    def _act(self) -> Iterator[MarkAct]:
        """The marks as they are now, held against all other writers; what is changed is on disk when the block ends."""
        own: MarkAct | None = getattr(self._own, "act", None)
        if own is not None:
            yield own
            return
        from reader.storage.mark_acts import begun  # noqa: PLC0415 - TinyDB is loaded when a mark is made

        with self._shared.change() as (state, edits):
            yield begun(state, edits, self._now())


def _in_words(record: Record) -> str:
    """What the reader made, for the eye."""
    highlight, note, line = (str(record.get(name, "")) for name in ("exact", "note", "line"))
    tags = record.get("tags")
    tagged = " ".join(f"#{tag}" for tag in tags) if isinstance(tags, list) else ""
    return safe("\n".join(part for part in (highlight and f"“{highlight}”", line, note, tagged) if part))
