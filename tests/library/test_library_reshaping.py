"""Highlights reshaped, split and joined, and these acts taken back and done again, after a restart too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_samples import put

from reader.domain.anchor import occurrences
from reader.domain.document import Block, BlockKind, Document, Span
from reader.domain.errors import StorageError, UsageError
from reader.domain.history import Change, History
from reader.domain.mark import Highlight, HighlightKind
from reader.domain.outline import Unit, visible_outline
from reader.domain.stretching import halves, longer, shorter
from reader.library.marking import edit_highlight, highlight
from reader.library.model import Library
from reader.library.reshaping import join, reshape, split
from reader.library.undoing import redo, undo

pytest_plugins = ("library_fixtures",)

TEXT = "Harbour\n\nEleven lamps were dark on Tuesday. Nobody counted them.\n\n~ Share: lamps\n\nThe quay was quiet."


@pytest.fixture
def article(library: Library) -> str:
    """The id of an article with a cut block in the middle."""
    return put(library, "h", TEXT)


def span(library: Library, article: str, words: str) -> Span:
    return occurrences(words, library.articles.document(article).text)[0]


def mark(library: Library, article: str, words: str) -> Highlight:
    """A new highlight."""
    found = span(library, article, words)
    return highlight(library, article, (found.start, found.end))[0]


def told(library: Library) -> list[tuple[str, str, tuple[str, ...], str]]:
    return [(one.quote.exact, one.note, one.tags, one.kind.value) for one in library.marks.highlights()]


def is_taken_back(library: Library, change: Change, before: list[Highlight]) -> bool:
    """True if undo gives the highlights as they were, and redo those of now."""
    after = library.marks.highlights()
    history, _ = undo(library, History((change,)))
    undone = library.marks.highlights()
    redo(library, history)
    return undone == before and library.marks.highlights() == after


def test_a_highlight_reshaped_keeps_all_but_its_passage(library: Library, article: str) -> None:
    """Id, kind, note, tags and the moment of making stay; undo brings the former quote back."""
    made = mark(library, article, "were dark")
    edit_highlight(library, made.id, note="why", tags=["lamps"], kind=HighlightKind.CLAIM)
    before = library.marks.highlights()
    change = reshape(library, made.id, span(library, article, "lamps were dark on Tuesday"))
    (after,) = library.marks.highlights()
    assert (after.id, after.created) == (made.id, made.created)
    assert told(library) == [("lamps were dark on Tuesday", "why", ("lamps",), "claim")]
    assert after.quote.prefix.endswith("Eleven ")
    assert change.label == "reshape highlight “lamps were dark on Tuesday”"
    assert is_taken_back(library, change, list(before))


def test_the_same_passage_is_no_change(library: Library, article: str) -> None:
    """There is nothing to undo."""
    made = mark(library, article, "were dark")
    assert not reshape(library, made.id, span(library, article, "were dark")).steps


def test_split_gives_both_halves_kind_and_tags_and_the_first_the_note(library: Library, article: str) -> None:
    """Two records of one; one undo makes them one again."""
    made = mark(library, article, "Eleven lamps were dark on Tuesday. Nobody counted them.")
    edit_highlight(library, made.id, note="why", tags=["lamps"], kind=HighlightKind.FIGURE)
    before = library.marks.highlights()
    first, second = (
        span(library, article, "Eleven lamps were dark on Tuesday."),
        span(library, article, "Nobody counted them."),
    )
    change = split(library, made.id, first, second)
    assert told(library) == [
        ("Eleven lamps were dark on Tuesday.", "why", ("lamps",), "figure"),
        ("Nobody counted them.", "", ("lamps",), "figure"),
    ]
    assert library.marks.highlights()[0].id == made.id
    assert change.label.startswith("split highlight “Eleven")
    assert is_taken_back(library, change, list(before))


def test_join_loses_no_word(library: Library, article: str) -> None:
    """Both notes, all tags, the words between; the kind of the second where the first is plain."""
    one, other = mark(library, article, "Eleven lamps"), mark(library, article, "Nobody counted")
    edit_highlight(library, one.id, note="first", tags=["a", "b"])
    edit_highlight(library, other.id, note="second", tags=["b", "c"], kind=HighlightKind.QUESTION)
    before = library.marks.highlights()
    change = join(library, one.id)
    quote = "Eleven lamps were dark on Tuesday. Nobody counted"
    assert told(library) == [(quote, "first\n\nsecond", ("a", "b", "c"), "question")]
    assert library.marks.highlights()[0].id == one.id
    assert is_taken_back(library, change, list(before))


def test_join_refuses_where_there_is_nothing_to_join(library: Library, article: str) -> None:
    """After the last highlight, and over a block that was cut; both are left as they are."""
    one, other = mark(library, article, "Nobody counted"), mark(library, article, "The quay")
    before = library.marks.highlights()
    with pytest.raises(UsageError, match="was cut stands between"):
        join(library, one.id)
    with pytest.raises(UsageError, match="no highlight after"):
        join(library, other.id)
    assert library.marks.highlights() == before


def test_a_disk_that_refuses_the_second_record_leaves_the_highlight_whole(
    library: Library, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither half alone is kept."""
    made = mark(library, article, "Eleven lamps were dark")
    before = library.marks.highlights()
    put_first = type(library.marks).put_highlight

    def refuse(store: object, one: Highlight) -> None:
        if one.id == made.id:
            message = "the disk is full"
            raise StorageError(message)
        put_first(store, one)  # type: ignore[arg-type]

    monkeypatch.setattr(type(library.marks), "put_highlight", refuse)
    with pytest.raises(StorageError):
        split(library, made.id, span(library, article, "Eleven lamps"), span(library, article, "were dark"))
    assert library.marks.highlights() == before


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=4), st.data())
def test_longer_and_shorter_go_by_words_and_halves_lose_none(texts: list[str], data: st.DataObject) -> None:
    """In any text: a passage grows at its end alone, and the halves of one hold all its words."""
    text = Document(tuple(Block(BlockKind.PARAGRAPH, one) for one in texts))
    shown = visible_outline(text, range(len(texts)))
    words = shown.near(Unit.WORD, 0, len(text.text))
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    wider = longer(shown, word)
    if wider is not None:
        assert wider.start == word.start
        assert wider.end > word.end
        assert shorter(shown, wider) == word
    whole = Span(word.start, words[-1].end)
    cut = halves(shown, whole, data.draw(st.integers(whole.start, whole.end)))
    if cut is not None:
        joined = "".join(shown.text[part.start : part.end] for part in cut)
        assert "".join(joined.split()) == "".join(shown.text[whole.start : whole.end].split())
        assert all(shown.text[part.start : part.end].strip() for part in cut)
