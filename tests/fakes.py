"""Stand-ins that keep everything in memory, for tests of what is built on the ports."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from reader.domain.errors import NewsmarkError, NotFoundError, StorageError
from reader.domain.mark import ArticleMarks, Highlight, SourceChoice
from reader.domain.ports import Merged
from reader.domain.positions import PositionMark


@dataclass
class FixedClock:
    """A clock that stands still until a test moves it, and gives names in order."""

    moment: datetime = datetime(2026, 3, 14, 10, 42, tzinfo=UTC)
    given: int = 0

    def now(self) -> datetime:
        """The moment that the test set."""
        return self.moment

    def new_id(self) -> str:
        """A name with the number of names given."""
        self.given += 1
        return f"id{self.given:08d}"


@dataclass
class MemoryMarkStore:
    """MarkStore in dictionaries."""

    by_id: dict[str, Highlight] = field(default_factory=dict)
    by_article: dict[str, ArticleMarks] = field(default_factory=dict)
    choices: dict[str, SourceChoice] = field(default_factory=dict)
    places: dict[str, PositionMark] = field(default_factory=dict)
    changes: int = 0

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """All or nothing of what is written in the block."""
        kept = [dict(one) for one in (self.by_id, self.by_article, self.choices, self.places)]
        try:
            yield
        except NewsmarkError:
            self.by_id, self.by_article, self.choices, self.places = kept  # type: ignore[assignment]
            raise

    def highlights(self, article_id: str = "") -> Sequence[Highlight]:
        """All highlights, or those on one article, in order of article, position, creation."""
        found = [mark for mark in self.by_id.values() if article_id in ("", mark.article_id)]
        return sorted(
            found, key=lambda mark: (mark.article_id, mark.position.start, mark.position.end, mark.created, mark.id)
        )

    def highlight(self, highlight_id: str) -> Highlight:
        """One highlight, by its id or the only one whose id starts so."""
        found = [mark for key, mark in self.by_id.items() if highlight_id and key.startswith(highlight_id)]
        exact = self.by_id.get(highlight_id)
        if exact is None and len(found) != 1:
            message = f"{len(found)} highlights have the id {highlight_id}"
            raise NotFoundError(message)
        return exact or found[0]

    def put_highlight(self, highlight: Highlight) -> None:
        """Add it, or replace the one with its id."""
        self.by_id[highlight.id] = highlight
        self.changes += 1

    def remove_highlight(self, highlight_id: str) -> None:
        """Remove it; nothing happens if it is not there."""
        if self.by_id.pop(highlight_id, None):
            self.changes += 1

    def article_marks(self, article_id: str) -> ArticleMarks:
        """What is written on this article; empty marks if nothing is."""
        return self.by_article.get(article_id, ArticleMarks(article_id))

    def all_article_marks(self) -> Sequence[ArticleMarks]:
        """What is written on any article, in order of article id."""
        return [marks for _, marks in sorted(self.by_article.items())]

    def put_article_marks(self, marks: ArticleMarks) -> None:
        """Keep it; empty marks are removed."""
        self.by_article.pop(marks.article_id, None)
        if not marks.empty:
            self.by_article[marks.article_id] = marks
        self.changes += 1

    def source_choices(self, source: str = "") -> Sequence[SourceChoice]:
        """The reader's verdicts for all sources, or for the one with this key, the oldest first."""
        found = (choice for choice in self.choices.values() if source in ("", choice.source))
        return sorted(found, key=lambda choice: (choice.created, choice.id))

    def source_choice(self, choice_id: str) -> SourceChoice:
        """One verdict for a source, by its id or the only one whose id starts so."""
        found = [one for key, one in self.choices.items() if choice_id and key.startswith(choice_id)]
        if len(found) != 1:
            message = f"{len(found)} choices have the id {choice_id}"
            raise NotFoundError(message)
        return found[0]

    def put_source_choice(self, choice: SourceChoice) -> None:
        """Add it, or replace the one with its id."""
        self.choices[choice.id] = choice
        self.changes += 1

    def remove_source_choice(self, choice_id: str) -> None:
        """Remove it; nothing happens if it is not there."""
        if self.choices.pop(choice_id, None):
            self.changes += 1

    def positions(self, article_id: str = "") -> Sequence[PositionMark]:
        """All positions, or those in one article, in order of letter and id."""
        found = (one for one in self.places.values() if article_id in ("", one.article_id))
        return sorted(found, key=lambda mark: (mark.letter, mark.id))

    def position(self, position_id: str) -> PositionMark | None:
        """One position by its id; None if that letter is not set."""
        return self.places.get(position_id)

    def put_position(self, mark: PositionMark) -> None:
        """Add it, or replace the one with its id."""
        self.places[mark.id] = mark
        self.changes += 1

    def remove_position(self, position_id: str) -> None:
        """Remove it; nothing happens if it is not there."""
        if self.places.pop(position_id, None):
            self.changes += 1

    def first_read(self) -> Callable[[], None]:
        """There is nothing to read."""
        return lambda: None

    def is_awaited(self) -> bool:
        """They are in memory."""
        return False

    def version(self) -> str:
        """Changes with every change."""
        return str(self.changes)

    def retry(self) -> None:
        """Nothing was refused."""

    def unwritten(self) -> None:
        """Nothing: there is no disk."""

    def settle(self) -> None:
        """Nothing to put in order."""

    def faults(self) -> Sequence[str]:
        """None: memory is sound."""
        return []

    def warnings(self) -> Sequence[str]:
        """None: memory is not synchronised."""
        return []

    def merge(self, file: Path) -> Merged:
        """Fail as a store does that has no such file."""
        message = f"{file} cannot be read"
        raise StorageError(message)

    def mend(self) -> Sequence[str]:
        """Nothing is ever damaged."""
        return ()

    def last_good(self) -> str:
        """None: memory keeps no copy."""
        return ""

    def set_aside(self, now: datetime) -> Path:
        """Begin anew."""
        self.by_id.clear()
        self.by_article.clear()
        self.choices.clear()
        self.places.clear()
        self.changes += 1
        return Path(f"marks.damaged-{now:%Y%m%d-%H%M%S}.json")

    def restore(self, now: datetime) -> Path:
        """Fail as a store without a copy does."""
        message = f"no sound copy of the marks on {now:%Y-%m-%d}"
        raise StorageError(message)

    def close(self) -> None:
        """Nothing to let go of."""
