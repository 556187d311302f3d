"""Highlights, notes, tags and cuts, and taking them back."""

from dataclasses import replace

import pytest
from library_samples import put

from reader.domain.errors import NewsmarkError, NotFoundError, UsageError
from reader.domain.history import History
from reader.domain.mark import HighlightKind
from reader.domain.query import Query
from reader.domain.status import State
from reader.library.checking import faults
from reader.library.exporting import gather
from reader.library.listing import rows
from reader.library.marking import (
    edit_highlight,
    find_passage,
    highlight,
    note_article,
    remove_highlight,
    tag_articles,
    toggle_block,
)
from reader.library.model import Library
from reader.library.reading import open_article, preview
from reader.library.triage import move, remember_position, star, toggle_read
from reader.library.undoing import redo, undo

pytest_plugins = ("library_fixtures",)

TEXT = "Harbour\n\n~ Share: lamps\n\nEleven lamps were dark on Tuesday. Eleven\nlamps were counted."


@pytest.fixture
def article(library: Library) -> str:
    """The id of an article with a cut block."""
    return put(library, "h", TEXT)


def mark(library: Library, article: str, quote: str = "were dark") -> str:
    """The id of a new highlight."""
    made, _ = highlight(library, article, find_passage(library.articles.document(article), quote))
    return made.id


def test_a_passage_is_found_in_kept_text_first(library: Library, article: str) -> None:
    """White space may differ; what stands nowhere is an error."""
    document = open_article(library, article).document
    start, end = find_passage(document, "lamps")
    assert document.text[start - 7 : end] == "Eleven lamps"
    start, end = find_passage(document, "Eleven lamps  were counted")
    assert document.text[start:end] == "Eleven\nlamps were counted"
    with pytest.raises(NotFoundError, match="no passage"):
        find_passage(document, "twelve")


@pytest.mark.parametrize("span", [(3, 3), (5, 2), (-1, 2), (0, 10_000)])
def test_an_impossible_passage_is_refused(library: Library, article: str, span: tuple[int, int]) -> None:
    """Nothing is marked."""
    with pytest.raises(UsageError):
        highlight(library, article, span)
    assert not library.marks.highlights()


def test_a_highlight_is_cleaned_and_can_be_taken_back(library: Library, article: str) -> None:
    """Note and tags are made safe; undo and redo bring it away and back, whole."""
    span = find_passage(library.articles.document(article), "were dark")
    made, change = highlight(library, article, span, note=" a\x1b[31m note ", tags=["#A b", "a-b", ""])
    assert (made.note, made.tags) == ("a note", ("a-b",))
    history, undone = undo(library, History().record(change))
    assert undone == change
    assert not library.marks.highlights()
    redo(library, history)
    assert library.marks.highlight(made.id) == made


def test_an_edit_changes_only_what_is_given(library: Library, article: str) -> None:
    """And an edit that changes nothing is no act."""
    made = mark(library, article)
    edit_highlight(library, made, note="why?")
    edit_highlight(library, made, kind=HighlightKind.CHECK)
    edit_highlight(library, made, tags=["x"])
    found = library.marks.highlight(made)
    assert (found.note, found.kind, found.tags) == ("why?", HighlightKind.CHECK, ("x",))
    assert not edit_highlight(library, made, note="why?").steps


def test_a_removed_highlight_comes_back_whole(library: Library, article: str) -> None:
    """Undo of a removal."""
    made = library.marks.highlight(mark(library, article))
    change = remove_highlight(library, made.id)
    assert not library.marks.highlights()
    undo(library, History().record(change))
    assert library.marks.highlight(made.id) == made


def test_undo_refuses_to_overwrite_what_changed_since(library: Library, article: str) -> None:
    """Another window's edit wins, and the history stays as it was."""
    change = note_article(library, article, "first")
    note_article(library, article, "second")
    with pytest.raises(NewsmarkError, match="changed elsewhere"):
        undo(library, History().record(change))
    assert library.marks.article_marks(article).note == "second"


def test_tags_are_given_to_many_and_taken(library: Library, article: str) -> None:
    """Each once, in the order given."""
    other = put(library, "o", "Other\n\nWords.")
    change = tag_articles(library, [article, other], add=["b", "#A", "b"])
    tag_articles(library, [article], add=["c"], remove=["B"])
    assert library.marks.article_marks(article).tags == ("a", "c")
    assert library.marks.article_marks(other).tags == ("b", "a")
    assert len(change.steps) == 2


