"""Agency copy in several outlets: one row, and gone with one key."""

from datetime import UTC, datetime, timedelta

import pytest
from driver import Run, finish, press, rows, screen_text
from test_ui_first_rows import columns_beside_preview, on_screen, painted
from textual.pilot import Pilot

from reader.chosen import keep
from reader.domain.article import Article, MediaType, Metadata
from reader.domain.document import Block, BlockKind, Document
from reader.domain.query import Query, View
from reader.domain.status import State
from reader.library.listing import rows as listed
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.app import NewsmarkApp
from reader.ui.first_rows import inbox
from reader.ui.render.frame import list_frame
from reader.ui.screens.list_screen import ListScreen

COPY = (
    "The harbour board said on Tuesday that the eastern mole would stay closed until the lamps were mended.",
    "Pilots had counted eleven dark lamps on the night of the storm, and two coasters waited outside until dawn.",
    "Nobody at the board would say when the lamps had last been looked at, or who had signed the report in spring.",
)
OTHER = (
    "A bakery on the smaller island opens at four in the morning, an hour before the first ferry of the day leaves.",
    "Its owner sells the tickets for a sailing that is printed in no timetable, and has done so for eleven years.",
)
BEGAN = datetime(2026, 3, 1, tzinfo=UTC)


def put(library: Library, number: int, title: str, source: str, texts: tuple[str, ...]) -> None:
    document = Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))
    article = Article(
        id=f"item{number:06d}",
        address=f"/{number}.txt",
        media_type=MediaType.TEXT,
        raw_digest=f"{number:064d}",
        text_digest=document.digest,
        added=BEGAN + timedelta(hours=number),
        metadata=Metadata(title=title, source=source),
        opening=texts[0],
        words=60,
        cut_blocks=0,
    )
    library.articles.put(article, title.encode(), document)


@pytest.fixture(autouse=True)
def three_outlets(library: Library) -> None:
    """The newest first: Ledger, bakery, Wire, Review."""
    put(library, 1, "Mole stays dark", "Tideway Review", COPY)
    put(library, 2, "Eastern mole closed", "Northern Wire", (*COPY, "More on this on Wednesday."))
    put(library, 3, "Bread at four", "Island Post", OTHER)
    put(library, 4, "Lamps keep the mole shut", "Coastal Ledger", COPY)


def shown(pilot: Pilot[None]) -> list[str]:
    screen = pilot.app.screen
    assert isinstance(screen, ListScreen)
    return [row.article.label if row else "" for row in screen.listing]


def states(library: Library) -> dict[str, State]:
    return {row.article.label: row.status.state for row in listed(library, Query(view=View.ALL))}


async def fold(pilot: Pilot[None]) -> None:
    await press(pilot, "g", "z")
    await finish(pilot)


async def test_copies_become_one_row_that_names_the_others(run: Run) -> None:
    """How many there are, and where; the rest of the list stays as it is, and the key unfolds again."""
    async with run() as pilot:
        assert len(shown(pilot)) == 4
        await fold(pilot)
        assert shown(pilot) == ["Lamps keep the mole shut", "Bread at four"]
        assert "+2 copies in Northern Wire, Tideway Review" in screen_text(pilot)
        assert "1 of 2 stories ·" in rows(pilot)[-1]
        await press(pilot, "/", *"pilots", "enter")
        assert "1 of 1 story ·" in rows(pilot)[-1]
        await press(pilot, "escape", "z")
        assert "1 of 4 ·" in rows(pilot)[-1]
        assert len(shown(pilot)) == 4


async def test_an_act_on_a_folded_row_is_about_all_copies(run: Run, library: Library) -> None:
    """Archived together, brought back together."""
    async with run() as pilot:
        await fold(pilot)
        await press(pilot, "d")
        assert "archived 3 articles" in screen_text(pilot)
        assert shown(pilot) == ["Bread at four"]
        assert [*states(library).values()].count(State.ARCHIVE) == 3
        await press(pilot, "u")
        assert State.ARCHIVE not in states(library).values()
        assert len(shown(pilot)) == 2


async def test_a_group_opens_in_place(run: Run, library: Library) -> None:
    """Its copies stand below it, each a row that is decided about alone; the key folds them again."""
    async with run() as pilot:
        await fold(pilot)
        await press(pilot, "Z")
        await finish(pilot)
        labels = shown(pilot)
        assert labels == ["Lamps keep the mole shut", "Eastern mole closed", "Mole stays dark", "Bread at four"]
        assert "└ Eastern mole closed" in screen_text(pilot)
        assert "1 of 4 ·" in rows(pilot)[-1]
        await press(pilot, "j", "d")
        assert states(library)["Eastern mole closed"] is State.ARCHIVE
        assert [*states(library).values()].count(State.ARCHIVE) == 1
        await press(pilot, "g", "Z")
        await finish(pilot)
        assert len(shown(pilot)) == 2


async def test_one_key_archives_a_story_that_is_not_folded(run: Run, library: Library) -> None:
    """From any of its copies; what lies elsewhere stays there."""
    async with run() as pilot:
        await press(pilot, "g", "s", "g", "j", "D")
        found = states(library)
        assert found["Lamps keep the mole shut"] is State.LATER
        assert found["Eastern mole closed"] is found["Mole stays dark"] is State.ARCHIVE
        assert found["Bread at four"] is State.INBOX


async def test_one_key_archives_a_story_of_more_than_fifty_copies(run: Run, library: Library) -> None:
    """Folded, unfolded, or with its copies shown in place; one undo brings all back."""
    for number in range(5, 82):
        put(library, number, f"Mole {number}", f"Outlet {number}", COPY)
    async with run(size=(90, 40)) as pilot:
        for before, after in (([], []), (["z"], ["z"]), (["z", "Z"], ["z"])):
            await press(pilot, *before, "g", "D")
            found = states(library)
            assert sum(state is State.ARCHIVE for state in found.values()) == 80
            assert found["Bread at four"] is State.INBOX
            await press(pilot, "u", *after)
            assert {*states(library).values()} == {State.INBOX}


async def test_the_cursor_goes_to_the_row_that_stands_for_its_article(run: Run) -> None:
    """And a filter is folded too."""
    async with run() as pilot:
        await press(pilot, "G", "z")
        await finish(pilot)
        assert pilot.app.screen.rows.current.article.label == "Lamps keep the mole shut"  # type: ignore[attr-defined]
        await press(pilot, "/", *"pilots", "enter")
        await finish(pilot)
        assert len(shown(pilot)) == 1


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_the_first_rows_are_folded_as_the_list_is(
    run: Run, library: Library, settings: Settings, size: tuple[int, int]
) -> None:
    """If copies were folded in the run before: cell for cell, and what is counted too."""
    keep(settings, "fold_copies", True)
    lines = list_frame(inbox(library, settings, size[1]), *size)
    assert "1 of 2 stories" in "".join(part.words for part in lines[-1])
    async with run(size=size) as pilot:
        shown = columns_beside_preview(pilot)
        for number, (first, then) in enumerate(zip(lines, on_screen(pilot), strict=True)):
            width = shown if 0 < number < size[1] - 1 else size[0]
            assert painted(first, "newsmark-dark")[:width] == then[:width], f"line {number}"


async def test_the_folded_list_is_there_at_once(library: Library, settings: Settings) -> None:
    """The first picture that the app draws has its rows: what was painted before does not give way to nothing."""
    keep(settings, "fold_copies", True)
    app = NewsmarkApp(library, settings)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "1 of 2 stories" in rows(pilot)[-1]
