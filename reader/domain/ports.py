"""What the library needs from outside, as protocols. `wiring` chooses who answers them."""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import KW_ONLY, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from reader.domain.article import Article, MediaType, Metadata, Reading
from reader.domain.document import Document
from reader.domain.errors import SourceError
from reader.domain.evidence import Evidence
from reader.domain.frozen import frozen
from reader.domain.history import Change, History
from reader.domain.mark import ArticleMarks, Highlight, SourceChoice
from reader.domain.packed import Packed
from reader.domain.query import Hit, Query, Row, View
from reader.domain.stores import PositionStore, TriageStore
from reader.domain.verdicts import Told


class Clock(Protocol):
    """The time and fresh names, so that tests can freeze both."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""

    def new_id(self) -> str:
        """A name never given before: ten lower-case letters and digits."""


@frozen
class Fetched:
    """Bytes as they came, and what is known of them before reading.

    Attributes:
        address: an absolute path, a URL, or `stdin:` and a digest.
        raw: the bytes.
        media_type: what they are.
        metadata: what the place itself tells (a feed's title, say); usually empty.
    """

    address: str
    raw: bytes
    media_type: MediaType
    metadata: Metadata = field(default_factory=Metadata)


class Source(Protocol):
    """Where bytes come from."""

    def fetch(self, what: str) -> Iterator[Fetched | SourceError]:
        """Read a file, every article in a folder, or `-`; one bad file is yielded as an error, the rest go on."""

    def count(self, what: str) -> int:
        """How many articles and errors `fetch` is about to give, as far as can be told without reading them."""


class Cleaner(Protocol):
    """Turns bytes into a reading; may run where it can be stopped."""

    def clean(self, fetched: Fetched) -> Reading:
        """Decode, parse and label.

        Raises:
            SourceError: the bytes are no text, hold no words, or took too long.
        """

    def close(self) -> None:
        """Let go of any process that helps."""


@frozen
class Beginning:
    """The first articles of an answer.

    Attributes:
        numbers: theirs, in order.
        looked_at: articles that would be among them if they answered.
        whole: True if these are all that answer.
        likely: about how many that are.
        slow: True if it takes a while to find the others.
    """

    numbers: Sequence[int]
    looked_at: Container[int] = frozenset()
    _: KW_ONLY
    whole: bool
    likely: int
    slow: bool = False


class ArticleStore(TriageStore, Protocol):
    """Articles, their texts and their status. Every method may raise StorageError.

    What is damaged of one article alone raises DamagedArticleError.
    """

    def at_once(self) -> AbstractContextManager[None]:
        """All that this thread writes in the block is kept together, or nothing of it; what it reads is a part of it.

        Other writers wait meanwhile.
        """

    def packed(self, article: Article, raw: bytes, document: Document) -> Packed:
        """What `put` has to find out of the bytes and the text; made before `at_once`, others need not wait for it."""

    def put(self, article: Article, raw: bytes, document: Document, packed: Packed | None = None) -> None:
        """Keep an article, its bytes and this version of its text; an id already there is replaced.

        Its status and its earlier text versions stay.
        """

    def in_use(self, names: Collection[str]) -> frozenset[str]:
        """Those of these ids, addresses and digests of bytes that articles here have; none that one has is missing."""

    def get(self, article_id: str) -> Article:
        """The article with this id, or the only one whose id starts with it.

        Raises:
            NotFoundError: none has it, or several do.
        """

    def at_address(self, address: str) -> Article | None:
        """The article that came from this address."""

    def with_bytes(self, raw_digest: str) -> Article | None:
        """The article whose latest bytes have this digest."""

    def is_whole(self, article_id: str) -> bool:
        """Whether the bytes and the latest text of an article can be read."""

    def with_text(self, article: Article, document: Document) -> Article | None:
        """An article of the same source with the same words; None if there is none, or the source is not known."""

    def copies(self, article_id: str) -> Sequence[Article]:
        """Other articles that tell the same story in nearly the same words, the newest first."""

    def rows(self, query: Query) -> Sequence[Row]:
        """Articles that answer the query, newest first; `tags` and `highlights` are left empty.

        The parts of a query about marks (`tags`, `marked`, View.MARKED) are the caller's: here they are ignored.
        """

    def ids(self, query: Query) -> frozenset[str]:
        """Ids of the articles that `rows` would answer."""

    def numbers(self, query: Query) -> Sequence[int]:
        """The numbers of the articles that `rows` would answer, in the same order; a number is the store's own name."""

    def beginning(self, query: Query, count: int) -> Beginning | None:
        """What `numbers` would answer, or the first of it, `count` at least; None if that takes a while."""

    def get_ready(self, view: View) -> None:
        """Make ready for many queries in a view, which are typed; else `beginning` is not faster than `numbers`."""

    def run(self, view: View, start: int, length: int, total: int) -> Sequence[int]:
        """The numbers of the articles from place `start` of a view of `total` articles on, at most `length`."""

    def run_beside(self, view: View, number: int, length: int, *, before: bool) -> Sequence[int]:
        """The numbers of at most `length` articles right before or behind one in a view."""

    def place(self, view: View, number: int) -> int | None:
        """The place of an article in a view, counted from 0; None if it is not there."""

    def held(self, view: View, numbers: Iterable[int]) -> frozenset[int]:
        """Those of these articles that are in a view."""

    def unread(self, numbers: Iterable[int]) -> frozenset[int]:
        """Those of these articles that the reader has not called read."""

    def ids_of(self, numbers: Iterable[int]) -> Sequence[str]:
        """The ids of these articles, the newest first."""

    def words_of(self, numbers: Iterable[int]) -> Sequence[int]:
        """The lengths of these articles in words, in no order."""

    def numbers_of(self, ids: Iterable[str]) -> Sequence[int]:
        """The numbers of the articles with these ids, in no order."""

    def numbered(self, numbers: Iterable[int]) -> dict[int, Row]:
        """The lines of these articles by number; `tags` and `highlights` are left empty."""

    def stories(self) -> Mapping[int, int]:
        """The story of each article that has copies, both as numbers."""

    def story(self, number: int) -> Sequence[int]:
        """The numbers of all articles that tell one's story, itself among them, in no order."""

    def version(self) -> int:
        """A number that is another when another thread or program has changed the store; of use in one thread only."""

    def texts_version(self) -> int:
        """A number that is another once a text was kept, by whomever; the same in every thread."""

    def while_wanted(self, unwanted: Callable[[], bool]) -> AbstractContextManager[None]:
        """Break off what this thread asks in the block as soon as it is unwanted; it then raises CancelledError."""

    def counts(self) -> dict[View, int]:
        """How many articles each view holds; MARKED is the caller's and is 0 here."""

    def document(self, article_id: str, text_digest: str = "") -> Document:
        """A version of the text, by default the latest.

        Raises:
            NotFoundError: this version is not kept.
        """

    def evidence(self, article_id: str) -> Evidence:
        """In how many other articles of its source the lines of an article stand; none if the source is not known."""

    def articles_with(self, source: str, line: int) -> Sequence[str]:
        """The ids of the articles of a source, named by its key, in which a line stands; the newest first."""

    def is_settled(self, version: str) -> bool:
        """True if nothing has changed since `settle` was given this version of the marks."""

    def settle(self, version: str, told: Callable[[], Told], judge: Callable[[str], tuple[Article, Document]]) -> bool:
        """Bring what is looked up and counted of each article up to the verdicts in force; True if any was not.

        Args:
            version: names the state of the marks; where nothing has changed since it was given last, nothing is done.
            told: reads what the marks tell.
            judge: the article with an id, and its text, as the reader reads it by now.
        """

    def raw(self, article_id: str) -> bytes:
        """The bytes as they came."""

    def search(self, query: Query, limit: int) -> Sequence[Hit]:
        """Articles whose title, text or source answers the query's words, best first."""

    def faults(self) -> Sequence[str]:
        """What is wrong with the store, a line each; empty if it is sound."""

    def mend(self, now: datetime) -> Sequence[str]:
        """Make anew what is derived from the articles and damaged, and keep a copy of the file, named by the moment.

        What was done, a line each; empty if there was nothing to do.
        """

    def close(self) -> None:
        """Let go of the files."""


class MarkStore(PositionStore, Protocol):
    """Highlights, notes and tags on articles, and positions. Every method may raise StorageError.

    A method that writes returns only when the change is safely on disk.
    """

    def at_once(self) -> AbstractContextManager[None]:
        """All that this thread writes in the block is on disk when it has ended, or nothing of it.

        No other copy writes meanwhile. Each record may be written once; what is read in the block is as before it.
        """

    def is_awaited(self) -> bool:
        """True until what `first_read` gave has read all marks."""

    def first_read(self) -> Callable[[], None]:
        """What reads all marks in another thread; this one need not wait for it to know the marks on one article."""

    def highlights(self, article_id: str = "") -> Sequence[Highlight]:
        """All highlights, or those on one article, in order of article, position, creation."""

    def highlight(self, highlight_id: str) -> Highlight:
        """One highlight, by its id or the only one whose id starts so.

        Raises:
            NotFoundError: none has it, or several do.
        """

    def put_highlight(self, highlight: Highlight) -> None:
        """Add it, or replace the one with its id; fields that this version does not know stay."""

    def remove_highlight(self, highlight_id: str) -> None:
        """Remove it; nothing happens if it is not there."""

    def article_marks(self, article_id: str) -> ArticleMarks:
        """What is written on this article; empty marks if nothing is."""

    def all_article_marks(self) -> Sequence[ArticleMarks]:
        """What is written on any article, in order of article id."""

    def put_article_marks(self, marks: ArticleMarks) -> None:
        """Keep it; empty marks are removed."""

    def source_choices(self, source: str = "") -> Sequence[SourceChoice]:
        """The reader's verdicts for all sources, or for the one with this key, the oldest first."""

    def source_choice(self, choice_id: str) -> SourceChoice:
        """One verdict for a source, by its id or the only one whose id starts so.

        Raises:
            NotFoundError: none has it, or several do.
        """

    def put_source_choice(self, choice: SourceChoice) -> None:
        """Add it, or replace the one with its id; fields that this version does not know stay."""

    def remove_source_choice(self, choice_id: str) -> None:
        """Remove it; nothing happens if it is not there."""

    def version(self) -> str:
        """Changes whenever anyone changes the marks, this copy or another."""

    def retry(self) -> None:
        """Try again to put on disk what was refused; a store that raises instead has nothing to do."""

    def unwritten(self) -> "Unwritten | None":
        """What is not on disk yet; None if everything is."""

    def settle(self) -> None:
        """Put what was written in haste in order, if nobody has changed the marks for a while; may take a moment."""

    def faults(self) -> Sequence[str]:
        """What is wrong with the file, a line each; empty if it is sound."""

    def warnings(self) -> Sequence[str]:
        """What the reader should see to, a line each: damaged lines, copies that a synchroniser left."""

    def merge(self, file: Path) -> "Merged":
        """Join another marks file into this one, by ids, dropping no note; that one is left as it is."""

    def mend(self) -> Sequence[str]:
        """Get over damaged entries: what can be read is kept, what cannot is set aside and told, a line each.

        Raises:
            StorageError: the marks cannot be read or written.
        """

    def last_good(self) -> str:
        """The last good copy in words ("18 highlights, last changed …"); empty if there is none."""

    def set_aside(self, now: datetime) -> Path:
        """Put a damaged file aside, whole, under another name, and begin anew; where it lies now."""

    def restore(self, now: datetime) -> Path:
        """Put a damaged file aside, whole, and the last good copy in its place; where the damaged one lies now."""

    def close(self) -> None:
        """Let go of the file."""


@frozen
class Merged:
    """What a merge did to the marks: how many records it added, changed and removed."""

    added: int
    changed: int
    removed: int


@frozen
class Unwritten:
    """Changes to marks that the disk refused and that are kept in memory.

    Attributes:
        count: how many marks they are about.
        reason: why they were refused last, with what to do.
        words: what the reader made, a text each.
    """

    count: int
    reason: str
    words: tuple[str, ...]

    @property
    def told(self) -> str:
        """One line for the reader."""
        marks = "mark is" if self.count == 1 else "marks are"
        return f"{self.count} {marks} not on disk yet, and tried again: {self.reason}"


class PastActs(Protocol):
    """What the reader did, kept so that it can be undone after a restart; a convenience that no act waits for."""

    def announce(self, change: Change, at: datetime) -> Change:
        """Keep an act that is about to be done; it comes back with its name. Raises StorageError if that fails."""

    def retract(self, change: Change, at: datetime) -> None:
        """Keep that an act that was announced failed. Raises StorageError if that cannot be written."""

    def took_back(self, change: Change, at: datetime) -> None:
        """Keep that an act was undone. Raises StorageError if that cannot be written."""

    def did_again(self, change: Change, at: datetime) -> None:
        """Keep that an act was redone. Raises StorageError if that cannot be written."""

    def earlier(self) -> History:
        """What was done and undone before this run of the program. Raises StorageError if it cannot be read."""

    def faults(self) -> Sequence[str]:
        """What is wrong with it, a line each. Raises StorageError if it cannot be read."""

    def mend(self) -> int:
        """Drop what cannot be read, and keep a copy; how many acts that were. Raises StorageError."""
