"""The journal: a mark costs a line, whatever is torn or damaged is known, and compaction loses and doubles nothing."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from storage_samples import NOW, highlight, put_and_close
from tinydb import TinyDB, where

from reader.domain.errors import NewerLibraryError, StorageError
from reader.domain.mark import ArticleMarks, HighlightKind
from reader.storage import compaction
from reader.storage.journal import Edit, Journal, journal_of
from reader.storage.locking import exclusive
from reader.storage.mark_records import Record
from reader.storage.marks import TinyMarkStore
from reader.storage.marks_file import MarksFile, Tables, layout
from reader.storage.marks_state import MarksState
from reader.storage.tables import MarksDatabase


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "marks.json"


def ids(path: Path) -> set[str]:
    """What a fresh copy reads."""
    return {mark.id for mark in TinyMarkStore(path).highlights()}


def stock_ids(path: Path) -> set[str]:
    """What stock TinyDB reads in the base alone."""
    with TinyDB(path, access_mode="r") as database:
        return {record["id"] for record in database.table("highlights")}


def test_a_mark_leaves_the_base_alone_and_adds_one_line(path: Path) -> None:
    """The cost of a mark does not grow with the file."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one"))
    base, lines = path.read_bytes(), journal_of(path).read_bytes().count(b"\n")
    store.put_highlight(highlight("two", note="two\nlines"))
    assert path.read_bytes() == base
    assert journal_of(path).read_bytes().count(b"\n") == lines + 1
    assert ids(path) == {"one", "two"}


def test_each_entry_is_flushed_before_the_method_returns(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill keeps what the system holds; only the flush keeps it through a power cut."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one"))
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda file: flushed.append(os.fstat(file).st_size))
    store.put_highlight(highlight("two"))
    assert flushed == [journal_of(path).stat().st_size]


def test_closing_takes_the_journal_in_for_stock_tinydb(path: Path) -> None:
    """At quit the base is a plain TinyDB file with everything in it."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one"))
    store.put_highlight(highlight("two"))
    store.remove_highlight("one")
    assert stock_ids(path) == set()
    store.close()
    assert stock_ids(path) == {"two"}
    assert ids(path) == {"two"}


def test_a_reader_writes_nothing_when_it_closes(path: Path) -> None:
    """Listing marks while the app runs does not cost a rewrite."""
    writer, reader = TinyMarkStore(path), TinyMarkStore(path)
    writer.put_highlight(highlight("one"))
    before = path.read_bytes()
    assert len(reader.highlights()) == 1
    reader.close()
    assert path.read_bytes() == before


def test_the_journal_is_taken_in_once_it_is_idle_and_not_before(path: Path) -> None:
    """Also one that a crash left behind: nobody closed the store that wrote it."""
    TinyMarkStore(path).put_highlight(highlight("one"))
    later = TinyMarkStore(path)
    later.settle()
    assert stock_ids(path) == set()
    os.utime(journal_of(path), (0, 0))
    later.settle()
    assert stock_ids(path) == {"one"}


def test_a_long_journal_is_taken_in_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its length has a bound."""
    monkeypatch.setattr("reader.storage.shared_marks._SMALL", 4000)
    store = TinyMarkStore(path)
    for number in range(40):
        store.put_highlight(highlight(f"hl{number}"))
    assert journal_of(path).stat().st_size < max(6000, path.stat().st_size // 2 + 2000)
    assert len(stock_ids(path)) > 20
    assert len(ids(path)) == 40


def test_a_torn_last_line_is_dropped_at_every_length(path: Path) -> None:
    """A crash while a line is written costs that line only, and the next line stands by itself."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one"))
    whole = journal_of(path).read_bytes()
    store.put_highlight(highlight("two"))
    longer = journal_of(path).read_bytes()
    for length in range(len(whole), len(longer), 37):
        journal_of(path).write_bytes(longer[:length])
        assert ids(path) == {"one"}
        assert list(TinyMarkStore(path).faults()) == []
        TinyMarkStore(path).put_highlight(highlight("three"))
        assert ids(path) == {"one", "three"}
        assert list(TinyMarkStore(path).faults()) == []


@pytest.mark.parametrize("harm", [b"\0", b"?"])
def test_a_damaged_line_is_told_and_kept_and_the_others_are_read(path: Path, harm: bytes) -> None:
    """Never guessed at; the damaged journal lies aside after it was taken in, and check goes on telling."""
    store = TinyMarkStore(path)
    for name in ("one", "two", "three"):
        store.put_highlight(highlight(name))
    lines = journal_of(path).read_bytes().split(b"\n")
    lines[2] = lines[2][:60] + harm + lines[2][61:]
    damaged = b"\n".join(lines)
    journal_of(path).write_bytes(damaged)
    store = TinyMarkStore(path, lambda: NOW)
    assert {mark.id for mark in store.highlights()} == {"one", "three"}
    (fault,) = store.faults()
    assert "line 3: its checksum is wrong" in fault
    store.put_highlight(highlight("four"))
    after = journal_of(path).read_bytes()
    assert after.startswith(damaged)
    store.close()
    aside = path.with_name("marks.damaged-20260314-104200.journal")
    assert aside.read_bytes() == after
    assert ids(path) == stock_ids(path) == {"one", "three", "four"}
    assert "journal with damaged lines" in TinyMarkStore(path).faults()[0]


def test_a_damaged_header_costs_no_entry(path: Path) -> None:
    """The entries have checksums of their own."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one"))
    data = journal_of(path).read_bytes()
    journal_of(path).write_bytes(b"?" + data[1:])
    assert ids(path) == {"one"}
    assert "line 1" in TinyMarkStore(path).faults()[0]
    put_and_close(path, highlight("two"))
    assert stock_ids(path) == {"one", "two"}


