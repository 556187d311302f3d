"""What can be wrong with `articles.sqlite`, found by reading all of it."""

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import Any

from reader.domain.copies import bands_of, text_number
from reader.domain.errors import StorageError
from reader.domain.status import State
from reader.storage import article_records as records
from reader.storage.database import Database
from reader.storage.linking import read_signature

_AT_ONCE = 100
_BEFORE_ALL = -(2**63)

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
        if getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
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
    database.all("DROP TABLE IF EXISTS temp.band_sum")
    database.all("CREATE TEMP TABLE band_sum (article INTEGER PRIMARY KEY, number, low, high)")
    try:
        # No index leads from an article to its bands; their sums are as good as the bands themselves.
        database.all(
            "INSERT INTO temp.band_sum SELECT article, count(*), sum(band & 4294967295), sum(band >> 32)"
            " FROM copy_band GROUP BY article"
        )
        yield from _copies(database)
    finally:
        database.all("DROP TABLE temp.band_sum")


def _copies(database: Database) -> Iterator[str]:
    columns = ", ".join(f"article.{name}" for name in records.ARTICLE_COLUMNS)
    told = "copy.text, copy.signature, band_sum.number, band_sum.low, band_sum.high"
    joined = (
        "article JOIN text_version ON article_id = id AND text_version.text_digest = article.text_digest"
        " LEFT JOIN copy ON copy.article = article.number LEFT JOIN temp.band_sum ON band_sum.article = article.number"
    )
    for _, found, packed, number, low, high, blocks, *article in _rows(
        database, f"{told}, blocks, {columns}", joined, "article.number"
    ):
        try:
            article_id = records.read_article(article).id
            text = text_number(records.unpack_document(blocks))
        except ValueError:
            continue
        signature = read_signature(packed)
        bands = {*bands_of(signature)}
        sums = len(bands), sum(band & 0xFFFFFFFF for band in bands), sum(band >> 32 for band in bands)
        if found != text or (text is not None and not signature) or (number or 0, low or 0, high or 0) != sums:
            yield f"what tells copies of article {article_id} is damaged"


def _rows(database: Database, columns: str, source: str, key: str) -> Iterator[tuple[Any, ...]]:
    """A whole number that names each row, and these columns; some rows at a time, so that memory does not grow."""
    sql = f"SELECT {key}, {columns} FROM {source} WHERE {key} > ? ORDER BY {key} LIMIT {_AT_ONCE}"  # noqa: S608 - only our own words
    last = _BEFORE_ALL
    while found := database.all(sql, (last,)):
        yield from found
        last = found[-1][0]


def _articles(database: Database) -> Iterator[str]:
    columns = ", ".join(records.ARTICLE_COLUMNS)
    for _, *row in _rows(database, columns, "article", "number"):
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
    for _, article_id, digest, blocks in _rows(database, "article_id, text_digest, blocks", "text_version", "rowid"):
        try:
            if records.unpack_document(blocks).digest == digest:
                continue
        except ValueError:
            pass
        yield f"text version {str(digest)[:12]} of article {article_id} is damaged; add the article again"


def _bytes(database: Database) -> Iterator[str]:
    for _, article_id, digest in _rows(database, "id, raw_digest", "article", "number"):
        found = database.first("SELECT bytes FROM raw WHERE article_id = ?", (article_id,))
        try:
            sound = found is not None and hashlib.sha256(records.unpack(found[0])).hexdigest() == digest
        except ValueError:
            sound = False
        if not sound:
            yield f"the bytes of article {article_id} are damaged or missing; add it again"
