"""What can be wrong with `articles.sqlite`, found by reading all of it."""

import hashlib
import sqlite3
from collections.abc import Iterator

from reader.domain.copies import bands_of, text_number
from reader.domain.errors import StorageError
from reader.domain.status import State
from reader.storage import article_records as records
from reader.storage.database import Database
from reader.storage.linking import read_signature

STATES = ", ".join(f"'{state.value}'" for state in State)
"""What a state may be, in SQL."""


def find_faults(database: Database) -> list[str]:
    """Every fault of the file, its references, its index and its contents, a line each."""
    found: list[str] = []
    for part in (pages, references, index, triage, tallies, _articles, _texts, copies, _bytes):
        try:
            found.extend(f"articles.sqlite: {fault}" for fault in part(database))
        except StorageError as error:
            found.append(str(error))
    return list(dict.fromkeys(found))


def pages(database: Database) -> Iterator[str]:
    """What SQLite finds wrong with the pages of the file."""
    for (line,) in database.all("PRAGMA quick_check(20)"):
        if line != "ok":
            yield " ".join(str(line).split())


def references(database: Database) -> Iterator[str]:
    """Rows about articles that are not there."""
    for table, row, parent, _ in database.all("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} belongs to no {parent}"


def index(database: Database) -> Iterator[str]:
    """What is wrong with the full-text index."""
    try:
        database.all("INSERT INTO article_words (article_words) VALUES ('integrity-check')")
    except StorageError as error:
        if getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        yield "the full-text index is damaged"
    for (article_id,) in database.all(
        "SELECT id FROM article WHERE number NOT IN (SELECT id FROM article_words_docsize)"
    ):
        yield f"article {article_id} is missing in the full-text index"
    for (row,) in database.all("SELECT id FROM article_words_docsize WHERE id NOT IN (SELECT number FROM article)"):
        yield f"row {row} of the full-text index belongs to no article"


def triage(database: Database) -> Iterator[str]:
    """Decisions that cannot be read, and articles that are sorted by others than what was decided."""
    for (article_id,) in database.all(f"SELECT article_id FROM status WHERE state NOT IN ({STATES})"):  # noqa: S608 - only our own words
        yield f"what was decided about article {article_id} cannot be read"
    for (article_id,) in database.all(
        "SELECT id FROM article LEFT JOIN status ON article_id = id"
        " WHERE (article.state, article.starred, article.read) IS NOT"
        " (ifnull(status.state, 'inbox'), ifnull(status.starred, 0), ifnull(status.read, 0))"
    ):
        yield f"article {article_id} is listed otherwise than was decided"


def tallies(database: Database) -> Iterator[str]:
    """Views whose articles are not as many as is told of them."""
    told = {state: (articles, starred) for state, articles, starred in database.all("SELECT * FROM tally")}
    counts = "SELECT state, count(*), sum(starred <> 0) FROM article GROUP BY state"
    there = {state: (articles, starred) for state, articles, starred in database.all(counts)}
    for state in State:
        if told.get(state.value) != there.get(state.value, (0, 0)):
            yield f"the articles in {state.value} are miscounted"


def copies(database: Database) -> Iterator[str]:
    """Articles that are compared by other words than their own, or cannot be compared."""
    known = {number: rest for number, *rest in database.all("SELECT article, text, signature FROM copy")}
    bands: dict[int, set[int]] = {}
    for band, number in database.all("SELECT band, article FROM copy_band"):
        bands.setdefault(number, set()).add(band)
    for number, article_id, text in _text_numbers(database):
        found, packed = known.get(number, (None, b""))
        signature = read_signature(packed)
        if found != text or (text is not None and not signature) or bands.get(number, set()) != {*bands_of(signature)}:
            yield f"what tells copies of article {article_id} is damaged"


def _text_numbers(database: Database) -> Iterator[tuple[int, str, int | None]]:
    """Number, id, and what tells the words, of each article that can be read."""
    columns = ", ".join(f"article.{name}" for name in records.ARTICLE_COLUMNS)
    for (number,) in database.all("SELECT number FROM article"):
        found = database.first(
            f"SELECT blocks, {columns} FROM article JOIN text_version ON article_id = id"  # noqa: S608 - only our own column names
            " AND text_version.text_digest = article.text_digest WHERE number = ?",
            (number,),
        )
        if found is None:
            continue
        try:
            yield number, records.read_article(found[1:]).id, text_number(records.unpack_document(found[0]))
        except ValueError:
            continue


def _articles(database: Database) -> Iterator[str]:
    columns = ", ".join(records.ARTICLE_COLUMNS)
    for row in database.all(f"SELECT {columns} FROM article"):  # noqa: S608 - only our own column names
        try:
            records.read_article(row)
        except ValueError:
            yield f"article {row[0]} cannot be read; add it again"
    for (article_id,) in database.all(
        "SELECT id FROM article AS a WHERE NOT EXISTS"
        " (SELECT 1 FROM text_version AS t WHERE t.article_id = a.id AND t.text_digest = a.text_digest)"
    ):
        yield f"article {article_id} has no text; add it again"


def _texts(database: Database) -> Iterator[str]:
    for (row,) in database.all("SELECT rowid FROM text_version"):
        found = database.first("SELECT article_id, text_digest, blocks FROM text_version WHERE rowid = ?", (row,))
        if found is None:
            continue
        article_id, digest, blocks = found
        try:
            if records.unpack_document(blocks).digest == digest:
                continue
        except ValueError:
            pass
        yield f"text version {str(digest)[:12]} of article {article_id} is damaged; add the article again"


def _bytes(database: Database) -> Iterator[str]:
    for article_id, digest in database.all("SELECT id, raw_digest FROM article"):
        found = database.first("SELECT bytes FROM raw WHERE article_id = ?", (article_id,))
        try:
            sound = found is not None and hashlib.sha256(records.unpack(found[0])).hexdigest() == digest
        except ValueError:
            sound = False
        if not sound:
            yield f"the bytes of article {article_id} are damaged or missing; add it again"
