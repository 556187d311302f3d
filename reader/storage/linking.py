"""Which articles are copies of one story, in the tables `copy` and `copy_band` of `articles.sqlite`.

Only the latest version of a text is compared, with what the rules of cleaning keep of it. Articles of one source are
never linked to each other: what they have in common is mostly the source's own. A text with few words has no row.
"""

import sqlite3
import struct
from collections.abc import Collection, Iterator, Sequence

from reader.domain.article import Article
from reader.domain.copies import ALIKE, bands_of, fingerprint, likeness
from reader.domain.document import Document
from reader.domain.evidence import line_number
from reader.domain.source import source_of
from reader.storage import article_records as records

_MOST_LIKE_BAND = 8
"""Articles looked at for each band, so that adding costs the same however many have it."""


def link_copies(connection: sqlite3.Connection, number: int, article: Article, document: Document) -> None:
    """Compare an article, in place of what it was before; `number` is its own in the file."""
    before = connection.execute("SELECT signature FROM copy WHERE article = ?", (number,)).fetchone()
    if before:
        gone = [(band, number) for band in bands_of(_unpacked(before[0]))]
        connection.executemany("DELETE FROM copy_band WHERE band = ? AND article = ?", gone)
        connection.execute("DELETE FROM copy WHERE article = ?", (number,))
    known = fingerprint(document)
    if known is None:
        return
    source = source_number(article)
    bands = known.bands
    found = {
        story
        for of, story, signature in _candidates(connection, bands)
        if (of != source or not source) and likeness(known.signature, _unpacked(signature)) >= ALIKE
    }
    story = _one_story(connection, found)
    connection.execute(
        "INSERT INTO copy VALUES (?, ?, ?, ?, ?)", (number, source, known.text, story, _packed(known.signature))
    )
    connection.executemany("INSERT OR IGNORE INTO copy_band VALUES (?, ?)", [(band, number) for band in bands])


def link_all(connection: sqlite3.Connection) -> None:
    """Compare every article with those before it; one that cannot be read is left out."""
    for number, article, document in records.readable_articles(connection):
        link_copies(connection, number, article, document)


def _candidates(connection: sqlite3.Connection, bands: Collection[int]) -> Iterator[tuple[int, int, bytes]]:
    """Source, story and signature of articles that have a band in common with these, the newest of each band."""
    numbers: set[int] = set()
    for band in bands:
        found = connection.execute(
            "SELECT article FROM copy_band WHERE band = ? ORDER BY article DESC LIMIT ?", (band, _MOST_LIKE_BAND)
        )
        numbers.update(number for (number,) in found)
    for number in sorted(numbers):
        yield from connection.execute("SELECT source, story, signature FROM copy WHERE article = ?", (number,))


def _one_story(connection: sqlite3.Connection, found: Collection[int]) -> int:
    """The number of the story that these are from now on; a new one if there are none."""
    if not found:
        return int(connection.execute("SELECT coalesce(max(story), 0) + 1 FROM copy").fetchone()[0])
    story = min(found)
    connection.executemany("UPDATE copy SET story = ? WHERE story = ?", [(story, other) for other in found])
    return story


def source_number(article: Article) -> int:
    """A number for the article's source; 0 if it is not known."""
    source = source_of(article)
    return line_number(source.key) if source else 0


def _packed(signature: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(signature)}I", *signature)


def _unpacked(signature: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(signature) // 4}I", signature)
