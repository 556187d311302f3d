"""One truth: what is searched, filtered, counted and previewed is what is read."""

import random
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from earlier_files import go_back
from library_samples import put

from reader.domain.document import Block
from reader.domain.errors import CancelledError
from reader.domain.evidence import MOST_LINES
from reader.domain.history import History
from reader.domain.mark import ArticleMarks, Highlight
from reader.domain.query import Query, parse
from reader.library import settling
from reader.library.listing import rows
from reader.library.marking import find_passage, highlight, remove_highlight, toggle_block
from reader.library.model import Library
from reader.library.reading import open_article
from reader.library.searching import search
from reader.library.settling import settle
from reader.library.sources import decide, propose, take_back
from reader.library.undoing import undo
from reader.storage.articles import SqliteArticleStore
from reader.storage.marks import TinyMarkStore

pytest_plugins = ("library_fixtures",)

LINE = "Write to the nightdesk about anything"
SHARED = "~ Sharebar"
LINES = (LINE, SHARED, "Kindly subscribe to the almanac", "~ Commentform")


def text(number: int, *lines: str) -> str:
    story = f"Ferry {number} left the quay at {number} past four, and the baker counted {number + 2} passengers on it."
    return "\n\n".join((f"Ferry {number}", story, *lines))


def several(library: Library, count: int, *lines: str, first: int = 0) -> list[str]:
    return [put(library, f"a{number}", text(number, *lines)) for number in range(first, first + count)]


def block(library: Library, article_id: str, words: str) -> Block:
    return next(block for block in open_article(library, article_id).document.blocks if block.text == words)


def toggle(library: Library, article_id: str, words: str) -> None:
    toggle_block(library, article_id, block(library, article_id, words))


def found(library: Library, words: str) -> set[str]:
    """Ids of the articles in which the list's filter and the search find the words, which must be the same."""
    filtered = {row.article.id for row in rows(library, parse(words))}
    assert {hit.row.article.id for hit in search(library, parse(words))} == filtered
    return filtered


def assert_one_truth(library: Library) -> None:
    """Hold every article that is listed against the one that is read, and every line against the index."""
    for row in rows(library, Query()):
        opened = open_article(library, row.article.id)
        assert row.article == opened.article
        assert opened.article.words == sum(len(block.text.split()) for block in opened.document.kept)
    for line in LINES:
        word = line.split()[-1]
        quoted = {mark.article_id for mark in library.marks.highlights() if word in mark.quote.exact}
        having = {row.article.id for row in rows(library, Query())}
        reading = {
            article_id
            for article_id in having
            if any(block.text == line for block in open_article(library, article_id).document.kept)
        }
        assert found(library, word) == reading | quoted


def test_what_the_reader_cuts_is_neither_found_nor_counted(library: Library) -> None:
    """Brought back, it is; and the opening words are those of the text that is left."""
    (article_id,) = several(library, 1, LINE, SHARED)
    before = rows(library, Query())[0].article
    toggle(library, article_id, LINE)
    assert found(library, "nightdesk") == set()
    assert rows(library, Query())[0].article.words == before.words - len(LINE.split())
    assert rows(library, Query())[0].article.cut_blocks == 2
    toggle(library, article_id, LINE)
    assert found(library, "nightdesk") == {article_id}
    assert rows(library, Query())[0].article == before
    toggle(library, article_id, SHARED)
    assert found(library, "sharebar") == {article_id}
    toggle(library, article_id, open_article(library, article_id).document.blocks[0].text)
    assert rows(library, Query())[0].article.opening == LINE


def test_a_choice_for_a_source_holds_for_all_of_its_articles(library: Library) -> None:
    """Also for one that comes in later; taken back, all is as it was."""
    ids = several(library, 2, LINE)
    proposal = propose(library, ids[0], block(library, ids[0], LINE))
    assert proposal is not None
    change = decide(library, proposal)
    assert found(library, "nightdesk") == set()
    several(library, 1, LINE, first=7)
    assert found(library, "nightdesk") == set()
    undo(library, History().record(change))
    assert len(found(library, "nightdesk")) == 3


def test_a_choice_reaches_the_lines_of_a_very_long_article_that_are_not_counted(library: Library) -> None:
    """Only the beginning and the end of it are evidence, but the reader's word holds everywhere."""
    many = [f"Verse {number}" for number in range(MOST_LINES)]
    long = put(library, "long", text(1, *many[:1200], LINE, *many[1200:]))
    (other,) = several(library, 1, LINE, first=3)
    assert len(found(library, "nightdesk")) == 2
    proposal = propose(library, other, block(library, other, LINE))
    assert proposal is not None
    change = decide(library, proposal)
    assert not block(library, long, LINE).kept
    assert found(library, "nightdesk") == set()
    again = put(library, "long", text(1, *many[:1200], LINE, *many[1200:], "More"))
    assert again == long
    assert found(library, "nightdesk") == set()
    undo(library, History().record(change))
    assert found(library, "nightdesk") == {long, other}


def test_evidence_that_grows_and_fades_is_followed(library: Library) -> None:
    """The fourth article with the line cuts it in the three before; many without it bring it back in all."""
    several(library, 3, LINE)
    assert len(found(library, "nightdesk")) == 3
    several(library, 1, LINE, first=3)
    assert found(library, "nightdesk") == set()
    assert_one_truth(library)
    several(library, 14, first=10)
    assert len(found(library, "nightdesk")) == 4
    assert_one_truth(library)


def test_a_highlight_spares_its_block_in_the_index_too(library: Library) -> None:
    """Until it is taken away."""
    ids = several(library, 4, LINE)
    made, _ = highlight(library, ids[1], find_passage(library.articles.document(ids[1]), LINE))
    assert found(library, "nightdesk") == {ids[1]}
    remove_highlight(library, made.id)
    assert found(library, "nightdesk") == set()


