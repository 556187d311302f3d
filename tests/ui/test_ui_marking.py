"""Marking by keyboard: highlights, notes, tags, kinds, undo, and what is on disk when the screen says so."""

import re
from pathlib import Path

import pytest
from driver import Run, press, rows, screen_text
from test_ui_reading import open_strike
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from reader.domain.errors import StorageError
from reader.domain.mark import HighlightKind
from reader.domain.query import Query, View
from reader.domain.status import State
from reader.library import listing, marking
from reader.library.model import Library
from reader.settings import Settings
from reader.storage.marks import TinyMarkStore
from reader.ui.acts.acting import LibraryChanged
from reader.ui.widgets.article_view import ArticleView
from reader.wiring import make_library


def quotes(library: Library) -> list[str]:
    return [highlight.quote.exact for highlight in library.marks.highlights()]


def at(view: ArticleView, words: str) -> None:
    view.go_to(view.page.text.index(words))


async def begin_anew(pilot: Pilot[None], library: Library, words: str) -> None:
    """Take all highlights away, leave every mode, and put the caret on these words."""
    for highlight in library.marks.highlights():
        library.marks.remove_highlight(highlight.id)
    pilot.app.screen.post_message(LibraryChanged())
    view = pilot.app.screen.query_one("#article", ArticleView)
    view.leave_selection()
    at(view, words)
    await press(pilot)


