"""Blocks that no rule knows are judged by their looks, their place and their neighbours; each cut has its reason."""

import pytest
from cleaning_helpers import END, LEDE, MIDDLE, blocks, cut, ended

from reader.cleaning.draft import Draft, Piece
from reader.cleaning.evidence.lexicon import lexicon
from reader.cleaning.evidence.surroundings import Surroundings
from reader.cleaning.evidence.wording import words_of
from reader.cleaning.trees import Forest, forest, tree_of

BODY = "\n\n".join((LEDE, MIDDLE, END, *(f"{text} The office said so again in {year}." for text, year in (
    ("The town had asked for the work to be done at night, when fewer boats wait for the lock to open.", 2019),
    ("Two firms offered to make the hinges, and the dearer one was chosen because it casts them in one piece.", 2021),
    ("The lock keeper has shown visitors the old drawings, which name every bolt and the smith who made it.", 2022),
))))  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("Most read", "Ferry fares rise in June", "Council votes on the bridge", "Share this"), "other articles"),
        (("Meistgelesen", "Fähre wird teurer", "Rat stimmt über Brücke ab", "Teilen"), "other articles"),
        (("Przeczytaj także", "Promy będą droższe", "Rada głosuje nad mostem", "Udostępnij"), "other articles"),
        (("اقرأ أيضا", "أسعار العبارات ترتفع", "المجلس يصوت على الجسر", "مشاركة"), "other articles"),
        (("あわせて読みたい", "フェリー値上げ", "橋の採決", "シェア"), "other articles"),
    ],
)
def test_a_list_of_links_below_the_article_goes_in_any_language(lines: tuple[str, ...], reason: str) -> None:
    """The marker says what it is, and the bare headlines go with it."""
    found = cut("\n\n".join((BODY, *lines)))
    assert set(lines) <= set(found)
    assert reason in found[lines[0]]
    assert all(found.values())


@pytest.mark.parametrize("last", ["Nobody laughed.", "She left.", "“No.”"])
def test_a_short_last_sentence_stays(last: str) -> None:
    """Even with the page's tags below it."""
    assert last not in cut(f"{BODY}\n\n{last}\n\nTags: harbour, lock, Port Ellis")


@pytest.mark.parametrize("heading", ["Autumn", "S&P 500", "Pros:", "Day 2: Rest.", "Version tested: PC"])
def test_short_lines_between_paragraphs_of_a_clean_text_stay(heading: str) -> None:
    """Short is not residue."""
    assert cut(BODY.replace(END, f"{heading}\n\n{END}")) == {}


def test_a_very_short_text_is_left_alone() -> None:
    """With a few words there is nothing to tell the article from what is around it."""
    assert cut("Harbour strike\n\nSome 340 containers wait on the quay.\n\nShe left before ten.") == {}


def test_every_verdict_says_how_sure_it_is() -> None:
    """From 0 to 1, for what was kept and for what was cut."""
    found = blocks(ended("Leave a Reply", "Your email address will not be published."))
    assert all(0 < block.confidence <= 1 for block in found)


def test_every_piece_has_a_number_for_each_name_that_the_trees_know() -> None:
    """The trees and what they are asked about are of one making."""
    names, rows = Surroundings(Draft((Piece(LEDE), Piece("Share"), Piece("")))).rows()
    assert names == forest("text").names
    assert all(len(row) == len(names) for row in rows)
    assert Surroundings(Draft(())).rows()[1] == []


def test_a_tree_is_walked_from_its_root_to_a_leaf() -> None:
    """At most the threshold goes left; the leaves of all trees are added up."""
    tree = tree_of(features=(0, 1), thresholds=(0.5, 2.0), lefts=(~0, ~1), rights=(1, ~2), leaves=(-1.0, 2.0, 3.0))
    trees = Forest(("a", "b"), (tree, tree_of((), (), (), (), (0.25,))))
    assert [trees.log_odds(numbers) for numbers in ((0.5, 9.0), (0.6, 2.0), (0.6, 2.1))] == [-0.75, 2.25, 3.25]
    assert trees.probability((0.5, 9.0)) < 0.5 < trees.probability((0.6, 2.0))


@pytest.mark.parametrize(
    ("line", "topic", "share"),
    [
        ("Abonnieren Sie unseren Newsletter", "newsletter", 0.5),
        ("関連記事", "related", 1.0),
        ("The ferry was late", "newsletter", 0.0),
        ("", "share", 0.0),
    ],
)
def test_the_lexicon_tells_how_much_of_a_line_announces_a_topic(line: str, topic: str, share: float) -> None:
    """A phrase in a long sentence covers little of it."""
    known = lexicon()
    assert known.coverage(words_of(line))[known.topics.index(topic)] == pytest.approx(share)
