"""Positions: `,` and a letter gives a place that letter, `'` and the letter goes there, `''` goes back."""

from dataclasses import replace
from pathlib import Path

import pytest
from driver import STRIKE, Run, at_once, press, rows, screen_text, settle
from test_ui_jumps import open_article
from test_ui_marking import at

from reader.library.model import Library
from reader.settings import Settings
from reader.ui.app import NewsmarkApp

STRIKE_TITLE, FERRY_TITLE = "Harbour strike enters third week", "What the ferry report leaves out"


def letters(library: Library) -> list[str]:
    return [one.letter for one in library.marks.positions()]


async def test_a_letter_is_set_and_gone_to_from_anywhere_in_the_article(
    run: Run, folder: Path, library: Library
) -> None:
    """At the beginning of the sentence in focus; the sign in the margin is no kind's letter; going is a jump."""
    async with run(folder) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        at(view, "containers")
        await press(pilot, ",")
        assert "a–z in this article · A–Z in all articles · esc" in rows(pilot)[-1]
        await press(pilot, "c")
        assert "position c · 'c goes to it, u undoes" in rows(pilot)[-1]
        sign = next(row for row in rows(pilot) if "Some 340" in row).split("Some")[0].split()
        assert sign == ["'c", "›"]
        await press(pilot, "g", "'")
        assert "c  “Some 340 containers wait on the quay.”" in rows(pilot)[-2]
        await press(pilot, "c")
        assert view.page.text[view.caret.at :].startswith("Some 340")
        await press(pilot, "ctrl+o")
        assert view.caret.at == 0
    assert letters(library) == ["c"]


async def test_twice_goes_back_to_before_the_jump_and_there_again(run: Run, folder: Path) -> None:
    """As in vim; without a jump that is said."""
    async with run(folder) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        await press(pilot, "'", "'")
        assert "no jump to go back from" in rows(pilot)[-1]
        at(view, "No date")
        await press(pilot, "G")
        end = view.caret.at
        await press(pilot, "'", "'")
        assert view.page.text[view.caret.at :].startswith("No date")
        await press(pilot, "'", "'")
        assert view.caret.at == end


async def test_a_capital_opens_its_article_and_a_small_letter_is_each_articles_own(run: Run, folder: Path) -> None:
    """The list says in which article a capital is; `''` comes back."""
    async with run(folder) as pilot:
        view = await open_article(pilot, FERRY_TITLE)
        at(view, "It is on the last")
        await press(pilot, ",", "R", "g", ",", "a", "K")
        assert "Harbour strike" in view.page.text
        at(view, "No date")
        await press(pilot, "'", "a")
        assert "no position a; ,a sets it" in rows(pilot)[-1]
        await press(pilot, "'")
        assert rows(pilot)[-2].split() == ["R", *"“It is on the last of them.”".split(), *FERRY_TITLE.split()]
        assert "a  “" not in screen_text(pilot)
        await press(pilot, "R")
        assert view.page.text[view.caret.at :].startswith("It is on the last")
        await press(pilot, "'", "'")
        assert view.page.text[view.caret.at :].startswith("No date")


async def test_setting_and_taking_away_are_undone_by_name(run: Run, folder: Path, library: Library) -> None:
    """Backspace takes the letters of this sentence away."""
    async with run(folder) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        at(view, "No date")
        await press(pilot, ",", "a", ",", "a")
        assert "position a is here already" in rows(pilot)[-1]
        await press(pilot, ",")
        assert "here: a · backspace takes it away" in rows(pilot)[-1]
        await press(pilot, "backspace")
        assert letters(library) == []
        assert "'a" not in screen_text(pilot)
        await press(pilot, ",", "backspace")
        assert "no position in this sentence" in rows(pilot)[-1]
        await press(pilot, "u")
        assert "undone: removal of position a" in rows(pilot)[-1]
        assert letters(library) == ["a"]
        await press(pilot, "u")
        assert "undone: position a" in rows(pilot)[-1]
        assert letters(library) == []
        await press(pilot, "ctrl+r")
        assert letters(library) == ["a"]


@pytest.mark.parametrize("key", ["escape", "enter", "1", "é", "up"])
async def test_what_is_no_letter_leaves(run: Run, folder: Path, library: Library, key: str) -> None:
    """And does nothing else."""
    async with run(folder) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        place = view.caret
        for prefix in (",", "'"):
            await press(pilot, prefix, key)
            assert pilot.app.focused is view
            assert view.caret == place
    assert letters(library) == []