class TestHighlighting:
    async def test_two_keys_mark_the_sentence_in_focus(self, run: Run, folder: Path, library: Library) -> None:
        """`HH`: from "I read it" to "it is on disk"."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "No date")
            await press(pilot, "H", "H")
            assert quotes(library) == ["No date was set for another meeting."]
            assert "1 mark" in screen_text(pilot)

    async def test_the_highlight_is_on_disk_before_the_screen_says_so(
        self, run: Run, folder: Path, settings: Settings
    ) -> None:
        """What the reader is told is true on disk."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "Some 340")
            await press(pilot, "H", "H")
            assert "highlight “Some 340" in screen_text(pilot)
            stored = TinyMarkStore(settings.library / "marks.json").highlights()
            assert [mark.quote.exact for mark in stored] == ["Some 340 containers wait on the quay."]

    async def test_visual_mode_selects_by_vim_motions(self, run: Run, folder: Path, library: Library) -> None:
        """Motions, counts, finds and text objects; the passage is the text between the ends, both included."""
        cases = (
            ("offered", "vwwH", "offered nothing"),
            ("offered", "v3eH", "offered nothing that"),
            ("offered", "vf,H", "offered nothing that was not on the table in January,"),
            ("offered", "vt,H", "offered nothing that was not on the table in January"),
            ("Talks", "v)hhH", "Talks between the dockers' union and the harbour's owners broke off on Tuesday night."),
            ("containers", "viwH", "containers"),
            ("containers", "v3iwH", "containers wait"),
            ("containers", "viwiwiwH", "containers wait"),
            ("containers", "v2awH", "containers wait"),
            ("containers", "visH", "Some 340 containers wait on the quay."),
            ("containers", "vipH", "Some 340 containers wait on the quay."),
            ("offered", 'vi"H', "We were offered nothing that was not on the table in January,"),
            ("quay", "vboeH", "the quay"),
            ("quay", "vboH", "the q"),
            ("the quay", "vwoH", "the"),
            ("the quay", "vwobH", "on the"),
            ("wait", "vfoH", "wait o"),
            ("wait", "v5lH", "wait o"),
            ("quay", "vFsH", "s wait on the q"),
        )
        made = []
        async with run(folder) as pilot:
            await open_strike(pilot)
            for start, keys, _ in cases:
                await begin_anew(pilot, library, start)
                await press(pilot, *keys)
                made += [(start, keys, quote) for quote in quotes(library)]
        assert made == [*cases]

    async def test_space_selects_a_page_down(self, run: Run, folder: Path, library: Library) -> None:
        """As it moves a page down while reading."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "offered")
            await press(pilot, "v", "space", "H")
        (made,) = quotes(library)
        assert made.startswith("offered nothing")
        assert "Some 340" in made

    async def test_a_selection_crosses_wrapped_lines_and_paragraphs(
        self, run: Run, folder: Path, library: Library
    ) -> None:
        """The quote holds the paragraph break."""
        async with run(folder, size=(50, 30)) as pilot:
            view = await open_strike(pilot)
            at(view, "No date")
            await press(pilot, "v", "}", "e", "enter")
        (made,) = quotes(library)
        assert made.startswith("No date was set")
        assert "\n\n" in made

    async def test_by_sentence(self, run: Run, folder: Path, library: Library) -> None:
        """`V` takes whole sentences from wherever the caret is."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "between the dockers")
            await press(pilot, "V", ")", "H")
        (made,) = quotes(library)
        assert made.startswith("Talks between")
        assert made.endswith("another meeting.")

    async def test_the_operator_takes_motions_and_objects(self, run: Run, folder: Path, library: Library) -> None:
        """`Hip` marks the paragraph."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "containers")
            await press(pilot, "H", "i", "p")
        assert quotes(library) == ["Some 340 containers wait on the quay."]

    async def test_the_operator_goes_back_and_counts_as_in_vim(self, run: Run, folder: Path, library: Library) -> None:
        """A motion back leaves out the character under the caret; a count takes so many."""
        cases = (
            ("containers", "HFS", "Some 340"),
            ("containers", "HTS", "ome 340"),
            ("containers", "Hb", "340"),
            ("containers", "Hfw", "containers w"),
            ("No date", "H2H", 'No date was set for another meeting.\n\n"We were offered'),
            ("containers", "H2aw", "containers wait"),
            ("containers", "H3iw", "containers wait"),
            ("containers", "Htw", "containers"),
            ("quay", "Hw", "quay"),
        )
        made = []
        async with run(folder) as pilot:
            await open_strike(pilot)
            for start, keys, wanted in cases:
                await begin_anew(pilot, library, start)
                await press(pilot, *keys)
                shown = len(wanted) if keys == "H2H" else None  # two long sentences
                made += [(start, keys, quote[:shown]) for quote in quotes(library)]
        assert made == [*cases]

    async def test_a_search_takes_the_selection_along(self, run: Run, folder: Path, library: Library) -> None:
        """`/` and `n` work while selecting; without a search `n` opens no other article, and `?` shows the keys."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "offered")
            await press(pilot, "v", "n")
            assert "no search" in screen_text(pilot)
            await press(pilot, "?")
            assert pilot.app.screen.query("#body")
            await press(pilot, "q", "/", *"table", "enter", "h", "H")
        assert quotes(library) == ["offered nothing that was not on the"]

    async def test_escape_leaves_without_a_mark(self, run: Run, folder: Path, library: Library) -> None:
        """Nothing is marked by leaving; keys mean what they meant before."""
        async with run(folder) as pilot:
            await open_strike(pilot)
            await press(pilot, "v", "w", "escape", "H", "escape", "d")
        assert quotes(library) == []
        assert library.articles.counts()[View.ARCHIVE] == 1

    async def test_keys_of_other_acts_do_nothing_while_selecting(
        self, run: Run, folder: Path, library: Library
    ) -> None:
        """`d` in visual mode archives nothing."""
        async with run(folder) as pilot:
            await open_strike(pilot)
            await press(pilot, "v", "d", "s", "escape")
            assert "Harbour strike" in screen_text(pilot)
        assert all(row.status.state is State.INBOX for row in listing.rows(library, Query()))


