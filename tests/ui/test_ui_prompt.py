"""The line in which a filter or a search is typed: its keys, and what it recalls."""

from pathlib import Path

import pytest
from driver import FERRY, STRIKE, Run, press, rows, screen_text
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.pilot import Pilot

from reader.chosen import FILE, asked
from reader.domain.segments import grapheme_start
from reader.settings import Settings
from reader.ui.keys.typing import _CUTTING, _DELETING, _GOING, _SELECTING, Typed, edited, line_of, recalled
from reader.ui.screens import previewing
from reader.ui.screens.shared import SessionScreen

KEYS = [*_GOING, *_SELECTING, *_DELETING, *_CUTTING, "ctrl+shift+a", "ctrl+y"]


def after(words: str, *keys: str) -> str:
    """A line after some keys: its words, `|` where the caret is, `[` and `]` around what is selected."""
    line = line_of(words)
    for key in keys:
        done = edited(line, key)
        line = line.with_words(key) if done is None else done
    start, end = line.selection
    signs = [(start, "["), (end, "]")] if start < end else []
    shown = line.words
    for at, sign in sorted([*signs, (line.caret, "|")], reverse=True):
        shown = shown[:at] + sign + shown[at:]
    return shown


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("left x", "harbour strikx|e"),
        ("home x end y", "xharbour strikey|"),
        ("ctrl+a delete", "|arbour strike"),
        ("ctrl+left backspace", "harbour|strike"),
        ("ctrl+w", "harbour |"),
        ("alt+backspace ctrl+w", "|"),
        ("home ctrl+right ctrl+k", "harbour |"),
        ("ctrl+left ctrl+u", "|strike"),
        ("ctrl+w home ctrl+y", "strike|harbour "),
        ("home alt+d", "|strike"),
        ("shift+left shift+left x", "harbour strix|"),
        ("shift+home", "|[harbour strike]"),
        ("shift+left left", "harbour strik|e"),
        ("ctrl+shift+a backspace", "|"),
        ("ctrl+e ctrl+d right", "harbour strike|"),
    ],
)
def test_keys_do_what_they_do_in_a_shell(keys: str, shown: str) -> None:
    """What a key cuts can be put elsewhere; what is selected gives way to what is typed."""
    assert after("harbour strike", *keys.split()).replace("[|", "|[") == shown


def test_a_letter_with_its_marks_is_one() -> None:
    """So is a face of several parts."""
    assert after("cafe\u0301", "left") == "caf|e\u0301"
    assert after("cafe\u0301", "backspace") == "caf|"
    assert after("👩\u200d🚀 x", "home", "delete") == "| x"


@given(st.text(), st.lists(st.sampled_from([*KEYS, "x"]), max_size=12))
def test_any_keys_leave_a_line_whole(words: str, keys: list[str]) -> None:
    """The caret stands between two letters, and nothing comes that was not there or typed."""
    line = line_of(words)
    for key in keys:
        line = edited(line, key) or line.with_words(key)
        assert 0 <= min(line.selection) <= max(line.selection) <= len(line.words)
        assert line.caret == len(line.words) or grapheme_start(line.words, line.caret) == line.caret
    assert {*line.words} <= {*words, "x"}


def test_what_was_typed_earlier_is_recalled_if_it_begins_so() -> None:
    """The latest first, each once, and the words at hand again at the end."""
    found = recalled("ha", ["harbour", "ferry", "hat", "harbour"])
    assert [found.went(step).words for step in (1, 2, 3, -1)] == ["harbour", "hat", "hat", "ha"]
    assert found.went(2).went(-1).went(-1).words == "ha"
    assert Typed().words == ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "strike.txt").write_text(STRIKE, encoding="utf-8")
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    return folder


async def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await press(pilot)


