"""Articles in."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from library_samples import FakeSource, put

from reader.domain.document import Block, BlockKind, Document
from reader.domain.errors import SourceError
from reader.domain.query import Query
from reader.domain.status import State, Status
from reader.library.adding import Added, Outcome, add, article_id, in_words
from reader.library.listing import rows
from reader.library.measuring import opening
from reader.library.model import Library

pytest_plugins = ("library_fixtures",)


def outcomes(library: Library, *places: str) -> list[Outcome | str]:
    """What became of each place."""
    return [str(found) if isinstance(found, SourceError) else found.outcome for found in add(library, places)]


def test_one_bad_place_does_not_stop_the_rest(library: Library) -> None:
    """Neither bytes that are not there nor bytes that hold no words."""
    assert isinstance(library.source, FakeSource)
    library.source.texts = {"a": "Title\n\nWords.", "b": "no blank line"}
    assert outcomes(library, "gone", "b", "a") == ["gone is not there", "b holds no words", Outcome.NEW]


def test_the_same_bytes_are_the_same_article_wherever_they_lie(library: Library) -> None:
    """A copy under another name is known."""
    first = put(library, "a", "Title\n\nWords.")
    assert put(library, "b", "Title\n\nWords.") == first
    assert outcomes(library, "b") == [Outcome.KNOWN]


def test_other_bytes_at_a_known_address_are_a_new_version(library: Library) -> None:
    """The id and the day of adding stay, and the earlier text is kept."""
    first = put(library, "a", "Title\n\nWords.")
    before = library.articles.get(first)
    assert put(library, "a", "Title\n\nOther words.") == first
    assert library.articles.get(first).added == before.added
    assert library.articles.document(first).text == "Other words."
    assert library.articles.document(first, before.text_digest).text == "Words."


def test_an_id_is_never_given_to_a_second_article(library: Library) -> None:
    """An article changed, and its first bytes turn up at another address: two articles, two ids."""
    first = put(library, "a", "Title\n\nWords.")
    put(library, "a", "Title\n\nOther words.")
    second = put(library, "b", "Title\n\nWords.")
    assert first == article_id(b"Title\n\nWords.")
    assert second != first
    assert library.articles.document(first).text == "Other words."
    assert library.articles.document(second).text == "Words."


def test_what_the_place_tells_fills_what_the_article_leaves_open(library: Library) -> None:
    """The article's own words go first."""
    article = library.articles.get(put(library, "a", "Own title\n\nWords."))
    assert (article.metadata.title, article.metadata.source) == ("Own title", "Told Source")


def test_an_added_article_knows_its_measure(library: Library) -> None:
    """Words of the kept text, and how much was cut."""
    (added,) = add(library, [_placed(library, "Title\n\n~ Share\n\nFour words of text.")])
    assert isinstance(added, Added)
    assert (added.article.words, added.article.cut_blocks) == (4, 1)


def test_the_opening_is_the_first_running_text() -> None:
    """Headings and cut blocks are passed over; a long one is shortened."""
    blocks = (Block(BlockKind.HEADING, "Heading"), Block(BlockKind.PARAGRAPH, " ".join("abcdefghijklmnop")))
    assert opening(Document(blocks)) == "a b c d e f g h i j k l m n …"
    assert opening(Document(())) == ""


def test_the_opening_is_short_where_a_script_writes_no_spaces() -> None:
    """A paragraph without spaces is not one word."""
    found = opening(Document((Block(BlockKind.PARAGRAPH, "港の灯が消えた。" * 60),)))
    assert found.endswith(" …")
    assert len(found) < 150


def test_the_measure_counts_words_of_every_script(library: Library) -> None:
    """Two ideographs count as one word."""
    (added,) = add(library, [_placed(library, "Title\n\n港の灯が\n\nthree short words")])
    assert isinstance(added, Added)
    assert added.article.words == 5


def test_the_same_words_again_from_the_same_source_are_the_same_article(library: Library) -> None:
    """Under another address, in other bytes, with other residue; other words there are another article."""
    words = "The harbour board said on Tuesday that the eastern mole would stay closed. " * 3
    first = put(library, "a", f"Title\n\n{words}\n\n~ Share")
    assert put(library, "b", f"Title\n\n{words}\n\n~ Leave a reply") == first
    assert outcomes(library, "b") == [Outcome.KNOWN]
    assert put(library, "c", f"Title\n\n{words}\n\nNobody knew why.") != first
    assert len(library.articles.rows(Query())) == 2


def test_what_became_of_all_is_told_in_words() -> None:
    """What did not happen is not told."""
    assert in_words({Outcome.NEW: 1_200, Outcome.KNOWN: 3}) == "1,200 new, 3 already in"
    assert in_words({}) == ""


def _placed(library: Library, text: str) -> str:
    assert isinstance(library.source, FakeSource)
    library.source.texts["place"] = text
    return "place"


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM text_version",
        "DELETE FROM raw",
        "UPDATE text_version SET blocks = x'789c00'",
        "UPDATE raw SET bytes = substr(bytes, 1, 20)",
    ],
)
def test_a_damaged_article_that_is_added_again_is_whole(library: Library, tmp_path: Path, damage: str) -> None:
    """As `newsmark check` says, from wherever; it is the same article, with what was decided about it."""
    article_id = put(library, "a", "Title\n\nSome words of it.")
    library.articles.set_status([Status(article_id, State.ARCHIVE, starred=True)])
    with closing(sqlite3.connect(tmp_path / "articles.sqlite")) as other, other:
        other.execute(damage)
    assert any("add" in fault for fault in library.articles.faults())
    assert put(library, "elsewhere", "Title\n\nSome words of it.") == article_id
    assert library.articles.faults() == []
    assert [row.article.address for row in rows(library, Query())] == ["a"]
    assert library.articles.status(article_id) == Status(article_id, State.ARCHIVE, starred=True)
    assert library.articles.document(article_id).blocks[0].text == "Some words of it."
