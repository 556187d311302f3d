"""Lists, searches and counts."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from library_samples import put

from reader.domain.errors import DamagedArticleError
from reader.domain.mark import ArticleMarks, Highlight
from reader.domain.query import Query, Row, View, parse
from reader.domain.status import State
from reader.library import catalogue, listing
from reader.library.listing import counts, known_tags, rows
from reader.library.marking import find_passage, highlight, note_article, tag_articles
from reader.library.model import Library
from reader.library.overview import Finds, Overview, passages
from reader.library.searching import search
from reader.library.triage import move, star

pytest_plugins = ("library_fixtures",)


def two(library: Library) -> tuple[str, str]:
    """A harbour article with a highlight, and a ferry article."""
    harbour = put(library, "h", "Harbour\n\nEleven lamps were dark on the mole.")
    ferry = put(library, "f", "Ferry\n\nThe tenth sailing is a secret; it costs €5.")
    span = find_passage(library.articles.document(harbour), "were dark")
    highlight(library, harbour, span, note="why?", tags=["lamps"])
    return harbour, ferry


def ids(library: Library, text: str, view: View = View.ALL) -> set[str]:
    """Ids of the rows that answer."""
    return {row.article.id for row in rows(library, parse(text, view))}


def test_rows_carry_tags_and_counts(library: Library) -> None:
    """Tags of the article and of its highlights, sorted."""
    harbour, _ = two(library)
    tag_articles(library, [harbour], add=["mole"])
    (row,) = rows(library, parse("harbour"))
    assert (row.highlights, row.tags) == (1, ("lamps", "mole"))


def test_queries_about_marks_are_answered(library: Library) -> None:
    """By tag, by words that begin a tag, with and without marks."""
    harbour, ferry = two(library)
    tag_articles(library, [ferry], add=["night-boat"])
    assert ids(library, "tag:lamps") == {harbour}
    assert ids(library, "night-b") == {ferry}
    assert ids(library, "tag:lamps tag:night-boat") == set()
    assert ids(library, "has:marks") == {harbour}
    assert ids(library, "-has:marks") == {ferry}
    assert ids(library, "", View.MARKED) == {harbour}


def test_a_note_on_an_article_marks_it_and_a_tag_does_not(library: Library) -> None:
    """What was written counts as a mark."""
    harbour, ferry = two(library)
    tag_articles(library, [ferry], add=["boat"])
    assert ids(library, "has:marks") == {harbour}
    note_article(library, ferry, "ask the bakery")
    assert ids(library, "has:marks") == {harbour, ferry}


def test_views_are_counted(library: Library) -> None:
    """Every view, marks included."""
    harbour, ferry = two(library)
    move(library, [ferry], State.LATER)
    star(library, [harbour])
    found = counts(library)
    assert [found[view] for view in View] == [1, 1, 0, 1, 1, 2]


def test_tags_in_use_come_by_frequency(library: Library) -> None:
    """Then by name."""
    harbour, ferry = two(library)
    tag_articles(library, [harbour, ferry], add=["zebra", "alpha"])
    assert known_tags(library) == ["alpha", "zebra", "lamps"]


def test_a_search_finds_what_was_written_first(library: Library) -> None:
    """Notes and quotes before texts; each row has its tags and counts."""
    harbour, ferry = two(library)
    note_article(library, ferry, "lamps here too")
    found = [(hit.field, hit.row.article.id, hit.row.tags) for hit in search(library, parse("lamps"))]
    lamps = ("lamps",)
    assert found == [("note", ferry, ()), ("tag", harbour, lamps), ("text", harbour, lamps)]
    assert [hit.field for hit in search(library, parse('"were dark"'))] == ["quote", "text"]


def test_a_filter_and_a_search_find_notes_quotes_and_tags(library: Library) -> None:
    """Each word may stand in another place; what is excluded in none."""
    harbour, ferry = two(library)
    note_article(library, ferry, "ask the bakery\nabout Søndag")
    assert ids(library, "BAKER") == {ferry}
    assert ids(library, '"bakery about"') == {ferry}
    assert ids(library, "why mole") == {harbour}
    assert ids(library, "-bakery") == {harbour}
    assert ids(library, "-why") == {ferry}
    found = [(hit.field, hit.row.article.id, hit.snippet) for hit in search(library, parse("why mole"))]
    assert found == [("note", harbour, "why?")]
    assert [hit.field for hit in search(library, parse("bakery sailing"))] == ["note"]
    assert [hit.field for hit in search(library, parse("lamps -why"))] == []
    (tagged, _) = search(library, parse("lamps"))
    assert (tagged.field, tagged.snippet, tagged.matches) == ("tag", "lamps", ((0, 5),))


def test_a_sign_alone_is_no_word_to_look_for(library: Library) -> None:
    """The other words are."""
    harbour, _ = two(library)
    assert [(hit.field, hit.row.article.id) for hit in search(library, parse("why —"))] == [("note", harbour)]
    assert ids(library, "why —") == {harbour}


def test_words_of_marks_follow_every_change(library: Library) -> None:
    """What is made ready once is made anew when the marks are others; nothing runs from one note into the next."""
    harbour, ferry = two(library)
    assert ids(library, "why") == {harbour}
    note_article(library, ferry, "why not")
    assert ids(library, "why") == {harbour, ferry}
    note_article(library, ferry, "")
    assert ids(library, "why") == {harbour}
    note_article(library, harbour, "first")
    note_article(library, ferry, "second")
    assert ids(library, '"first second"') == set()
    assert ids(library, '"why were"') == set()


def test_keys_about_marks_take_several_values_and_negation(library: Library) -> None:
    """Tags, and what was made on an article."""
    harbour, ferry = two(library)
    quiet = put(library, "q", "Quiet\n\nNothing happened.")
    tag_articles(library, [ferry], add=["boat"])
    assert ids(library, "tag:lamps,boat") == {harbour, ferry}
    assert ids(library, "-tag:lamps,boat") == {quiet}
    assert ids(library, "-tag:lamps") == {ferry, quiet}
    assert ids(library, "has:tags -has:notes") == {ferry}
    assert ids(library, "has:notes") == {harbour}
    assert ids(library, "has:notes,tags") == {harbour, ferry}
    assert ids(library, "-has:marks,tags") == {quiet}


def test_days_count_from_the_day_it_is(library: Library) -> None:
    """What came in today has no other date."""
    harbour, ferry = two(library)
    assert ids(library, "after:today") == {harbour, ferry}
    assert ids(library, "before:today") == set()
    assert ids(library, "after:2026-03-14 before:2026-03-15") == {harbour, ferry}
    assert [hit.row.article.id for hit in search(library, parse("sailing after:yesterday"))] == [ferry]
    assert len(passages(library, parse("after:1d"))) == 1


def test_highlights_answer_for_their_own_notes_and_tags(library: Library) -> None:
    """And for their article's tags."""
    harbour, _ = two(library)
    highlight(library, harbour, find_passage(library.articles.document(harbour), "mole"))
    tag_articles(library, [harbour], add=["port"])
    assert len(passages(library, parse("has:notes"))) == 1
    assert [one.highlight.quote.exact for one in passages(library, parse("-has:notes"))] == ["mole"]
    assert len(passages(library, parse("tag:port"))) == 2
    assert [one.highlight.quote.exact for one in passages(library, parse("-tag:lamps"))] == ["mole"]


