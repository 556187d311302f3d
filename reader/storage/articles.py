"""Articles in SQLite: the file `articles.sqlite`, with every text version, the triage and the full-text index."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader import storage
from reader.domain.article import Article
from reader.domain.document import Document
from reader.domain.errors import NotFoundError
from reader.domain.evidence import Evidence
from reader.domain.query import Hit, Query, Row, View
from reader.domain.recent import LETTERS, Recent
from reader.domain.safe_text import safe_line
from reader.domain.status import Alike, HowFar, Status
from reader.domain.verdicts import Told as MarksTold
from reader.storage import article_records as records
from reader.storage import orders, sightings
from reader.storage.choice import the_one
from reader.storage.database import Database
from reader.storage.migrating import Told
from reader.storage.orders import NEWEST
from reader.storage.settling import Judge, Waiting, settle, waiting

if TYPE_CHECKING:
    from reader.domain.packed import Packed
    from reader.domain.ports import Beginning
    from reader.storage.head import Head

_SHORTEST = 4
"""Characters of an id that must be given at least."""

_LAST = "\U0010ffff"
"""Sorts behind whatever an id may go on with."""

_SHOWN = 100
"""So many articles are looked at where too short an id means many."""

_ARTICLE = ", ".join(f"article.{name}" for name in records.ARTICLE_COLUMNS)
_ROW = f"{_ARTICLE}, " + ", ".join(f"status.{name}" for name in records.STATUS_COLUMNS)
_ROW += (
    ", EXISTS (SELECT 1 FROM copy AS own JOIN copy AS other ON other.story = own.story AND other.article <> own.article"
    " WHERE own.article = article.number)"
)


class SqliteArticleStore:
    """ArticleStore on `articles.sqlite`; several threads and several processes may use it at once."""

    def __init__(self, path: Path, told: Told | None = None) -> None:
        self._path = path
        self._database = Database(path, told)
        self._settled: tuple[str, Waiting] | None = None
        self._documents: Recent[bytes, Document] = Recent(LETTERS, lambda document: len(document.text))

    @cached_property
    def _head(self) -> Head:
        """What answers a filter that is being typed."""
        from reader.storage.head import Head  # noqa: PLC0415 - not before a filter is typed

        return Head(self._database)

    def at_once(self) -> AbstractContextManager[None]:
        """All that this thread writes in the block is kept together, or nothing of it; what it reads is a part of it.

        Other writers wait meanwhile.
        """
        return self._database.much_change()

    def packed(self, article: Article, raw: bytes, document: Document) -> Packed:
        """What `put` has to find out of the bytes and the text; made before `at_once`, others need not wait for it."""
        return storage.keeping.pack(article, raw, document)

    def put(self, article: Article, raw: bytes, document: Document, packed: Packed | None = None) -> None:
        """Keep an article, its bytes and this version of its text; an id already there is replaced.

        Its status and its earlier text versions stay.
        """
        with self._database.change() as connection:
            storage.keeping.keep_article(connection, article, packed or storage.keeping.pack(article, raw, document))

    def get(self, article_id: str) -> Article:
        """The article with this id, or the only one whose id starts with it (four characters at least).

        Raises:
            NotFoundError: none has it, or several do.
        """
        wanted_id = safe_line(article_id)
        like = self._database.all(
            "SELECT id FROM article WHERE id >= ? AND id < ? LIMIT ?", (wanted_id, wanted_id + _LAST, _SHOWN)
        )
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

    def is_whole(self, article_id: str) -> bool:
        """Whether the bytes and the latest text of an article can be read."""
        found = self._database.first(
            "SELECT bytes, blocks FROM article JOIN raw ON raw.article_id = id JOIN text_version AS latest"
            " ON latest.article_id = id AND latest.text_digest = article.text_digest WHERE id = ?",
            (safe_line(article_id),),
        )
        try:
            return found is not None and all(map(records.unpack, found))
        except ValueError:
            return False

    def in_use(self, names: Collection[str]) -> frozenset[str]:
        """Those of these ids, addresses and digests of bytes that articles here have; none that one has is missing."""
        return storage.keeping.names_in_use(self._database, names)

    def with_text(self, article: Article, document: Document) -> Article | None:
        """An article of the same source with the same words; None if there is none, or the source is not known."""
        found = storage.copies.article_with_text(self._database, article, document)
        return self._article("id", found) if found else None

    def copies(self, article_id: str) -> Sequence[Article]:
        """Other articles that tell the same story in nearly the same words, the newest first."""
        return storage.copies.copies_of(self._database, safe_line(article_id))

    def rows(self, query: Query) -> Sequence[Row]:
        """Articles that answer the query, newest first; what it says about marks is ignored.

        A word or phrase without letters and digits is ignored too.
        """
        where, values = storage.conditions.clause_of(query)
        found = self._database.all(f"SELECT {_ROW} {_FROM} {where} ORDER BY {NEWEST}", values)
        with self._database.reading("an article"):
            return [records.read_row(row) for row in found]

    def ids(self, query: Query) -> frozenset[str]:
        """Ids of the articles that `rows` would answer."""
        where, values = storage.conditions.clause_of(query)
        found = self._database.all(f"SELECT article.id FROM article {where}", values)  # noqa: S608 - only our own column names
        return frozenset(row[0] for row in found)

    def counts(self) -> dict[View, int]:
        """How many articles each view holds; MARKED is the caller's and is 0 here."""
        return orders.counts(self._database)

    def numbers(self, query: Query) -> Sequence[int]:
        """The numbers of the articles that `rows` would answer, in the same order."""
        return self._head.numbers(query)

    def beginning(self, query: Query, count: int) -> Beginning | None:
        """What `numbers` would answer, or the first of it, `count` at least; None if that takes a while."""
        return self._head.beginning(query, count)

    def get_ready(self, view: View) -> None:
        """Make ready for many queries in a view, which are typed; else `beginning` is not faster than `numbers`."""
        self._head.make(view)

    def run(self, view: View, start: int, length: int, total: int) -> Sequence[int]:
        """The numbers of the articles from place `start` of a view of `total` articles on, at most `length`."""
        return orders.run(self._database, view, start, length, total)

    def run_beside(self, view: View, number: int, length: int, *, before: bool) -> Sequence[int]:
        """The numbers of at most `length` articles right before or behind one in a view."""
        return orders.run_beside(self._database, view, number, length, before=before)

    def place(self, view: View, number: int) -> int | None:
        """The place of an article in a view, counted from 0; None if it is not there."""
        return orders.place(self._database, view, number)

    def held(self, view: View, numbers: Iterable[int]) -> frozenset[int]:
        """Those of these articles that are in a view."""
        return orders.held(self._database, view, numbers)

    def unread(self, numbers: Iterable[int]) -> frozenset[int]:
        """Those of these articles that the reader has not called read."""
        return orders.unread(self._database, numbers)

    def ids_of(self, numbers: Iterable[int]) -> Sequence[str]:
        """The ids of these articles, the newest first."""
        return orders.ids(self._database, numbers)

    def words_of(self, numbers: Iterable[int]) -> Sequence[int]:
        """The lengths of these articles in words, in no order."""
        return orders.words(self._database, numbers)

    def numbers_of(self, ids: Iterable[str]) -> Sequence[int]:
        """The numbers of the articles with these ids, in no order."""
        return orders.numbers_of(self._database, ids)

    def numbered(self, numbers: Iterable[int]) -> dict[int, Row]:
        """The lines of these articles by number; `tags` and `highlights` are left empty."""
        sql = f"SELECT article.number, {_ROW} {_FROM} WHERE article.number IN (SELECT value FROM json_each(?))"  # noqa: S608 - only our own column names
        found = self._database.all(sql, (json.dumps([*numbers]),))
        with self._database.reading("an article"):
            return {number: records.read_row(row) for number, *row in found}

    def stories(self) -> Mapping[int, int]:
        """The story of each article that has copies, both as numbers."""
        return orders.stories(self._database)

    def story(self, number: int) -> Sequence[int]:
        """The numbers of all articles that tell one's story, itself among them, in no order."""
        return orders.story(self._database, number)

    def version(self) -> int:
        """A number that is another when another thread or program has changed the file; of use in one thread only."""
        return self._database.version()

    def texts_version(self) -> int:
        """A number that is another once a text was kept, by whomever; the same in every thread."""
        found = self._database.first("SELECT max(rowid) FROM text_version")  # a text kept again gets a row of its own
        return int(found[0] or 0) if found else 0

    def while_wanted(self, unwanted: Callable[[], bool]) -> AbstractContextManager[None]:
        """Break off what this thread asks in the block as soon as it is unwanted; it then raises CancelledError."""
        return self._database.while_wanted(unwanted)

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
            return self._documents.get(found[0], lambda: records.unpack_document(found[0]))

    def evidence(self, article_id: str) -> Evidence:
        """In how many other articles of its source the lines of an article stand; none if the source is not known."""
        return sightings.evidence_on(self._database, article_id)

    def articles_with(self, source: str, line: int) -> Sequence[str]:
        """The ids of the articles of a source, named by its key, in which a line stands; the newest first."""
        return sightings.articles_with(self._database, source, line)

    def is_settled(self, version: str) -> bool:
        """True if nothing has changed since `settle` was given this version of the marks."""
        return (version, waiting(self._database)) == self._settled

    def settle(self, version: str, told: Callable[[], MarksTold], judge: Judge) -> bool:
        """Bring what is looked up and counted of each article up to the verdicts in force; True if any was not.

        An article that cannot be read is left as it is.
        """
        if self.is_settled(version):
            return False
        changed = settle(self._database, told, judge)
        self._settled = (version, waiting(self._database))
        return changed

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
        return self.statuses([safe_line(article_id)])[0]

    def statuses(self, ids: Sequence[str]) -> Sequence[Status]:
        """The triage of several articles, in this order; a fresh Status for each of which nothing was decided."""
        return storage.triage.statuses(self._database, ids)

    def set_status(self, statuses: Sequence[Status]) -> None:
        """Keep these, all or none.

        Raises:
            NotFoundError: one is about an article that is not here.
        """
        with self._database.change() as connection:
            missing = storage.triage.put(connection, statuses)
            if missing:
                raise _missing(missing, "entry")

    def alike(self, numbers: Collection[int]) -> Sequence[Alike]:
        """The triage of many articles; what is not there is left out."""
        return storage.triage.alike(self._database, numbers)

    def redecide(self, changes: Sequence[tuple[Alike, Alike]], how_far: HowFar) -> None:
        """Decide anew about articles, from what was decided to what shall be, all or none.

        Raises:
            ChangedError: one of them does not lie as is told.
        """
        with self._database.much_change(), self._database.change() as connection:
            storage.triage.redecide(connection, changes, how_far)

    def search(self, query: Query, limit: int) -> Sequence[Hit]:
        """Articles whose title, text or source answers the query's words, best first.

        Without a word that can be looked up, the newest that answer the rest, each with its opening.
        """
        from reader.storage.ranking import ranked  # noqa: PLC0415 - only here

        if not storage.search_index.wanted(query):
            return [Hit(row, row.article.opening, "text") for row in self.rows(query)[:limit]]
        return ranked(self._database, query, _ROW, limit)

    def faults(self) -> Sequence[str]:
        """What is wrong with the store, a line each; empty if it is sound."""
        from reader.storage.article_faults import find_faults  # noqa: PLC0415 - only here

        with self._database.checkable() as database:
            return find_faults(database)

    def mend(self, now: datetime) -> Sequence[str]:
        """Make anew what is derived from the articles and damaged, and keep a copy of the file; what was done."""
        from reader.storage.article_mending import mend  # noqa: PLC0415 - only here

        return mend(self._database, self._path, now)

    def close(self) -> None:
        """Let go of the files."""
        self._database.close()

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


def _missing(article_id: str, what: str) -> NotFoundError:
    return NotFoundError(f"article {safe_line(article_id)[:40]} has no {what} here; newsmark list shows the ids")
