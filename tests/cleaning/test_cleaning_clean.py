"""What holds for every text: no word is lost, no error but ours, every cut has a reason, twice is once."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from cleaning_helpers import END, LEDE, MIDDLE, article, blocks, ended, kept, read
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader.cleaning.clean import clean
from reader.cleaning.decode import decode
from reader.cleaning.draft import Draft, Piece
from reader.cleaning.rulebook import RULES
from reader.domain.article import MediaType, Metadata
from reader.domain.document import BlockKind, Document
from reader.domain.errors import SourceError

LINES = st.sampled_from(
    [
        *(
            LEDE,
            MIDDLE,
            END,
            "Northern gate to close",
            f"PORT ELLIS – {LEDE}",
            "By Mira Oduya",
            "March 14, 2031",
            "Name *",
        ),
        *(
            "Share this:",
            "Facebook",
            "Leave a Reply",
            "Your email address will not be published.",
            "- item",
            "2. two",
            "×",
        ),
        *("Photo by Jan de Wit", "Fog pic.twitter.com/Ab1 March 14, 2031", "Articles: 12", "Why?", "Advertisement", ""),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(LINES, max_size=14).map("\n".join), st.lists(LINES).map("\n\n".join))


def letters(text: str) -> str:
    """All letters and digits in order, which is what no mending but that of entities and tags may change."""
    return "".join(character for character in text if character.isalnum())


def outcome(raw: bytes, media_type: MediaType) -> str:
    """The message of the refusal, or nothing if there is something to read."""
    try:
        document = clean(raw, media_type).document
    except SourceError as error:
        return str(error)
    assert document.kept
    return ""


@settings(max_examples=250, deadline=None)
@given(TEXTS)
def test_every_letter_is_in_one_block_in_order(text: str) -> None:
    """Cleaning labels; it deletes nothing."""
    assume("&" not in text and "<" not in text)
    try:
        reading = read(text.encode("utf-8", "replace").decode())
    except SourceError:
        return
    assert letters(reading.document.text) == letters(decode(text.encode("utf-8", "replace"), MediaType.TEXT).text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_every_cut_has_a_reason_and_something_is_kept(text: str) -> None:
    """Whatever the rules say of it."""
    try:
        document = read(text.encode("utf-8", "replace").decode()).document
    except SourceError:
        return
    assert document.kept
    assert all(block.reason and block.rule for block in document.cut)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(MediaType))
def test_any_bytes_give_a_reading_or_a_source_error(raw: bytes, media_type: MediaType) -> None:
    """In every media type; the message is one line."""
    message = outcome(raw, media_type)
    assert "\n" not in message


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="<>/=\"'&#;![]-ap bdivtr\n`*_|:1", max_size=300), st.sampled_from(MediaType))
def test_any_markup_gives_a_reading_or_a_source_error(text: str, media_type: MediaType) -> None:
    """Broken tags, entities, links, tables."""
    assert "\n" not in outcome(text.encode(), media_type)


@pytest.mark.parametrize(
    "text",
    [
        article("Share this:", "Facebook", "Autumn"),
        f"Gate to close\n\n{LEDE}\n\nPORT ELLIS – {ended('Name *', 'Required fields are marked *')}",
        f" date 2031-03-14 TIDEWAY - {article()}",
        article("First line of a verse\nand the second one\nand a third"),
    ],
)
def test_cleaning_what_was_kept_cuts_nothing_more(text: str) -> None:
    """Once clean, clean."""
    parts = [block.text + (" " if block.kind is BlockKind.DATELINE else "\n\n") for block in blocks(text) if block.kept]
    assert kept("".join(parts)) == kept(text)
    assert read("".join(parts)).document.cut == ()


SAMPLES = sorted((Path(__file__).parents[2] / "sample_articles").glob("*.txt"))
CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.txt"))


def whole(document: Document) -> str:
    """The kept text as it is shown: blank lines between blocks, a dateline before its paragraph."""
    return Document(document.kept).text


def spaced(text: str) -> str:
    """The text with one space for any white space."""
    return " ".join(text.split())


@pytest.mark.parametrize("path", [*SAMPLES, *CORPUS], ids=lambda path: path.stem)
def test_cleaning_twice_is_cleaning_once(path: Path) -> None:
    """For the samples, and for the dumps of the corpus without their labels."""
    text = path.read_text(encoding="utf-8")
    if path in CORPUS:
        text = "\n\n".join(line[2:] for line in text.splitlines())
    first = read(text).document
    second = read(whole(first)).document
    assert second.cut == ()
    assert spaced(whole(second)) == spaced(whole(first))


def test_a_text_of_residue_alone_is_kept() -> None:
    """No rule may leave nothing of an article."""
    text = "Leave a Reply\n\nYour email address will not be published."
    assert kept(text) == text.split("\n\n")


def test_a_hard_wrapped_paragraph_is_one_block() -> None:
    """Lines that end where the column ended are joined by spaces."""
    wrapped = (
        "The harbour of Port Ellis will close its northern gate for three weeks\n"
        "in May, the port office said on Monday, because the lock needs new\n"
        "hinges before the summer boats arrive and the season begins."
    )
    assert kept(f"{wrapped}\n\n{MIDDLE}")[0] == wrapped.replace("\n", " ")


def test_a_stanza_is_one_block_with_its_lines() -> None:
    """Short lines parted by nothing but a line break belong together."""
    stanza = "The gate is old,\nthe gate is grey,\nit has been closed\nsince yesterday."
    assert stanza in kept(article(stanza))


def test_lines_of_no_break_spaces_are_blank() -> None:
    """They part paragraphs as empty lines do."""
    assert kept(f"{LEDE}\n\u00a0\n{MIDDLE}") == [LEDE, MIDDLE]


def test_list_items_lose_their_bullet_and_keep_their_number() -> None:
    """One block an item."""
    found = [block.text for block in blocks(article("- oars\n- ropes", "1. hinges\n2. bolts")) if block.kind == "list"]
    assert found == ["oars", "ropes", "1. hinges", "2. bolts"]


def test_a_line_that_begins_with_a_number_is_no_list_alone() -> None:
    """It may be a heading or a score."""
    assert all(block.kind is not BlockKind.LIST for block in blocks(article("3. Day of the strike")))


@pytest.mark.parametrize("raw", [b"...", "…\n—".encode(), b"* * *"])
def test_text_without_words_is_refused(raw: bytes) -> None:
    """There is nothing to read."""
    with pytest.raises(SourceError, match="no words"):
        clean(raw, MediaType.TEXT)


def test_what_the_place_tells_fills_gaps_only() -> None:
    """A title that is already known is not guessed again."""
    reading = clean(article().encode(), MediaType.TEXT, Metadata(title="Known", source="Feed"))
    assert (reading.metadata.title, reading.metadata.source) == ("Known", "Feed")


def test_rules_have_names_and_reasons_of_their_own() -> None:
    """They are counted by name and shown by reason."""
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name) and rule.reason for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_leaves_clean_prose_alone(rule: object) -> None:
    """No rule cuts plain paragraphs, nor stumbles over an empty draft."""
    draft = Draft(tuple(Piece(text) for text in (LEDE, MIDDLE, END)))
    (found,) = [known for known in RULES if known is rule]
    assert all(piece.kept for piece in found.apply(draft).pieces)
    assert found.apply(Draft(())) == Draft(())


def test_plain_text_needs_no_parser() -> None:
    """Importing the public face loads nothing heavy."""
    heavy = "trafilatura markdown_it lxml charset_normalizer textual rich".split()
    code = f"import sys, reader.cleaning.clean; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
