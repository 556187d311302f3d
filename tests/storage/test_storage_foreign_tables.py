"""Tables that another program put into `marks.json`: joined in any order, and no document is dropped."""

import json
from itertools import chain
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from storage_samples import highlight, put_and_close

from reader.domain.ports import Merged
from reader.storage.foreign_tables import Foreign, foreign, joined
from reader.storage.marks import TinyMarkStore

VALUES: list[object] = ["", "x", "y", None, ["z"]]
RECORDS: st.SearchStrategy[dict[str, object]] = st.dictionaries(
    st.sampled_from(["a", "b"]), st.sampled_from(VALUES), max_size=2
)
DOCUMENTS = st.dictionaries(st.tuples(st.sampled_from(["cards", "decks"]), st.sampled_from(["1", "2", "7"])), RECORDS)


def _all(parts: list[Foreign]) -> Foreign:
    found: Foreign = {}
    for part in parts:
        found = joined(found, part)
    return found


FILES = st.lists(DOCUMENTS, min_size=1, max_size=3).map(_all)
"""Files, some of which come out of others that were joined."""


def documents(*files: Foreign) -> set[tuple[str, str]]:
    return {(table, json.dumps(one, sort_keys=True)) for (table, _), one in chain(*(file.items() for file in files))}


@given(FILES, FILES, FILES)
@settings(max_examples=200, deadline=None)
def test_joining_is_commutative_associative_and_idempotent(a: Foreign, b: Foreign, c: Foreign) -> None:
    both = joined(a, b)
    assert both == joined(b, a)
    assert joined(both, c) == joined(a, joined(b, c))
    assert joined(both, both) == both
    assert joined(both, a) == both
    assert joined(a, {}) == a


@given(FILES, FILES)
@settings(max_examples=200, deadline=None)
def test_no_document_is_dropped_and_none_made_up(a: Foreign, b: Foreign) -> None:
    both = joined(a, b)
    assert documents(both) == documents(a, b)
    assert both.keys() >= a.keys() | b.keys()


def with_tables(path: Path, tables: dict[str, object]) -> Path:
    """A marks file with a highlight and these tables."""
    path.parent.mkdir()
    put_and_close(path, highlight())
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **tables}), encoding="utf-8")
    return path


def test_merged_files_hold_the_documents_of_both(tmp_path: Path) -> None:
    """Also after the next start, and merging again changes nothing; what is no table stays as it is."""
    mine = with_tables(tmp_path / "mine" / "marks.json", {"cards": {"1": {"n": 1}, "2": {"n": 2}}, "plain": [1]})
    theirs = with_tables(tmp_path / "theirs" / "marks.json", {"cards": {"1": {"n": 9}}, "decks": {"4": {"m": "ü"}}})
    store = TinyMarkStore(mine)
    assert store.merge(theirs) == Merged(2, 1, 0)
    assert store.merge(theirs) == Merged(0, 0, 0)
    other = TinyMarkStore(mine)
    assert other.merge(theirs) == Merged(0, 0, 0)
    other.close()
    store.close()
    assert list(TinyMarkStore(mine).faults()) == []
    tables = json.loads(mine.read_text(encoding="utf-8"))
    assert sorted(one["n"] for one in tables["cards"].values()) == [1, 2, 9]
    assert tables["cards"]["1"] == {"n": 9}
    assert tables["decks"] == {"4": {"m": "ü"}}
    assert tables["plain"] == [1]
    back = TinyMarkStore(theirs)
    back.merge(mine)
    back.close()
    assert foreign(json.loads(theirs.read_text(encoding="utf-8"))) == foreign(tables)
