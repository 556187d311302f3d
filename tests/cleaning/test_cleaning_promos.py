"""Share bars, links, tags, places of ads and notices of rights go; what only looks like them stays."""

import pytest
from cleaning_helpers import article, cut, ended, kept

REMOVED = [
    ("Share this:", "share bar"),
    ("FacebookTwitterLinkedinEmail", "share bar"),
    ("Facebook · X · WhatsApp", "share bar"),
    ("Click to share on Facebook (Opens in new window)", "share bar"),
    ("Follow us on Twitter", "call to follow"),
    ("Follow The Coastal Ledger on Facebook and Instagram for the latest stories.", "call to follow"),
    ("Read more: Dockers and owners meet again tonight", "link to another article"),
    ("ALSO READ: What the ferry report leaves out", "link to another article"),
    ("Related: Five quiet islands", "link to another article"),
    ("Advertisement", "place of an advertisement"),
    ("Article continues below", "place of an advertisement"),
    ("© 2031 The Coastal Ledger", "copyright line"),
    ("Copyright 2031 Tideway Media. All rights reserved.", "copyright line"),
    ("×", "stray mark without words"),
]


@pytest.mark.parametrize(("line", "reason"), REMOVED)
def test_the_pages_own_lines_are_cut_with_their_reason(line: str, reason: str) -> None:
    """Each stands alone between paragraphs."""
    assert cut(article(line)) == {line: reason}


@pytest.mark.parametrize(
    "line",
    [
        "Share this burden, she said.",
        "Share this meal with four friends and a bottle of cider.",
        "Facebook",
        "Facebook and Twitter declined to comment.",
        "Follow us on the map: the road begins at the mill and ends at the sea, the guides write.",
        "He asked her to follow us on foot.",
        "Read more: that is the only advice the old librarian ever gave.",
        "Related Resources",
        "Advertisement spending fell by a third.",
        "Copyright law is older than the gramophone.",
        "Copyright is his trade.",
        "***",
    ],
)
def test_look_alikes_stay(line: str) -> None:
    """Each is the article's own, or could be."""
    assert cut(article(line)) == {}


def test_a_run_of_network_names_is_a_share_bar() -> None:
    """One name may be a heading; three in a row are buttons."""
    assert list(cut(ended("Facebook", "Twitter", "WhatsApp"))) == ["Facebook", "Twitter", "WhatsApp"]


def test_tags_are_cut_around_the_text_only() -> None:
    """Between paragraphs a list with a colon may belong to the article."""
    assert cut(ended("Tags: harbour, Port Ellis, fishing")) == {
        "Tags: harbour, Port Ellis, fishing": "tags of the page"
    }
    assert cut(article("Categories: small, middling and large boats.")) == {}


def test_the_text_around_residue_stays_word_for_word() -> None:
    """Nothing but the share bar is missing."""
    assert kept(article("Share this:", "Facebook")) == kept(article())


@pytest.mark.parametrize(
    "line",
    [
        "On coastalledger.example: Ferry sales plunge in a wet August",
        "[Related: Ferry sales plunge in a wet August]",
        "Sharing is caring!",
        "Permalink: https://ledger.example/x1",
    ],
)
def test_lines_that_point_away_from_the_text_are_cut(line: str) -> None:
    """Links to another article of the outlet, and what stands on share bars."""
    assert list(cut(article(line))) == [line]
