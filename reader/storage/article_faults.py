"""What can be wrong with `articles.sqlite`, found by reading all of it."""

import hashlib
from collections.abc import Iterator

from reader.domain.errors import StorageError
from reader.storage import article_records as records
from reader.storage.database import Database


def find_faults(database: Database) -> list[str]:
    """Every fault of the file, its references, its index and its contents, a line each."""
    found: list[str] = []
    for part in (_pages, _references, _index, _articles, _texts, _bytes):
        try:
            found.extend(f"articles.sqlite: {fault}" for fault in part(database))
        except StorageError as error:
            found.append(str(error))
    return list(dict.fromkeys(found))


def _pages(database: Database) -> Iterator[str]:
    for (line,) in database.all("PRAGMA quick_check(20)"):
        if line != "ok":
            yield " ".join(str(line).split())


def _references(database: Database) -> Iterator[str]:
    for table, row, parent, _ in database.all("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} belongs to no {parent}"


def _index(database: Database) -> Iterator[str]:
    database.all("INSERT INTO article_words (article_words) VALUES ('integrity-check')")
    for (article_id,) in database.all(
        "SELECT id FROM article WHERE number NOT IN (SELECT id FROM article_words_docsize)"
    ):
        yield f"article {article_id} is missing in the full-text index; add it again"


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
