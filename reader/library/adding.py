"""Articles in: bytes → reading → store."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.domain.article import Article, Metadata, Reading
from reader.domain.errors import NotFoundError, SourceError
from reader.domain.ports import Fetched
from reader.library.measuring import measured
from reader.library.model import Library
from reader.library.places import carry_position


class Outcome(StrEnum):
    """What became of an added article."""

    NEW = "new"
    UPDATED = "updated"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Added:
    """One article that was added, and what became of it."""

    article: Article
    outcome: Outcome


def add(library: Library, places: Iterable[str]) -> Iterator[Added | SourceError]:
    """Add every article found at these places; what cannot be read is yielded as an error and the rest go on.

    The same bytes are the same article wherever they lie, and so are the same words of the same source; other bytes at
    a known address are a new version of the article there.

    Who stops in the middle has all that was yielded, and may add the same places again: what is in is not cleaned anew.

    Raises:
        StorageError: the library cannot be written.
    """
    for place in places:
        for fetched in library.source.fetch(place):
            if isinstance(fetched, SourceError):
                yield fetched
                continue
            try:
                yield _add_one(library, fetched)
            except SourceError as error:
                yield error


def how_many(library: Library, places: Iterable[str]) -> int:
    """How many articles and errors `add` is about to yield, told without reading them."""
    return sum(map(library.source.count, places))


def in_words(counts: Mapping[Outcome, int]) -> str:
    """What became of everything that was added: `12 new, 3 already in`; empty if nothing was."""
    names = {Outcome.NEW: "new", Outcome.UPDATED: "updated", Outcome.KNOWN: "already in"}
    return ", ".join(f"{counts[outcome]:,} {name}" for outcome, name in names.items() if counts.get(outcome))


def _add_one(library: Library, fetched: Fetched) -> Added:
    raw_digest = hashlib.sha256(fetched.raw).hexdigest()
    known = library.articles.with_bytes(raw_digest)
    if known is not None:
        return Added(known, Outcome.KNOWN)
    earlier = library.articles.at_address(fetched.address)
    reading = library.cleaner.clean(fetched)
    article = Article(
        id=earlier.id if earlier else _free_id(library, fetched),
        address=fetched.address,
        media_type=fetched.media_type,
        raw_digest=raw_digest,
        text_digest=reading.document.digest,
        added=earlier.added if earlier else library.clock.now(),
        metadata=_merged(fetched, reading),
        opening="",
        words=0,
        cut_blocks=0,
    )
    again = None if earlier else library.articles.with_text(article, reading.document)
    if again is not None:
        return Added(again, Outcome.KNOWN)
    article = measured(article, reading.document)
    before = library.articles.document(article.id) if earlier else None
    library.articles.put(article, fetched.raw, reading.document)
    if before is not None:
        carry_position(library, article.id, before, reading.document)
    return Added(article, Outcome.UPDATED if earlier else Outcome.NEW)


def _free_id(library: Library, fetched: Fetched) -> str:
    """The id for new bytes; another if an article that was first seen with the same bytes has changed since."""
    wanted = article_id(fetched.raw)
    try:
        library.articles.get(wanted)
    except NotFoundError:
        return wanted
    return article_id(fetched.address.encode("utf-8", "surrogatepass") + b"\0" + fetched.raw)


def article_id(raw: bytes) -> str:
    """The id of an article first seen with these bytes: 50 bits of their SHA-256 in base 32."""
    return base64.b32encode(hashlib.sha256(raw).digest())[:10].decode("ascii").lower()


def _merged(fetched: Fetched, reading: Reading) -> Metadata:
    told, read = fetched.metadata, reading.metadata
    return replace(
        read,
        title=read.title or told.title,
        source=read.source or told.source,
        authors=read.authors or told.authors,
        published=read.published or told.published,
        url=read.url or told.url,
        language=read.language or told.language,
    )
