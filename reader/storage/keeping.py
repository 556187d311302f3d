"""Writing one article into every table that knows of it."""

import json
import sqlite3
import zlib
from collections.abc import Collection

from reader.domain.article import Article
from reader.domain.copies import fingerprint
from reader.domain.document import Document
from reader.domain.errors import StorageError
from reader.domain.evidence import line_numbers, story_number
from reader.domain.packed import Packed
from reader.domain.safe_text import safe_line
from reader.domain.source import source_of
from reader.storage import article_records as records
from reader.storage.counting import count_anew, count_new
from reader.storage.database import Database
from reader.storage.linking import link_anew, link_new
from reader.storage.search_index import index_anew, index_new, searchable
from reader.storage.settling import unsettle

_COLUMNS = (*records.ARTICLE_COLUMNS, "newest")

# FAIL, since a statement that may have to take back what its triggers did keeps a journal of its own (see `_put_new`).
# One line is refused before any trigger runs.
_INSERT = f"INSERT OR FAIL INTO article ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - only our own column names
_UPDATE = f"UPDATE article SET {', '.join(f'{name} = ?' for name in _COLUMNS[1:])} WHERE number = ?"  # noqa: S608 - only our own column names
_IN_USE = " UNION ALL ".join(
    f"SELECT {name} FROM article WHERE {name} IN (SELECT value FROM json_each(:names))"  # noqa: S608 - only our own column names
    for name in ("id", "address", "raw_digest")
)


def pack(article: Article, raw: bytes, document: Document) -> Packed:
    """All that can be found out without the file."""
    has_source = bool(source_of(article))
    return Packed(
        raw=zlib.compress(raw),
        blocks=records.pack_document(document),
        words=searchable(document),
        fingerprint=fingerprint(document),
        lines=line_numbers(document) if has_source else (),
        story=story_number(document) if has_source else 0,
    )


def keep_article(connection: sqlite3.Connection, article: Article, packed: Packed) -> None:
    """Keep an article, its bytes and this version of its text; an id already there is replaced.

    Args:
        connection: in a transaction.
        article: its line in the lists.
        packed: the bytes as they came, and the text as the rules of cleaning label it.

    Raises:
        StorageError: another article is kept at its address.
    """
    number, is_new = _put_line(connection, article)
    if is_new:
        try:
            _put_new(connection, number, article, packed)
        except sqlite3.IntegrityError:
            # What damage has left of an article that is gone is in the way.
            is_new = False
    if not is_new:
        _put_anew(connection, number, article, packed)


def _put_new(connection: sqlite3.Connection, number: int, article: Article, packed: Packed) -> None:
    """Write what belongs to an article of which no table has anything.

    None of these statements keeps a journal of its own, as one does that replaces rows: before each of those the
    full-text index writes out all that it has gathered, which costs more than the rest.
    """
    connection.execute("INSERT INTO raw VALUES (?, ?)", (article.id, packed.raw))
    connection.execute("INSERT INTO text_version VALUES (?, ?, ?)", (article.id, article.text_digest, packed.blocks))
    index_new(connection, number, article, packed.words)
    link_new(connection, number, article, packed.fingerprint)
    sources = count_new(connection, number, article, packed)
    if sources:
        unsettle(connection, number, sources)


def _put_anew(connection: sqlite3.Connection, number: int, article: Article, packed: Packed) -> None:
    """Write what belongs to an article in place of what there is of it; earlier versions of the text stay."""
    connection.execute("INSERT OR REPLACE INTO raw VALUES (?, ?)", (article.id, packed.raw))
    connection.execute(
        "INSERT OR REPLACE INTO text_version VALUES (?, ?, ?)", (article.id, article.text_digest, packed.blocks)
    )
    index_anew(connection, number, article, packed.words)
    link_anew(connection, number, article, packed.fingerprint)
    unsettle(connection, number, count_anew(connection, number, article, packed))


def names_in_use(database: Database, names: Collection[str]) -> frozenset[str]:
    """Those of these ids, addresses and digests of bytes that articles have.

    A name that JSON cannot hold, as the address of a file whose name is not UTF-8, is taken to be among them.
    """
    asked = [name for name in names if isinstance(records.to_column(name), str) and "\0" not in name]
    found = database.all(_IN_USE, {"names": json.dumps(asked)})
    return frozenset(names).difference(asked).union(name for (name,) in found)


def _put_line(connection: sqlite3.Connection, article: Article) -> tuple[int, bool]:
    """Insert or replace the article's line; its number in the file, and whether it is new."""
    values = (*records.article_values(article), records.newest_key(article))
    try:
        return int(connection.execute(_INSERT, values).lastrowid or 0), True
    except sqlite3.IntegrityError as error:
        taken = connection.execute(
            "SELECT id FROM article WHERE address = ? AND id <> ?", (values[1], article.id)
        ).fetchone()
        if taken:
            message = f"{safe_line(article.address)} is already kept as article {taken[0]}; add it again as that one"
            raise StorageError(message) from error
        found = connection.execute("SELECT number FROM article WHERE id = ?", (article.id,)).fetchone()
        if not found:
            raise
    connection.execute(_UPDATE, (*values[1:], found[0]))
    return int(found[0]), False
