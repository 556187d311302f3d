"""Words and sentence ends, in scripts with spaces and without."""

import pytest

from reader.domain.wording import count_words, ends_sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("three short words", 3),
        ("", 0),
        ("港の灯が", 2),
        ("2031 年の 港", 3),
        ("ท่าเรือปิดแล้ว", 7),
        ("أغلق الميناء بوابته", 3),
        ("बंदरगाह बंद रहेगा", 3),
        ("Наводнение в порту", 3),
    ],
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    """By white space, or two letters a word where a script writes none apart."""
    assert count_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "It is shut.",
        "“Shut!”",
        "灯が消えた。",
        "「灯が消えた。」",
        "هل أغلق الميناء؟",
        "बंदरगाह बंद है।",
        "بندرگاہ بند ہے۔",
        "Zu.“",
        "(Shut.)",
    ],
)
def test_sentences_end_in_every_script(text: str) -> None:
    """Closing marks may stand behind the stop."""
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "Gate to close", "港の灯", "so, ", "he said:", "”"])
def test_what_has_no_stop_ends_no_sentence(text: str) -> None:
    """Headings, colons, nothing."""
    assert not ends_sentence(text)
