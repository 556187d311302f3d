"""Articles that tell the same story in nearly the same words, linked when they come in."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from earlier_files import go_back
from storage_samples import article, document, raw_of

from reader.domain.document import Document
from reader.domain.query import Query
from reader.storage.articles import SqliteArticleStore

COPY = (
    "The harbour board said on Tuesday that the eastern mole would stay closed until the lamps were mended.",
    "Pilots had counted eleven dark lamps on the night of the storm, and two coasters waited outside until dawn.",
    "Nobody at the board would say when the lamps had last been looked at, or who had signed the report in spring.",
)
OTHER = (
    "A bakery on the smaller island opens at four in the morning, an hour before the first ferry of the day leaves.",
    "Its owner sells the tickets for a sailing that is printed in no timetable, and has done so for eleven years.",
)


pytest_plugins = ("article_fixtures",)


def put(store: SqliteArticleStore, identifier: str, text: Document, source: str = "") -> None:
    store.put(article(identifier, text, source=source), raw_of(identifier), text)


def linked(store: SqliteArticleStore, identifier: str) -> set[str]:
    """The copies of an article; its line says the same in a whole list and in one that is read as it is looked at."""
    found = {copy.id for copy in store.copies(identifier)}
    (row,) = store.rows(Query(ids=frozenset({identifier})))
    (number,) = store.numbers_of([identifier])
    assert row.same_story == store.numbered([number])[number].same_story == bool(found)
    return found


def test_copies_in_other_outlets_are_linked_to_each_other(store: SqliteArticleStore) -> None:
    """Each stays an article of its own; another story is not touched."""
    put(store, "agency", document(*COPY), "Northern Wire")
    assert linked(store, "agency") == set()
    put(store, "ledger", document("PORT ELLIS –", *COPY), "The Coastal Ledger")
    put(store, "review", document(*COPY[:2], COPY[2].replace("spring", "autumn")), "Tideway Review")
    put(store, "bakery", document(*OTHER), "Tideway Review")
    assert linked(store, "agency") == {"ledger", "review"}
    assert linked(store, "review") == {"agency", "ledger"}
    assert linked(store, "bakery") == set()
    assert list(store.faults()) == []


def weather(degrees: str, wind: str, gusts: str, night: str) -> Document:
    return document(
        f"The day will be bright at first, with {degrees} degrees in the shade and showers by noon at sea.",
        f"The wind will reach {wind} kilometres an hour, and gusts of {gusts} are possible on the islands by night.",
        f"At dawn it will be {night} degrees, so that roads may be slippery, and drivers are asked to allow for that.",
    )


def test_reports_with_one_frame_and_other_figures_are_not_linked(store: SqliteArticleStore) -> None:
    """Each tells of another place; one that is printed elsewhere, cut or with a figure put right, is linked."""
    put(store, "north", weather("14", "35", "70", "3"), "Northern Wire")
    put(store, "south", weather("21", "18", "44", "11"), "The Coastal Ledger")
    assert linked(store, "south") == set()
    put(store, "again", weather("14", "35", "75", "3"), "Tideway Review")
    assert linked(store, "again") == {"north"}
    assert linked(store, "south") == set()


def test_figures_of_a_text_that_cannot_be_read_bar_nothing(store: SqliteArticleStore, tmp_path: Path) -> None:
    put(store, "north", weather("14", "35", "70", "3"), "Northern Wire")
    with closing(sqlite3.connect(tmp_path / "articles.sqlite")) as file, file:
        file.execute("UPDATE text_version SET blocks = x'00'")
    put(store, "again", weather("14", "35", "70", "3"), "Tideway Review")
    assert linked(store, "again") == {"north"}


def test_articles_of_one_source_are_not_linked(store: SqliteArticleStore) -> None:
    """What they have in common is mostly the source's own; where no source is known, nothing can be said of it."""
    put(store, "monday", document(*COPY), "Northern Wire")
    put(store, "tuesday", document(*COPY, "It is still dark."), "northern  wire")
    assert linked(store, "monday") == set()
    put(store, "dump1", document(*OTHER))
    put(store, "dump2", document(*OTHER, "It is still dark."))
    assert linked(store, "dump1") == {"dump2"}


def test_a_new_version_is_compared_anew(store: SqliteArticleStore) -> None:
    """It may leave a story and come back."""
    put(store, "agency", document(*COPY), "Northern Wire")
    put(store, "ledger", document(*COPY), "Ledger")
    put(store, "review", document(*COPY), "Review")
    put(store, "agency", document(*OTHER), "Northern Wire")
    assert linked(store, "agency") == set()
    assert linked(store, "ledger") == {"review"}
    put(store, "bakery", document(*OTHER), "Ledger")
    assert linked(store, "bakery") == {"agency"}
    put(store, "agency", document(*COPY), "Northern Wire")
    assert linked(store, "review") == {"agency", "ledger"}
    put(store, "agency", document("Withdrawn."), "Northern Wire")
    assert linked(store, "agency") == set()


def test_the_same_words_of_the_same_source_are_known(store: SqliteArticleStore) -> None:
    """Not those of another source, nor of none, nor a few words alone."""
    put(store, "agency", document(*COPY), "Northern Wire")
    put(store, "short", document("Photo gallery."), "Northern Wire")
    again = document(*(text.upper() for text in COPY), cut="Share this")
    found = store.with_text(article("x", again, source="Northern wire"), again)
    assert found is not None
    assert found.id == "agency"
    assert store.with_text(article("x", again, source="Ledger"), again) is None
    assert store.with_text(article("x", again), again) is None
    few = document("Photo gallery.")
    assert store.with_text(article("x", few, source="Northern Wire"), few) is None


def test_a_library_of_an_earlier_version_is_compared_when_it_is_opened(path: Path) -> None:
    """One article that cannot be read is left out."""
    store = SqliteArticleStore(path)
    for identifier in ("agency", "ledger", "review"):
        put(store, identifier, document(*COPY), identifier)
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as direct:
        direct.execute("UPDATE text_version SET blocks = x'00' WHERE article_id = 'review'")
        go_back(direct, 4)
    store = SqliteArticleStore(path)
    assert linked(store, "agency") == {"ledger"}
    store.close()


def test_an_article_among_very_many_alike_is_compared_with_a_few(store: SqliteArticleStore) -> None:
    """A thousand articles made from one form do not make adding slower."""
    for number in range(300):
        put(store, f"form{number:06}", document(*COPY, f"Form {number}."), "Northern Wire")
    began = time.process_time()
    for number in range(20):
        put(store, f"late{number:06}", document(*COPY, f"Late {number}."), "Northern Wire")
    assert time.process_time() - began < 2
    assert linked(store, "form000001") == set()
