"""A filter is answered while it is typed: the first rows at once, the rest when nothing more is typed."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from driver import Run, in_one_piece, press, rows, screen_text
from test_ui_virtual import list_screen, shown
from textual._compositor import Compositor, ReflowResult
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widget import Widget
from tides import COUNT, item, library_of

from reader.domain.errors import StorageError
from reader.domain.query import Query, View
from reader.domain.status import State
from reader.library import catalogue
from reader.library.beginning import Begun
from reader.library.catalogue import Listing
from reader.library.model import Library
from reader.settings import Settings
from reader.storage import head
from reader.storage.head import Head
from reader.ui import typed_ahead
from reader.ui.acts.acting import LibraryChanged
from reader.ui.screens import virtual


@pytest.fixture
def settings(tmp_path: Path, five_thousand: Path) -> Settings:
    return replace(library_of(five_thousand, tmp_path), views={"Tides": "tide is:unread"})


@pytest.fixture
def _never_resting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader always goes on typing before the rest is read."""
    monkeypatch.setattr(virtual, "_REST_SECONDS", 600.0)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many numbers were read each time that the rest of a list was."""
    found: list[int] = []
    read = Begun.read

    def counted(numbers: Begun) -> Sequence[int]:
        found.append(len(every := read(numbers)))
        return every

    monkeypatch.setattr(Begun, "read", counted)
    return found


async def type_(pilot: Pilot[None], words: str) -> None:
    """Type, and wait until the first rows are shown."""
    await pilot.press(*("space" if letter == " " else letter for letter in words))
    while list(pilot.app.workers):
        await pilot.pause(0.01)
    await pilot.pause()


@pytest.mark.usefixtures("_never_resting")
async def test_the_first_rows_are_shown_before_the_rest_is_read(run: Run, reads: list[int]) -> None:
    """It is not told how many there are until that is known."""
    async with run() as pilot:
        await press(pilot, "/")
        await type_(pilot, "tid")
        assert shown(pilot)[:3] == ["05000", "04999", "04998"]
        assert "1 of …" in screen_text(pilot)
        assert not reads
        await press(pilot, "enter")
        assert "1 of 5000" in screen_text(pilot)
        assert reads == [COUNT]


async def test_all_is_counted_when_nothing_more_is_typed(run: Run, reads: list[int]) -> None:
    """Once; the rows stay as they are."""
    async with run() as pilot:
        await press(pilot, "/", *"tide")
        assert "1 of 5000" in screen_text(pilot)
        assert reads == [COUNT]
        await press(pilot, "enter")
        assert reads == [COUNT]


@pytest.mark.usefixtures("_never_resting")
async def test_what_needs_the_whole_list_reads_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of it, what lies behind the first pages, and a selection of all, while the filter is still typed."""
    monkeypatch.setattr(head, "_ARTICLES", 100)
    async with run() as pilot:
        await press(pilot, "/")
        for keys, place in ((["pagedown"] * 12, None), ([], COUNT)):
            await type_(pilot, "tid")
            assert not list_screen(pilot).listing.whole
            await pilot.press(*keys)
            if place:
                list_screen(pilot).action_move("G")
            await pilot.pause()
            at = list_screen(pilot).rows.cursor + 1
            assert at == place or at > 100
            assert f"{at} of 5000" in screen_text(pilot)
            assert f"{5001 - at:05d}" in shown(pilot)
            await press(pilot, *["backspace"] * 3)
            list_screen(pilot).action_move("g")
        await type_(pilot, "tid")
        list_screen(pilot).action_select_all()
        await pilot.pause()
        assert "5000 selected" in screen_text(pilot)


@pytest.mark.usefixtures("_never_resting")
async def test_the_scroll_bar_is_that_of_the_list_that_is_likely(run: Run) -> None:
    """It does not jump when all is counted."""
    async with run() as pilot:
        await press(pilot, "/")
        await type_(pilot, "tid")
        before = list_screen(pilot).rows.virtual_size
        await press(pilot, "enter")
        assert list_screen(pilot).rows.virtual_size == before
        assert list_screen(pilot).rows.vertical_scrollbar.window_virtual_size == before.height


