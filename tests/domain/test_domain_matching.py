"""Finding words in a text without case, diacritics and line breaks, and showing where."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.matching import Term, all_patterns, bare_words_of, excerpt, folded, parted, pattern, shown


def found(term: str, text: str, *, whole: bool = False) -> bool:
    wanted = pattern(term, whole=whole)
    by_pattern = wanted is not None and wanted.search(folded(text)) is not None
    assert Term(term, whole=whole).stands_in(folded(text)) is by_pattern
    return by_pattern


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("cafe", "The CAFÉ"),
        ("café", "the cafe\u0301"),
        ("strasse", "Große Straße"),
        ("owner's", "the owner’s day"),
        ("€5", "only €5 a trip"),
        ("码头", "东码头的"),
        ("東京", "iPhone東京"),
        ("เรือ", "ท่าเรือดับ"),
    ],
)
def test_a_word_is_found_without_case_accents_and_signs(term: str, text: str) -> None:
    """A part of a run counts in scripts without spaces."""
    assert found(term, text)


def test_a_word_begins_a_word_and_a_phrase_stands_whole() -> None:
    """Across line breaks."""
    assert found("ferr", "the ferry")
    assert not found("erry", "the ferry")
    assert found("the ferry", "on the\n\nferry", whole=True)
    assert not found("the ferr", "on the ferry", whole=True)
    assert pattern("—", whole=True) is None


@pytest.mark.parametrize(
    ("term", "text"),
    [("กร", "กรุงเทพ"), ("カス", "ガス"), ("कल", "कुल"), ("कल", "कला"), ("하", "한국"), ("க", "கி")],
)
def test_vowels_tones_and_voices_are_no_accents(term: str, text: str) -> None:
    """A letter with a sign is another one than the letter alone, however the two are composed."""
    assert not found(term, text, whole=True)
    assert found(text, f"{term} {text}!", whole=True)
    assert found(text, unicodedata.normalize("NFD", text), whole=True)
    assert found(unicodedata.normalize("NFD", text), text, whole=True)


def test_what_copies_are_known_by_never_changes() -> None:
    """It is kept in files."""
    kept = bare_words_of("Café कुल किताब กรุง ガ 한")
    assert kept == ["cafe", "कल", "क", "त", "ब", "ก", "ร", "ง", "カ", "\u1112\u1161\u11ab"]


def test_an_excerpt_shows_where_most_words_stand_together() -> None:
    """On one line, with the place of each match in it, whatever stands before."""
    text = "A lamp. " + "nothing here " * 60 + "\nÉleven dark lamps\non the mole. " + "nothing more " * 60
    snippet, matches = excerpt(text, all_patterns(["lamp", "dark"], ["on the mole"]))
    assert [snippet[start:end] for start, end in matches] == ["dark", "lamp", "on the mole"]
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")
    assert "Éleven" in snippet
    assert len(snippet) < 220


def test_without_a_match_the_beginning_is_shown() -> None:
    """The whole of it if it is short."""
    assert excerpt("A  short\ntext", all_patterns(["zebra"], [])) == ("A short text", ())


@given(st.text(), st.text())
def test_any_text_can_be_looked_for_in_any(term: str, text: str) -> None:
    """Matches lie inside the snippet; what is parted for the index is shown as it was."""
    snippet, matches = excerpt(text, all_patterns([term], [term]))
    assert all(0 <= start < end <= len(snippet) for start, end in matches)
    assert shown(parted(text)) == shown(text)


_LETTERS = st.text("ab1 _’-\n\u0301é東京のเรืΩßकिुガカ\u3099한", max_size=8)


@given(_LETTERS, _LETTERS, st.booleans())
def test_a_term_stands_where_its_pattern_matches(term: str, text: str, whole: bool) -> None:
    """So that a pattern, which takes long to be made, is not needed at each letter that is typed."""
    wanted, line = pattern(term, whole=whole), folded(text)
    match = wanted.search(line) if wanted else None
    assert Term(term, whole=whole).find(line, 0) == (match.start() if match else -1)