def test_a_cut_is_turned_round_and_back(library: Library, article: str) -> None:
    """Twice toggled is as before, for a cut block and for a kept one."""
    for index in (0, 1):
        before = open_article(library, article).document.blocks[index]
        toggle_block(library, article, before)
        turned = open_article(library, article).document.blocks[index]
        assert turned.kept is not before.kept
        assert turned.reason.endswith("by you")
        toggle_block(library, article, turned)
        assert open_article(library, article).document.blocks[index] == before
    assert library.marks.article_marks(article).empty


def test_triage_is_undone_for_all_at_once(library: Library, article: str) -> None:
    """The place where the reader is stays."""
    other = put(library, "o", "Other\n\nWords.")
    history = History()
    for change in (
        move(library, [article, other], State.ARCHIVE),
        star(library, [article]),
        toggle_read(library, [article, other]),
    ):
        history = history.record(change)
    remember_position(library, article, 7)
    done = library.articles.status(article)
    assert (done.state, done.starred, done.read, done.position) == (State.ARCHIVE, True, True, 7)
    while history.done:
        history, undone = undo(library, history)
        assert undone is not None
    status = library.articles.status(article)
    assert (status.state, status.starred, status.read, status.position) == (State.INBOX, False, False, 7)
    assert undo(library, history) == (history, None)
    while history.undone:
        history, _ = redo(library, history)
    assert library.articles.status(article) == done
    assert redo(library, history) == (history, None)


def test_stars_and_read_marks_toggle_as_one(library: Library, article: str) -> None:
    """A mixed selection is all starred first; what changes nothing is no act."""
    other = put(library, "o", "Other\n\nWords.")
    star(library, [article])
    star(library, [article, other])
    assert library.articles.status(other).starred
    star(library, [article, other])
    assert not library.articles.status(article).starred
    assert not move(library, [article], State.INBOX).steps


def test_a_highlight_finds_its_place_in_a_new_version(library: Library, article: str) -> None:
    """Or is lost, kept with its quote, and told by the check."""
    kept, lost = mark(library, article, "Eleven lamps were dark on Tuesday."), mark(library, article, "were counted")
    put(library, "h", TEXT.replace("Eleven\nlamps were counted.", "All was well.").replace("Harbour", "Port"))
    placements = {placed.highlight.id: placed.span for placed in open_article(library, article).placements}
    assert placements[lost] is None
    span = placements[kept]
    assert span is not None
    assert library.articles.document(article).text[span.start : span.end].startswith("Eleven lamps were dark")
    assert [fault for fault in faults(library) if lost in fault]
    assert not [fault for fault in faults(library) if kept in fault]
    (export,) = gather(library, Query())
    assert export.lost == {lost}


def test_offsets_that_do_not_hold_the_quote_place_nothing_wrong(library: Library, article: str) -> None:
    """A file edited by hand: the words decide, not the numbers."""
    made = library.marks.highlight(mark(library, article, "Eleven lamps were dark on Tuesday."))
    wrong = replace(made.position, start=0, end=5)
    library.marks.put_highlight(replace(made, position=wrong))
    (placed,) = open_article(library, article).placements
    assert placed.span is not None
    assert placed.span.start != 0
    assert list(faults(library)) == []


def test_a_highlight_without_its_article_is_a_fault(library: Library, article: str) -> None:
    """It is named, with what to do."""
    made = library.marks.highlight(mark(library, article))
    library.marks.put_highlight(replace(made, article_id="gonegonego"))
    (fault,) = faults(library)
    assert "add the article again" in fault


def test_only_articles_with_something_written_are_exported(library: Library, article: str) -> None:
    """A tag alone makes no file; a note does."""
    tag_articles(library, [article], add=["a"])
    assert list(gather(library, Query())) == []
    note_article(library, article, "look again")
    (export,) = gather(library, Query())
    assert (export.marks.note, export.highlights, export.exported) == ("look again", (), "2026-03-14")


def test_a_preview_has_what_the_open_article_has(library: Library, article: str) -> None:
    """Text with verdicts, marks and places, from the article as a list has it."""
    mark(library, article)
    (row,) = rows(library, Query())
    opened, seen = open_article(library, article), preview(library, row.article)
    assert (seen.article, seen.document, seen.marks) == (opened.article, opened.document, opened.marks)
    assert seen.placements == opened.placements
    assert seen.placements
