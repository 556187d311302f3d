"""JSON Lines and CSV hold every highlight, and start no formula."""

import csv
import io
import json

import pytest
from export_samples import SAYS, export, highlight, hostile
from hypothesis import given, settings

from reader.domain.article import Metadata
from reader.export.records import COLUMNS, to_csv, to_json


def test_json_has_a_highlight_a_line_with_the_names_of_the_web_annotation_model() -> None:
    """Quote and position selectors, and the article's own facts."""
    lines = to_json([export(highlight("one"), highlight("two", name="h2", tags=("a", "b")), lost=("h2",))]).splitlines()
    first, second = (json.loads(line) for line in lines)
    assert tuple(first) == (*COLUMNS, "target")
    assert (first["exact"], first["prefix"], first["suffix"], first["start"], first["end"]) == (
        "one",
        "before ",
        " after",
        7,
        10,
    )
    assert (first["title"], first["article"], first["lost"]) == (SAYS.title, "abc123def4", False)
    assert (second["tags"], second["lost"]) == (["a", "b"], True)


def test_json_has_the_target_of_the_web_annotation_model() -> None:
    """A source, both selectors, and the version of the text that the offsets count in."""
    there = Metadata(title="Ferry late again", url="https://courier.example/ferry")
    [line] = to_json([export(highlight("one"), metadata=there)]).splitlines()
    assert json.loads(line)["target"] == {
        "type": "SpecificResource",
        "source": "https://courier.example/ferry",
        "selector": [
            {"type": "TextQuoteSelector", "exact": "one", "prefix": "before ", "suffix": " after"},
            {"type": "TextPositionSelector", "start": 7, "end": 10},
        ],
        "state": {"type": "State", "digest": "sha256:" + "0" * 64},
    }


def test_an_article_without_an_address_is_named_by_its_number() -> None:
    """A source is an IRI in any case."""
    assert json.loads(to_json([export(highlight("one"))]))["target"]["source"] == "urn:newsmark:abc123def4"


def test_csv_has_both_selectors_and_the_version_of_the_text() -> None:
    """In columns of their own."""
    header, row = csv.reader(io.StringIO(to_csv([export(highlight("one"))]), newline=""))
    cells = dict(zip(header, row, strict=True))
    names = ("exact", "prefix", "suffix", "start", "end", "text_digest")
    assert [cells[name] for name in names] == ["one", "before ", " after", "7", "10", "0" * 64]


def test_nothing_marked_is_no_line() -> None:
    """An export without highlights is empty; CSV keeps its header."""
    assert to_json([export()]) == ""
    assert to_csv([]).rstrip("\r\n").split(",") == list(COLUMNS)


@given(hostile, hostile)
@settings(max_examples=80, deadline=None)
def test_json_and_csv_read_back_exactly(exact: str, note: str) -> None:
    """Any words survive; in CSV only a leading apostrophe is added where a formula would start."""
    exports = [export(highlight(exact, note=note))]
    record = json.loads(to_json(exports))
    assert (record["exact"], record["note"]) == (exact, note)
    header, row = csv.reader(io.StringIO(to_csv(exports), newline=""), strict=True)
    cells = dict(zip(header, row, strict=True))
    for name, value in (("exact", exact), ("note", note)):
        assert cells[name] in (value, "'" + value)
        assert not cells[name].startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_cell_that_looks_like_a_formula_gets_an_apostrophe(start: str) -> None:
    """A spreadsheet shows the words and computes nothing."""
    text = to_csv([export(highlight(start + "1+1"))])
    row = list(csv.reader(io.StringIO(text, newline="")))[1]
    assert row[COLUMNS.index("exact")] == f"'{start}1+1"
    assert text.endswith("\r\n")


def test_no_lone_surrogate_and_no_control_leaves_in_a_record() -> None:
    """Both formats can be written as UTF-8 and shown in a terminal."""
    exports = [export(highlight("a\ud800b\x1b[31mc", note="\x9b2J"))]
    for text in (to_json(exports), to_csv(exports)):
        text.encode()
        assert "\x1b" not in text
        assert "\x9b" not in text
