"""Articles in: bytes → reading → store."""

import base64
import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import islice
from time import monotonic

from reader.domain.article import Article, Metadata, Reading
from reader.domain.document import Document
from reader.domain.errors import DamagedArticleError, NotFoundError, SourceError
from reader.domain.frozen import frozen
from reader.domain.packed import Packed
from reader.domain.ports import Fetched
from reader.domain.safe_text import safe_line
from reader.library.measuring import opening
from reader.library.model import Library
from reader.library.places import carry_position

_MOST = 50
"""Articles that are kept together at most."""

_SECONDS = 0.2
"""How long an article waits for others at most, so that a person sees them come in."""

_LOCKED_SECONDS = 0.02
"""From then on nothing more goes into a transaction, for others that write wait for its end."""

_AHEAD_SECONDS, _AHEAD_BYTES = 0.02, 1_000_000
"""How long, and how much, is read at most before anything of it is cleaned, to look it up in one go."""


class Outcome(StrEnum):
    """What became of an added article."""

    NEW = "new"
    UPDATED = "updated"
    KNOWN = "known"


@frozen
class Added:
    """One article that was added, and what became of it."""

    article: Article
    outcome: Outcome


def add(library: Library, places: Iterable[str]) -> Iterator[Added | SourceError]:
    """Add every article found at these places; what cannot be read is yielded as an error and the rest go on.

    The same bytes are the same article wherever they lie, and so are the same words of the same source; other bytes at
    a known address are a new version of the article there. An article whose text or bytes are damaged is kept anew.

    Who stops in the middle has all that was yielded, and may add the same places again: what is in is not cleaned anew.

    Raises:
        StorageError: the library cannot be written.
    """
    for batch in add_in_batches(library, places):
        yield from batch


def add_in_batches(library: Library, places: Iterable[str]) -> Iterator[Sequence[Added | SourceError]]:
    """Add as `add` does; what was kept in one go comes in one go, so that who stops between two knows of all.

    Raises:
        StorageError: the library cannot be written.
    """
    batch = _Batch()
    for place in places:
        for fetched, digest, may_be_in in _looked_up(library, library.source.fetch(place)):
            is_again = digest in batch.digests
            if is_again:
                yield from _kept(library, batch.taken())
            if isinstance(fetched, SourceError):
                batch.put(fetched, digest)
            else:
                batch.put(_arrived(library, fetched, digest, may_be_in=may_be_in or is_again), digest)
            if batch.is_full:
                yield from _kept(library, batch.taken())
        # The next place may be a pipe into which nobody writes yet.
        yield from _kept(library, batch.taken())


def how_many(library: Library, places: Iterable[str]) -> int:
    """How many articles and errors `add` is about to yield, told without reading them."""
    return sum(map(library.source.count, places))


def in_words(counts: Mapping[Outcome, int]) -> str:
    """What became of everything that was added: `12 new, 3 already in`; empty if nothing was."""
    names = {Outcome.NEW: "new", Outcome.UPDATED: "updated", Outcome.KNOWN: "already in"}
    return ", ".join(f"{counts[outcome]:,} {name}" for outcome, name in names.items() if counts.get(outcome))


@frozen
class _Arrival:
    """An article that is read and cleaned, and not kept yet.

    Attributes:
        fetched: as it came.
        raw_digest: of its bytes.
        article: its line in the lists, as it is if nothing is known of it.
        document: its text.
        packed: bytes and text, ready to be kept.
    """

    fetched: Fetched
    raw_digest: str
    article: Article
    document: Document
    packed: Packed

    @property
    def names(self) -> tuple[str, str, str]:
        """What another article may have already."""
        return self.article.id, self.article.address, self.raw_digest


class _Batch:
    """What came and is not told yet, in order.

    Attributes:
        digests: of the bytes of the articles in it.
    """

    def __init__(self) -> None:
        self.digests: set[str] = set()
        self._items: list[_Arrival | Added | SourceError] = []
        self._began = 0.0

    @property
    def is_full(self) -> bool:
        """True if it is time to keep what is in it."""
        return len(self._items) >= _MOST or monotonic() - self._began > _SECONDS

    def put(self, item: "_Arrival | Added | SourceError", digest: str) -> None:
        """Add what became of a place so far; `digest` is that of its bytes, if it has any."""
        if not self._items:
            self._began = monotonic()
        self._items.append(item)
        if isinstance(item, _Arrival):
            self.digests.add(digest)

    def taken(self) -> "list[_Arrival | Added | SourceError]":
        """All that is in it; it is empty afterwards."""
        items, self._items = self._items, []
        self.digests.clear()
        return items


def _looked_up(
    library: Library, coming: Iterator[Fetched | SourceError]
) -> Iterator[tuple[Fetched | SourceError, str, bool]]:
    """What comes, each with the digest of its bytes and whether they may be in the library; a few are read ahead."""
    while ahead := list(_ahead(coming)):
        digests = ["" if isinstance(one, SourceError) else hashlib.sha256(one.raw).hexdigest() for one in ahead]
        in_use = set(library.articles.in_use(digests))
        for fetched, digest in zip(ahead, digests, strict=True):
            yield fetched, digest, digest in in_use
            in_use.add(digest)


