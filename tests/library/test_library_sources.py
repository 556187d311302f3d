"""What other articles tell, and the reader's word for a source: offered, tried, kept, listed, taken back."""

from dataclasses import replace

import pytest
from library_samples import FakeSource, put

from reader.domain.document import Block
from reader.domain.history import History
from reader.domain.mark import SourceChoice
from reader.library.marking import find_passage, highlight, toggle_block
from reader.library.model import Library
from reader.library.reading import open_article
from reader.library.sources import Proposal, decide, listed, propose, take_back
from reader.library.undoing import redo, undo

pytest_plugins = ("library_fixtures",)

LINE = "Write to the night desk"
SHARED = "~ Share"


def text(number: int, *lines: str) -> str:
    story = f"Ferry {number} left the quay at {number} past four, and the baker counted {number + 2} passengers on it."
    return "\n\n".join((f"Ferry {number}", story, *lines))


@pytest.fixture
def ids(library: Library) -> list[str]:
    """Twelve articles of one source; the line stands in the first three."""
    return [put(library, f"a{number}", text(number, *([LINE] if number < 3 else []), SHARED)) for number in range(12)]


def block(library: Library, article_id: str, words: str) -> Block:
    return next(block for block in open_article(library, article_id).document.blocks if block.text == words)


def proposed(library: Library, article_id: str, words: str) -> Proposal:
    proposal = propose(library, article_id, block(library, article_id, words))
    assert proposal is not None
    return proposal


def test_a_line_of_many_articles_is_cut_when_an_article_is_opened(library: Library, ids: list[str]) -> None:
    """Evidence grows as articles come in: in two others it proves nothing, in four of thirteen it does."""
    assert block(library, ids[0], LINE).kept
    before = library.articles.document(ids[0])
    for number in (20, 21):
        put(library, f"a{number}", text(number, LINE))
    told = block(library, ids[0], LINE)
    assert not told.kept
    assert told.reason == "also in 4 other articles of this source"
    assert open_article(library, ids[0]).document.digest == before.digest
    assert library.articles.document(ids[0]) == before


def test_a_new_version_without_the_line_is_no_evidence_for_it(library: Library, ids: list[str]) -> None:
    """What was counted of the version before is taken off."""
    put(library, "a20", text(20, LINE))
    assert not block(library, ids[0], LINE).kept
    put(library, "a20", text(20, "All new"))
    assert block(library, ids[0], LINE).kept


def test_the_readers_word_and_highlights_go_before_evidence(library: Library, ids: list[str]) -> None:
    """A restored block stays restored; a marked one is not cut."""
    put(library, "a20", text(20, LINE))
    toggle_block(library, ids[0], block(library, ids[0], LINE))
    assert block(library, ids[0], LINE).reason == "brought back by you"
    highlight(library, ids[1], find_passage(library.articles.document(ids[1]), LINE))
    assert block(library, ids[1], LINE).kept
    assert not block(library, ids[2], LINE).kept


def test_a_cut_is_offered_for_the_source_and_tried_on_its_articles(library: Library, ids: list[str]) -> None:
    """The other articles that would change are named, with their lines; nothing has happened yet."""
    toggle_block(library, ids[0], block(library, ids[0], LINE))
    proposal = proposed(library, ids[0], LINE)
    assert proposal.after is not None
    assert not proposal.after.keep
    assert [(one.article.id, one.words, one.keep) for one in proposal.affected] == [
        (ids[number], LINE, False) for number in sorted((1, 2), key=lambda number: ids[number])
    ]
    assert proposal.articles == 2
    assert list(library.marks.source_choices()) == []
    assert block(library, ids[1], LINE).kept


def test_a_choice_is_in_force_everywhere_and_in_articles_to_come(library: Library, ids: list[str]) -> None:
    """Whatever case and spacing; and undo and redo work on it."""
    change = decide(library, proposed(library, ids[0], LINE))
    assert change.label == "cutting for Told Source"
    assert [block(library, article_id, LINE).kept for article_id in ids[:3]] == [False] * 3
    history, _ = undo(library, History().record(change))
    assert block(library, ids[1], LINE).kept
    redo(library, history)
    new = put(library, "a30", text(30, LINE.upper()))
    assert block(library, new, LINE.upper()).reason == "cut by you in every article of Told Source"


def test_what_rules_cut_can_be_brought_back_for_the_source(library: Library, ids: list[str]) -> None:
    """All twelve share bars but the one at hand are told, and all come back."""
    proposal = proposed(library, ids[0], SHARED)
    assert {one.keep for one in proposal.affected} == {True}
    assert proposal.articles == 11
    decide(library, proposal)
    assert all(block(library, article_id, SHARED).kept for article_id in ids)


def test_a_choice_for_one_article_goes_before_that_for_the_source(library: Library, ids: list[str]) -> None:
    """And a second press takes it off again, so that the source's choice is in force."""
    decide(library, proposed(library, ids[0], LINE))
    toggle_block(library, ids[1], block(library, ids[1], LINE))
    assert block(library, ids[1], LINE).kept
    toggle_block(library, ids[1], block(library, ids[1], LINE))
    assert not block(library, ids[1], LINE).kept
    assert library.marks.article_marks(ids[1]).empty


def test_turning_round_works_where_article_and_source_agree(library: Library, ids: list[str]) -> None:
    """A block cut here first and for the source then comes back at one press."""
    toggle_block(library, ids[0], block(library, ids[0], LINE))
    decide(library, proposed(library, ids[0], LINE))
    toggle_block(library, ids[0], block(library, ids[0], LINE))
    assert block(library, ids[0], LINE).kept


def test_a_choice_in_force_is_offered_to_be_taken_back(library: Library, ids: list[str]) -> None:
    """From the article and from the list; one that was overruled here is offered to be turned round."""
    decide(library, proposed(library, ids[0], LINE))
    proposal = proposed(library, ids[1], LINE)
    assert proposal.after is None
    assert proposal.articles == 2
    toggle_block(library, ids[1], block(library, ids[1], LINE))
    turned = proposed(library, ids[1], LINE)
    assert turned.after is not None
    assert turned.after.keep
    decide(library, turned)
    assert len(library.marks.source_choices()) == 1
    assert block(library, ids[0], LINE).kept
    take_back(library, turned.choice)
    assert list(library.marks.source_choices()) == []


def test_choices_are_listed_with_the_articles_that_hold_the_line(library: Library, ids: list[str]) -> None:
    """The newest first."""
    decide(library, proposed(library, ids[0], LINE))
    decide(library, proposed(library, ids[0], SHARED))
    assert [(one.choice.line, one.articles) for one in listed(library)] == [(SHARED, 12), (LINE, 3)]


def test_an_article_of_no_source_is_offered_nothing(library: Library) -> None:
    """There is nothing to decide for."""
    article_id = put(library, "lonely", text(1, LINE))
    article = library.articles.get(article_id)
    assert isinstance(library.source, FakeSource)
    unnamed = replace(article, metadata=replace(article.metadata, source=""))
    library.articles.put(unnamed, library.articles.raw(article_id), library.articles.document(article_id))
    assert propose(library, article_id, block(library, article_id, LINE)) is None


def test_a_choice_that_was_changed_elsewhere_is_not_undone(library: Library, ids: list[str]) -> None:
    """Another copy may have taken it back."""
    change = decide(library, proposed(library, ids[0], LINE))
    (choice,) = library.marks.source_choices()
    assert isinstance(choice, SourceChoice)
    library.marks.put_source_choice(replace(choice, keep=True))
    with pytest.raises(Exception, match="changed elsewhere"):
        undo(library, History().record(change))