@pytest.mark.usefixtures("_never_resting")
async def test_a_change_before_the_rest_is_read_is_shown(run: Run, library: Library) -> None:
    """The list is read again if it begins otherwise by now."""
    async with run() as pilot:
        await press(pilot, "/")
        await type_(pilot, "tid")
        (status,) = library.articles.statuses(["tide005000"])
        library.articles.set_status([type(status)("tide005000", State.ARCHIVE)])
        await press(pilot, "enter")
        assert shown(pilot)[:2] == ["04999", "04998"]
        assert "of 4999" in screen_text(pilot)


async def test_what_has_changed_is_found_while_typing(run: Run, library: Library) -> None:
    """An article that comes in between two letters."""
    async with run() as pilot:
        await press(pilot, "/", *"tid")
        library.articles.put(*item(COUNT + 1))
        await press(pilot, "e")
        assert shown(pilot)[0] == "05001"
        assert "of 5001" in screen_text(pilot)
        await press(pilot, "space", *"tab")
        pilot.app.screen.post_message(LibraryChanged())
        await press(pilot)
        assert "of 5001" in screen_text(pilot)


async def test_the_cursor_stays_on_its_article_far_down(run: Run) -> None:
    """It lies behind what was looked at."""
    async with run() as pilot:
        await press(pilot, "G", "k", "/", *"tide")
        assert list_screen(pilot).rows.cursor == COUNT - 2
        assert "4999 of 5000" in screen_text(pilot)


@pytest.mark.usefixtures("_never_resting")
async def test_a_selection_and_folded_copies_need_the_whole_answer(run: Run, reads: list[int]) -> None:
    """Of a selection, what answers stays selected."""
    async with run() as pilot:
        await press(pilot, "G", "x", "/")
        await type_(pilot, "tide 0000")
        assert "1 selected" in screen_text(pilot)
        assert list_screen(pilot).listing.whole
        await press(pilot, "escape", "escape", "z", "/")
        await type_(pilot, "tide")
        assert list_screen(pilot).listing.whole
        assert not reads


async def test_few_letters_are_looked_up_in_a_large_library_when_nothing_more_is_typed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list stays as it is until then, if the first articles are not known; keeping the filter does not wait."""
    monkeypatch.setattr(Head, "make", lambda *_: None)
    monkeypatch.setattr(head, "_LARGE", 1000)
    monkeypatch.setattr(virtual, "_REST_SECONDS", 600.0)
    async with run() as pilot:
        await press(pilot, "/")
        await type_(pilot, "lo")
        assert "of 5000" in screen_text(pilot)
        await press(pilot, "enter")
        assert "1 of 50 " in f"{screen_text(pilot)} "
        assert shown(pilot)[:2] == ["05000", "04900"]
        monkeypatch.setattr(virtual, "_REST_SECONDS", 0.01)
    async with run() as pilot:
        await press(pilot, "/", *"lo")
        assert "1 of 50 " in f"{screen_text(pilot)} "


@pytest.mark.usefixtures("_never_resting")
async def test_few_letters_are_answered_at_once_where_the_first_articles_are_known(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(head, "_LARGE", 1000)
    async with run() as pilot:
        await press(pilot, "/")
        await type_(pilot, "lo t")
        assert shown(pilot)[:2] == ["05000", "04900"]


async def test_of_few_letters_all_is_counted_when_the_filter_is_kept(
    run: Run, reads: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first rows are shown; that it takes a while to count the others is no use to anyone before."""
    monkeypatch.setattr(head, "_LARGE", 1000)
    monkeypatch.setattr(virtual, "_REST_SECONDS", 0.01)
    async with run() as pilot:
        await press(pilot, "/", *"ti")
        assert shown(pilot)[0] == "05000"
        await pilot.pause(0.1)
        assert "1 of …" in screen_text(pilot)
        assert not reads
        await press(pilot, "enter")
        assert "1 of 5000" in screen_text(pilot)


