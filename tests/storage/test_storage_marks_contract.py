"""What every MarkStore promises: the same tests run in memory and on disk."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes import MemoryMarkStore
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storage_samples import NOW, choice, highlight, place

from reader.domain.errors import CancelledError, NotFoundError
from reader.domain.mark import ArticleMarks, HighlightKind
from reader.domain.ports import MarkStore
from reader.domain.safe_text import safe
from reader.storage.marks import TinyMarkStore


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> MarkStore:
    return MemoryMarkStore() if request.param == "memory" else TinyMarkStore(tmp_path / "marks.json")


def test_a_new_store_is_empty_and_sound(store: MarkStore) -> None:
    assert list(store.highlights()) == []
    assert list(store.all_article_marks()) == []
    assert list(store.faults()) == []


def test_a_highlight_comes_back_as_it_was_put(store: MarkStore) -> None:
    mark = highlight(note='first line\n\n[bold] and \\ and "quotes"')
    store.put_highlight(mark)
    assert store.highlight(mark.id) == mark
    assert list(store.highlights()) == [mark]


def test_putting_again_replaces(store: MarkStore) -> None:
    store.put_highlight(highlight())
    changed = replace(highlight(), note="second thoughts", kind=HighlightKind.CHECK, tags=())
    store.put_highlight(changed)
    assert list(store.highlights()) == [changed]


def test_what_is_written_at_once_is_kept_together(store: MarkStore) -> None:
    """Marks of every kind, added, changed and removed; a block in a block is a part of it."""
    for mark in (highlight("hl1"), highlight("hl2")):
        store.put_highlight(mark)
    changed = replace(highlight("hl1"), note="second thoughts")
    with store.at_once():
        store.put_highlight(changed)
        with store.at_once():
            store.remove_highlight("hl2")
        store.put_highlight(highlight("hl3"))
        store.put_highlight(highlight("hl4"))
        store.put_article_marks(ArticleMarks("art0000001", ("ferries",)))
        store.put_position(place())
    assert {mark.id: mark.note for mark in store.highlights()} == {"hl1": "second thoughts", "hl3": "", "hl4": ""}
    assert [one.tags for one in store.all_article_marks()] == [("ferries",)]
    assert list(store.positions()) == [place()]
    assert list(store.faults()) == []


def test_of_what_is_written_at_once_nothing_is_kept_if_it_fails(store: MarkStore) -> None:
    """And the next act is not a part of it."""
    store.put_highlight(highlight("hl1"))

    def fail() -> None:
        with store.at_once():
            store.put_highlight(highlight("hl2"))
            store.remove_highlight("hl1")
            message = "stopped"
            raise CancelledError(message)

    with pytest.raises(CancelledError):
        fail()
    assert [mark.id for mark in store.highlights()] == ["hl1"]
    store.put_highlight(highlight("hl3"))
    assert [mark.id for mark in store.highlights()] == ["hl1", "hl3"]


def test_highlights_stand_in_order_of_article_position_and_creation(store: MarkStore) -> None:
    first = highlight("hl1", start=3)
    second = highlight("hl3", start=9)
    third = replace(highlight("hl2", start=9), created=NOW + timedelta(days=1))
    other = highlight("hl0", start=50, article="aaa")
    for mark in (third, second, other, first):
        store.put_highlight(mark)
    assert list(store.highlights()) == [other, first, second, third]
    assert list(store.highlights("aaa")) == [other]
    assert list(store.highlights("none")) == []


@given(acts=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9), st.booleans()), max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_the_order_holds_whatever_is_put_moved_and_removed(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, bool]]
) -> None:
    """Each highlight stands there once."""
    store = TinyMarkStore(tmp_path_factory.mktemp("marks") / "marks.json")
    there: set[str] = set()
    assert store.highlights() == []
    for letter, start, put in acts:
        identifier = f"hl{letter}0000000"
        if put:
            store.put_highlight(highlight(identifier, start=start, article=f"art{start % 3}000000"))
        else:
            store.remove_highlight(identifier)
        there = there | {identifier} if put else there - {identifier}
        found = store.highlights()
        assert list(found) == sorted(found, key=lambda one: (one.article_id, one.position.start, one.id))
        assert sorted(one.id for one in found) == sorted(there)
    store.close()


def test_a_highlight_answers_to_the_beginning_of_its_id(store: MarkStore) -> None:
    store.put_highlight(highlight("abcd1"))
    store.put_highlight(highlight("abcd12"))
    store.put_highlight(highlight("xyz"))
    assert store.highlight("x").id == "xyz"
    assert store.highlight("abcd1").id == "abcd1"
    for wanted in ("abc", "nope", ""):
        with pytest.raises(NotFoundError):
            store.highlight(wanted)


def test_removing_twice_is_as_good_as_once(store: MarkStore) -> None:
    store.put_highlight(highlight("one"))
    store.put_highlight(highlight("two"))
    store.remove_highlight("one")
    store.remove_highlight("one")
    assert [mark.id for mark in store.highlights()] == ["two"]


def test_article_marks_come_back_in_order_and_empty_ones_go(store: MarkStore) -> None:
    later = ArticleMarks("zz", ("strike",), "a note", ("0123456789ab",), ("ba9876543210",))
    sooner = ArticleMarks("aa", ("ports", "strike"))
    store.put_article_marks(later)
    store.put_article_marks(sooner)
    assert list(store.all_article_marks()) == [sooner, later]
    assert store.article_marks("zz") == later
    assert store.article_marks("unknown") == ArticleMarks("unknown")
    store.put_article_marks(ArticleMarks("zz"))
    assert list(store.all_article_marks()) == [sooner]


def test_source_choices_come_back_in_order_of_time_and_go(store: MarkStore) -> None:
    later = replace(choice("aa", keep=True), created=NOW + timedelta(days=1))
    sooner, other = choice("bb"), choice("cc", source="northern wire")
    for one in (later, sooner, other):
        store.put_source_choice(one)
    assert list(store.source_choices()) == [sooner, other, later]
    assert list(store.source_choices("the coastal ledger")) == [sooner, later]
    changed = replace(sooner, keep=True)
    store.put_source_choice(changed)
    assert list(store.source_choices("the coastal ledger")) == [changed, later]
    store.remove_source_choice("bb")
    store.remove_source_choice("bb")
    assert list(store.source_choices()) == [other, later]


def test_positions_come_back_by_letter_and_go(store: MarkStore) -> None:
    small, other, capital = place("b"), place("b", article="art0000002"), place("A", article="art0000002")
    for one in (small, other, capital):
        store.put_position(one)
    assert list(store.positions()) == [capital, small, other]
    assert list(store.positions("art0000002")) == [capital, other]
    assert (store.position("A"), store.position(other.id), store.position("Z")) == (capital, other, None)
    moved = place("A", at=40)
    store.put_position(moved)
    assert store.position("A") == moved
    store.remove_position("A")
    store.remove_position("A")
    assert list(store.positions()) == [small, other]


def test_the_version_changes_with_each_change_and_only_then(store: MarkStore) -> None:
    versions = [store.version()]
    store.put_highlight(highlight())
    versions.append(store.version())
    store.put_article_marks(ArticleMarks("aa", note="x"))
    versions.append(store.version())
    store.remove_highlight(highlight().id)
    versions.append(store.version())
    assert len(set(versions)) == 4
    store.highlights()
    assert store.version() == versions[-1]


def test_a_source_choice_is_found_by_the_beginning_of_its_id(store: MarkStore) -> None:
    for one in (choice("aa1"), choice("aa2"), choice("bb1")):
        store.put_source_choice(one)
    assert store.source_choice("b") == choice("bb1")
    assert store.source_choice("aa2") == choice("aa2")
    for wanted in ("aa", "c", ""):
        with pytest.raises(NotFoundError):
            store.source_choice(wanted)


@given(
    note=st.text(st.characters(), max_size=60),
    tags=st.lists(st.text(max_size=12), max_size=3),
    start=st.integers(0, 2**40),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_safe_text_survives_the_disk(tmp_path: Path, note: str, tags: list[str], start: int) -> None:
    """Also lone surrogates, which UTF-8 cannot hold, and controls, which JSON must escape."""
    mark = replace(highlight(start=start), note=note, tags=tuple(tags))
    TinyMarkStore(tmp_path / "marks.json").put_highlight(mark)
    expected = replace(mark, note=safe(note), tags=tuple(safe(tag) for tag in tags))
    assert TinyMarkStore(tmp_path / "marks.json").highlight(mark.id) == expected