async def test_a_filter_is_recalled_and_so_it_is_in_the_next_run(run: Run, folder: Path, settings: Settings) -> None:
    """From the first row up, or while nothing is typed; on the way down what was typed, and then the rows as ever."""
    async with run(folder) as pilot:
        await press(pilot, "/", *"ferry", "enter", "/", "ctrl+u", *"union", "enter", "escape", "/")
        await press(pilot, "up")
        assert rows(pilot)[0] == " Inbox / union"
        await press(pilot, "up")
        assert rows(pilot)[0] == " Inbox / ferry"
        assert "1 of 1" in screen_text(pilot)
        await press(pilot, "down", "down", "down")
        assert "2 of 2" in screen_text(pilot)
        await press(pilot, "up")
        assert rows(pilot)[0] == " Inbox / union"
        await press(pilot, "ctrl+u", "home", "f", "up")
        assert rows(pilot)[0] == " Inbox / ferry"
        await press(pilot, "escape")
    assert asked(settings, "list") == ("ferry", "union")
    (settings.library / FILE).write_text('{"asked list": ["a\\u001b[2Jb", 3, "quay"]}')
    async with run() as pilot:
        await press(pilot, "/", "up", "up")
        assert rows(pilot)[0] == " Inbox / ab"


async def test_what_is_pasted_or_clicked_goes_into_the_line(run: Run, folder: Path) -> None:
    """On one line and without control codes; the terminal's cursor, which input methods follow, is on the caret."""
    async with run(folder) as pilot:
        await press(pilot, "/")
        assert rows(pilot)[0].startswith(' Inbox / words, "a phrase"')
        await paste(pilot, "\x1b[31m北京\nferry")
        assert rows(pilot)[0] == " Inbox / 北京 ferry"
        assert tuple(pilot.app.cursor_position) == (len(" Inbox / ") + 10, 0)
        await pilot.click("#views", offset=(len(" Inbox / ") + 3, 0))
        await press(pilot, "x")
        assert rows(pilot)[0] == " Inbox / 北x京 ferry"
        await pilot.click("#rows", offset=(3, 1))
        await press(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)
        assert not pilot.app.screen.typing
        assert "filter: 北x京 ferry" in rows(pilot)[0]


async def test_the_preview_follows_a_typist_when_nothing_is_typed_for_longer(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the filter is kept it follows as ever."""
    async with run(folder, size=(120, 24)) as pilot:
        before = "PORT ELLIS" in screen_text(pilot)
        monkeypatch.setattr(previewing, "_TYPIST_RESTS", 10_000)
        await pilot.press("/", *("report" if before else "dockers"))
        await pilot.pause(0.25)
        assert "1 of 1" in screen_text(pilot)
        assert ("PORT ELLIS" in screen_text(pilot)) is before
        await press(pilot, "enter")
        assert ("PORT ELLIS" in screen_text(pilot)) is not before


async def test_in_a_narrow_terminal_the_words_have_the_line(run: Run, folder: Path) -> None:
    """The end of them, where the caret is."""
    async with run(folder, size=(20, 6)) as pilot:
        await press(pilot, "/", *"ferry-report")
        assert rows(pilot)[0] == " / ferry-report"
        await press(pilot, *"-of-spring")
        assert rows(pilot)[0] == " / report-of-spring"


async def test_words_are_copied_cut_and_put_back(run: Run, folder: Path) -> None:
    async with run(folder) as pilot:
        await press(pilot, "/", *"quay", "shift+home", "ctrl+c", "ctrl+x", "ctrl+v", "ctrl+v")
        assert rows(pilot)[0] == " Inbox / quayquay"


async def test_a_search_in_an_article_is_recalled(run: Run, folder: Path) -> None:
    """The screen below goes on under it: what is typed lies in place of the title."""
    async with run(folder) as pilot:
        await press(pilot, "enter", "/", *"the", "enter", "escape", "/", "up")
        assert rows(pilot)[0] == " Find / the"
        await press(pilot, "enter")
        assert "matches" in rows(pilot)[-1]
        assert "Find" not in rows(pilot)[0]


async def test_a_wrong_query_is_told_while_it_is_typed(run: Run, folder: Path) -> None:
    """And the line stays; the message goes when the word is right."""
    async with run(folder) as pilot:
        await press(pilot, "/", *"sorce:wire")
        assert rows(pilot)[0] == " Inbox / sorce:wire"
        assert "put it in quotation marks" in screen_text(pilot)
        await press(pilot, "ctrl+u")
        assert "put it in quotation marks" not in screen_text(pilot)
