"""Which articles are copies of one story, in the tables `copy` and `copy_band` of `articles.sqlite`.

Only the latest version of a text is compared, with what the rules of cleaning keep of it. Articles of one source are
never linked to each other: what they have in common is mostly the source's own. A text with few words has no row.
"""

import sqlite3
import struct
from collections.abc import Collection, Iterator, Sequence

from reader.domain.article import Article
from reader.domain.copies import (
    ALIKE,
    BANDS,
    BINS,
    Fingerprint,
    bands_of,
    figures,
    fingerprint,
    likeness,
    tell_of_the_same,
)
from reader.domain.evidence import line_number
from reader.domain.source import source_of
from reader.storage import article_records as records

_SIGNATURE = struct.Struct(f"<{BINS}I")

_MOST_LIKE_BAND = 8
"""Articles looked at for each band, so that adding costs the same however many have it."""

_MOST_READ = 8
"""Of so many stories the figures are compared."""

_LATEST_TEXT = (
    "SELECT blocks FROM article JOIN text_version"
    " ON article_id = id AND text_version.text_digest = article.text_digest WHERE number = ?"
)

_ALIKE_IN_A_BAND = " UNION ALL ".join(
    f"SELECT * FROM (SELECT article FROM copy_band WHERE band = ? ORDER BY article DESC LIMIT {_MOST_LIKE_BAND})"  # noqa: S608 - a number of our own
    for _ in range(BANDS)
)


def link_anew(connection: sqlite3.Connection, number: int, article: Article, known: Fingerprint | None) -> None:
    """Compare an article, in place of what it was before; `number` is its own in the file.

    An article whose signature is damaged is like no other; `newsmark check` tells of it.
    """
    before = connection.execute("SELECT signature FROM copy WHERE article = ?", (number,)).fetchone()
    if before:
        _forget_bands(connection, number, read_signature(before[0]))
        connection.execute("DELETE FROM copy WHERE article = ?", (number,))
    link_new(connection, number, article, known)


def link_new(connection: sqlite3.Connection, number: int, article: Article, known: Fingerprint | None) -> None:
    """Compare an article of which nothing was compared before; `known` is None if its words are too few."""
    if known is None:
        return
    source = source_number(article)
    bands = known.bands
    story = _one_story(connection, _stories(connection, known, source))
    connection.execute(
        "INSERT INTO copy VALUES (?, ?, ?, ?, ?)",
        (number, source, known.text, story, _SIGNATURE.pack(*known.signature)),
    )
    connection.executemany("INSERT OR IGNORE INTO copy_band VALUES (?, ?)", [(band, number) for band in bands])


def link_all(connection: sqlite3.Connection) -> None:
    """Compare every article with those before it; one that cannot be read is left out."""
    for number, article, document in records.readable_articles(connection):
        link_new(connection, number, article, fingerprint(document))


def _stories(connection: sqlite3.Connection, known: Fingerprint, source: int) -> set[int]:
    """The stories that an article of this source is a copy of: of each, the most alike is looked at."""
    alike: dict[int, tuple[float, int]] = {}
    for number, of, story, packed in _candidates(connection, known.bands):
        signature = read_signature(packed)
        if signature and (of != source or not source):
            near = likeness(known.signature, signature)
            alike[story] = max(alike.get(story, (ALIKE, 0)), (near, number))
    nearest = sorted(((*one, story) for story, one in alike.items() if one[1]), reverse=True)
    return {
        story
        for _, number, story in nearest[:_MOST_READ]
        if tell_of_the_same(known.figures, _figures(connection, number))
    }


def _figures(connection: sqlite3.Connection, number: int) -> frozenset[str]:
    """The figures in the latest text of an article; none if it cannot be read."""
    found = connection.execute(_LATEST_TEXT, (number,)).fetchone()
    try:
        return figures(records.unpack_document(found[0])) if found else frozenset()
    except ValueError:
        return frozenset()


def _candidates(connection: sqlite3.Connection, bands: Sequence[int]) -> Iterator[tuple[int, int, int, bytes]]:
    """Number, source, story and signature of articles that have one of these bands, the newest of each band."""
    numbers = {number for (number,) in connection.execute(_ALIKE_IN_A_BAND, bands)}
    for number in sorted(numbers):
        yield from connection.execute("SELECT article, source, story, signature FROM copy WHERE article = ?", (number,))


def _one_story(connection: sqlite3.Connection, found: Collection[int]) -> int:
    """The number of the story that these are from now on; a new one if there are none."""
    if not found:
        return int(connection.execute("SELECT coalesce(max(story), 0) + 1 FROM copy").fetchone()[0])
    story = min(found)
    connection.executemany(
        "UPDATE copy SET story = ? WHERE story = ?", [(story, other) for other in found if other != story]
    )
    return story


def source_number(article: Article) -> int:
    """A number for the article's source; 0 if it is not known."""
    source = source_of(article)
    return line_number(source.key) if source else 0


def read_signature(packed: object) -> Sequence[int]:
    """The signature in a row of `copy`; empty if it is damaged."""
    if isinstance(packed, bytes) and len(packed) == _SIGNATURE.size:
        return _SIGNATURE.unpack(packed)
    return ()


def _forget_bands(connection: sqlite3.Connection, number: int, signature: Sequence[int]) -> None:
    if signature:
        gone = [(band, number) for band in bands_of(signature)]
        connection.executemany("DELETE FROM copy_band WHERE band = ? AND article = ?", gone)
    else:
        # No index leads from an article to its bands, which mostly can be told from the signature.
        connection.execute("DELETE FROM copy_band WHERE article = ?", (number,))
