"""The marks in memory: the tables of `marks.json` with the edits of the journal made on them one by one."""

from bisect import bisect_left, insort
from collections import defaultdict

from reader.domain.mark import Highlight
from reader.domain.safe_text import safe_line
from reader.storage.journal import Edit, Journal
from reader.storage.mark_records import Record, read_removal
from reader.storage.marks_file import (
    ABOUT,
    ARTICLE,
    CHOICE,
    HIGHLIGHT,
    PLACE,
    REMOVED,
    MarksFile,
    is_number,
    key_of,
    last_taken_in,
)


class MarksState:
    """Tables, the values that their records stand for, and where each record is; an edit costs the same at any size.

    Attributes:
        marks: the tables and the values by their id; edits change them in place.
        on_article: highlights by article id, then by their own id.
    """

    def __init__(self, marks: MarksFile) -> None:
        self.marks = marks
        self.on_article: defaultdict[str, dict[str, Highlight]] = defaultdict(dict)
        self._in_order: list[Highlight] | None = None
        self._numbers: dict[str, dict[str, str]] = {}
        self._highest: dict[str, int] = {}
        for mark in marks.highlights.values():
            self.on_article[mark.article_id][mark.id] = mark

    def in_order(self) -> list[Highlight]:
        """All highlights in order of article, position, creation; sorted once, edits go where they belong."""
        if self._in_order is None:
            self._in_order = sorted(self.marks.highlights.values(), key=order)
        return [*self._in_order]

    def number(self, table: str, key: str) -> str:
        """The TinyDB number of a record, by its own id; empty if it is not there."""
        return self._numbers_of(table).get(key, "")

    def record(self, table: str, key: str) -> Record | None:
        """A record by its own id; it is not to be changed."""
        number = self.number(table, key)
        return self.marks.tables[table][number] if number else None

    def next_number(self, table: str) -> int:
        """A number that no record of the table has."""
        self._numbers_of(table)
        return self._highest[table] + 1

    def apply(self, edit: Edit) -> None:
        """Make an edit; it may have been made before.

        Raises:
            ValueError: its record is not what it must be; nothing is changed.
        """
        numbers = self._numbers_of(edit.table)
        number = numbers.get(edit.key, "")
        if edit.record is None:
            if number:
                del self.marks.tables[edit.table][number]
                del numbers[edit.key]
                self._forget(edit)
            return
        old = self.marks.tables.get(edit.table, {}).get(number) if number else None
        record = edit.record if old is None else _joined(old, edit.record, edit.fields)
        self._keep(edit, record)
        if not number:
            number = self._free(edit)
            numbers[edit.key] = number
            self._highest[edit.table] = max(self._highest[edit.table], int(number))
        self.marks.tables.setdefault(edit.table, {})[number] = record

    def _keep(self, edit: Edit, record: Record) -> None:
        """Read the record and keep its value."""
        if edit.table == ABOUT or key_of(edit.table, edit.number, record) != edit.key:
            message = f"it has a record of table {edit.table[:20]} under an id that is not its own"
            raise ValueError(message)
        marks = self.marks
        match edit.table:
            case HIGHLIGHT.table:
                mark = HIGHLIGHT.read(record)
                self._forget(edit)
                marks.highlights[edit.key] = mark
                self.on_article[mark.article_id][mark.id] = mark
                if self._in_order is not None:
                    insort(self._in_order, mark, key=order)
            case ARTICLE.table:
                marks.articles[edit.key] = ARTICLE.read(record)
            case CHOICE.table:
                marks.choices[edit.key] = CHOICE.read(record)
            case PLACE.table:
                marks.places[edit.key] = PLACE.read(record)
            case table if table == REMOVED:
                read_removal(record)

    def _forget(self, edit: Edit) -> None:
        """Let go of the value of a record."""
        if edit.table == HIGHLIGHT.table:
            mark = self.marks.highlights.pop(edit.key, None)
            if mark is not None:
                del self.on_article[mark.article_id][mark.id]
                if self._in_order is not None:
                    del self._in_order[bisect_left(self._in_order, order(mark), key=order)]
        elif edit.table == ARTICLE.table:
            self.marks.articles.pop(edit.key, None)
        elif edit.table == CHOICE.table:
            self.marks.choices.pop(edit.key, None)
        elif edit.table == PLACE.table:
            self.marks.places.pop(edit.key, None)

    def _free(self, edit: Edit) -> str:
        """The number that the record had where the edit was made if it is free here, else the next one."""
        number = edit.number
        taken = number in self.marks.tables.get(edit.table, {})
        return number if is_number(number) and not taken else str(self.next_number(edit.table))

    def _numbers_of(self, table: str) -> dict[str, str]:
        if table not in self._numbers:
            records = self.marks.tables.get(table, {})
            if not isinstance(records, dict):
                message = f"what the file has as table {table[:20]} is none"
                raise ValueError(message)
            self._numbers[table] = {key_of(table, number, record): number for number, record in records.items()}
            self._highest[table] = max(map(int, filter(is_number, records)), default=0)
        return self._numbers[table]


def order(highlight: Highlight) -> tuple[object, ...]:
    """What sorts highlights: article, position, creation; no two have the same."""
    return highlight.article_id, highlight.position.start, highlight.position.end, highlight.created, highlight.id


def follows(state: MarksState, journal: Journal) -> bool:
    """True if the journal was begun on this base, and is not taken in yet."""
    return journal.header.after == last_taken_in(state.marks.tables) and journal.header.id not in state.marks.folded


def begin_with(state: MarksState, journal: Journal) -> None:
    """Make the edits of a journal on its base, if that has not taken it in already.

    Where a synchroniser has brought another base, or an old journal, the two went apart and are joined as two files
    are: what the base has from elsewhere is not undone by edits that are older.
    """
    if follows(state, journal):
        take_on(state, journal)
        return
    apart = MarksState(MarksFile())
    take_on(apart, journal)
    if journal.header.id not in state.marks.folded:
        from reader.storage.apart import joining_edits  # noqa: PLC0415 - only here

        journal.faults += apply_all(state, joining_edits(state.marks.tables, apart.marks.tables))


def take_on(state: MarksState, journal: Journal) -> list[str]:
    """Make the edits that follow in the journal; those that are damaged are left out and told."""
    journal.faults += apply_all(state, journal.read_on())
    return journal.faults


def apply_all(state: MarksState, edits: list[Edit]) -> list[str]:
    """Make edits; what is wrong with those that cannot be made."""
    faults = []
    for edit in edits:
        try:
            state.apply(edit)
        except ValueError as error:
            faults.append(f"{safe_line(edit.table)[:20]} {safe_line(edit.key)[:40]}: {error}")
    return faults


def _joined(old: Record, new: Record, fields: tuple[str, ...] | None) -> Record:
    """The old record with what an edit changed in it; what a hand changed in other fields stays."""
    if fields is None:
        return {**old, **new}
    kept = {name: value for name, value in old.items() if name not in fields or name in new}
    return {**kept, **{name: new[name] for name in fields if name in new}}
