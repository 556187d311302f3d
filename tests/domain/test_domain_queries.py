"""Queries read from text, and the laws of undo."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.days import first_day
from reader.domain.errors import QueryError
from reader.domain.history import Change, History, Step
from reader.domain.mark import clean_tag
from reader.domain.query import Asked, Key, Query, parse, period, with_fixed_days, without_last_word
from reader.domain.status import Status


def asked(*keys: Asked) -> Query:
    """A query of keys alone."""
    return Query(asked=keys)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("harbour strike", Query(words=("harbour", "strike"))),
        ('"third week" quay', Query(words=("quay",), phrases=("third week",))),
        ("harbour -ferry", Query(words=("harbour",), excluded=("ferry",))),
        ('-"third week"', Query(excluded=("third week",))),
        ("source:wire tag:#Strike", asked(Asked(Key.SOURCE, ("wire",)), Asked(Key.TAG, ("strike",)))),
        ('source:"Northern Wire",ledger', asked(Asked(Key.SOURCE, ("Northern Wire", "ledger")))),
        ('-Source:"a, b" x', Query(words=("x",), asked=(Asked(Key.SOURCE, ("a, b",), negated=True),))),
        ("state:Later,inbox", asked(Asked(Key.STATE, ("later", "inbox")))),
        ("is:unread -is:starred", asked(Asked(Key.IS, ("unread",)), Asked(Key.IS, ("starred",), negated=True))),
        (
            "has:marks,notes -tag:x,,y,",
            asked(Asked(Key.HAS, ("marks", "notes")), Asked(Key.TAG, ("x", "y"), negated=True)),
        ),
        ("before:2026-11 after:2w", asked(Asked(Key.BEFORE, ("2026-11",)), Asked(Key.AFTER, ("2w",)))),
        ('or and not "OR" -NOT', Query(words=("or", "and", "not"), phrases=("OR",), excluded=("NOT",))),
        ("TRADE AND WAR", Query(words=("TRADE", "AND", "WAR"))),
        ("3-2 a-b - x", Query(words=("3-2", "a-b", "-", "x"))),
        (
            '10:30 https://port.example/ "sorce:x" note: ::',
            Query(words=("10:30", "https://port.example/", "note:", "::"), phrases=("sorce:x",)),
        ),
    ],
)
def test_a_query_is_read(text: str, query: Query) -> None:
    """Words, phrases, exclusions, and keys with one value or several, negated or not."""
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('ferry "open', '"open has a quotation mark that is not closed; write "two words"'),
        ("state:inbox,nowhere", "state:inbox,nowhere is not known; use state:inbox, state:later or state:archive"),
        ("x -is:green", "-is:green is not known; use is:read, is:unread, is:starred or is:lost"),
        ("has:stars", "has:stars is not known; use has:marks, has:notes or has:tags"),
        ("tag:", "tag: needs a value; use tag:strike"),
        ("tag:#", "tag:# needs a value; use tag:strike"),
        ('source:""', 'source:"" needs a value; use source:"Northern Wire"'),
        (
            "-is:read,lost",
            "-is:read,lost has is:lost among others, which are asked of articles; write is:lost by itself",
        ),
        (
            "harbour OR ferry",
            "OR is no operator here, where every word must hold; several values of one key may, as source:wire,ledger;"
            " in quotation marks it is looked for",
        ),
        ("a AND b", "AND is not needed, since every word must hold; in quotation marks it is looked for"),
        ("a NOT b", "NOT is written as a hyphen, as -ferry; in quotation marks it is looked for"),
        ("is:", "is: needs a value; use is:read, is:unread, is:starred or is:lost"),
        (
            "sorce:wire",
            "sorce:wire has a key that is not known; use source:, tag:, state:, is:, has:, before:, after: or put it in"
            " quotation marks",
        ),
        (
            "before:2026-13",
            "before:2026-13 is not known; use before:2026, before:2026-11, before:2026-11-25, before:today,"
            " before:yesterday, before:7d, before:2w or before:3m",
        ),
    ],
)
def test_a_wrong_query_names_the_wrong_word_and_what_is_accepted(text: str, told: str) -> None:
    """One line, with the way out."""
    with pytest.raises(QueryError) as raised:
        parse(text)
    assert str(raised.value) == told


def test_what_a_wrong_word_holds_never_acts_on_the_terminal() -> None:
    """It is shown safe and short."""
    with pytest.raises(QueryError) as raised:
        parse("is:\x1b]0;owned\x07" + "x" * 500)
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 120


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_clearly(text: str) -> None:
    """Nothing else is raised; what is read can be told in days, and what is left without the last words can be read."""
    with contextlib.suppress(QueryError):
        period(with_fixed_days(parse(text), date(2026, 11, 25)))
    parse(without_last_word(text))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", (None, None)),
        ("after:2026-11 before:2026-12", (date(2026, 11, 1), date(2026, 12, 1))),
        ("after:7d", (date(2026, 11, 18), None)),
        ("-after:yesterday", (None, date(2026, 11, 24))),
        ("-before:today", (date(2026, 11, 25), None)),
        ("after:2025,2026 before:2w,2026-01", (date(2025, 1, 1), date(2026, 11, 11))),
        ("after:2026-01 after:3m", (date(2026, 8, 25), None)),
    ],
)
def test_days_leave_a_period(text: str, days: tuple[date | None, date | None]) -> None:
    """Of several values of one key the widest counts, of several keys the narrowest."""
    assert period(with_fixed_days(parse(text), date(2026, 11, 25))) == days


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("1m", date(2026, 3, 31), date(2026, 2, 28)),
        ("13m", date(2026, 1, 15), date(2024, 12, 15)),
        ("2024-2-29", date(2026, 1, 1), date(2024, 2, 29)),
        ("2025-2-29", date(2026, 1, 1), None),
        ("999999d", date(2026, 1, 1), date.min),
        ("999999m", date(2026, 1, 1), date.min),
        ("9999999d", date(2026, 1, 1), None),
        ("0000", date(2026, 1, 1), None),
        ("soon", date(2026, 1, 1), None),
    ],
)
def test_a_day_is_read(text: str, today: date, day: date | None) -> None:
    """Calendars have their edges."""
    assert first_day(text, today) == day


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