def _ahead(coming: Iterator[Fetched | SourceError]) -> Iterator[Fetched | SourceError]:
    """The next few, as many as are read in a moment and do not fill the memory."""
    began, size = monotonic(), 0
    for fetched in islice(coming, _MOST):
        yield fetched
        size += 0 if isinstance(fetched, SourceError) else len(fetched.raw)
        if size > _AHEAD_BYTES or monotonic() - began > _AHEAD_SECONDS:
            break


def _arrived(library: Library, fetched: Fetched, raw_digest: str, *, may_be_in: bool) -> _Arrival | Added | SourceError:
    try:
        known = library.articles.with_bytes(raw_digest) if may_be_in else None
        if known is not None and library.articles.is_whole(known.id):
            return Added(known, Outcome.KNOWN)
        return _ready(library, fetched, raw_digest, library.cleaner.clean(fetched))
    except SourceError as error:
        return error
    except DamagedArticleError as error:
        return _beside_damage(fetched, error)


def _ready(library: Library, fetched: Fetched, raw_digest: str, reading: Reading) -> _Arrival:
    """All that can be found out before others must wait."""
    article = Article(
        id=_id_of(raw_digest),
        address=fetched.address,
        media_type=fetched.media_type,
        raw_digest=raw_digest,
        text_digest=reading.document.digest,
        added=library.clock.now(),
        metadata=_merged(fetched, reading),
        opening=opening(reading.document),
        words=reading.document.length,
        cut_blocks=len(reading.document.cut),
    )
    packed = library.articles.packed(article, fetched.raw, reading.document)
    return _Arrival(fetched, raw_digest, article, reading.document, packed)


def _kept(library: Library, items: Sequence[_Arrival | Added | SourceError]) -> Iterator[Sequence[Added | SourceError]]:
    """Keep the articles in as few transactions as hold others up for a moment only, and tell what became of each.

    An article that damage in the library keeps out is told as an error; the others come in.
    """
    if not any(isinstance(item, _Arrival) for item in items):
        if items:
            yield [item for item in items if not isinstance(item, _Arrival)]
        return
    left = deque(items)
    while left:
        together: list[Added | SourceError] = []
        try:
            with library.articles.at_once():
                began = monotonic()
                arrivals = [item for item in left if isinstance(item, _Arrival)]
                in_use = set(library.articles.in_use([name for item in arrivals for name in item.names]))
                for item in left:
                    together.append(_keep(library, item, in_use) if isinstance(item, _Arrival) else item)
                    if monotonic() - began > _LOCKED_SECONDS:
                        break
        except DamagedArticleError as error:
            # Nothing is kept: those before the one that failed come first, and it is alone the next time.
            damaged = left[len(together)]
            if together or not isinstance(damaged, _Arrival):
                yield from _kept(library, [left.popleft() for _ in together])
            else:
                left.popleft()
                yield [_beside_damage(damaged.fetched, error)]
            continue
        for _ in together:
            left.popleft()
        yield together


def _beside_damage(fetched: Fetched, error: DamagedArticleError) -> SourceError:
    return SourceError(f"{safe_line(fetched.address)} was left out: {error}")


def _keep(library: Library, arrival: _Arrival, in_use: set[str]) -> Added:
    """Keep one article, and say what became of it; others must not write meanwhile.

    `in_use` holds the ids, addresses and digests that articles in the library have, as far as they are of interest, and
    is brought up to date.
    """
    article, document = arrival.article, arrival.document
    known = library.articles.with_bytes(arrival.raw_digest) if arrival.raw_digest in in_use else None
    if known is not None and library.articles.is_whole(known.id):
        return Added(known, Outcome.KNOWN)
    if known is not None:
        article = replace(article, id=known.id, address=known.address, added=known.added)
        library.articles.put(article, arrival.fetched.raw, document, arrival.packed)
        return Added(article, Outcome.UPDATED)
    earlier = library.articles.at_address(article.address) if article.address in in_use else None
    if earlier:
        article = replace(article, id=earlier.id, added=earlier.added)
    elif article.id in in_use:
        article = replace(article, id=_free_id(library, arrival.fetched))
    again = None if earlier else library.articles.with_text(article, document)
    if again is not None:
        return Added(again, Outcome.KNOWN)
    before = _text_before(library, earlier)
    library.articles.put(article, arrival.fetched.raw, document, arrival.packed)
    in_use.update((article.id, article.address, article.raw_digest))
    if before is not None:
        carry_position(library, article.id, before, document)
    return Added(article, Outcome.UPDATED if earlier else Outcome.NEW)


def _text_before(library: Library, earlier: Article | None) -> Document | None:
    """The text that an article had; None if there was none, or it cannot be read and is replaced now."""
    try:
        return library.articles.document(earlier.id) if earlier else None
    except (DamagedArticleError, NotFoundError):
        return None


def _free_id(library: Library, fetched: Fetched) -> str:
    """The id for new bytes; another if an article that was first seen with the same bytes has changed since."""
    wanted = article_id(fetched.raw)
    if not library.articles.numbers_of([wanted]):
        return wanted
    return article_id(fetched.address.encode("utf-8", "surrogatepass") + b"\0" + fetched.raw)


def article_id(raw: bytes) -> str:
    """The id of an article first seen with these bytes: 50 bits of their SHA-256 in base 32."""
    return _id_of(hashlib.sha256(raw).hexdigest())


def _id_of(digest: str) -> str:
    return base64.b32encode(bytes.fromhex(digest[:14]))[:10].decode("ascii").lower()


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
