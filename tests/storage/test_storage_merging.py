"""Two marks files joined: the same marks whatever the order, no note dropped, and older files too."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storage_samples import NOW, choice, highlight

from reader.domain.errors import DamagedMarksError, StorageError
from reader.domain.mark import RULE, ArticleMarks, HighlightKind
from reader.domain.ports import Merged
from reader.storage.journal import journal_of
from reader.storage.mark_records import Record, highlight_record
from reader.storage.mark_times import reborn, removal, stamped
from reader.storage.marks import TinyMarkStore
from reader.storage.marks_file import HIGHLIGHTS, REMOVED, Tables
from reader.storage.merging import Key, Known, knowledge, merged

Act = tuple[str, int, int, str]
"""What is done, to which highlight, in which minute, and a word."""

IDS = ("h1", "h2")


def minute(number: int) -> datetime:
    return NOW + timedelta(minutes=number)


def machine(acts: list[Act], *, old: bool) -> Tables:
    """The file of a machine on which these acts were done, from a beginning that all machines share.

    Args:
        acts: in order.
        old: whether it was written by a version that kept no times and no removals.
    """
    rows = {name: {**highlight_record(highlight(name, note="shared")), "tags": ["t"]} for name in IDS}
    gone: dict[str, Record] = {}
    for what, index, at, word in acts:
        name = IDS[index]
        row = rows.get(name)
        if what == "remove" and row is not None:
            gone[name] = removal(HIGHLIGHTS, name, row, gone.get(name), minute(at))
            del rows[name]
        elif what == "put back" and row is None:
            fresh = highlight_record(highlight(name, note=word))
            rows[name] = reborn(fresh, gone[name], minute(at))
        elif row is not None and what in ("note", "kind", "colour"):
            new = {**row, what: word, "modified": minute(at).isoformat()}
            rows[name] = {**row, **stamped(row, new, minute(at))}
        elif row is not None and what == "tags":
            rows[name] = {**row, **stamped(row, {**row, "tags": sorted({*word})}, minute(at))}
    if old:
        rows = {n: {k: v for k, v in r.items() if k not in ("times", "note_past")} for n, r in rows.items()}
        gone = {}
    return {
        HIGHLIGHTS: {str(number): row for number, row in enumerate(rows.values(), 1)},
        REMOVED: {str(number): row for number, row in enumerate(gone.values(), 1)},
    }


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["note", "kind", "tags", "colour", "remove", "put back"]),
        st.integers(0, 1),
        st.integers(-5, 20),
        st.sampled_from(["", "a", "b", "ab", "claim"]),
    ),
    max_size=6,
)
FILES = st.builds(lambda acts, old: machine(acts, old=old), ACTS, st.booleans())


def tables_of(known: dict[Key, Known]) -> Tables:
    """A file that holds exactly this knowledge, written and read again."""
    rows = {str(n): one.record for n, one in enumerate(known.values(), 1) if one.record}
    gone = {str(n): one.removal for n, one in enumerate(known.values(), 1) if one.removal}
    read: Tables = json.loads(json.dumps({HIGHLIGHTS: rows, REMOVED: gone}))
    return read


@given(FILES, FILES, FILES)
@settings(max_examples=200, deadline=None)
def test_merging_is_commutative_associative_and_idempotent(a: Tables, b: Tables, c: Tables) -> None:
    """Any number of machines end with the same marks, by whatever ways the files went between them."""
    one, two, three = knowledge(a), knowledge(b), knowledge(c)
    assert merged(one, two) == merged(two, one)
    assert merged(merged(one, two), three) == merged(one, merged(two, three))
    both = merged(one, two)
    assert merged(both, both) == both
    assert merged(both, one) == both
    assert knowledge(tables_of(both)) == both


@given(ACTS, ACTS)
@settings(max_examples=200, deadline=None)
def test_no_note_is_dropped(mine: list[Act], theirs: list[Act]) -> None:
    """A note that stands on one machine and was not replaced or removed on the other is in the merged file."""
    a, b = machine(_by("mine", mine), old=False), machine(_by("theirs", theirs), old=False)
    after = merged(knowledge(a), knowledge(b))
    for tables, acts in ((a, theirs), (b, mine)):
        for row in tables[HIGHLIGHTS].values():
            seen_elsewhere = row["note"] == "shared" and any(IDS[act[1]] == row["id"] for act in acts)
            if row["note"] and not seen_elsewhere:
                record = after[HIGHLIGHTS, str(row["id"])].record
                assert record is not None
                assert str(row["note"]) in str(record["note"]).split(RULE)


def _by(who: str, acts: list[Act]) -> list[Act]:
    """The acts with words that nobody else says."""
    return [(what, index, at, word and f"{who} {word}") for what, index, at, word in acts]


@given(FILES, FILES)
@settings(max_examples=100, deadline=None)
def test_merging_leaves_what_it_is_given_alone(a: Tables, b: Tables) -> None:
    """It is a pure function."""
    before = deepcopy((a, b))
    merged(knowledge(a), knowledge(b))
    assert (a, b) == before


class Machines:
    """Two libraries that begin with the same file."""

    def __init__(self, folder: Path) -> None:
        self.mine, self.theirs = folder / "mine" / "marks.json", folder / "theirs" / "marks.json"
        first = TinyMarkStore(self.mine, lambda: NOW)
        first.put_highlight(highlight("one", note="first"))
        first.put_article_marks(ArticleMarks("art", ("strike",)))
        first.put_source_choice(choice())
        first.close()
        self.theirs.parent.mkdir()
        self.theirs.write_bytes(self.mine.read_bytes())

    def act(self, path: Path, at: int, act: Callable[[TinyMarkStore], object]) -> None:
        store = TinyMarkStore(path, lambda: minute(at))
        act(store)
        store.close()

    def both_ways(self) -> list[TinyMarkStore]:
        """Each merged with the other as it was."""
        copy = self.mine.with_name("copy.json")
        copy.write_bytes(self.mine.read_bytes())
        stores = [TinyMarkStore(path, lambda: minute(100)) for path in (self.mine, self.theirs)]
        stores[0].merge(self.theirs)
        stores[1].merge(copy)
        assert [*stores[0].highlights()] == [*stores[1].highlights()]
        assert [*stores[0].all_article_marks()] == [*stores[1].all_article_marks()]
        return stores


@pytest.fixture
def machines(tmp_path: Path) -> Machines:
    return Machines(tmp_path)


def test_two_notes_on_one_highlight_are_both_kept_and_can_be_made_one(machines: Machines) -> None:
    """In order of time; what the reader then makes of them does not fall apart again."""
    machines.act(machines.mine, 5, lambda s: s.put_highlight(replace(s.highlight("one"), note="later here")))
    machines.act(machines.theirs, 3, lambda s: s.put_highlight(replace(s.highlight("one"), note="sooner there")))
    store, other = machines.both_ways()
    assert store.highlight("one").note == f"sooner there{RULE}later here"
    store.put_highlight(replace(store.highlight("one"), note="both in one"))
    store.close()
    assert other.merge(machines.mine).changed == 1
    assert other.highlight("one").note == "both in one"


def test_fields_changed_on_two_machines_are_both_kept(machines: Machines) -> None:
    """Kind here, tags there."""
    machines.act(machines.mine, 5, lambda s: s.put_highlight(replace(s.highlight("one"), kind=HighlightKind.CHECK)))
    machines.act(machines.theirs, 3, lambda s: s.put_highlight(replace(s.highlight("one"), tags=("new",))))
    mark = machines.both_ways()[0].highlight("one")
    assert (mark.kind, mark.tags, mark.note) == (HighlightKind.CHECK, ("new",), "first")


def test_tags_given_on_either_machine_are_kept_and_those_taken_are_gone(machines: Machines) -> None:
    """Each tag by itself: the later list says nothing of a tag that it did not know."""

    def tagged(*tags: str) -> Callable[[TinyMarkStore], None]:
        return lambda store: store.put_article_marks(ArticleMarks("art", tags))

    for path, at, tag in ((machines.mine, 1, "mine"), (machines.theirs, 2, "theirs")):
        machines.act(path, at, tagged("strike", "old"))
        machines.act(path, at + 2, tagged("old", tag))
    machines.act(machines.mine, 5, tagged("mine"))
    machines.act(machines.theirs, 6, tagged("strike", "theirs"))
    for store in machines.both_ways():
        assert store.article_marks("art").tags == ("mine", "theirs", "strike")


def test_what_was_removed_stays_away_unless_it_was_written_on_elsewhere(machines: Machines) -> None:
    """Even if the writing was before the removal: who removed it had not seen it."""
    machines.act(machines.mine, 5, lambda s: s.put_highlight(highlight("two", note="x")))
    machines.act(machines.mine, 8, lambda s: s.remove_highlight("one"))
    machines.act(machines.mine, 8, lambda s: s.put_article_marks(ArticleMarks("art")))
    (store, _) = machines.both_ways()
    assert [mark.id for mark in store.highlights()] == ["two"]
    assert list(store.all_article_marks()) == []
    machines.act(machines.theirs, 9, lambda s: s.put_highlight(highlight("one", note="written elsewhere")))
    assert store.merge(machines.theirs).added == 1
    assert store.highlight("one").note == "written elsewhere"


def test_a_removal_that_was_taken_back_does_not_come_again(machines: Machines) -> None:
    """Undo after the removal had reached the other machine."""
    before = TinyMarkStore(machines.mine).highlight("one")
    machines.act(machines.mine, 5, lambda s: s.remove_highlight("one"))
    machines.act(machines.theirs, 6, lambda s: s.merge(machines.mine))
    assert not TinyMarkStore(machines.theirs).highlights()
    machines.act(machines.mine, 4, lambda s: s.put_highlight(before))
    assert machines.both_ways()[1].highlights() == [before]


def test_removed_marks_leave_no_words_behind(machines: Machines) -> None:
    """What a merge must know of them is ids, moments and tags."""
    machines.act(machines.mine, 5, lambda s: s.remove_highlight("one"))
    text = machines.mine.read_text(encoding="utf-8")
    assert '"highlights/one"' in text
    assert "first" not in text
    assert "ferry" not in text


def test_a_file_of_an_older_version_merges_too(machines: Machines) -> None:
    """It has no times and no removals; a note changed there is kept beside the one here."""
    record = {**highlight_record(highlight("one", note="old program")), "modified": "2026-03-14T11:00:00Z"}
    machines.theirs.write_text(json.dumps({"highlights": {"7": record, "8": {**record, "id": "two"}}}))
    store = TinyMarkStore(machines.mine, lambda: minute(50))
    done = store.merge(machines.theirs)
    assert (done.added, done.changed, done.removed) == (1, 1, 0)
    assert store.highlight("one").note == f"first{RULE}old program"
    assert store.article_marks("art").tags == ("strike",)
    assert store.merge(machines.theirs) == replace(done, added=0, changed=0)


def test_the_other_file_is_read_with_its_journal_and_left_alone(machines: Machines) -> None:
    """Also if it is in use."""
    running = TinyMarkStore(machines.theirs)
    running.put_highlight(highlight("in the journal"))
    before = machines.theirs.read_bytes()
    store = TinyMarkStore(machines.mine)
    assert store.merge(machines.theirs).added == 1
    assert machines.theirs.read_bytes() == before
    assert store.highlight("in the journal").id == "in the journal"


def test_a_journal_alone_is_joined(machines: Machines) -> None:
    """A synchroniser may have made a copy of it: what its entries tell is joined, once."""
    running = TinyMarkStore(machines.theirs)
    running.put_highlight(highlight("in the journal", note="theirs"))
    lone = machines.mine.with_name("marks.json (conflicted copy).journal")
    lone.write_bytes(journal_of(machines.theirs).read_bytes())
    store = TinyMarkStore(machines.mine)
    assert store.merge(lone).added == 1
    assert store.merge(lone) == Merged(0, 0, 0)
    assert store.highlight("in the journal").note == "theirs"
    lone.write_text("words\nmore words\n", encoding="utf-8")
    with pytest.raises(StorageError, match="no journal of marks"):
        store.merge(lone)


def test_a_file_that_is_damaged_or_missing_changes_nothing(machines: Machines) -> None:
    """One clear line."""
    store = TinyMarkStore(machines.mine)
    machines.theirs.write_text("{", encoding="utf-8")
    with pytest.raises(DamagedMarksError, match=r"theirs/marks\.json is damaged"):
        store.merge(machines.theirs)
    with pytest.raises(StorageError, match="cannot be read"):
        store.merge(machines.theirs.with_name("none.json"))
    assert [mark.note for mark in store.highlights()] == ["first"]
