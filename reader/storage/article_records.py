"""Articles, texts and status as columns of `articles.sqlite`, and back."""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from reader.domain.article import Article, MediaType, Metadata
from reader.domain.document import Block, BlockKind, Document
from reader.domain.links import Link
from reader.domain.query import Row
from reader.domain.status import State, Status

Value = str | bytes | int

ARTICLE_COLUMNS = (
    "id",
    "address",
    "media_type",
    "raw_digest",
    "text_digest",
    "added",
    "title",
    "source",
    "authors",
    "published",
    "url",
    "language",
    "opening",
    "words",
    "cut_blocks",
)
_compact = json.JSONEncoder(separators=(",", ":")).encode

_JUDGED = 4
"""Values of a block between its verdict and its links: reason, rule, level, confidence."""

_MEDIA_TYPES: Mapping[str, MediaType] = {one.value: one for one in MediaType}
_STATES: Mapping[str, State] = {one.value: one for one in State}

STATUS_COLUMNS = ("state", "starred", "read", "position")


def article_values(article: Article) -> tuple[Value, ...]:
    """The values of ARTICLE_COLUMNS."""
    metadata = article.metadata
    return (
        article.id,
        to_column(article.address),
        article.media_type.value,
        article.raw_digest,
        article.text_digest,
        _moment(article.added),
        to_column(metadata.title),
        to_column(metadata.source),
        json.dumps(metadata.authors),
        to_column(metadata.published),
        to_column(metadata.url),
        to_column(metadata.language),
        to_column(article.opening),
        article.words,
        article.cut_blocks,
    )


def read_article(values: Sequence[Any]) -> Article:
    """The article in the values of ARTICLE_COLUMNS.

    Raises:
        ValueError: a value cannot be understood.
    """
    *texts, words, cut_blocks = values[: len(ARTICLE_COLUMNS)]
    article_id, address, media_type, raw_digest, text_digest, added, *told, opening = (
        texts if bytes not in map(type, texts) else map(from_column, texts)
    )
    title, source, authors, published, url, language = told
    named = tuple(json.loads(authors)) if authors != "[]" else ()
    return Article(
        article_id,
        address,
        _MEDIA_TYPES.get(media_type) or MediaType(media_type),
        raw_digest,
        text_digest,
        datetime.fromisoformat(added),
        Metadata(title, source, named, published, url, language),
        opening,
        int(words),
        int(cut_blocks),
    )


def read_row(values: Sequence[Any]) -> Row:
    """The line of a list in the values of ARTICLE_COLUMNS and STATUS_COLUMNS (None where nothing was decided).

    Behind them stands whether other articles tell the same story.

    Raises:
        ValueError: a value cannot be understood.
    """
    count = len(ARTICLE_COLUMNS)
    article = read_article(values)
    state, starred, read, position, same_story = values[count:]
    status = Status(article.id)
    if state is not None:
        status = Status(article.id, _STATES.get(state) or State(state), bool(starred), bool(read), int(position))
    return Row(article, status, same_story=bool(same_story))


def newest_key(article: Article) -> str:
    """What sorts articles by date: the moment of publication in UTC, else that of adding."""
    try:
        published = datetime.fromisoformat(article.metadata.published)
        return _moment(published if published.tzinfo else published.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return _moment(article.added)


def pack_document(document: Document) -> bytes:
    """The blocks as compact JSON, compressed."""
    blocks = [
        [block.kind.value, block.text, int(block.kept), block.reason, block.rule, block.level, block.confidence]
        + ([[[link.start, link.end, link.address] for link in block.links]] if block.links else [])
        for block in document.blocks
    ]
    return zlib.compress(_compact(blocks).encode("ascii"))


def unpack_document(packed: bytes) -> Document:
    """The document in the bytes of `pack_document`.

    Raises:
        ValueError: the bytes are damaged.
    """
    try:
        blocks = json.loads(unpack(packed))
        return Document(tuple(_block(*values) for values in blocks))
    except TypeError as error:
        message = "the blocks are not what they must be"
        raise ValueError(message) from error


def _block(kind: str, text: str, kept: int, *rest: Any) -> Block:  # noqa: ANN401 - as JSON has it
    """A block; one that was kept before there were links has none."""
    judged, links = rest[:_JUDGED], rest[_JUDGED] if rest[_JUDGED:] else ()
    values: tuple[Any, ...] = (BlockKind(kind), text, bool(kept), *judged, tuple(Link(*link) for link in links))
    return Block(*values)


def unpack(packed: bytes) -> bytes:
    """Bytes that were compressed with zlib.

    Raises:
        ValueError: they are damaged.
    """
    try:
        return zlib.decompress(packed)
    except (zlib.error, TypeError) as error:
        message = "the compressed bytes are damaged"
        raise ValueError(message) from error


def to_column(text: str) -> str | bytes:
    """A text as SQLite can hold it.

    The address of a file whose name is not UTF-8 has lone surrogates, which SQLite's text cannot hold: it is kept as
    bytes, and comes back letter for letter.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def from_column(value: Value) -> str:
    """The text that `to_column` was given."""
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else str(value)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def readable_articles(connection: sqlite3.Connection) -> Iterator[tuple[int, Article, Document]]:
    """Number, article and latest text of all that are kept, the oldest first; one that cannot be read is left out."""
    columns = ", ".join(f"article.{name}" for name in ARTICLE_COLUMNS)
    found = connection.execute(
        f"SELECT number, blocks, {columns} FROM article JOIN text_version"  # noqa: S608 - only our own column names
        " ON article_id = id AND text_version.text_digest = article.text_digest ORDER BY number"
    )
    for number, blocks, *values in found:
        try:
            yield number, read_article(values), unpack_document(blocks)
        except ValueError:
            continue