async def test_a_letter_lays_nothing_out_anew(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does opening the filter, nor an answer of no rows; a filter longer than the screen moves with its caret."""
    laid_out: list[Size] = []
    reflow = Compositor.reflow

    def counted(compositor: Compositor, parent: Widget, size: Size) -> ReflowResult:
        laid_out.append(size)
        return reflow(compositor, parent, size)

    async with run() as pilot:
        monkeypatch.setattr(Compositor, "reflow", counted)
        await press(pilot, "/", *"tidq", "backspace")
        assert not laid_out
        await press(pilot, *["space" if letter == " " else letter for letter in " tide" * 30 + " lock"])
        assert rows(pilot)[0].endswith("tide lock")
        assert "of 50 " in f"{screen_text(pilot)} "
        await press(pilot, "home")
        assert rows(pilot)[0].startswith(" Inbox / tid tide")


async def test_a_rest_that_cannot_be_read_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown stays, and the program goes on."""

    def broken(_: Listing, __: Callable[[], bool]) -> Sequence[int]:
        message = "the disk is gone"
        raise StorageError(message)

    async with run() as pilot:
        await press(pilot, "/")
        monkeypatch.setattr(Listing, "rest", broken)
        await type_(pilot, "tid")
        while "the disk is gone" not in screen_text(pilot):
            await pilot.pause(0.02)
        assert shown(pilot)[0] == "05000"
        monkeypatch.undo()
        await press(pilot, "enter")
        assert "of 5000" in screen_text(pilot)


async def test_keys_typed_ahead_of_a_kept_filter_are_about_the_whole_list(
    run: Run, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`X` right behind `enter`, while the rest is being read."""
    rest, go_on = Listing.rest, Event()

    def slow(listing: Listing, unwanted: Callable[[], bool]) -> Sequence[int]:
        go_on.wait(30)
        return rest(listing, unwanted)

    monkeypatch.setattr(Listing, "rest", slow)
    async with run() as pilot:
        await pilot.press("/")
        await pilot.press(*"tide")
        while "/ tide" not in rows(pilot)[0] or "of …" not in screen_text(pilot):
            await pilot.pause(0.01)
        await pilot.press("enter", "X", "d")
        while library.articles.counts()[View.ARCHIVE] != COUNT:
            await pilot.pause(0.01)
        go_on.set()
        await press(pilot)
        assert "Nothing here" in screen_text(pilot)


async def test_an_act_typed_ahead_of_the_answer_is_about_the_row_that_answers(
    run: Run, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`d` in one piece with the filter and `enter`, while that is being answered."""
    answering, go_on = catalogue.answering, Event()

    def slow(
        library: Library, query: Query, unwanted: Callable[[], bool], opened: Collection[int] | None = None
    ) -> Listing:
        go_on.wait(30)
        return answering(library, query, unwanted, opened)

    monkeypatch.setattr(catalogue, "answering", slow)
    monkeypatch.setattr(catalogue, "answering_typist", lambda *asked: slow(*asked[:4]))
    monkeypatch.setattr(typed_ahead, "_ANSWER_SECONDS", 30.0)
    async with run() as pilot:
        await press(pilot, "/")
        in_one_piece(pilot, *"04321", "enter", "d")
        while not list_screen(pilot).rows.has_focus:
            await pilot.pause(0.01)
        await pilot.pause()
        assert shown(pilot)[0] == "05000"
        go_on.set()
        await press(pilot)
    (row,) = library.articles.rows(Query(View.ARCHIVE))
    assert row.article.metadata.title.endswith("04321")


async def test_a_saved_view_is_counted_when_it_is_known(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virtual, "_REST_SECONDS", 600.0)
    async with run() as pilot:
        await press(pilot, "7", "/")
        await type_(pilot, "tab")
        assert "Tides / tab" in rows(pilot)[0]
        assert "of …" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Tides 5000" in rows(pilot)[0]