class TestNotesTagsKinds:
    async def test_a_note_of_several_lines(self, run: Run, folder: Path, library: Library) -> None:
        """`a` on a sentence marks it and opens an editor; escape keeps what was written."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "Some 340")
            await press(pilot, "a", *"how", "enter", *"many", "escape")
            (made,) = library.marks.highlights()
            assert made.note == "how\nmany"
            assert "▸ · how … (2 lines)" in screen_text(pilot)
            await press(pilot, "r")
            assert "▾ · how\n" in re.sub(" +\n", "\n", screen_text(pilot))
            assert "many" in screen_text(pilot)

    async def test_a_note_is_shown_beside_a_passage_when_wide(self, run: Run, folder: Path) -> None:
        """In the margin at 140 columns, under the passage at 80."""
        for width in (140, 80):
            async with run(folder, size=(width, 30)) as pilot:
                view = await open_strike(pilot)
                at(view, "Some 340")
                if width == 140:
                    await press(pilot, "a", *"check", "escape")
                beside = [row for row in screen_text(pilot).split("\n") if "Some 340" in row]
                assert ("check" in beside[0]) is (width == 140)
                assert "check" in screen_text(pilot)

    async def test_the_editor_stays_open_if_the_note_cannot_be_kept(
        self, run: Run, folder: Path, settings: Settings
    ) -> None:
        """A failing disk costs no words."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "Some 340")
            await press(pilot, "H", "H", "a", *"precious")
            file = settings.library / "marks.json"
            kept = file.read_bytes()
            file.unlink()
            file.mkdir()
            await press(pilot, "escape")
            assert "Not kept" in screen_text(pilot)
            assert pilot.app.screen.query_one(TextArea).text == "precious"
            file.rmdir()
            file.write_bytes(kept)
            await press(pilot, "escape")
            assert [mark.note for mark in TinyMarkStore(file).highlights()] == ["precious"]

    async def test_tags_are_completed_from_those_in_use(self, run: Run, folder: Path, library: Library) -> None:
        """`tab` completes; the commonest come first."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "No date")
            await press(pilot, "H", "H", "t", *"strike", "enter")
            at(view, "Some 340")
            await press(pilot, "H", "H", "t", *"st", "tab")
            assert pilot.app.screen.query_one("#tags", Input).value == "strike "
            await press(pilot, "enter")
        assert [highlight.tags for highlight in library.marks.highlights()] == [("strike",), ("strike",)]

    async def test_kind_changes_letter_and_colour(self, run: Run, folder: Path, library: Library) -> None:
        """`c` and the letter that the margin shows then."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "Some 340")
            await press(pilot, "H", "H", "c", "c")
            assert library.marks.highlights()[0].kind is HighlightKind.CLAIM
            (row,) = [row for row in rows(pilot)[:-1] if "Some 340" in row]
            assert row.lstrip().startswith("c ▌")

    async def test_undo_takes_back_note_tag_and_highlight_in_turn(
        self, run: Run, folder: Path, library: Library
    ) -> None:
        """Each `u` takes back one act; `ctrl+r` does it again."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "Some 340")
            await press(pilot, "H", "H", "a", *"n", "escape", "t", *"x", "enter")
            (made,) = library.marks.highlights()
            assert (made.note, made.tags) == ("n", ("x",))
            await press(pilot, "u")
            assert library.marks.highlights()[0].tags == ()
            await press(pilot, "u")
            assert library.marks.highlights()[0].note == ""
            await press(pilot, "u")
            assert not library.marks.highlights()
            await press(pilot, "ctrl+r", "ctrl+r", "ctrl+r")
            (again,) = library.marks.highlights()
            assert (again.id, again.note, again.tags) == (made.id, "n", ("x",))

    async def test_removal_can_be_undone(self, run: Run, folder: Path, library: Library) -> None:
        """`D` takes a highlight away with its note; `u` brings both back."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "Some 340")
            await press(pilot, "a", *"keep me", "escape", "D")
            assert not library.marks.highlights()
            await press(pilot, "u")
            assert library.marks.highlights()[0].note == "keep me"