def test_what_another_copy_decides_is_followed(library: Library, tmp_path: Path) -> None:
    """Its marks are read as they are now."""
    (article_id,) = several(library, 1, LINE)
    assert found(library, "nightdesk") == {article_id}
    other = TinyMarkStore(tmp_path / "marks.json")
    marks = other.article_marks(article_id)
    other.put_article_marks(type(marks)(article_id, removed=(block(library, article_id, LINE).digest,)))
    assert found(library, "nightdesk") == set()


def test_marks_on_an_article_that_is_not_here_wait_for_it(library: Library) -> None:
    """A library whose articles were lost has the reader's verdicts when they are added again."""
    (article_id,) = several(library, 1, LINE)
    toggle(library, article_id, LINE)
    marks = library.marks.article_marks(article_id)
    library.marks.put_article_marks(type(marks)("aaaaaaaaaa", removed=marks.removed))
    assert found(library, "nightdesk") == set()


def test_a_text_that_cannot_be_read_hinders_no_list(library: Library, tmp_path: Path) -> None:
    """It keeps what was counted of it; the others follow."""
    ids = several(library, 4, LINE)
    with closing(sqlite3.connect(tmp_path / "articles.sqlite", isolation_level=None)) as direct:
        direct.execute("UPDATE text_version SET blocks = x'00' WHERE article_id = ?", (ids[2],))
    assert found(library, "nightdesk") == {ids[2]}
    assert len(rows(library, Query())) == 4


def test_nothing_is_judged_anew_where_nothing_has_changed(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list costs no reading of texts."""
    several(library, 6, LINE)
    rows(library, Query())
    monkeypatch.setattr("reader.library.settling.open_article", lambda *_: pytest.fail("a text was read"))
    rows(library, Query())
    search(library, parse("ferry"))


def test_marks_are_told_anew_only_where_they_changed(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was done, what is told is what all marks tell."""
    one, other = several(library, 2, LINE)
    text_of = library.articles.document(one)
    highlight(library, other, find_passage(library.articles.document(other), "past four"))
    looked_at: list[set[str]] = []
    whole = settling._digests

    def watched(highlights: Sequence[Highlight], article_marks: Sequence[ArticleMarks]) -> dict[str, str]:
        looked_at.append({mark.article_id for mark in highlights} | {mark.article_id for mark in article_marks})
        return whole(highlights, article_marks)

    def check() -> None:
        rows(library, Query())
        told = library.kept.told
        assert told is not None
        assert told[2] == whole(library.marks.highlights(), library.marks.all_article_marks())

    monkeypatch.setattr(settling, "_digests", watched)
    check()
    made, _ = highlight(library, one, find_passage(text_of, "the baker counted"))
    check()
    toggle(library, one, LINE)
    check()
    remove_highlight(library, made.id)
    check()
    toggle(library, one, LINE)
    check()
    assert looked_at[0] == {other}
    assert set().union(*looked_at[1:]) == {one}


def test_a_library_of_an_earlier_version_is_brought_up_to_date(library: Library, tmp_path: Path) -> None:
    """Its index held what the rules kept."""
    several(library, 4, LINE)
    library.articles.close()
    path = tmp_path / "articles.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as direct:
        go_back(direct, 2)
    reopened = replace(library, articles=SqliteArticleStore(path))
    assert found(reopened, "nightdesk") == set()
    assert_one_truth(reopened)
    reopened.articles.close()


def test_a_list_waits_for_no_writer_where_nothing_has_changed(library: Library, tmp_path: Path) -> None:
    """Another copy may be adding a thousand articles."""
    several(library, 5, LINE)
    rows(library, Query())
    with closing(sqlite3.connect(tmp_path / "articles.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        assert len(rows(library, Query())) == 5
        assert time.monotonic() - began < 5
        other.execute("ROLLBACK")


@pytest.mark.parametrize("seed", range(4))
def test_there_is_one_truth_after_any_acts(library: Library, seed: int) -> None:
    """Articles that come and change, verdicts, choices, highlights, in any order."""
    chance = random.Random(seed)  # noqa: S311 - acts that can be repeated
    ids = several(library, 3, *LINES)
    for step in range(30):
        article_id, line = chance.choice(ids), chance.choice(LINES)
        blocks = [one for one in open_article(library, article_id).document.blocks if one.text == line]
        act = chance.randrange(6)
        if act < 2 or not blocks:
            number = chance.randrange(12)
            lines = [one for one in LINES if chance.random() < 0.6]
            ids.append(put(library, f"a{number}", text(number + 100 * step, *lines)))
        elif act == 2:
            toggle(library, article_id, line)
        elif act == 3 and (proposal := propose(library, article_id, blocks[0])):
            decide(library, proposal)
        elif act == 4 and (choices := library.marks.source_choices()):
            take_back(library, choices[0])
        elif act == 5:
            highlight(library, article_id, find_passage(library.articles.document(article_id), line))
        if chance.random() < 0.4:
            assert_one_truth(library)
    assert_one_truth(library)


def test_settling_that_is_broken_off_is_taken_up_again(library: Library) -> None:
    """What was indexed is kept; the next list is true."""
    several(library, 150, LINE)
    judged: list[int] = []

    def enough() -> bool:
        judged.append(1)
        return len(judged) > 3

    with pytest.raises(CancelledError), library.articles.while_wanted(enough):
        settle(library)
    assert found(library, "nightdesk") == set()
    assert_one_truth(library)
    assert not settle(library)