def test_a_journal_of_a_newer_version_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may say things that this version would lose."""
    with monkeypatch.context() as newer:
        newer.setattr(compaction, "version_of", lambda _: 3)
        newer.setattr("reader.storage.journal.FORMAT", 3)
        TinyMarkStore(path).put_highlight(highlight("one"))
    before = journal_of(path).read_bytes()
    store = TinyMarkStore(path)
    assert [one.id for one in store.highlights()] == ["one"]
    with pytest.raises(NewerLibraryError):
        store.put_highlight(highlight("two"))
    assert journal_of(path).read_bytes() == before


def test_a_crash_between_base_and_journal_neither_loses_nor_doubles(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The base names the journal that it has taken in; a hand may even edit it before the next start."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one"))
    store.put_highlight(highlight("two"))

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crashing:
        crashing.setattr(compaction, "start_journal", crash)
        with pytest.raises(KeyboardInterrupt):
            store.close()
    assert stock_ids(path) == ids(path) == {"one", "two"}
    path.write_text(path.read_text().replace("größe", "größer"), encoding="utf-8")
    assert {mark.tags for mark in TinyMarkStore(path).highlights()} == {("ferries", "größer")}
    put_and_close(path, highlight("three"))
    assert {mark.tags for mark in TinyMarkStore(path).highlights() if mark.id != "three"} == {("ferries", "größer")}
    assert stock_ids(path) == ids(path) == {"one", "two", "three"}


def test_an_old_journal_that_comes_back_is_not_read_again(path: Path) -> None:
    """A synchroniser may put a file back that was taken in long ago."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one"))
    old = journal_of(path).read_bytes()
    store.remove_highlight("one")
    store.put_highlight(highlight("two"))
    data = journal_of(path).read_bytes()
    assert data.startswith(old)
    store.close()
    journal_of(path).write_bytes(old)
    assert ids(path) == {"two"}


def test_a_hand_edit_under_a_journal_keeps_both(path: Path) -> None:
    """An editor changes the note in the base while the journal holds new tags for the same record."""
    put_and_close(path, highlight("one", note="before"))
    store = TinyMarkStore(path)
    store.put_highlight(replace(store.highlight("one"), tags=("new",)))
    path.write_text(path.read_text(encoding="utf-8").replace('"before"', '"by hand"'), encoding="utf-8")
    assert (store.highlight("one").note, store.highlight("one").tags) == ("by hand", ("new",))
    store.put_highlight(replace(store.highlight("one"), kind=HighlightKind.CHECK))
    store.close()
    mark = TinyMarkStore(path).highlight("one")
    assert (mark.note, mark.tags, mark.kind) == ("by hand", ("new",), HighlightKind.CHECK)


