"""Articles in SQLite: the file `articles.sqlite`, with every text version, the triage and the full-text index."""

import re
import sqlite3
import zlib
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from reader.domain.article import Article
from reader.domain.document import Document
from reader.domain.errors import NotFoundError, StorageError
from reader.domain.evidence import Evidence
from reader.domain.matching import all_patterns, excerpt, shown
from reader.domain.query import Hit, Query, Row, View
from reader.domain.safe_text import safe_line
from reader.domain.status import State, Status
from reader.domain.verdicts import Told
from reader.storage import article_records as records
from reader.storage import sightings
from reader.storage.article_faults import find_faults
from reader.storage.choice import the_one
from reader.storage.conditions import all_conditions, conditions_of, where
from reader.storage.copies import SAME_STORY, article_with_text, copies_of
from reader.storage.counting import count_lines
from reader.storage.database import Database
from reader.storage.linking import link_copies
from reader.storage.search_index import index_words, wanted
from reader.storage.settling import Judge, settle, unsettle

_SHORTEST = 4
"""Characters of an id that must be given at least."""

_ARTICLE = ", ".join(f"article.{name}" for name in records.ARTICLE_COLUMNS)
_ROW = f"{_ARTICLE}, " + ", ".join(f"status.{name}" for name in records.STATUS_COLUMNS)
_ROW += f", {SAME_STORY}"
_FIELDS = ("text", "title", "source")


