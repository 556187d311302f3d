"""An article that is read again is neither unpacked nor judged again, and what has changed is seen all the same."""

import pytest
from library_samples import put

from reader.domain.evidence import foreign_blocks
from reader.library import marking
from reader.library.model import Library
from reader.library.reading import open_article
from reader.storage import article_records

pytest_plugins = ("library_fixtures",)

LINE = "Read on after the break, and tell us what you think of it below."
OWN = "Lamp {0} of the harbour was dark on day {0}, and the harbour master counted it twice before he went home."


@pytest.fixture
def ids(library: Library) -> list[str]:
    """Articles of one source, which all end with a line of the page."""
    texts = (f"Lamps {number}\n\n{OWN.format(number)}\n\n{LINE}" for number in range(5))
    return [put(library, f"lamp{number}", text) for number, text in enumerate(texts)]


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was unpacked and what was judged, in order."""
    done: list[str] = []
    unpack, foreign = article_records.unpack_document, foreign_blocks

    def unpacked(packed: bytes) -> object:
        done.append("unpacked")
        return unpack(packed)

    def judged(*arguments: object) -> object:
        done.append("judged")
        return foreign(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(article_records, "unpack_document", unpacked)
    monkeypatch.setattr("reader.domain.verdicts.foreign_blocks", judged)
    return done


def test_opening_again_and_highlighting_unpack_and_judge_nothing(
    library: Library, ids: list[str], worked: list[str]
) -> None:
    first = open_article(library, ids[0])
    worked.clear()
    span = first.document.spans[0]
    marking.highlight_parts(library, ids[0], [span])
    again = open_article(library, ids[0])
    assert worked == []
    assert again.document is first.document
    assert [one.span for one in again.placements] == [span]


def test_a_highlight_on_a_line_of_the_page_brings_it_back_at_once(library: Library, ids: list[str]) -> None:
    opened = open_article(library, ids[0])
    assert [block.text for block in opened.document.cut] == [LINE]
    marking.highlight_parts(library, ids[0], [opened.document.spans[-1]])
    assert open_article(library, ids[0]).document.cut == ()


def test_a_block_that_is_cut_by_hand_is_cut_each_time_and_back_after_it_is_brought_back(
    library: Library, ids: list[str]
) -> None:
    for _ in range(2):
        block = open_article(library, ids[0]).document.blocks[0]
        assert block.kept
        marking.toggle_block(library, ids[0], block)
        assert not open_article(library, ids[0]).document.blocks[0].kept
        marking.toggle_block(library, ids[0], open_article(library, ids[0]).document.blocks[0])


def test_evidence_that_another_article_brings_is_seen_in_an_article_read_before(library: Library) -> None:
    texts = [f"Lamps {number}\n\n{OWN.format(number)}\n\n{LINE}" for number in range(5)]
    first = put(library, "lamp0", texts[0])
    assert open_article(library, first).document.cut == ()
    for number, text in enumerate(texts[1:], 1):
        put(library, f"lamp{number}", text)
    assert [block.text for block in open_article(library, first).document.cut] == [LINE]


def test_the_same_text_with_other_verdicts_is_read_as_it_was_put(library: Library, ids: list[str]) -> None:
    """A version of a text is kept under its words, which other verdicts leave as they are."""
    article, document = library.articles.get(ids[0]), library.articles.document(ids[0])
    told = document.with_choices((), [document.blocks[0].digest])
    library.articles.put(article, b"raw", told)
    assert library.articles.document(ids[0]).blocks[0].kept is False
