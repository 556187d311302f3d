"""Embedded posts go, and nothing around them; tweets quoted in prose stay."""

import pytest
from cleaning_helpers import END, LEDE, MIDDLE, article, block, cut, kept

from reader.domain.document import BlockKind

BEFORE = '"We were told nothing," said the skipper of the blue boat, "and we will not pay for it."'
TWEET = ["You would think it is a film from the sixties. It was made this morning.", "Look at the old crane!"]


def test_an_oddly_spaced_tweet_is_cut_whole() -> None:
    """Its paragraphs are parted by more blank lines than those of the article."""
    last = "The gate is going up… pic.twitter.com/Ab1Cd2Ef3 March 14, 2031"
    text = "\n\n".join((LEDE, MIDDLE, BEFORE, "\n\n\n\n".join((*TWEET, last)), END))
    assert cut(text) == dict.fromkeys((*TWEET, last), "tweet embed")
    assert kept(text) == [LEDE, MIDDLE, BEFORE, END]
    assert block(text, last).kind is BlockKind.EMBED


@pytest.mark.parametrize(
    "line",
    [
        "Fog over the lock this morning pic.twitter.com/Ab1Cd2Ef3 March 14, 2031",
        "Fog over the lock this morning — Port Ellis (@portellis) March 14, 2031",
        "Fog https://t.co/abc— Port Ellis (@portellis) March 14, 2031",
        "Fog over the lock [image or embed] — Port Ellis (@port.ellis.example) Mar 14, 2031 at 20:18",
    ],
)
def test_a_tweet_in_one_paragraph_is_cut_alone(line: str) -> None:
    """Without odd spacing only the paragraph with the signature goes."""
    assert cut(article(line)) == {line: "tweet embed"}


def test_a_signature_under_its_picture_takes_it_along() -> None:
    """The text above a lone signature ends as a tweet ends."""
    lines = ["Fog over the lock pic.twitter.com/Ab1Cd2Ef3", "— Port Ellis (@portellis) March 14, 2031"]
    assert list(cut(article(*lines))) == lines


@pytest.mark.parametrize("line", ["View this post on Instagram", "A post shared by Port Ellis (@portellis)"])
def test_traces_of_other_networks_are_cut(line: str) -> None:
    """What the script would have replaced."""
    assert cut(article(line)) == {line: "embedded post"}


@pytest.mark.parametrize(
    "line",
    [
        "“Fog over the lock,” the port office (@portellis) wrote on March 14, 2031, and cancelled the ferry.",
        "She had then tweeted that the gate was open — a mistake, she said on March 14, 2031.",
        "I echo @portellis and its comments earlier today.",
        "The picture at pic.twitter.com/Ab1Cd2Ef3 shows the gate, the office said.",
        "The picture can be seen at pic.twitter.com/Ab1Cd2Ef3",
    ],
)
def test_tweets_quoted_in_prose_stay(line: str) -> None:
    """A sentence about a post is the article's."""
    assert cut(article(line)) == {}


def test_wide_spacing_everywhere_is_the_articles_own() -> None:
    """Where every gap is wide, none is odd."""
    last = "The gate is going up pic.twitter.com/Ab1Cd2Ef3 March 14, 2031"
    text = f"{LEDE}\n\n\n\n{MIDDLE}\n\n\n\n{last}\n\n\n\n{END}"
    assert list(cut(text)) == [last]
