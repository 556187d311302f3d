"""Messages are one clear line: whole at 80 columns, whatever they quote."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import Run, press, rows, screen_text
from hypothesis import given
from hypothesis import strategies as st
from test_ui_marking import at
from test_ui_reading import open_strike

import reader
from reader.ui.render.runs import ONE_LINE, first_fitting, shortened
from reader.ui.render.wrap import width_of
from reader.ui.widgets.bars import StatusBar

PLACES = [
    *(Path(reader.__file__).parent / "ui").rglob("*.py"),
    *(Path(reader.__file__).parent / "library").glob("*.py"),
]
SAYERS = {"say", "say_done", "perform", "bar.say", "tell_work", "Change"}
LONGEST = {
    "excerpt": "“What she …”",
    "quoted": "“What she …”",
    "_name": "“What she …”",
    "label": "“What she …”",
    "event.words": "What she",
    "told": "12,345 words",
    "name": "reader",
    "key": "HH",
    "place": "/home/…/exports",
    "fit": "The Coastal Ledger and Advertiser",
}
"""What stands for a part of a message that is only known when it is said; the longest, where it is of our own words."""


def rendered(node: ast.expr) -> list[str]:
    """The wordings of an expression that is a message, as far as they stand in it."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return [*rendered(node.body), *rendered(node.orelse)]
    if isinstance(node, ast.Lambda):
        return rendered(node.body)
    if isinstance(node, ast.JoinedStr):
        texts = [""]
        for part in node.values:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            found = rendered(inner) or [sample(ast.unparse(inner))]
            texts = [text + more for text in texts for more in found]
        return texts
    return []


def sample(source: str) -> str:
    return next((words for part, words in LONGEST.items() if part in source), "123")


def messages() -> Iterator[tuple[str, str]]:
    """Every wording that the code says, with the place where it stands."""
    for place in PLACES:
        for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and (called in SAYERS or called.endswith(".say")):
                for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                    ending = " · u undoes" if called == "Change" else ""
                    yield from ((f"{place.name}:{node.lineno}", text + ending) for text in rendered(argument))
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("told", "now", "advice"):
                yield from ((f"{place.name}:{node.lineno}", text) for text in rendered(node.value))


def test_every_message_is_whole_at_80_columns() -> None:
    """All that the code says, with long samples for what it names."""
    found = [(place, words) for place, words in messages() if " " in words]
    assert len(found) > 60
    assert [(place, words) for place, words in found if width_of(words) > ONE_LINE] == []


@given(st.text("ab “”/漢é…", max_size=120), st.integers(30, 100))
def test_a_message_that_fits_is_left_alone_and_no_other_grows(words: str, width: int) -> None:
    """Whatever stands in it."""
    assert width_of(shortened(words, width)) <= max(width, width_of(words))
    if width_of(words) <= width:
        assert shortened(words, width) == words


def test_what_is_quoted_gives_way() -> None:
    """Then paths and addresses, in their middle; the words around them stay."""
    title = "A very long headline that no message of one line has any room for at all"
    assert shortened(f"marked as read: “{title}” · u undoes", 60) == (
        "marked as read: “A very long headline that no m…” · u undoes"
    )
    path = "/home/mira/documents/newsroom/exports/2026/selection"
    told = shortened(f"exported 3 files (2 changed) to {path}", 60)
    assert told.startswith("exported 3 files (2 changed) to /home/mira")
    assert told.endswith("/selection")
    assert width_of(told) == 60


def test_the_first_wording_that_fits_is_said() -> None:
    """The last one if none does."""
    assert first_fitting("a" * 90, "b" * 79, "c") == "b" * 79
    assert first_fitting("a" * 90, "b" * 80) == "b" * 80


@pytest.mark.parametrize("keys", ["m", "xm", "*", "d"])
async def test_an_act_on_a_long_title_tells_how_it_is_undone(run: Run, tmp_path: Path, keys: str) -> None:
    """At 80 columns; what is selected gives way to it."""
    file = tmp_path / "long.txt"
    file.write_text(f"{'A very long headline that goes on ' * 4}\n\nThe ships wait for the tide.\n", encoding="utf-8")
    async with run(file, size=(80, 24)) as pilot:
        await press(pilot, *keys)
        assert rows(pilot)[-1].rstrip().endswith("u undoes")


async def test_a_message_while_selecting_is_whole(run: Run, folder: Path) -> None:
    """The name of the mode gives way, until the message is over."""
    async with run(folder, size=(80, 24)) as pilot:
        view = await open_strike(pilot)
        at(view, "340")
        await press(pilot, "v", "c", "z")
        assert rows(pilot)[-1].strip().endswith("p plain")
        pilot.app.screen.query_one(StatusBar).clear()
        await press(pilot)
        assert "SELECT" in screen_text(pilot)


async def test_what_was_said_of_a_key_is_over_with_the_next(run: Run, folder: Path) -> None:
    """But what was done, and how it is undone, stays for a while, until a mode has a hint to show."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "]")
        assert "no more highlights" in rows(pilot)[-1]
        await press(pilot, "(")
        assert "no more highlights" not in rows(pilot)[-1]
        await press(pilot, "H", "H", "(")
        assert "u undoes" in rows(pilot)[-1]
        await press(pilot, "v")
        assert "u undoes" not in rows(pilot)[-1]
        assert "y copy" in rows(pilot)[-1]


async def test_an_error_outlives_keys_and_modes(run: Run, folder: Path) -> None:
    """It may tell of marks that are not on disk."""
    async with run(folder) as pilot:
        await open_strike(pilot)
        pilot.app.screen.query_one(StatusBar).say("the disk is full", bad=True)
        await press(pilot, "j", "v", "w")
        assert "the disk is full" in rows(pilot)[-1]


async def test_a_quoted_headline_is_not_quoted_twice(run: Run, tmp_path: Path) -> None:
    """Its own quotation marks become single ones."""
    place = tmp_path / "letter.txt"
    place.write_text("“Dear you”: a letter that nobody finished\n\nIt went to the whole town. Nobody knows why.\n")
    async with run(place) as pilot:
        await press(pilot, "asterisk")
        assert "starred “‘Dear you’: a letter" in rows(pilot)[-1]


@pytest.mark.parametrize("keys", [["H", "i", "quotation_mark"], ["H", "f", "z"]])
async def test_a_passage_that_is_not_there_is_told(run: Run, folder: Path, keys: list[str]) -> None:
    """So that it is known that nothing was highlighted."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, *keys)
        assert "there is no such passage here" in rows(pilot)[-1]
        await press(pilot, "j")
        assert "there is no such passage here" not in rows(pilot)[-1]


@pytest.mark.parametrize("width", [12, 30, 44])
async def test_the_mode_is_named_however_narrow_the_terminal_is(run: Run, folder: Path, width: int) -> None:
    """Its hint gives way."""
    async with run(folder, size=(width, 12)) as pilot:
        await open_strike(pilot)
        await press(pilot, "v")
        assert rows(pilot)[-1].startswith(" SELECT")
        assert len(rows(pilot)[-1]) <= width


@pytest.mark.parametrize("opened", [[], ["enter"], ["M"]], ids=["list", "article", "marks"])
async def test_who_presses_ctrl_c_is_told_what_leaves(run: Run, folder: Path, opened: list[str]) -> None:
    """In the line where everything is told."""
    async with run(folder) as pilot:
        await press(pilot, *opened, "ctrl+c")
        assert "Q leaves Newsmark" in rows(pilot)[-1]