def test_a_search_for_a_word_that_begins_with_a_sign(library: Library) -> None:
    """A currency sign is part of the word."""
    _, ferry = two(library)
    note_article(library, ferry, "only €5 a trip")
    assert next(hit.field for hit in search(library, parse("€5"))) == "note"


def test_a_search_without_words_finds_no_notes(library: Library) -> None:
    """A note does not answer a question about triage."""
    harbour, _ = two(library)
    note_article(library, harbour, "a note")
    assert all(hit.field == "text" for hit in search(library, parse("is:unread")))


def test_highlights_of_a_missing_article_are_listed_as_lost(library: Library) -> None:
    """They never drop out of sight."""
    harbour, _ = two(library)
    (passage,) = passages(library, Query())
    assert passage.row is not None
    assert passage.row.article.id == harbour
    assert not passage.lost
    made = passage.highlight
    library.marks.remove_highlight(made.id)
    assert passages(library, Query()) == []
    library.marks.put_highlight(replace(made, article_id="gonegonego"))
    (orphan,) = passages(library, Query())
    assert orphan.row is None
    assert orphan.lost
    assert len(passages(library, parse("dark"))) == 1
    assert passages(library, parse("is:unread")) == []


def test_each_word_may_stand_in_the_text_or_in_a_tag(library: Library) -> None:
    """Also one word here and the other there; what is excluded stands in neither."""
    harbour, ferry = two(library)
    tag_articles(library, [ferry], add=["night-boat"])
    assert ids(library, "sailing night") == {ferry}
    assert ids(library, 'sailing "boat"') == {ferry}
    assert ids(library, "mole night") == set()
    assert ids(library, "-boat") == {harbour}
    assert ids(library, "-boa") == {harbour, ferry}
    assert ids(library, "lamps -lamps") == set()


