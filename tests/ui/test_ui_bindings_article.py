"""Every key of the reading view: pressed, and what comes of it."""

from dataclasses import replace
from pathlib import Path

import bindings as see
import pytest
from bindings import VIEWS, Reader, Row, See, failures, reading, without_row
from driver import press

from reader.domain.query import View
from reader.library.marking import find_passage, highlight
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.actions import Scope
from reader.ui.screens.shared import SessionScreen


def at(reader: Reader) -> str:
    """The word under the caret and the next one of its paragraph."""
    text, caret = reader.view.page.text, reader.view.caret.at
    start = caret - len(text[:caret].split(" ")[-1].split("\n")[-1])
    return " ".join(text[start:].split("\n")[0].split()[:2])


def line(reader: Reader) -> int:
    """The line of the page that the caret is in."""
    return reader.view.page.line_of(reader.view.caret.at)


def title(reader: Reader) -> str:
    """The article on show."""
    return reader.view.page.text.split("\n")[0]


def mode(reader: Reader) -> str:
    """What the next keys are about: labels, an operator, a selection, or reading."""
    view = reader.view
    if view.labels:
        return "labels"
    return "operator" if view.operator else "" if view.caret.anchor is None else f"by_sentence={view.caret.by_sentence}"


def shows(words: str) -> See:
    """Whether words are on the page."""
    return lambda reader: any(
        words in reader.view.page.text[line.span.start : line.span.end] for line in reader.view.page.lines
    )


def typography(reader: Reader) -> tuple[object, ...]:
    """How the page is set."""
    settings = reader.app.session.settings
    return reader.view.measure, settings.justified, settings.line_spacing


def found(reader: Reader) -> int:
    """How many matches are shown."""
    return len(reader.view.found)


def typing(reader: Reader) -> bool:
    """Whether words to search for are being typed."""
    return isinstance(reader.app.screen, SessionScreen) and reader.app.screen.typing


def picked(reader: Reader) -> str:
    """The passage of the highlight that acts are on."""
    here = reader.view.highlight_here
    return "" if here is None else here.quote.exact


def letters(reader: Reader) -> list[str]:
    """The letters of positions."""
    return [one.letter for one in reader.library.marks.positions()]


def the_long_one(library: Library) -> str:
    """The id of the article that is read."""
    (number,) = library.articles.run(View.ALL, 0, 1, 100)
    return library.articles.ids_of([number])[0]


def losing(library: Library) -> None:
    """A highlight whose words are nowhere."""
    made, _ = highlight(library, the_long_one(library), (0, 8))
    quote = replace(made.quote, exact="Words that nobody wrote, here or on another quay.")
    library.marks.put_highlight(replace(made, quote=quote, position=replace(made.position, text_digest="0" * 64)))


def noting(library: Library) -> None:
    """A long note on the first sentence."""
    article_id = the_long_one(library)
    passage = find_passage(library.articles.document(article_id), FIRST)
    highlight(library, article_id, passage, note="long " * 80 + "zebra")


FIRST, SECOND = "The minutes were late.", "Nobody said why."
HIGHLIGHTED = "} H H"