class SqliteArticleStore:
    """ArticleStore on `articles.sqlite`; several threads and several processes may use it at once."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self._settled = ""

    def put(self, article: Article, raw: bytes, document: Document) -> None:
        """Keep an article, its bytes and this version of its text; an id already there is replaced.

        Its status and its earlier text versions stay.
        """
        packed_raw, packed_text = zlib.compress(raw), records.pack_document(document)
        with self._database.change() as connection:
            taken = connection.execute(
                "SELECT id FROM article WHERE address = ? AND id <> ?",
                (records.to_column(article.address), article.id),
            ).fetchone()
            if taken:
                message = (
                    f"{safe_line(article.address)} is already kept as article {taken[0]}; add it again as that one"
                )
                raise StorageError(message)
            number = _put_article(connection, article)
            connection.execute("INSERT OR REPLACE INTO raw VALUES (?, ?)", (article.id, packed_raw))
            connection.execute(
                "INSERT OR REPLACE INTO text_version VALUES (?, ?, ?)", (article.id, article.text_digest, packed_text)
            )
            index_words(connection, number, article, document)
            link_copies(connection, number, article, document)
            unsettle(connection, number, count_lines(connection, number, article, document))

    def get(self, article_id: str) -> Article:
        """The article with this id, or the only one whose id starts with it (four characters at least).

        Raises:
            NotFoundError: none has it, or several do.
        """
        wanted_id = safe_line(article_id)
        like = self._database.all("SELECT id FROM article WHERE substr(id, 1, ?) = ?", (len(wanted_id), wanted_id))
        ids = [found for (found,) in like if len(wanted_id) >= _SHORTEST or found == wanted_id]
        if like and not ids:
            message = f"{wanted_id!r} is too short for an article's id; give at least {_SHORTEST} characters of it"
            raise NotFoundError(message)
        return self._article("id", the_one(ids, wanted_id, "article"))

    def at_address(self, address: str) -> Article | None:
        """The article that came from this address."""
        return self._first("address", records.to_column(address))

    def with_bytes(self, raw_digest: str) -> Article | None:
        """The article whose latest bytes have this digest."""
        return self._first("raw_digest", raw_digest)

    def with_text(self, article: Article, document: Document) -> Article | None:
        """An article of the same source with the same words; None if there is none, or the source is not known."""
        found = article_with_text(self._database, article, document)
        return self._article("id", found) if found else None

    def copies(self, article_id: str) -> Sequence[Article]:
        """Other articles that tell the same story in nearly the same words, the newest first."""
        return copies_of(self._database, safe_line(article_id))

    def rows(self, query: Query) -> Sequence[Row]:
        """Articles that answer the query, newest first; what it says about marks is ignored.

        A word or phrase without letters and digits is ignored too.
        """
        conditions, values = all_conditions(query)
        found = self._database.all(f"SELECT {_ROW} {_FROM} {where(conditions)} ORDER BY {_NEWEST}", values)
        with self._database.reading("an article"):
            return [records.read_row(row) for row in found]

    def ids(self, query: Query) -> frozenset[str]:
        """Ids of the articles that `rows` would answer."""
        conditions, values = all_conditions(query)
        found = self._database.all(f"SELECT article.id {_FROM} {where(conditions)}", values)
        return frozenset(row[0] for row in found)

    def counts(self) -> dict[View, int]:
        """How many articles each view holds; MARKED is the caller's and is 0 here."""
        (total, later, archive, starred) = self._database.all(
            "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM status WHERE state = 'later'),"
            " (SELECT count(*) FROM status WHERE state = 'archive'), (SELECT count(*) FROM status WHERE starred)"
        )[0]
        return {
            View.INBOX: total - later - archive,
            View.LATER: later,
            View.ARCHIVE: archive,
            View.STARRED: starred,
            View.MARKED: 0,
            View.ALL: total,
        }

    def document(self, article_id: str, text_digest: str = "") -> Document:
        """A version of the text, by default the latest.

        Raises:
            NotFoundError: this version is not kept.
        """
        found = self._database.first(
            "SELECT blocks FROM text_version JOIN article ON article.id = article_id WHERE article_id = ?"
            " AND text_version.text_digest = CASE WHEN ? = '' THEN article.text_digest ELSE ? END",
            (safe_line(article_id), safe_line(text_digest), safe_line(text_digest)),
        )
        if found is None:
            raise _missing(article_id, "text" if not text_digest else f"text version {safe_line(text_digest)[:12]}")
        with self._database.reading(f"the text of article {article_id}"):
            return records.unpack_document(found[0])

    def evidence(self, article_id: str, lines: Collection[int]) -> Evidence:
        """In how many other articles of the article's source these lines stand; none if the source is not known."""
        return sightings.evidence_on(self._database, article_id, lines)

    def articles_with(self, source: str, line: int) -> Sequence[str]:
        """The ids of the articles of a source, named by its key, in which a line stands; the newest first."""
        return sightings.articles_with(self._database, source, line)

    def settle(self, version: str, told: Callable[[], Told], judge: Judge) -> None:
        """Bring what is looked up and counted of each article up to the verdicts in force.

        An article that cannot be read is left as it is.
        """
        waiting = self._database.first("SELECT EXISTS (SELECT 1 FROM unsettled) OR EXISTS (SELECT 1 FROM stale)")
        if waiting != (0,) or version != self._settled:
            settle(self._database, told, judge)
            self._settled = version

    def raw(self, article_id: str) -> bytes:
        """The bytes as they came.

        Raises:
            NotFoundError: there is no such article.
        """
        found = self._database.first("SELECT bytes FROM raw WHERE article_id = ?", (safe_line(article_id),))
        if found is None:
            raise _missing(article_id, "bytes")
        with self._database.reading(f"the bytes of article {article_id}"):
            return records.unpack(found[0])

    def status(self, article_id: str) -> Status:
        """Its triage; a fresh Status if nothing was decided."""
        found = self._database.first(
            "SELECT state, starred, read, position FROM status WHERE article_id = ?", (safe_line(article_id),)
        )
        if found is None:
            return Status(article_id)
        with self._database.reading(f"the status of article {article_id}"):
            return Status(article_id, State(found[0]), bool(found[1]), bool(found[2]), int(found[3]))

    def set_status(self, statuses: Sequence[Status]) -> None:
        """Keep these, all or none.

        Raises:
            NotFoundError: one is about an article that is not here.
        """
        with self._database.change() as connection:
            for status in statuses:
                if not connection.execute("SELECT 1 FROM article WHERE id = ?", (status.article_id,)).fetchone():
                    raise _missing(status.article_id, "entry")
                connection.execute(
                    "INSERT OR REPLACE INTO status VALUES (?, ?, ?, ?, ?)",
                    (status.article_id, status.state.value, status.starred, status.read, status.position),
                )

    def search(self, query: Query, limit: int) -> Sequence[Hit]:
        """Articles whose title, text or source answers the query's words, best first.

        Without a word that can be looked up, the newest that answer the rest, each with its opening.
        """
        expression = wanted(query)
        if not expression:
            return [Hit(row, row.article.opening, "text") for row in self.rows(query)[:limit]]
        conditions, values = conditions_of(query)
        found = self._database.all(
            f"SELECT article.number, {_ROW} {_FROM} JOIN article_words ON article_words.rowid = article.number"
            f" {where(['article_words MATCH ?', *conditions])}"
            f" ORDER BY bm25(article_words, 10.0, 1.0, 4.0), {_NEWEST} LIMIT ?",
            (expression, *values, limit),
        )
        patterns = all_patterns(query.words, query.phrases)
        with self._database.reading("an article"):
            return [self._hit(records.read_row(row[1:]), row[0], patterns) for row in found]

    def faults(self) -> Sequence[str]:
        """What is wrong with the store, a line each; empty if it is sound."""
        return find_faults(self._database)

    def close(self) -> None:
        """Let go of the files."""
        self._database.close()

    def _hit(self, row: Row, number: int, patterns: Sequence[re.Pattern[str]]) -> Hit:
        """The answer with the part of text, title or source in which most stands of what was looked for.

        The words are asked for each hit alone, since ranking would read those of every match.
        """
        fields = self._database.first("SELECT text, title, source FROM article_words WHERE rowid = ?", (number,))
        excerpts = [excerpt(shown(words), patterns) for words in fields or ("",)]
        best = max(range(len(excerpts)), key=lambda index: len(excerpts[index][1]))
        return Hit(row, excerpts[best][0], _FIELDS[best], excerpts[best][1])

    def _article(self, column: str, value: str) -> Article:
        found = self._first(column, value)
        if found is None:
            raise _missing(value, "entry")
        return found

    def _first(self, column: str, value: str | bytes) -> Article | None:
        sql = f"SELECT {_ARTICLE} FROM article WHERE {column} = ? ORDER BY added LIMIT 1"  # noqa: S608 - only our own column names
        found = self._database.first(sql, (value,))
        if found is None:
            return None
        with self._database.reading(f"article {found[0]}"):
            return records.read_article(found)


_FROM = "FROM article LEFT JOIN status ON status.article_id = article.id"
_NEWEST = "article.newest DESC, article.added DESC, article.id"


def _put_article(connection: sqlite3.Connection, article: Article) -> int:
    """Insert or replace the article's line; its number in the index."""
    columns = (*records.ARTICLE_COLUMNS, "newest")
    values = (*records.article_values(article), records.newest_key(article))
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    sql = f"INSERT INTO article ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}"  # noqa: S608 - only our own column names
    connection.execute(sql, values)
    return int(connection.execute("SELECT number FROM article WHERE id = ?", (article.id,)).fetchone()[0])


def _missing(article_id: str, what: str) -> NotFoundError:
    return NotFoundError(f"article {safe_line(article_id)[:40]} has no {what} here; newsmark list shows the ids")
