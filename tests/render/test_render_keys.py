"""Keys read as vim commands, the table of actions, and dates for people."""

from datetime import UTC, datetime

import pytest

from reader.ui.actions import ACTIONS, Scope, in_scope, keys_of
from reader.ui.app import NewsmarkApp
from reader.ui.keys.vim import Command, Pending, feed
from reader.ui.render.dates import long_date, short_date
from reader.ui.screens.list_screen import ListScreen
from reader.ui.screens.marks_screen import MarksScreen
from reader.ui.screens.reading_screen import ReadingScreen

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
OWNERS = {Scope.LIST: ListScreen, Scope.ARTICLE: ReadingScreen, Scope.MARKS: MarksScreen, Scope.EVERYWHERE: NewsmarkApp}


def typed(keys: list[str]) -> list[Command]:
    pending, commands = Pending(), []
    for key in keys:
        pending, command = feed(pending, key, key if len(key) == 1 else None)
        if command is not None:
            commands.append(command)
    assert not pending.shown
    return commands


@pytest.mark.parametrize(
    ("keys", "command"),
    [
        ("w", Command("w")),
        ("3w", Command("w", 3, counted=True)),
        ("10j", Command("j", 10, counted=True)),
        ("0", Command("0")),
        ("fx", Command("f", 1, "x")),
        ("2t.", Command("t", 2, ".")),
        ("iw", Command("inner", 1, "w")),
        ('a"', Command("around", 1, '"')),
        ("H", Command("highlight")),
        ("o", Command("swap")),
    ],
)
def test_keys_are_read_as_in_vim(keys: str, command: Command) -> None:
    """Counts, finds, text objects, acts; a zero after nothing is a motion."""
    assert typed(list(keys)) == [command]


@pytest.mark.parametrize("keys", [["i", "x"], ["f", "escape"], ["3", "f1"], ["f1"]])
def test_keys_that_mean_nothing_are_dropped(keys: list[str]) -> None:
    """Nothing waits for ever."""
    assert [command for command in typed(keys) if command.name != "leave"] == []


@pytest.mark.parametrize("scope", list(Scope))
def test_every_action_can_be_carried_out_where_it_works(scope: Scope) -> None:
    """The screen of its scope, or the app, has the method."""
    for action in in_scope(scope):
        owner = NewsmarkApp if action.call.startswith("app.") else OWNERS[scope]
        method = "action_" + action.call.removeprefix("app.").partition("(")[0]
        assert hasattr(owner, method), f"{owner.__name__} lacks {method}"


@pytest.mark.parametrize("scope", [Scope.LIST, Scope.ARTICLE, Scope.MARKS])
def test_no_key_means_two_things(scope: Scope) -> None:
    """In one place, with what works everywhere."""
    keys = [key for action in (*in_scope(scope), *in_scope(Scope.EVERYWHERE)) for key in keys_of(action)]
    assert sorted(keys) == sorted(set(keys))


def test_ids_are_unique() -> None:
    """Settings name actions by them."""
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


@pytest.mark.parametrize(
    ("iso", "short", "long"),
    [
        ("2026-03-14", "14 Mar", "14 March 2026"),
        ("2025-12-01", "1 Dec 2025", "1 December 2025"),
        ("2026-03-20T09:00:00+00:00", "3 h", "20 March 2026"),
        ("2026-03-20T11:45:00", "15 min", "20 March 2026"),
        ("", "", ""),
        ("last week", "", "last week"),
        ("9999-99-99", "", "9999-99-99"),
    ],
)
def test_dates_are_written_for_people(iso: str, short: str, long: str) -> None:
    """Hours for today, else the day; what is no date stays as it is."""
    assert (short_date(iso, NOW), long_date(iso)) == (short, long)
