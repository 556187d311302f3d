"""Lost highlights: they come back with their words, and can be put somewhere by hand without losing their quote."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from library_samples import put

from reader.domain.anchor import Placement
from reader.domain.document import Span
from reader.domain.errors import UsageError
from reader.domain.history import History
from reader.domain.query import Query, parse
from reader.library.exporting import gather
from reader.library.hand_placing import place_by_hand
from reader.library.listing import rows
from reader.library.marking import edit_highlight, find_passage, highlight
from reader.library.model import Library
from reader.library.overview import Finds, Overview, passages
from reader.library.placing import lost_articles
from reader.library.reading import open_article
from reader.library.reshaping import reshape
from reader.library.undoing import redo, undo
from reader.storage.articles import SqliteArticleStore
from reader.storage.marks import TinyMarkStore

pytest_plugins = ("library_fixtures",)

NOW = datetime(2100, 1, 1, tzinfo=UTC)
QUOTE = "Nine keepers lit them by hand every evening."
BEFORE = f"Lamps\n\nThe mole has eleven lamps. {QUOTE}\n\nThe council paid for the oil until the spring."
AFTER = (
    "Lamps\n\nThe mole has eleven lamps. Since May a switch in the harbour office does all of it.\n\n"
    "The council paid for the oil until the spring."
)
LATER = f"{AFTER.replace('eleven', 'twelve')}\n\nA museum has asked for one of the ladders."
PLACE = "a switch in the harbour office"


@pytest.fixture
def article(library: Library) -> str:
    """The id of an article that is about to change."""
    return put(library, "lamps", BEFORE)


@pytest.fixture
def lost(library: Library, article: str) -> str:
    """The id of a highlight whose words are gone."""
    passage = find_passage(library.articles.document(article), QUOTE)
    made, _ = highlight(library, article, passage, note="Who were they?", tags=["mole"])
    put(library, "lamps", AFTER)
    return made.id


def where(library: Library, highlight_id: str) -> Placement:
    article_id = library.marks.highlight(highlight_id).article_id
    return next(one for one in open_article(library, article_id).placements if one.highlight.id == highlight_id)


def words(library: Library, highlight_id: str) -> str:
    """What a highlight stands on; empty if it is lost."""
    place = where(library, highlight_id)
    text = library.articles.document(place.highlight.article_id).text
    return text[place.span.start : place.span.end] if place.span else ""


def put_by_hand(library: Library, highlight_id: str, passage: str = PLACE) -> History:
    """Place it, and what undo knows of it."""
    document = library.articles.document(library.marks.highlight(highlight_id).article_id)
    return History().record(place_by_hand(library, highlight_id, Span(*find_passage(document, passage))))


def test_it_comes_back_by_itself_when_its_words_do(library: Library, lost: str) -> None:
    """No hand is needed; everything on it is as it was."""
    assert words(library, lost) == ""
    put(library, "lamps", f"{BEFORE}\n\nThis report was mended.")
    assert words(library, lost) == QUOTE
    made = library.marks.highlight(lost)
    assert (made.note, made.tags) == ("Who were they?", ("mole",))


def test_placed_by_hand_it_keeps_its_quote(library: Library, lost: str) -> None:
    """It stands there, is exported among the others, and what it was made on is untouched."""
    before = library.marks.highlight(lost)
    history = put_by_hand(library, lost)
    assert history.done[0].label == "placed highlight “Nine keepers lit them by hand …”"
    assert words(library, lost) == PLACE
    assert where(library, lost).by_hand
    made = library.marks.highlight(lost)
    assert replace(made, placed=None, modified=before.modified) == before
    assert [export.lost for export in gather(library, Query())] == [frozenset()]


def test_its_own_words_come_before_the_hand(library: Library, lost: str) -> None:
    """Once the text has them again, it stands on them; gone again, it is where the reader put it."""
    put_by_hand(library, lost)
    put(library, "lamps", BEFORE)
    assert words(library, lost) == QUOTE
    assert not where(library, lost).by_hand
    with pytest.raises(UsageError, match="is not lost"):
        put_by_hand(library, lost, "The council paid")
    put(library, "lamps", LATER)
    assert words(library, lost) == PLACE


def test_the_place_goes_along_with_the_text(library: Library, lost: str) -> None:
    """A further change moves it as it moves any highlight; without its words it is lost again, and can be placed."""
    put_by_hand(library, lost)
    put(library, "lamps", LATER)
    assert words(library, lost) == PLACE
    put(library, "lamps", "Lamps\n\nNothing is left of the report but this line about the weather.")
    assert words(library, lost) == ""
    put_by_hand(library, lost, "this line about the weather")
    assert words(library, lost) == "this line about the weather"
    assert library.marks.highlight(lost).quote.exact == QUOTE


def test_placing_is_undone_and_done_again(library: Library, lost: str, tmp_path: Path) -> None:
    """Also for a program that begins after it."""
    history, _ = undo(library, put_by_hand(library, lost))
    assert words(library, lost) == ""
    assert TinyMarkStore(tmp_path / "marks.json").highlight(lost).placed is None
    redo(library, history)
    assert words(library, lost) == PLACE
    again = replace(library, marks=TinyMarkStore(tmp_path / "marks.json"))
    assert words(again, lost) == PLACE
    edit_highlight(again, lost, note="Ask in the office.")
    assert words(again, lost) == PLACE


def test_a_place_by_hand_is_lengthened_as_one(library: Library, lost: str) -> None:
    """The quote of the highlight stays what was marked."""
    put_by_hand(library, lost)
    document = library.articles.document(library.marks.highlight(lost).article_id)
    reshape(library, lost, Span(*find_passage(document, "Since May a switch")))
    assert words(library, lost) == "Since May a switch"
    assert library.marks.highlight(lost).quote.exact == QUOTE


def test_a_place_that_cannot_be_is_refused(library: Library, lost: str) -> None:
    """Nothing changes."""
    for span in (Span(4, 4), Span(10, 100_000)):
        with pytest.raises(UsageError):
            place_by_hand(library, lost, span)
    assert library.marks.highlight(lost).placed is None


def test_placing_survives_a_merge(library: Library, lost: str, tmp_path: Path) -> None:
    """Placed here, a note written there: both stand, and a placing that was taken back stays so."""
    library.marks.close()
    theirs = tmp_path / "theirs.json"
    theirs.write_bytes((tmp_path / "marks.json").read_bytes())
    minutes = (NOW + timedelta(minutes=number) for number in count())
    mine = replace(library, marks=TinyMarkStore(tmp_path / "marks.json", lambda: next(minutes)))
    other = replace(library, marks=TinyMarkStore(theirs, lambda: next(minutes)))
    edit_highlight(other, lost, note="Written elsewhere.")
    put_by_hand(mine, lost)
    mine.marks.merge(theirs)
    assert (words(mine, lost), mine.marks.highlight(lost).note) == (PLACE, "Written elsewhere.")
    other.marks.merge(tmp_path / "marks.json")
    assert words(other, lost) == PLACE
    undo(other, put_by_hand(other, lost, "eleven lamps"))
    history = put_by_hand(mine, lost, "paid for the oil")
    other.marks.merge(tmp_path / "marks.json")
    assert words(other, lost) == "paid for the oil"
    undo(mine, history)
    mine.marks.merge(theirs)
    assert words(mine, lost) == PLACE
    assert mine.marks.highlight(lost).quote.exact == QUOTE


def test_lost_ones_are_asked_for(library: Library, article: str, lost: str) -> None:
    """Of highlights, and of articles; also turned round, and with other words."""
    put(library, "other", "Other\n\nNothing was ever marked in this one.")
    kept, _ = highlight(library, article, find_passage(library.articles.document(article), "eleven lamps"))

    def found(text: str) -> list[str]:
        return [passage.highlight.id for passage in passages(library, parse(text))]

    def articles(text: str) -> list[str]:
        return sorted(row.article.label for row in rows(library, parse(text)))

    assert (found("is:lost"), found("-is:lost")) == ([lost], [kept.id])
    assert found("is:lost ferry") == []
    assert (articles("is:lost"), articles("-is:lost")) == (["Lamps"], ["Other"])
    assert articles("is:lost is:unread mole") == ["Lamps"]
    put_by_hand(library, lost)
    assert (found("is:lost"), articles("is:lost")) == ([], [])


def test_a_kept_search_sees_that_one_was_placed(library: Library, lost: str) -> None:
    """Places found before count for what the highlight was on then."""
    finds = Finds()
    before = Overview(library, finds)
    assert before.span(before.answering(Query())[0]) is None
    put_by_hand(library, lost)
    after = Overview(library, finds)
    assert after.span(after.answering(Query())[0]) is not None


def test_lost_articles_are_found_once_for_marks_and_texts_as_they_are(
    library: Library, lost: str, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter of a filter reads no text; a text that changes, also back to what it was, and a mark count at once."""
    assert lost_articles(library) == {article}
    with monkeypatch.context() as patched:
        patched.setattr(type(library.articles), "document", lambda *_: pytest.fail("a text was read"))
        patched.setattr(type(library.articles), "rows", lambda *_: pytest.fail("articles were read"))
        assert lost_articles(library) == {article}
    put(library, "lamps", BEFORE)
    assert lost_articles(library) == frozenset()
    put(library, "lamps", AFTER)
    assert lost_articles(library) == {article}
    place_by_hand(library, lost, Span(*find_passage(library.articles.document(article), PLACE)))
    assert lost_articles(library) == frozenset()


def test_a_text_kept_by_another_program_changes_the_version_of_the_texts(library: Library, tmp_path: Path) -> None:
    """Also one that was kept before; to read changes nothing."""
    put(library, "lamps", BEFORE)
    other = SqliteArticleStore(tmp_path / "articles.sqlite")
    before = other.texts_version()
    assert other.texts_version() == before == library.articles.texts_version()
    put(library, "lamps", AFTER)
    between = other.texts_version()
    put(library, "lamps", BEFORE)
    assert len({before, between, other.texts_version()}) == 3
    other.close()
