"""Searching in a text as a reader does."""

import pytest

from reader.domain.document import Span
from reader.domain.seeking import seek

TEXT = "The café on the Quay’s end – “open”,\nsaid Zoë.\n\nAD\n\nA Cafe\u0301 too."


def found(words: str, *runs: Span) -> list[str]:
    return [TEXT[span.start : span.end] for span in seek(words, TEXT, runs or [Span(0, len(TEXT))])]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("cafe", ["café", "Cafe\u0301"]),
        ("Cafe", ["Cafe\u0301"]),
        ("café", ["café", "Cafe\u0301"]),
        ("CAFE", []),
        ("quay's", ["Quay’s"]),
        ('end - "open"', ["end – “open”"]),
        ("open\\", []),
        ("zoe", ["Zoë"]),
        ("(", []),
        ("   ", []),
        ("", []),
    ],
)
def test_what_is_found(words: str, places: list[str]) -> None:
    """Capitals and accents count if some are typed; quotes and dashes have one form; nothing is a pattern."""
    assert found(words) == places


def test_a_phrase_is_found_over_what_is_hidden() -> None:
    """What is not on show is not searched, and does not part what is."""
    end, hidden, on = TEXT.index("\n\nAD"), TEXT.index("AD"), TEXT.index("A Cafe")
    shown = (Span(0, end), Span(on, len(TEXT)))
    assert found("ad", *shown) == []
    assert found("zoë. a cafe", *shown) == []
    assert found("zoe. a cafe", *shown) == [TEXT[TEXT.index("Zoë") : on + len("A Cafe\u0301")]]
    assert found("ad", Span(0, end), Span(hidden, len(TEXT))) == ["AD"]
