"""`'` and `?` list the positions: going to one, taking its letter away, and the keys for that."""

from dataclasses import replace
from pathlib import Path

from driver import FERRY, STRIKE, Run, press, rows, screen_text
from test_ui_jumps import open_article
from test_ui_marking import at
from textual.pilot import Pilot

from reader.domain.document import Span
from reader.library.adding import Added, add
from reader.library.marking import find_passage
from reader.library.model import Library
from reader.library.positions import set_position
from reader.ui.app import NewsmarkApp
from reader.ui.screens.positions_list import PositionsListScreen
from reader.ui.widgets.row_list import RowList

STRIKE_TITLE, FERRY_TITLE = "Harbour strike enters third week", "What the ferry report leaves out"
NO_DATE, CONTAINERS = "No date was set for another meeting.", "Some 340 containers wait on the quay."
LAST, NOBODY = "It is on the last of them.", "Nobody who wrote it has been asked about it since."
PLACES = {"a": NO_DATE, "b": CONTAINERS, "j": "She left before ten."}


def letters(library: Library) -> list[str]:
    return [one.letter for one in library.marks.positions()]


def put(library: Library, folder: Path, name: str, places: dict[str, str]) -> str:
    """Add an article and give letters to places in it; its id."""
    (added,) = add(library, [str(folder / name)])
    assert isinstance(added, Added)
    document = library.articles.document(added.article.id)
    for letter, words in places.items():
        set_position(library, added.article.id, letter, Span(*find_passage(document, words)))
    return added.article.id


def listed(pilot: Pilot[None]) -> list[str]:
    """The letters on the screen, the one under the cursor with its sign."""
    lines = [row.split("│")[1] for row in rows(pilot) if row.count("│") > 1 and "“" in row]
    return [line.partition("“")[0].replace(" ", "") for line in lines]


def is_open(pilot: Pilot[None]) -> bool:
    return isinstance(pilot.app.screen, PositionsListScreen)


async def test_enter_and_a_letter_go_there_and_that_is_a_jump(run: Run, folder: Path, library: Library) -> None:
    """From one article to another, and back; the message that waits for a letter tells the key."""
    put(library, folder, "a-strike.txt", PLACES)
    put(library, folder, "b-ferry.txt", {"R": LAST, "a": NOBODY})
    async with run(folder) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        await press(pilot, "'")
        assert "a letter · ? lists them · ' back to before the last jump · esc" in rows(pilot)[-1]
        await press(pilot, "?")
        assert listed(pilot) == ["▎a", "b", "j", "R"]
        assert f"R  “It is on the last of them.”  {FERRY_TITLE}" in screen_text(pilot)
        assert screen_text(pilot).count("Some 340") == 1
        await press(pilot, "down", "enter")
        assert view.page.text[view.caret.at :].startswith("Some 340")
        await press(pilot, "ctrl+o")
        assert view.caret.at == 0
        await press(pilot, "'", "?", "R")
        assert view.page.text[view.caret.at :].startswith("It is on the last")
        assert "212 pages" in view.page.text
        await press(pilot, "ctrl+o", "'", "?", "j")
        assert view.page.text[view.caret.at :].startswith("She left")


async def test_a_letter_is_taken_away_and_one_undo_gives_it_back(run: Run, folder: Path, library: Library) -> None:
    """In the list, or behind it; there also where the key of undo is a letter of the list."""
    put(library, folder, "a-strike.txt", PLACES)
    async with run(folder) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        await press(pilot, "'", "?", "down", "backspace")
        assert listed(pilot) == ["a", "▎j"]
        assert letters(library) == ["a", "j"]
        assert "position b taken away · u undoes" in rows(pilot)[-1]
        await press(pilot, "u")
        assert listed(pilot) == ["a", "▎b", "j"]
        await press(pilot, "delete", "escape")
        assert "'b" not in screen_text(pilot)
        await press(pilot, "u")
        assert letters(library) == ["a", "b", "j"]
        assert "'b" in screen_text(pilot)
        at(view, "Some 340")
        await press(pilot, ",", "u", "'", "?", "backspace")
        assert "position a taken away · esc, then u undoes" in rows(pilot)[-1]
        await press(pilot, "u")
        assert view.page.text[view.caret.at :].startswith("Some 340")