def test_places_that_were_found_are_not_looked_for_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A caller that keeps them has the same passages without reading a text."""
    two(library)
    finds = Finds()
    first = Overview(library, finds)
    spans = [first.span(one) for one in first.answering(parse("dark"))]
    assert spans
    monkeypatch.setattr("reader.library.overview.present_text", None)
    again = Overview(library, finds)
    assert [again.span(one) for one in again.answering(parse("dark"))] == spans


def test_a_list_is_read_a_few_rows_at_a_time(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of all of them, with what their marks say."""
    monkeypatch.setattr(listing, "_AT_ONCE", 3)
    for number in range(8):
        put(library, f"a{number}", f"Title {number}\n\nSome words.")
    two(library)
    reads: list[int] = []
    read = library.articles.numbered

    def numbered(some: Sequence[int]) -> dict[int, Row]:
        reads.append(len(some))
        return read(some)

    monkeypatch.setattr(library.articles, "numbered", numbered)
    coming = listing.streamed(library, Query())
    first = next(coming)
    assert reads == [3]
    assert [first, *coming] == rows(library, Query())
    assert reads == [3, 3, 3, 1]


@pytest.mark.parametrize("damage", ["added = 'never'", "opening = CAST(x'66c3' AS TEXT)"])
def test_all_that_can_be_read_is_listed(library: Library, tmp_path: Path, damage: str) -> None:
    """Before the damage is told by a command, and around the row that cannot be read on a screen."""
    for number in range(5):
        put(library, f"a{number}", f"Title {number}\n\nSome words.")
    with closing(sqlite3.connect(tmp_path / "articles.sqlite")) as other, other:
        other.execute(f"UPDATE article SET {damage} WHERE address = 'a2'")  # noqa: S608 - of this test
    coming = listing.streamed(library, Query())
    assert {next(coming).article.address for _ in range(4)} == {"a0", "a1", "a3", "a4"}
    with pytest.raises(DamagedArticleError, match="newsmark check"):
        next(coming)
    shown = catalogue.answering(library, Query(), lambda: False)
    assert sorted(row.article.address if row else "" for row in shown) == ["", "a0", "a1", "a3", "a4"]
    assert isinstance(shown.fault, DamagedArticleError)


def test_marks_are_counted_anew_only_where_they_changed(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    harbour, ferry = two(library)
    counted: list[set[str]] = []
    whole = listing.index_marks

    def watched(highlights: Sequence[Highlight], article_marks: Sequence[ArticleMarks]) -> listing.MarkIndex:
        counted.append({one.article_id for one in highlights} | {one.article_id for one in article_marks})
        return whole(highlights, article_marks)

    def check() -> None:
        fresh = whole(library.marks.highlights(), library.marks.all_article_marks())
        assert listing.marks_of(library) == fresh

    monkeypatch.setattr(listing, "index_marks", watched)
    check()
    span = find_passage(library.articles.document(ferry), "a secret")
    made, _ = highlight(library, ferry, span, tags=["fares"])
    check()
    tag_articles(library, [ferry], ["boats"])
    check()
    note_article(library, ferry, "who says so?")
    check()
    note_article(library, ferry, "")
    check()
    library.marks.put_highlight(replace(made, tags=("prices",)))
    check()
    library.marks.remove_highlight(made.id)
    check()
    check()
    assert counted == [{harbour}, *[{ferry}] * 5, {ferry}]
