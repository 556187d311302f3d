"""Two copies of the program act on the same marks at the same moment."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest
from fakes import FixedClock
from library_samples import FakeSource, LineCleaner, put

from reader.domain.document import Span
from reader.domain.errors import NotFoundError
from reader.domain.history import History
from reader.domain.mark import RULE, HighlightKind
from reader.export.files import MarkdownFolder
from reader.library.many_marks import set_kind, tag_all
from reader.library.marking import (
    edit_highlight,
    find_passage,
    highlight,
    highlight_once,
    highlight_parts,
    note_article,
    remove_highlight,
    tag_articles,
)
from reader.library.model import Library
from reader.library.reshaping import reshape
from reader.library.sources import Proposal, decide, propose, take_back
from reader.library.undoing import undo
from reader.storage.articles import SqliteArticleStore
from reader.storage.marks import TinyMarkStore
from reader.storage.past import HistoryFile

SOAK = Path(__file__).parents[2] / "benchmarks" / "soak_writers.py"

TEXT = "Harbour\n\nEleven lamps were dark on Tuesday. Nobody took the night ferry."


@dataclass
class BusyClock(FixedClock):
    """A clock at whose first look another copy of the program begins to act, and is given a while to end."""

    other: Thread | None = None

    def now(self) -> datetime:
        """The moment, when the other copy has acted or waits."""
        other, self.other = self.other, None
        if other is not None:
            other.start()
            other.join(0.1)
        return super().now()


@dataclass
class Copies:
    """Two copies of the program on one library, an article in it, and a highlight on that."""

    one: Library
    two: Library
    article: str
    mark: str

    def both(self, first: "Act", second: "Act") -> None:
        """The second act begins in the middle of the first one."""
        other = Thread(target=second, args=(self.two, self))
        assert isinstance(self.one.clock, BusyClock)
        self.one.clock.other = other
        first(self.one, self)
        other.join()


Act = Callable[[Library, Copies], object]


def opened(folder: Path, clock: FixedClock) -> Library:
    return Library(
        articles=SqliteArticleStore(folder / "articles.sqlite"),
        marks=TinyMarkStore(folder / "marks.json"),
        source=FakeSource(),
        cleaner=LineCleaner(),
        exporter=MarkdownFolder(),
        clock=clock,
        past=HistoryFile(folder / "history.jsonl"),
    )


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Copies]:
    """As above."""
    with closing(opened(tmp_path, BusyClock())) as one, closing(opened(tmp_path, FixedClock(given=1000))) as two:
        article = put(one, "h", TEXT)
        place = find_passage(one.articles.document(article), "were dark")
        yield Copies(one, two, article, highlight(one, article, place)[0].id)


def words(library: Library, at: Copies, quote: str) -> tuple[int, int]:
    return find_passage(library.articles.document(at.article), quote)


def span(library: Library, at: Copies, quote: str) -> Span:
    return Span(*words(library, at, quote))


def test_tags_of_both_are_kept(copies: Copies) -> None:
    """On an article and on a highlight."""
    copies.both(
        lambda library, at: tag_articles(library, [at.article], add=["one"]),
        lambda library, at: tag_articles(library, [at.article], add=["two"]),
    )
    assert copies.one.marks.article_marks(copies.article).tags == ("one", "two")
    copies.both(
        lambda library, at: tag_all(library, [at.mark], add=["one"]),
        lambda library, at: tag_all(library, [at.mark], add=["two"]),
    )
    assert sorted(copies.one.marks.highlight(copies.mark).tags) == ["one", "two"]


def test_different_fields_of_one_highlight_are_kept(copies: Copies) -> None:
    """A note, a kind and another passage."""
    copies.both(
        lambda library, at: set_kind(library, [at.mark], HighlightKind.CLAIM),
        lambda library, at: edit_highlight(library, at.mark, note="who counted?"),
    )
    copies.both(
        lambda library, at: reshape(library, at.mark, span(library, at, "dark on Tuesday")),
        lambda library, at: tag_all(library, [at.mark], add=["lamps"]),
    )
    found = copies.one.marks.highlight(copies.mark)
    assert (found.kind, found.note, found.tags) == (HighlightKind.CLAIM, "who counted?", ("lamps",))
    assert found.quote.exact == "dark on Tuesday"


def test_a_passage_marked_by_both_is_one_highlight_with_both_notes(copies: Copies) -> None:
    """Whether a command marks it or a key."""
    copies.both(
        lambda library, at: highlight_once(library, at.article, words(library, at, "night ferry"), note="one"),
        lambda library, at: highlight_once(library, at.article, words(library, at, "night ferry"), note="two"),
    )
    copies.both(
        lambda library, at: highlight_parts(library, at.article, [span(library, at, "Nobody")]),
        lambda library, at: highlight_parts(library, at.article, [span(library, at, "Nobody")]),
    )
    found = {one.quote.exact: one.note for one in copies.one.marks.highlights() if one.id != copies.mark}
    assert found == {"night ferry": "one\n\ntwo", "Nobody": ""}
    assert len(copies.one.marks.highlights()) == 3


def test_what_one_removes_the_other_does_not_bring_back(copies: Copies) -> None:
    """An edit that comes later finds nothing to edit."""
    refused: list[NotFoundError] = []

    def late(library: Library, at: Copies) -> None:
        try:
            edit_highlight(library, at.mark, note="too late")
        except NotFoundError as error:
            refused.append(error)

    copies.both(lambda library, at: remove_highlight(library, at.mark), late)
    assert not copies.two.marks.highlights()
    assert refused


def test_a_note_made_from_an_older_one_is_kept_beside_the_newer_one(copies: Copies) -> None:
    """While a note is written, another copy writes one; tags are put together likewise."""
    seen = copies.one.marks.highlight(copies.mark)
    edit_highlight(copies.two, copies.mark, note="from the desk", tags=["desk"])
    change = edit_highlight(copies.one, copies.mark, note="from the train", seen=seen)
    assert "elsewhere" in change.label
    edit_highlight(copies.one, copies.mark, tags=["train"], seen=seen)
    found = copies.one.marks.highlight(copies.mark)
    assert (found.note, found.tags) == (f"from the desk{RULE}from the train", ("train", "desk"))
    note_article(copies.two, copies.article, "from the desk", seen="")
    note_article(copies.one, copies.article, "", seen="")
    assert copies.one.marks.article_marks(copies.article).note == "from the desk"
    edit_highlight(copies.two, copies.mark, tags=["desk"], seen=found)
    edit_highlight(copies.one, copies.mark, tags=["train", "desk", "ferry"], seen=found)
    assert copies.one.marks.highlight(copies.mark).tags == ("desk", "ferry")


def test_a_removal_can_be_undone_beside_an_id_that_begins_the_same(copies: Copies) -> None:
    """Ids that a hand has given need not be of one length."""
    library, marks = copies.one, copies.one.marks
    short, long = (replace(marks.highlight(copies.mark), id=name) for name in ("h1", "h10"))
    marks.put_highlight(short)
    marks.put_highlight(long)
    undo(library, History().record(remove_highlight(library, "h1")))
    assert marks.highlight("h1") == short


def test_three_programs_that_mark_and_tag_one_article_lose_nothing_to_each_other(tmp_path: Path) -> None:
    """For a moment, with the undo of each act; the program itself goes on for as long as one likes."""
    command = [sys.executable, str(SOAK), "--rounds", "2", "--marks", "10", "--folder", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("120 acts told, 0 rounds with a fault\n")


def test_a_line_decided_about_by_both_has_one_choice(copies: Copies) -> None:
    """Alike or not; and what both take back is gone, as are two choices on a line that a merge has brought together."""
    block = copies.one.articles.document(copies.article).blocks[-1]
    proposals = [propose(library, copies.article, block) for library in (copies.one, copies.two)]
    copies.both(
        lambda library, _: decide(library, not_none(proposals[0])),
        lambda library, _: decide(library, not_none(proposals[1])),
    )
    (choice,) = copies.one.marks.source_choices()
    assert not choice.keep
    opposite = replace(not_none(proposals[1]), after=replace(choice, id="opposite", keep=True))
    change = decide(copies.two, opposite)
    assert [(one.id, one.keep) for one in copies.one.marks.source_choices()] == [(choice.id, True)]
    undo(copies.two, History().record(change))
    copies.one.marks.put_source_choice(replace(choice, id="merged"))
    copies.both(
        lambda library, _: decide(library, Proposal(choice, None, ())),
        lambda library, _: take_back(library, choice),
    )
    assert not copies.one.marks.source_choices()


def not_none(proposal: Proposal | None) -> Proposal:
    assert proposal is not None
    return proposal