async def test_keys_move_in_it_and_leave_it(run: Run, folder: Path, library: Library) -> None:
    """A letter that no position has does what it does in other lists, or is told."""
    words = ["Harbour strike", "By Mira", "PORT ELLIS", "No date", "She left", "Some 340"]
    put(library, folder, "a-strike.txt", dict(zip("abcdef", words, strict=True)))
    async with run(folder, size=(80, 16)) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        await press(pilot, "'", "?")
        cursor = 0
        for key, wanted in {
            "j": 1, "down": 2, "k": 1, "up": 0, "G": 5, "g": 0, "end": 5, "home": 0, "ctrl+d": 3, "ctrl+u": 0,
            "space": 5, "ctrl+b": 0, "ctrl+f": 5, "pageup": 0, "pagedown": 5,
        }.items():  # fmt: skip
            before = cursor
            await press(pilot, key)
            cursor = pilot.app.screen.query_one(RowList).cursor
            assert (key, cursor, cursor == before) == (key, wanted, False)
        await press(pilot, "x")
        assert "no position x" in rows(pilot)[-1]
        for key in ("q", "h", "escape"):
            assert is_open(pilot)
            await press(pilot, key)
            assert not is_open(pilot)
            assert view.caret.at == 0
            await press(pilot, "'", "?")
        await pilot.double_click(RowList, offset=(8, 3))
        await press(pilot)
        assert view.page.text[view.caret.at :].startswith("No date")


async def test_without_positions_one_line_tells_how_to_set_one(run: Run, folder: Path) -> None:
    """And keys about a row do nothing."""
    async with run(folder) as pilot:
        await open_article(pilot, STRIKE_TITLE)
        await press(pilot, "'", "?", "backspace", "enter", "j")
        assert "No positions. , and a letter gives a sentence one." in screen_text(pilot)
        assert is_open(pilot)


async def test_what_cannot_be_gone_to_says_so_and_titles_are_only_words(
    run: Run, folder: Path, library: Library
) -> None:
    """A sentence that was taken out, an article that is not in the library; markup and control codes are not read."""
    put(library, folder, "a-strike.txt", {"a": NO_DATE, "Z": CONTAINERS})
    put(library, folder, "c-brackets.txt", {"B": "The town hall confirmed that it was genuine."})
    zed = library.marks.position("Z")
    assert zed is not None
    library.marks.put_position(replace(zed, article_id="elsewhere"))
    (folder / "a-strike.txt").write_text(STRIKE.replace(NO_DATE, "Rain."), "utf-8")
    title = "A [bold]ferry[/bold] \x1b[2J\x1b]0;PWNED\x07that \u202enobody took"
    (folder / "b-ferry.txt").write_text(FERRY.replace(FERRY_TITLE, title), "utf-8")
    put(library, folder, "b-ferry.txt", {"F": NOBODY})
    async with run(folder) as pilot:
        view = await open_article(pilot, STRIKE_TITLE)
        await press(pilot, "'", "?")
        shown = [" ".join(row.split("│")[1].split()) for row in rows(pilot) if "”  " in row]
        assert shown == [
            "▎ a “No date was set for another meeting.” gone from the text",
            "B “The town hall confirmed that it was genuine.” The [bold]letter[/bold] that nobod…",
            "F “Nobody who wrote it has been asked about it sinc…” A [bold]ferry[/bold] that nob…",
            "Z “Some 340 containers wait on the quay.” article not here",
        ]
        assert not {"\x1b", "\x07", "\u202e"} & set(screen_text(pilot))
        await press(pilot, "enter")
        assert "position a is gone" in rows(pilot)[-1]
        assert view.caret.at == 0


async def test_a_rebound_undo_is_told_and_works(folder: Path, library: Library, run: Run) -> None:
    """The key that asks is the reader's own, too."""
    put(library, folder, "a-strike.txt", PLACES)
    async with run(folder) as pilot:
        app = pilot.app
        assert isinstance(app, NewsmarkApp)
        app.session.settings = replace(app.session.settings, keys={"undo": "y"})
        app.set_keymap({"undo": "y"})
        await open_article(pilot, STRIKE_TITLE)
        await press(pilot, "'", "?", "backspace")
        assert "position a taken away · y undoes" in rows(pilot)[-1]
        await press(pilot, "y")
    assert letters(library) == ["a", "b", "j"]
