"""Positions: letters for places, which stay at their sentence when the text changes, or say that it is gone."""

import pytest
from library_samples import put

from reader.domain.document import Span
from reader.domain.errors import UsageError
from reader.domain.history import History
from reader.library.marking import find_passage
from reader.library.model import Library
from reader.library.positions import listed, look_up, offered, remove_positions, set_position
from reader.library.reading import open_article
from reader.library.undoing import redo, undo

pytest_plugins = ("library_fixtures",)

SENTENCE = "Nine keepers lit them by hand every evening."
BEFORE = f"Lamps\n\nThe mole has eleven lamps. {SENTENCE}\n\nThe council paid for the oil until the spring."
LONGER = f"Lamps of the mole\n\nNobody counts the ferries.\n\n{BEFORE.partition('Lamps')[2].strip()}"
WITHOUT = BEFORE.replace(f" {SENTENCE}", " Since May a switch in the harbour office does all of it.")


@pytest.fixture
def article(library: Library) -> str:
    return put(library, "lamps", BEFORE)


def passage(library: Library, article: str, words: str = SENTENCE) -> Span:
    return Span(*find_passage(library.articles.document(article), words))


def test_a_position_stays_at_its_sentence_and_is_gone_with_it(library: Library, article: str) -> None:
    """Never in a wrong place; it comes back with its words."""
    set_position(library, article, "a", passage(library, article))
    put(library, "lamps", LONGER)
    found = look_up(library, article, "a")
    assert found is not None
    assert found.span == passage(library, article)
    assert open_article(library, article).positions == (found,)
    put(library, "lamps", WITHOUT)
    gone = look_up(library, article, "a")
    assert gone is not None
    assert (gone.span, gone.mark.quote.exact) == (None, SENTENCE)
    assert [one.fault for one in listed(library, article)] == ["gone from the text"]
    put(library, "lamps", BEFORE)
    back = look_up(library, article, "a")
    assert back is not None
    assert back.span == passage(library, article)
    assert [one.fault for one in listed(library, article)] == [""]


def test_small_letters_are_of_an_article_and_capitals_of_the_library(library: Library, article: str) -> None:
    """Each article is offered its own and the capitals."""
    other = put(library, "quay", "Quay\n\nThe quay is closed for the winter.")
    set_position(library, article, "a", passage(library, article))
    set_position(library, other, "a", passage(library, other, "The quay"))
    set_position(library, other, "B", passage(library, other, "The quay"))
    assert [one.id for one in offered(library, article)] == [f"{article}/a", "B"]
    assert [one.id for one in offered(library, other)] == [f"{other}/a", "B"]
    assert [one.title for one in listed(library, article)] == ["", "Quay"]
    assert [one.title for one in listed(library, other)] == ["", ""]
    for letter, there in (("a", article), ("B", other)):
        found = look_up(library, article, letter)
        assert found is not None
        assert found.mark.article_id == there
    assert look_up(library, article, "c") is None
    set_position(library, article, "B", passage(library, article))
    assert [one.article_id for one in offered(library, other)] == [other, article]


def test_setting_and_removing_can_be_taken_back(library: Library, article: str) -> None:
    """By name; a letter that is set anew goes back to where it was."""
    first = set_position(library, article, "a", passage(library, article))
    second = set_position(library, article, "a", passage(library, article, "The council"))
    third = remove_positions(library, offered(library, article))
    assert [one.label for one in (first, second, third)] == ["position a", "position a", "removal of position a"]
    assert set_position(library, article, "b", passage(library, article)).steps
    assert not set_position(library, article, "b", passage(library, article)).steps
    history = History().record(first).record(second).record(third)
    places = []
    for _ in range(3):
        history, _ = undo(library, history)
        found = look_up(library, article, "a")
        places.append(found and found.span)
    assert places == [passage(library, article, "The council"), passage(library, article), None]
    redo(library, history)
    found = look_up(library, article, "a")
    assert found is not None
    assert found.span == passage(library, article)


@pytest.mark.parametrize("letter", ["1", "", "ab", "é", "'"])
def test_only_letters_can_be_set(library: Library, article: str, letter: str) -> None:
    with pytest.raises(UsageError, match="a–z in this article"):
        set_position(library, article, letter, passage(library, article))