async def test_a_place_whose_words_are_gone_is_told_and_not_gone_to(run: Run, folder: Path) -> None:
    """It follows its words when the text before them changes."""
    async with run(folder) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        at(view, "No date")
        await press(pilot, ",", "a")
        at(view, "Some 340")
        await press(pilot, ",", "b")
    changed = STRIKE.replace("By Mira Oduya", "By Mira Oduya\n\nTwo ferries lie idle as well, says the harbour master.")
    changed = changed.replace("No date was set for another meeting.", "Both sides will sit down again in May.")
    (folder / "a-strike.txt").write_text(changed, encoding="utf-8")
    async with run(folder) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        await press(pilot, "g", "'")
        assert "gone from the text" in screen_text(pilot)
        await press(pilot, "a")
        assert "position a is gone: “No date was set for another …” is not in the text now" in rows(pilot)[-1]
        assert view.caret.at == 0
        await press(pilot, "'", "b")
        assert view.page.text[view.caret.at :].startswith("Some 340")


async def test_a_capital_without_its_article_is_told(run: Run, folder: Path, library: Library) -> None:
    """In one line; the reader stays."""
    async with run(folder) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        await press(pilot, ",", "R")
        mark = library.marks.position("R")
        assert mark is not None
        library.marks.put_position(replace(mark, article_id="goneforever"))
        await press(pilot, "'", "R")
        assert "goneforever" in rows(pilot)[-1]
        assert "Harbour strike" in view.page.text


async def test_a_place_in_a_cut_block_is_shown(run: Run, folder: Path) -> None:
    """As for highlights there."""
    async with run(folder) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        await press(pilot, "z")
        at(view, "Your email")
        await press(pilot, ",", "a", "z", "g", "'", "a")
        assert "position a is in a block that was cut" in rows(pilot)[-1]
        assert view.page.text[view.caret.at :].startswith("Your email")


async def test_keys_that_arrive_together_do_the_same(run: Run, folder: Path, library: Library) -> None:
    """The letter does not act as a key of its own."""
    async with run(folder) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        at(view, "Some 340")
        await at_once(pilot, ",", "d", "g", ",", "s", "'", "d")
        assert view.page.text[view.caret.at :].startswith("Some 340")
        await at_once(pilot, "'", "'", "j", "'", "'")
        assert view.page.text[view.caret.at :].startswith("Some 340")
    assert letters(library) == ["d", "s"]


async def test_after_an_operator_and_while_selecting_it_is_vims_comm(run: Run, folder: Path, library: Library) -> None:
    """`fx` and `,` looks back for the same letter."""
    async with run(folder) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        at(view, "date was set")
        await press(pilot, "v", "f", "s", "f", "s")
        last = view.caret.at
        await press(pilot, ",")
        assert view.caret.at < last
        assert view.caret.anchor is not None
        await press(pilot, "a", "w", "escape", "H", ",", "escape")
    assert letters(library) == []


async def test_both_keys_can_be_others(folder: Path, settings: Settings, library: Library) -> None:
    """What is told names them."""
    rebound = replace(settings, keys={"position": "semicolon", "to-position": "comma"})
    async with NewsmarkApp(library, rebound, [str(folder)]).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        view = await open_article(pilot, STRIKE_TITLE)
        at(view, "No date")
        await press(pilot, ";", "a")
        assert "position a · ,a goes to it" in rows(pilot)[-1]
        await press(pilot, "G", ",", "a")
        assert view.page.text[view.caret.at :].startswith("No date")
        await press(pilot, ",", ",")
        assert not view.page.text[view.caret.at :].startswith("No date")


async def test_many_positions_fit_half_the_screen(run: Run, folder: Path) -> None:
    """The line at the end says how many more there are."""
    async with run(folder, size=(60, 16)) as pilot:
        await open_article(pilot, STRIKE_TITLE)
        for letter in "abcdefghijkl":
            await press(pilot, ",", letter)
        await press(pilot, "'")
        assert "g  “Harbour strike" in rows(pilot)[-3]
        assert "and 5 others" in rows(pilot)[-2]
