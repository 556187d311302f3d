"""A hyphen inside a word is mended only where the article itself proves it wrong."""

import pytest
from cleaning_helpers import article, blocks, kept, read

PROOF = "The lighthouse keeper left in the spring, and nobody in the town knows where he went."


def test_a_broken_word_is_mended_and_said_so() -> None:
    """The word stands whole elsewhere in the article."""
    text = article(PROOF, "In winter the light-house stays dark, which the crews have learned to live with.")
    (found,) = [block for block in blocks(text) if block.rule == "mend-hyphen"]
    assert found.text.startswith("In winter the lighthouse stays")
    assert found.reason == 'mended "light-house"'
    assert found.kept


@pytest.mark.parametrize(
    ("proof", "sentence"),
    [
        (
            "He will resign in May, the office says, unless the council asks him to stay.",
            "She had to re-sign the lease.",
        ),
        (PROOF, "The light-house was a light on a house."),
        (PROOF, "A light-house, or light-house as they say, is dark."),
        (PROOF, "It is at https://ellis.example/light-house today."),
        ("Nothing else is known about it, and nobody in the town asks.", "The light-house stays dark."),
        ("The office wants cooperation, and says so in every letter.", "The co-operation ended."),
        ("The preface is short, and so is the rest of the book.", "A pre-face meeting took place."),
        ("North Korea and Russia met, and NorthEast wrote about it.", "North-East winds were strong."),
    ],
)
def test_hyphens_that_may_be_meant_stay(proof: str, sentence: str) -> None:
    """Prefixes, parts that are words here, repeated spellings, addresses, and words without a witness."""
    assert sentence in kept(article(proof, sentence))


def test_compounds_keep_their_hyphens() -> None:
    """No witness, no mending."""
    sentence = "The wreath-laying, a post-pandemic first, was self-imposed by the Ellis-Tideway council."
    assert sentence in read(article(sentence)).document.text
