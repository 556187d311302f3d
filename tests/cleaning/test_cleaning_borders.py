"""Words that grew together or apart at a page's borders are parted or joined only where the article proves it."""

import pytest
from cleaning_helpers import END, MIDDLE, article, block, blocks, kept, read

from reader.domain.document import BlockKind

WRAPPED = (
    "The harbour office will close the northern gate for three weeks in May, be-\n"
    "cause the lock needs new hinges before the summer boats arrive in the har-\n"
    "bour, and the well-known keeper of the old gate will watch the work every\n"
    "day from his window."
)


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("The gate is shut.The office says so.", "The gate is shut. The office says so."),
        ("“The gate is shut.”The office says so.", "“The gate is shut.” The office says so."),
        ("Why is it shut?The office will not say.", "Why is it shut? The office will not say."),
        ("It was shut in 2019.The office says so.", "It was shut in 2019. The office says so."),
        ("The keeper left.“Nobody asked,” he says.", "The keeper left. “Nobody asked,” he says."),
        ("So says Oduya.The office does not.", "So says Oduya. The office does not."),
    ],
)
def test_a_missing_space_between_sentences_is_put_in(glued: str, parted: str) -> None:
    """The next word stands elsewhere in the article, or a quotation mark opens it."""
    assert block(article(glued), parted).rule == "mend-border"


@pytest.mark.parametrize(
    "line",
    [
        "Ask at booking.Com or write to keeper.The@ellis.example today.",
        "It runs node.Js in version 2.The old one is 1.8.The rest is https://ellis.example/a.The end.",
        "The U.S.The office is closed to visitors.",
        "The man is called foo.Bar by his friends.",
        "The Yahoo!Japan office and the ver.di office are shut.",
    ],
)
def test_dots_that_part_no_sentences_stay(line: str) -> None:
    """Addresses, versions, abbreviations, names."""
    assert line in kept(article(line))


def test_a_heading_glued_to_its_paragraph_is_parted_from_it() -> None:
    """Both words at the border stand elsewhere in the article, the glued one nowhere."""
    text = article(
        "What the crews want nextThe office has asked for a list, and the crews have written one of eleven points.",
        "They want more light at the gate, and they want it next winter.",
    )
    assert block(text, "What the crews want next").kind is BlockKind.HEADING
    assert any(found.text.startswith("The office has asked") for found in blocks(text))


@pytest.mark.parametrize(
    "line",
    [
        "The iPhone of the keeper rang all night, and nobody in the office could find it before the morning came.",
        "The LinkedIn page of the office is out of date, and nobody in the office has the key to it any more.",
        "The keeper of DeepWater says the office will not answer, and the crews have no other place to ask.",
    ],
)
def test_names_with_a_capital_inside_are_no_borders(line: str) -> None:
    """They are written so."""
    assert line in kept(article(line))


def test_a_dropped_capital_joins_its_word() -> None:
    """The word stands elsewhere in the article."""
    assert block(article("T he office has no answer to that."), "The office has no answer to that.").rule == (
        "mend-drop-cap"
    )


@pytest.mark.parametrize(
    "line", ["A n hour later the gate was shut.", "I he said, am the keeper.", "B ollards are rare."]
)
def test_a_letter_alone_may_be_meant(line: str) -> None:
    """A word of one letter, or a word that nothing else proves."""
    assert line in kept(article(line))


def test_words_broken_at_line_ends_are_whole_again() -> None:
    """One is proven by the article, the others go with it; a compound that is written elsewhere keeps its hyphen."""
    texts = kept(f"{WRAPPED}\n\nThe harbour is old.\n\n{MIDDLE}")
    assert "because the lock needs new hinges before the summer boats arrive in the harbour" in texts[0]
    assert "well-known keeper" in texts[0]


def test_words_broken_at_line_ends_keep_the_hyphen_without_proof() -> None:
    """Nothing shows that this text hyphens at line ends."""
    text = WRAPPED.replace("har-\nbour", "small-\nish port").replace("The harbour", "The port")
    assert "in May, be-cause the lock" in kept(f"{text}\n\n{MIDDLE.replace('because', 'for')}")[0]


def test_a_word_broken_with_a_space_is_whole_again() -> None:
    """As where lines were joined without looking."""
    sentence = "The light- house stays dark, and the lock and hinges stay where they are."
    proof = "Nobody has seen the lighthouse lit since the autumn, and nobody in the town asks."
    assert any(text.startswith("The lighthouse stays dark") for text in kept(article(proof, sentence)))
    assert "pre- and post-war" in read(article("The pre- and post-war boats are gone.")).document.text


def test_hard_wrapped_quotations_are_joined() -> None:
    """The signs before the lines go."""
    text = f"{MIDDLE}\n\n> The gate was shut when we came, and it was\n> shut when we left.\n\n{END}"
    quotes = [found.text for found in blocks(text) if found.kind is BlockKind.QUOTE]
    assert " ".join(quotes) == "The gate was shut when we came, and it was shut when we left."