def test_a_hand_edit_during_a_compaction_is_not_written_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal is taken in the next time."""
    put_and_close(path, highlight("one", note="before"))
    store = TinyMarkStore(path)
    store.put_highlight(highlight("two"))

    def edited(tables: Tables) -> bytes:
        path.write_text(path.read_text(encoding="utf-8").replace('"before"', '"by hand"'), encoding="utf-8")
        return layout(tables)

    with monkeypatch.context() as slow:
        slow.setattr(compaction, "layout", edited)
        store.close()
    assert TinyMarkStore(path).highlight("one").note == "by hand"
    put_and_close(path, highlight("three"))
    assert stock_ids(path) == {"one", "two", "three"}
    assert TinyMarkStore(path).highlight("one").note == "by hand"


def test_a_removed_base_does_not_take_the_journal_with_it(path: Path) -> None:
    """What was acknowledged stays; the base is made anew."""
    TinyMarkStore(path).put_highlight(highlight("one"))
    path.unlink()
    assert ids(path) == {"one"}
    put_and_close(path, highlight("two"))
    assert stock_ids(path) == {"one", "two"}


class TestOtherCopies:
    def test_another_copy_sees_a_mark_by_its_line_alone(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nothing but the new line is read."""
        mine, other = TinyMarkStore(path), TinyMarkStore(path)
        mine.put_highlight(highlight("one"))
        assert len(other.highlights()) == 1
        before = other.version()
        monkeypatch.setattr("reader.storage.shared_marks.read_signed", None)
        mine.put_highlight(highlight("two"))
        assert other.version() != before
        assert len(other.highlights()) == 2

    def test_a_compaction_elsewhere_costs_no_reading_and_is_no_change(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Also when the last lines before it were not read yet."""
        mine, other = TinyMarkStore(path), TinyMarkStore(path)
        mine.put_highlight(highlight("one"))
        other.highlights()
        mine.put_highlight(highlight("two"))
        monkeypatch.setattr("reader.storage.shared_marks.read_signed", None)
        mine.close()
        assert len(other.highlights()) == 2
        before = other.version()
        other.highlights()
        assert other.version() == before

    def test_a_hand_edit_that_another_copy_took_in_is_seen(self, path: Path) -> None:
        """The base changed twice since this copy looked: by a hand, then by a compaction."""
        put_and_close(path, highlight("one", note="before"))
        mine, other = TinyMarkStore(path), TinyMarkStore(path)
        mine.put_highlight(highlight("two"))
        assert len(other.highlights()) == 2
        path.write_text(path.read_text(encoding="utf-8").replace('"before"', '"by hand"'), encoding="utf-8")
        mine.close()
        assert other.highlight("one").note == "by hand"

    def test_writers_go_on_over_each_others_compactions(self, path: Path) -> None:
        """A journal that was replaced is never written to."""
        mine, other = TinyMarkStore(path), TinyMarkStore(path)
        for number in range(6):
            mine.put_highlight(highlight(f"m{number}"))
            other.put_highlight(highlight(f"o{number}"))
            (mine if number % 2 else other).close()
        mine.close()
        assert stock_ids(path) == {f"{who}{number}" for who in "mo" for number in range(6)}

    def test_a_lock_file_that_was_cleaned_away_is_made_again(self, path: Path) -> None:
        """Two copies never hold two locks."""
        mine = TinyMarkStore(path)
        mine.put_highlight(highlight("one"))
        path.with_name("marks.json.lock").unlink()
        first = mine._shared._lock
        with exclusive(path), pytest.raises(StorageError, match="in use by another copy"), first.held(patience=0.02):
            pass


class TestTable:
    """TinyDB's own methods work on the table that hands on edits."""

    @pytest.fixture
    def state(self) -> MarksState:
        records: dict[str, Record] = {str(n): {"article_id": f"a{n}", "note": "n"} for n in range(1, 6)}
        return MarksState(MarksFile({"articles": records}))

    @pytest.mark.parametrize(
        ("act", "touched"),
        [
            (lambda table: table.insert({"article_id": "new"}), {6}),
            (lambda table: table.insert_multiple([{"article_id": "new"}, {"article_id": "newer"}]), {6, 7}),
            (lambda table: table.update({"note": "m"}, where("article_id") == "a2"), {2}),
            (lambda table: table.update({"note": "n"}, where("article_id") == "a2"), set()),
            (lambda table: table.update({"note": "m"}, doc_ids=[2, 3, 99]), {2, 3}),
            (lambda table: table.update({"note": "m"}), {1, 2, 3, 4, 5}),
            (lambda table: table.upsert({"note": "m"}, where("article_id") == "a4"), {4}),
            (lambda table: table.remove(where("article_id") == "a5"), {5}),
            (lambda table: table.remove(doc_ids=[1, 99]), {1}),
            (lambda table: table.truncate(), {1, 2, 3, 4, 5}),
        ],
    )
    def test_only_touched_records_are_handed_on(
        self, state: MarksState, act: Callable[[object], None], touched: set[int]
    ) -> None:
        """And what is in memory stays as it was until they are on disk."""
        edits: list[Edit] = []
        act(MarksDatabase(state, edits).table("articles"))
        assert {int(edit.number) for edit in edits} == touched
        assert all(record["note"] == "n" for record in state.marks.tables["articles"].values())
        assert len(state.marks.tables["articles"]) == 5

    def test_dropping_a_table_hands_on_its_records(self, state: MarksState) -> None:
        """The one way in which TinyDB writes whole tables."""
        edits: list[Edit] = []
        MarksDatabase(state, edits).drop_table("articles")
        assert [edit.record for edit in edits] == [None] * 5
        assert len(state.marks.tables["articles"]) == 5


def test_an_edit_made_twice_is_as_good_as_once(path: Path) -> None:
    """Entries are told apart by the record's own id, not by TinyDB's number."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one"))
    store.put_highlight(highlight("two", note="x"))
    store.put_article_marks(ArticleMarks("art", ("strike",)))
    store.remove_highlight("one")
    edits = Journal(journal_of(path)).read_on()
    state = MarksState(MarksFile())
    for edit in [*edits, *edits]:
        state.apply(edit)
    assert set(state.marks.highlights) == {"two"}
    assert len(state.marks.tables["highlights"]) == len(state.marks.tables["articles"]) == 1
    assert len(state.marks.tables["removed"]) == 1
