"""Queries read from text, and the laws of undo."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.errors import QueryError
from reader.domain.history import Change, History, Step
from reader.domain.mark import clean_tag
from reader.domain.query import Query, parse, without_last_word
from reader.domain.status import State, Status


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("harbour strike", Query(words=("harbour", "strike"))),
        ('"third week" quay', Query(words=("quay",), phrases=("third week",))),
        ("harbour -ferry", Query(words=("harbour",), excluded=("ferry",))),
        ('-"third week"', Query(excluded=("third week",))),
        ("source:wire tag:#Strike", Query(sources=("wire",), tags=("strike",))),
        ('source:"Northern Wire"', Query(sources=("Northern Wire",))),
        ("state:later", Query(state=State.LATER)),
        ("is:unread is:starred", Query(read=False, starred=True)),
        ("-is:starred has:marks", Query(starred=False, marked=True)),
        ("3-2 a-b - x", Query(words=("3-2", "a-b", "-", "x"))),
    ],
)
def test_a_query_is_read(text: str, query: Query) -> None:
    """Words, phrases, exclusions and fields."""
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"open', "not closed"),
        ("state:nowhere", "state:inbox"),
        ("is:green", "is:read"),
        ("tag:", "needs a value"),
        ("-source:x", "cannot be asked"),
    ],
)
def test_a_wrong_query_says_what_is_accepted(text: str, told: str) -> None:
    """One line, with the way out."""
    with pytest.raises(QueryError, match=told):
        parse(text)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_clearly(text: str) -> None:
    """Nothing else is raised; what is left without the last words can always be read."""
    with contextlib.suppress(QueryError):
        parse(text)
    parse(without_last_word(text))


@pytest.mark.parametrize(
    ("given", "kept"), [("#Strike", "strike"), (" two words ", "two-words"), ("a,b", "a-b"), ("# ", ""), ("ÉTÉ", "été")]
)
def test_tags_are_kept_in_one_form(given: str, kept: str) -> None:
    """However they are typed."""
    assert clean_tag(given) == kept


def change(number: int) -> Change:
    return Change(str(number), (Step(Status("a"), Status("a", position=number)),))


def test_undo_and_redo_go_back_and_forth() -> None:
    """A new act forgets what was undone."""
    history = History().record(change(1)).record(change(2))
    assert history.undo().redo() == history
    assert history.undo().undo().redo().done == (change(1),)
    assert history.undo().record(change(3)).undone == ()
    assert History().undo() == History().redo() == History()


def test_an_act_that_changed_nothing_is_not_remembered() -> None:
    """Undo takes back what the reader saw happen."""
    assert History().record(Change("nothing")) == History()


def test_a_change_reversed_twice_is_itself() -> None:
    """Steps in order."""
    one = Change("both", (Step(None, Status("a")), Step(Status("b"), None)))
    assert one.reversed().reversed() == one