MOVES = (
    Row("down", line, 5, "}"),
    Row("up", line, 3, "} j"),
    Row("top", line, 0, "}"),
    Row("end", at, "move."),
    Row("half-down", line, 9, "}"),
    Row("half-up", line, 3, "} ctrl+d"),
    Row("page-down", line, 14, "}"),
    Row("page-up", line, 111, "G"),
    Row("next-sentence", at, "Nobody said", "}"),
    Row("last-sentence", at, "The minutes", "} )"),
    Row("next-paragraph", at, "Day 0.", "}"),
    Row("last-paragraph", at, "The minutes", "} }"),
    Row("next-word", at, "minutes were", "}"),
    Row("last-word", at, "The minutes", "} w"),
    Row("next-mark", at, "The minutes", f"{HIGHLIGHTED} g"),
    Row("last-mark", at, "The minutes", f"{HIGHLIGHTED} G"),
    Row("jump-back", at, "The minutes", "} G"),
    Row("jump-forward", at, "move.", "} G ctrl+o"),
    Row("position", letters, ["a"], "}", "a"),
    Row("to-position", at, "The minutes", "} comma a G", "a"),
    Row("back", see.screen, "ListScreen"),
    Row("next-article", title, "Mole stays dark"),
    Row("last-article", title, "The long quay", "J"),
    Row("next-found", at, "Day 1.", "/ d a y space 1 . enter g"),
    Row("last-found", at, "day 1.", "/ d a y space 1 . enter G"),
)
ACTS = (
    Row("done", see.in_views, "11 0 1 0"),
    Row("later", see.in_views, "11 1 0 0"),
    Row("inbox", see.in_views, "12 0 0 0", "q d 3 enter"),
    Row("star", see.in_views, "12 0 0 1"),
    Row("read", see.unread, 11),
    Row("highlight", see.quotes, [FIRST], "}", "H"),
    Row("labels", mode, "labels"),
    Row("visual", mode, "by_sentence=False", "}"),
    Row("visual-sentence", mode, "by_sentence=True", "}"),
    Row("note", see.notes, ["x"], "}", "x escape"),
    Row("note-editor", see.notes, ["by the editor"], "}"),
    Row("tag", see.tags, ["x"], "}", "x enter"),
    Row("kind", see.kinds, ["figure"], HIGHLIGHTED, "f"),
    Row("remove", see.quotes, [], HIGHLIGHTED),
    Row("longer", see.quotes, [f"{FIRST} Nobody"], HIGHLIGHTED),
    Row("shorter", see.quotes, ["The minutes were late"], HIGHLIGHTED),
    Row("reshape", see.quotes, ["The minutes were late"], HIGHLIGHTED, "h enter"),
    Row("split", see.quotes, ["The", "minutes were late."], f"{HIGHLIGHTED} w"),
    Row("join", see.quotes, [f"{FIRST} {SECOND}"], f"{HIGHLIGHTED} ) H H ("),
    Row("pick", picked, FIRST, f"{HIGHLIGHTED} H w"),
    Row("repeat", see.quotes, [FIRST, SECOND], f"{HIGHLIGHTED} )"),
    Row("lost", see.screen, "LostScreen", prepare=losing),
    Row("fold-notes", see.shown("zebra"), True, "}", prepare=noting),
    Row("undo", see.quotes, [], HIGHLIGHTED),
    Row("redo", see.quotes, [FIRST], f"{HIGHLIGHTED} u"),
    Row("copy", see.copied, FIRST, "}"),
    Row("export", see.told(3), "exported 1 file", HIGHLIGHTED),
)
SHOWN = (
    Row("cuts", shows("Your email address"), True),
    Row("block", shows("The minutes were"), False, "}"),
    Row("source", see.screen, "ProposalScreen", "}"),
    Row("find", typing, True),
    Row("clear", found, 0, "/ c r a n e s enter"),
    Row("browser", see.opened, "https://ledger.example/0", answers="y"),
    Row("follow", see.opened, "https://minutes.example/march", answers="1 y"),
    Row("marks", see.screen, "MarksScreen"),
    Row("view-inbox", see.view, "inbox", "q 2 6 enter"),
    *VIEWS,
    Row("wider", typography, (76, False, 1)),
    Row("narrower", typography, (68, False, 1)),
    Row("justified", typography, (72, True, 1)),
    Row("spacing", typography, (72, False, 2)),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(library=tmp_path / "library", export_folder=tmp_path / "exports", views=see.SAVED)


@pytest.fixture(autouse=True)
def an_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writes the same note each time; there is no terminal to hand to a real one."""
    monkeypatch.setattr("reader.ui.screens.dialogs.edit", lambda _app, _text: "by the editor")


@pytest.mark.parametrize("rows", [MOVES, ACTS, SHOWN], ids=["moves", "acts", "shown"])
async def test_each_key_of_the_reading_view(
    library: Library, settings: Settings, tmp_path: Path, rows: tuple[Row, ...]
) -> None:
    async with reading(library, settings, tmp_path / "articles") as reader:
        found = await failures(reader, rows, Scope.ARTICLE, "enter")
    assert not found, "\n".join(found)


async def test_what_the_view_takes_itself_can_be_chosen_by_name_too(
    library: Library, settings: Settings, tmp_path: Path
) -> None:
    """From the palette, where no key reaches the view."""
    async with reading(library, settings, tmp_path / "articles") as reader:
        modes = []
        for call in ("operator", "visual(False)", "visual(True)", "labels"):
            await reader.begin_anew()
            await press(reader.pilot, "enter", "}")
            await reader.app.run_action(call, default_namespace=reader.app.screen)
            modes.append(mode(reader))
        assert modes == ["operator", "by_sentence=False", "by_sentence=True", "labels"]


def test_every_action_has_a_row() -> None:
    assert without_row((*MOVES, *ACTS, *SHOWN), Scope.ARTICLE) == set()