class TestAfterwards:
    async def test_marks_are_there_after_a_restart(self, run: Run, folder: Path) -> None:
        """In the text and in the list."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            at(view, "Some 340")
            await press(pilot, "H", "H")
        async with run(folder) as pilot:
            assert "¶1" in screen_text(pilot)
            await open_strike(pilot)
            (row,) = [row for row in rows(pilot)[:-1] if "Some 340" in row]
            assert "▌" in row

    async def test_all_marks_lists_them_and_goes_to_the_passage(self, run: Run, folder: Path) -> None:
        """`M`, filter, `enter`."""
        async with run(folder, size=(100, 14)) as pilot:
            view = await open_strike(pilot)
            at(view, "No date")
            await press(pilot, "H", "H")
            at(view, "Some 340")
            await press(pilot, "H", "H", "q", "M")
            assert "All marks 2" in screen_text(pilot)
            await press(pilot, "/", *"containers", "enter", "enter")
            found = pilot.app.screen.query_one("#article", ArticleView)
            focus = found.focused_sentence
            assert focus is not None
            assert found.page.text[focus.start : focus.end].startswith("Some 340")

    async def test_another_copys_mark_appears(
        self, run: Run, folder: Path, library: Library, settings: Settings
    ) -> None:
        """Two copies see each other's marks."""
        async with run(folder) as pilot:
            view = await open_strike(pilot)
            other = make_library(settings)
            (row,) = listing.rows(library, Query(words=("containers",)))
            start = view.page.text.index("Some 340")
            marking.highlight(other, row.article.id, (start, start + 8))
            other.close()
            await pilot.pause(1.3)
            assert "1 mark" in screen_text(pilot)

    async def test_export_writes_one_file_an_article(self, run: Run, folder: Path, settings: Settings) -> None:
        """`e` says where the file is."""
        async with run(folder, size=(140, 30)) as pilot:
            view = await open_strike(pilot)
            at(view, "Some 340")
            await press(pilot, "H", "H", "e")
            assert "exported 1 file" in screen_text(pilot)
        (file,) = settings.export_folder.glob("*.md")
        assert "> Some 340 containers wait on the quay." in file.read_text(encoding="utf-8")


async def test_a_damaged_marks_file_is_kept_and_the_last_good_copy_offered(
    run: Run, folder: Path, settings: Settings, library: Library
) -> None:
    """Nothing is written over it; `r` restores."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Some 340")
        await press(pilot, "H", "H")
    library.marks.close()
    file = settings.library / "marks.json"
    damaged = file.read_bytes()[:-20]
    file.write_bytes(damaged)
    async with run(folder) as pilot:
        assert "Your marks cannot be read" in screen_text(pilot)
        assert file.read_bytes() == damaged
        await press(pilot, "r")
    assert quotes(library) == ["Some 340 containers wait on the quay."]
    (aside,) = settings.library.glob("marks.damaged-*.json")
    assert aside.read_bytes() == damaged


@pytest.mark.parametrize(
    ("keys", "end"), [("v)", "Tuesday night."), ("vww", "Talks between"), ("v}", "meeting."), ("ve", "Talks")]
)
async def test_a_motion_to_the_next_thing_marks_up_to_it(
    run: Run, folder: Path, library: Library, keys: str, end: str
) -> None:
    """The first letter of the next sentence, word or paragraph is not marked."""
    async with run(folder) as pilot:
        view = await open_strike(pilot)
        at(view, "Talks")
        await press(pilot, *keys, "H")
    (made,) = quotes(library)
    assert made.endswith(end)


async def test_the_first_note_does_not_move_the_text(run: Run, folder: Path) -> None:
    """The margin is kept free for it."""
    async with run(folder, size=(120, 30)) as pilot:
        view = await open_strike(pilot)
        before = view.sheet.left
        await press(pilot, "a", *"why", "escape")
        assert "why" in screen_text(pilot)
        assert view.sheet.left == before


async def test_a_note_and_tags_can_be_written_in_a_few_lines(run: Run, folder: Path) -> None:
    """At 40×8 what is typed is seen."""
    async with run(folder, size=(40, 8)) as pilot:
        await press(pilot, "a", *"why now")
        assert "why now" in screen_text(pilot)
        await press(pilot, "escape", "t", *"port")
        assert " port" in screen_text(pilot)


async def test_a_failing_recovery_is_told_and_can_be_tried_again(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ways out stay on the screen."""

    def fail(*_: object) -> None:
        message = "the disk is full; make room"
        raise StorageError(message)

    (settings.library / "marks.json").write_text('{"highlights": {"1": ', encoding="utf-8")
    async with run() as pilot:
        with monkeypatch.context() as patched:
            patched.setattr(TinyMarkStore, "set_aside", fail)
            await press(pilot, "n")
            assert "make room" in screen_text(pilot)
            assert "begin anew" in screen_text(pilot)
        await press(pilot, "n")
        assert "the damaged file is kept" in screen_text(pilot)
