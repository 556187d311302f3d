"""Writing one article into every table that knows of it."""

import sqlite3
import zlib

from reader.domain.article import Article
from reader.domain.document import Document
from reader.domain.errors import StorageError
from reader.domain.safe_text import safe_line
from reader.storage import article_records as records
from reader.storage.counting import count_lines
from reader.storage.linking import link_copies
from reader.storage.search_index import index_words
from reader.storage.settling import unsettle


def keep_article(connection: sqlite3.Connection, article: Article, raw: bytes, document: Document) -> None:
    """Keep an article, its bytes and this version of its text; an id already there is replaced.

    Args:
        connection: in a transaction.
        article: its line in the lists.
        raw: the bytes as they came.
        document: the text as the rules of cleaning label it.

    Raises:
        StorageError: another article is kept at its address.
    """
    taken = connection.execute(
        "SELECT id FROM article WHERE address = ? AND id <> ?", (records.to_column(article.address), article.id)
    ).fetchone()
    if taken:
        message = f"{safe_line(article.address)} is already kept as article {taken[0]}; add it again as that one"
        raise StorageError(message)
    number = _put_line(connection, article)
    connection.execute("INSERT OR REPLACE INTO raw VALUES (?, ?)", (article.id, zlib.compress(raw)))
    connection.execute(
        "INSERT OR REPLACE INTO text_version VALUES (?, ?, ?)",
        (article.id, article.text_digest, records.pack_document(document)),
    )
    index_words(connection, number, article, document)
    link_copies(connection, number, article, document)
    unsettle(connection, number, count_lines(connection, number, article, document))


def _put_line(connection: sqlite3.Connection, article: Article) -> int:
    """Insert or replace the article's line; its number in the file."""
    columns = (*records.ARTICLE_COLUMNS, "newest")
    values = (*records.article_values(article), records.newest_key(article))
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    sql = f"INSERT INTO article ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}"  # noqa: S608 - only our own column names
    connection.execute(sql, values)
    return int(connection.execute("SELECT number FROM article WHERE id = ?", (article.id,)).fetchone()[0])
