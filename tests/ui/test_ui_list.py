"""The list of articles: what it shows, and deciding from it."""

from itertools import chain, repeat
from pathlib import Path

import pytest
from driver import Run, press, rest, rows, screen_text

from reader.domain.document import Document
from reader.domain.ports import ArticleStore
from reader.domain.query import Query, View
from reader.domain.status import State
from reader.library.catalogue import Listing, at_once
from reader.library.listing import rows as listed
from reader.library.model import Library
from reader.ui.screens.marks_screen import MarksScreen
from reader.ui.screens.shared import SessionScreen


def titles(library: Library, view: View) -> list[str]:
    return [row.article.label for row in listed(library, Query(view=view))]


class TestWhatIsShown:
    async def test_every_article_has_title_source_date_reading_time(self, run: Run, folder: Path) -> None:
        """A row says what the article is, before it is opened."""
        async with run(folder) as pilot:
            text = screen_text(pilot)
        assert "Harbour strike enters third week" in text
        assert "1 min" in text
        assert "Inbox 3" in text

    async def test_a_copy_of_a_story_says_so(self, run: Run, folder: Path) -> None:
        """Agency copy that stands in two places; the other articles say nothing."""
        text = (
            (folder / "a-strike.txt").read_text(encoding="utf-8").replace("Harbour strike enters", "Dockers in their")
        )
        (folder / "d-copy.txt").write_text(f"{text}\nThe talks go on.\n", encoding="utf-8")
        async with run(folder) as pilot:
            assert screen_text(pilot).count("same story") == 2

    async def test_brackets_in_a_title_are_shown_as_they_are(self, run: Run, folder: Path) -> None:
        """Nothing from an article is read as markup."""
        async with run(folder) as pilot:
            assert "The [bold]letter[/bold] that nobody finished" in screen_text(pilot)

    async def test_an_empty_list_says_why(self, run: Run, folder: Path) -> None:
        """A filter that nothing answers is named, with the key that drops it."""
        async with run(folder) as pilot:
            await press(pilot, "/", *"zebra", "enter")
            assert "Nothing here answers the filter; escape drops it." in screen_text(pilot)
            await press(pilot, "escape", "3")
            assert "Nothing here." in screen_text(pilot)

    async def test_one_pane_at_80_columns(self, run: Run, folder: Path) -> None:
        """A narrow terminal shows the list alone."""
        async with run(folder, size=(80, 24)) as pilot:
            assert not pilot.app.screen.query("#preview")

    async def test_preview_beside_the_list_at_120_columns(self, run: Run, folder: Path) -> None:
        """A wide terminal shows the article under the cursor without opening it."""
        async with run(folder, size=(120, 40)) as pilot:
            for key in ("g", "j", "j"):
                await press(pilot, key)
                if "Talks between" in screen_text(pilot):
                    return
            pytest.fail("the preview never showed the strike")

    async def test_a_cursor_that_moves_on_reads_no_article(
        self, run: Run, folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Only the one that the first key goes to, and the one on which the cursor comes to rest, are opened."""
        opened: list[str] = []
        real = type(library.articles).document

        def document(store: ArticleStore, article_id: str, text_digest: str = "") -> Document:
            opened.append(article_id)
            return real(store, article_id, text_digest)

        monkeypatch.setattr("reader.ui.screens.previewing._REST_SECONDS", 1.0)
        async with run(folder, size=(120, 40)) as pilot:
            monkeypatch.setattr(type(library.articles), "document", document)
            await pilot.press("j", "j", "k", "j")
            await rest(pilot)
            ids = [row.article.id for row in listed(library, Query())]
            assert opened == [ids[1], ids[2]]

    async def test_an_empty_library_says_so(self, run: Run) -> None:
        """No blank page."""
        async with run() as pilot:
            assert "Nothing here" in screen_text(pilot)

    async def test_unreadable_files_are_told_and_the_others_load(self, run: Run, folder: Path) -> None:
        """One bad file does not keep the good ones out."""
        bad = folder / "d-broken.txt"
        bad.write_bytes(b"\x7fELF\x02\x01\x01\x00" + bytes(200))
        async with run(folder) as pilot:
            assert "Inbox 3" in screen_text(pilot)
            assert "d-broken.txt" in screen_text(pilot)
            await press(pilot, "!")
            assert "d-broken.txt" in screen_text(pilot)

    async def test_a_terminal_of_a_few_cells_does_not_crash(self, run: Run, folder: Path) -> None:
        """Very small is still usable."""
        for size in ((1, 1), (10, 3), (20, 6)):
            async with run(folder, size=size) as pilot:
                await press(pilot, "j", "enter", "j", "H", "H", "q")


class TestDeciding:
    async def test_done_archives_and_goes_on(self, run: Run, folder: Path, library: Library) -> None:
        """`d` takes the article out of the inbox; the cursor is on the next."""
        async with run(folder) as pilot:
            first, second, third = titles(library, View.INBOX)
            await press(pilot, "d")
            assert titles(library, View.ARCHIVE) == [first]
            await press(pilot, "s")
            assert titles(library, View.LATER) == [second]
            assert titles(library, View.INBOX) == [third]

    async def test_undo_and_redo_of_a_decision(self, run: Run, folder: Path, library: Library) -> None:
        """`u` brings it back and names the act; `ctrl+r` does it again."""
        async with run(folder) as pilot:
            first = titles(library, View.INBOX)[0]
            await press(pilot, "d", "u")
            assert titles(library, View.ARCHIVE) == []
            assert "undone: archived" in screen_text(pilot)
            await press(pilot, "ctrl+r")
            assert titles(library, View.ARCHIVE) == [first]

    async def test_star_and_read_are_one_key_each(self, run: Run, folder: Path, library: Library) -> None:
        """`*` and `m` set, and take away again."""
        async with run(folder) as pilot:
            await press(pilot, "*", "m")
            row = listed(library, Query())[0]
            assert (row.status.starred, row.status.read) == (True, True)
            assert "★" in screen_text(pilot)
            await press(pilot, "*", "m")
            row = listed(library, Query())[0]
            assert (row.status.starred, row.status.read) == (False, False)

    async def test_nothing_is_called_read_behind_the_readers_back(
        self, run: Run, folder: Path, library: Library
    ) -> None:
        """Opening, scrolling and leaving decide nothing."""
        async with run(folder) as pilot:
            await press(pilot, "enter", "G", "q")
        assert not any(row.status.read for row in listed(library, Query()))

    async def test_a_selection_of_many_is_decided_at_once(self, run: Run, folder: Path, library: Library) -> None:
        """`x` selects; `d` archives all of them; one `u` brings all back."""
        async with run(folder) as pilot:
            await press(pilot, "x", "x")
            assert "2 selected" in screen_text(pilot)
            await press(pilot, "d")
            assert len(titles(library, View.ARCHIVE)) == 2
            await press(pilot, "u")
            assert len(titles(library, View.INBOX)) == 3

    async def test_views_have_keys(self, run: Run, folder: Path) -> None:
        """`1` to `6` go to the views."""
        async with run(folder) as pilot:
            await press(pilot, "d", "3")
            assert "1 of 1" in screen_text(pilot)
            await press(pilot, "j", "6")
            assert "1 of 3" in screen_text(pilot)
            await press(pilot, "2")
            assert "Nothing here" in screen_text(pilot)

    async def test_n_goes_to_the_next_unread(self, run: Run, folder: Path) -> None:
        """Articles called read are stepped over."""
        async with run(folder) as pilot:
            await press(pilot, "j", "m", "k", "n")
            assert "3 of 3" in screen_text(pilot)


class TestFiltering:
    async def test_the_list_narrows_as_you_type(self, run: Run, folder: Path) -> None:
        """Words are looked for in the text too; `escape` brings all back."""
        async with run(folder) as pilot:
            await press(pilot, "/", *"containers")
            assert "1 of 1" in screen_text(pilot)
            assert "Harbour strike" in screen_text(pilot)
            await press(pilot, "escape")
            assert "of 3" in screen_text(pilot)

    async def test_enter_keeps_the_filter(self, run: Run, folder: Path) -> None:
        """After `enter` the keys work on what was found."""
        async with run(folder) as pilot:
            await press(pilot, "/", *"ferry", "enter", "d")
            assert "filter: ferry" in screen_text(pilot)
            assert "Nothing here" in screen_text(pilot)
            await press(pilot, "q")
            assert "of 2" in screen_text(pilot)

    async def test_a_filter_that_makes_no_sense_changes_nothing(self, run: Run, folder: Path) -> None:
        """A clear message, and the list as it was."""
        async with run(folder) as pilot:
            await press(pilot, "/", *"state:nowhere")
            assert "state:inbox" in screen_text(pilot)
            assert "Harbour strike" in screen_text(pilot)

    @pytest.mark.parametrize("screen", ["", "M"])
    async def test_the_message_goes_when_the_filter_makes_sense(self, run: Run, folder: Path, screen: str) -> None:
        """A word that is still being typed is no lasting fault, in the list and among all marks."""
        async with run(folder) as pilot:
            await press(pilot, *screen, "/", *"is:unrea")
            assert "is:unrea is not known" in screen_text(pilot)
            await press(pilot, "d")
            assert "is not known" not in screen_text(pilot)

    async def test_the_whole_language_answers_in_the_list(self, run: Run, folder: Path) -> None:
        """As on the command line: days, several values, negated keys; a note is found too."""
        async with run(folder) as pilot:
            await press(pilot, "a", *"ask the bakery", "ctrl+s")
            await press(pilot, "/", *"bakery after:today", "enter")
            assert "1 of 1" in screen_text(pilot)
            await press(pilot, "escape", "/", *"-has:marks,tags is:read,unread", "enter")
            assert "of 2" in screen_text(pilot)

    async def test_tags_answer_the_filter(self, run: Run, folder: Path) -> None:
        """A tag given in the list is found by its beginning."""
        async with run(folder) as pilot:
            await press(pilot, "t", *"quayside", "enter")
            assert "#quayside" in screen_text(pilot)
            await press(pilot, "/", *"quays", "enter")
            assert "1 of 1" in screen_text(pilot)


async def test_rows_fit_the_width(run: Run, folder: Path) -> None:
    """No row is wider than the terminal, whatever the title."""
    (folder / "wide.txt").write_text(
        "長い見出し" * 40 + "\n\nThe text is short. It has two sentences.\n", encoding="utf-8"
    )
    async with run(folder, size=(60, 20)) as pilot:
        assert any("…" in row for row in rows(pilot))
        assert all(len(row) <= 60 for row in rows(pilot))


async def test_state_is_written_out(run: Run, folder: Path) -> None:
    """State is never told by colour alone."""
    async with run(folder) as pilot:
        await press(pilot, "s", "6")
        assert State.LATER.value in screen_text(pilot)


async def test_the_cursor_begins_at_the_top(run: Run, folder: Path) -> None:
    """However the articles come in, the first row is under the cursor."""
    async with run(folder) as pilot:
        assert "1 of 3" in screen_text(pilot)


async def test_an_article_that_comes_in_last_does_not_move_the_cursor_off_the_top(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first is already shown when the newest is read."""
    moments = chain((0.0,), repeat(60.0))
    monkeypatch.setattr("reader.ui.incoming.monotonic", lambda: next(moments))
    for name, day in (("a", 10), ("b", 11), ("c", 12)):
        text = f"Harbour news of day {day}\n\nMarch {day}, 2026\n\nThe lock opened at nine and closed at ten.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    async with run(tmp_path) as pilot:
        assert "1 of 3" in screen_text(pilot)


async def test_an_act_reads_the_list_once(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deciding, starring, and coming back from an article; the watch for other copies does not read it again."""
    read = []

    def counted(library: Library, query: Query) -> Listing | None:
        read.append(query)
        return at_once(library, query)

    async with run(folder) as pilot:
        monkeypatch.setattr("reader.ui.screens.virtual.catalogue.at_once", counted)
        for keys in (["d"], ["asterisk"], ["enter", "q"]):
            read.clear()
            await press(pilot, *keys)
            assert len(read) == 1, keys
        read.clear()
        await press(pilot, "t", *"port", "enter")
        told = len(read)
        await pilot.pause(1.2)
        assert len(read) == told


async def test_undo_goes_to_what_it_brings_back(run: Run, folder: Path) -> None:
    """The cursor is on the article again."""
    async with run(folder) as pilot:
        await press(pilot, "d", "G", "u")
        assert "1 of 3" in screen_text(pilot)


async def test_tab_ends_the_typing_of_a_filter(run: Run, folder: Path) -> None:
    """The filter stays, the keys act on the list again."""
    async with run(folder) as pilot:
        await press(pilot, "/", *"ferry", "tab", "d")
        assert "filter: ferry" in screen_text(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)
        assert not pilot.app.screen.typing
        assert "Nothing here" in screen_text(pilot)


async def test_a_key_for_a_screen_that_is_not_there_yet_ends_nothing(run: Run, folder: Path) -> None:
    """Whoever types ahead presses it before the rows are made."""
    async with run(folder) as pilot:
        screen = MarksScreen(pilot.app.session)  # type: ignore[attr-defined]
        pilot.app.push_screen(screen)
        await pilot.app.run_action("open", default_namespace=screen)
        await press(pilot, "j", "q")
        assert "1 of 3" in screen_text(pilot)
