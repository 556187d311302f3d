"""highlight, tag, untag, marks, export, check."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cli_helpers import Runner

from reader.storage.marks import TinyMarkStore

pytest_plugins = ("cli_fixtures",)

Run = Callable[..., tuple[int, str, str]]

QUOTE = "eleven lamps and\n  eleven were dark"


@pytest.fixture
def highlight(run: Run, articles: tuple[str, str]) -> str:
    """The id of a highlight with everything on it."""
    words = ("--note", "count *again*", "--tag", "#Lamps", "--tag", "night shift", "--kind", "check")
    code, out, err = run("highlight", articles[0], "--quote", QUOTE, *words)
    assert (code, err) == (0, "")
    return out.strip()


def test_a_highlight_is_on_disk_when_its_id_is_printed(run: Run, home: Path, highlight: str) -> None:
    """The file holds it, and another run lists it, as it was made."""
    assert highlight in (home / "library" / "marks.json").read_text(encoding="utf-8")
    (found,) = (json.loads(line) for line in run("marks", "--json")[1].splitlines())
    assert found["id"] == highlight
    assert found["quote"] == "eleven lamps and eleven were dark"
    assert found["tags"] == ["lamps", "night-shift"]
    assert (found["kind"], found["note"], found["lost"]) == ("check", "count *again*", False)


def test_the_same_passage_is_one_highlight(run: Run, articles: tuple[str, str], highlight: str) -> None:
    """Marked again, its id is given back, and that is told; new tags and words join the old ones, none twice."""
    words = ("highlight", articles[0], "--quote", QUOTE, "--kind", "check")
    again = ("--note", "Ask the pilot.", "--tag", "mole", "--tag", "lamps")
    stays, grows = "stays as it is", "has what is new"
    for options, told in (((), stays), (again, grows), (again, stays), (("--note", "count *again*"), stays)):
        message = f"{highlight} is on this passage already; it {told}\n"
        assert run(*words, *options) == (0, f"{highlight}\n", message)
    (found,) = (json.loads(line) for line in run("marks", "--json")[1].splitlines())
    assert found["note"] == "count *again*\n\nAsk the pilot."
    assert found["tags"] == ["lamps", "night-shift", "mole"]
    code, out, _ = run("highlight", articles[0], "--quote", QUOTE, "--kind", "figure")
    assert code == 0
    assert out.strip() != highlight
    assert len(run("marks")[1].splitlines()) == 2


def test_words_that_do_not_stand_there_are_not_marked(run: Run, articles: tuple[str, str]) -> None:
    """No id, one line, nothing kept."""
    code, out, err = run("highlight", articles[0], "--quote", "twelve lamps")
    assert (code, out) == (1, "")
    assert "twelve lamps" in err
    assert run("marks") == (0, "", "")


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        ((), True),
        (("again",), True),
        (("lamp", "night"), True),
        (('"were dark"',), True),
        (("tag:lamps",), True),
        (("harbour",), True),
        (("mole",), False),
        (("-dark",), False),
        (("tag:mole",), False),
        (("state:archive",), False),
    ],
)
@pytest.mark.usefixtures("highlight")
def test_marks_answer_queries(query: tuple[str, ...], answers: bool, run: Run) -> None:
    """Words stand in quote, note, tags or title; the rest is asked of the article."""
    assert bool(run("marks", *query)[1]) is answers


def test_tags_are_given_and_taken(run: Run, articles: tuple[str, str]) -> None:
    """Each command prints the tags that the article has then."""
    assert run("tag", articles[0], "#Lamps", "Night shift")[1].split() == ["lamps", "night-shift"]
    assert run("tag", articles[0], "lamps", "mole")[1].split() == ["lamps", "night-shift", "mole"]
    assert run("untag", articles[0][:6], "LAMPS", "unknown")[1].split() == ["night-shift", "mole"]


def test_an_export_writes_once(run: Run, home: Path, highlight: str) -> None:
    """The paths on standard output, what became of them on standard error, and the second time nothing changes."""
    folder = home / "notes"
    code, out, err = run("export", "--to", str(folder))
    (path,) = map(Path, out.splitlines())
    assert code == 0
    assert err == f"1 new in {folder}\n"
    first = path.read_bytes()
    assert highlight.encode() in first
    assert run("export", "--to", str(folder)) == (0, out, f"1 unchanged in {folder}\n")
    assert path.read_bytes() == first


def test_an_export_goes_to_the_folder_of_the_settings(run: Run, home: Path, highlight: str) -> None:
    """Where nothing else is asked for."""
    assert highlight
    (home / "config.toml").write_text("[export]\nfolder = 'my notes'\n", encoding="utf-8")
    run("export")
    assert len(list((home / "my notes").glob("*.md"))) == 1


def test_an_export_to_standard_output_makes_no_file(run: Run, home: Path, highlight: str) -> None:
    """Markdown, JSON Lines and CSV."""
    out = {form: run("export", "--format", form, "--to", "-") for form in ("json", "markdown")}
    assert json.loads(out["json"][1])["id"] == highlight
    assert out["markdown"][1].startswith("---\n")
    assert "> eleven lamps and eleven were dark" in out["markdown"][1]
    assert not list(home.glob("library/exports"))


def test_records_are_exported_to_a_file(run: Run, home: Path, highlight: str) -> None:
    """One file for the whole library, rewritten only if something changed."""
    folder = str(home / "notes")
    code, out, err = run("export", "--format", "csv", "--to", folder)
    assert (code, err) == (0, f"1 new in {folder}\n")
    (row,) = csv.DictReader(io.StringIO(Path(out.strip()).read_text(encoding="utf-8")))
    assert row["id"] == highlight
    assert run("export", "--format", "csv", "--to", folder)[2] == f"1 unchanged in {folder}\n"
    assert run("export", "--format", "json", "--to", folder)[1].strip().endswith("highlights.jsonl")


def test_nothing_to_export_is_said(run: Run, home: Path, articles: tuple[str, str]) -> None:
    """It is no failure."""
    assert articles
    code, out, err = run("export", "--to", str(home / "notes"))
    assert (code, out) == (0, "")
    assert "nothing to export" in err


def test_a_folder_that_cannot_be_written_is_one_line(run: Run, home: Path, highlight: str) -> None:
    """A file in its place, for every format."""
    assert highlight
    (home / "notes").write_text("a file", encoding="utf-8")
    for form in ("markdown", "csv"):
        code, out, err = run("export", "--format", form, "--to", str(home / "notes"))
        assert (code, out) == (1, "")
        assert err.count("\n") == 1
        assert "--to" in err


def test_a_sound_library_is_counted(run: Run, highlight: str) -> None:
    """Exit code 0 only then."""
    assert highlight
    assert run("check") == (0, "sound: 2 articles, 1 highlight\n", "")


def test_a_lost_passage_is_a_fault(run: Run, newsmark: Runner, articles: tuple[str, str], highlight: str) -> None:
    """The article was replaced by another text; the quote stays."""
    newsmark.file(
        "harbour.txt", "Something else entirely\n\nNot one word of the old report is left on this page today.\n"
    )
    assert run("add", str(newsmark.home / "harbour.txt"))[1].strip() == articles[0]
    code, out, _ = run("check")
    assert code == 1
    assert highlight in out
    assert "lost" in run("marks")[1].split("\t")
    assert "eleven lamps" in run("marks")[1]
    assert run("marks", "is:lost")[1].startswith(highlight)
    assert run("marks", "-is:lost")[1] == ""
    assert articles[0] in run("list", "is:lost")[1]
    assert articles[1] not in run("list", "is:lost")[1]


def test_damaged_marks_are_left_alone_and_can_be_restored(run: Run, home: Path, highlight: str) -> None:
    """Every command that needs them says what to do; `check --repair` keeps both files."""
    file = home / "library" / "marks.json"
    file.write_bytes(b'{"highlights": {"1"')
    for words in (("list",), ("marks",), ("search", "lamps"), ("export", "--to", "-")):
        code, out, err = run(*words)
        assert (code, out) == (1, "")
        assert str(file) in err
        assert "newsmark check --repair" in err
        assert err.count("\n") == 1
    code, out, _ = run("check")
    assert code == 1
    assert out.count("\n") == 1
    assert file.read_bytes() == b'{"highlights": {"1"'
    code, out, err = run("check", "--repair")
    assert (code, err) == (0, "")
    aside = Path(out.splitlines()[0].removeprefix("set aside: "))
    assert aside.read_bytes() == b'{"highlights": {"1"'
    assert f"restored: {file}" in out
    assert highlight in run("marks")[1]


def test_damaged_marks_without_a_copy_are_not_thrown_away(run: Run, home: Path, highlight: str) -> None:
    """There is nothing to restore, and nothing is moved."""
    assert highlight
    file = home / "library" / "marks.json"
    file.with_name("marks.json.bak").unlink()
    shutil.rmtree(file.with_name("backups"))
    file.write_bytes(b"\x00\x00\x00")
    code, _, err = run("check", "--repair")
    assert code == 1
    assert "no good copy" in err
    assert file.read_bytes() == b"\x00\x00\x00"


def test_a_damaged_journal_is_got_over(run: Run, home: Path, highlight: str) -> None:
    """What can be read of it goes into the file, the journal is set aside whole, and what was lost is told."""
    assert highlight
    store = TinyMarkStore(home / "library" / "marks.json")
    kept = store.highlights()[0]
    for name in ("first", "second", "third"):
        store.put_highlight(replace(kept, id=name, note=name))
    journal = home / "library" / "marks.json.journal"
    damaged = journal.read_bytes().replace(b'"note":"second"', b'"note":"sekund"')
    journal.write_bytes(damaged)
    code, out, err = run("check", "--repair")
    assert (code, err) == (1, "")
    assert "left out of the journal, which is set aside: line 3: its checksum is wrong" in out
    (aside,) = (home / "library").glob("marks.damaged-*.journal")
    assert aside.read_bytes() == damaged
    assert {one.id for one in TinyMarkStore(home / "library" / "marks.json").highlights()} == {
        kept.id,
        "first",
        "third",
    }
    aside.unlink()
    assert run("check")[0] == 0


def test_repairing_a_sound_library_changes_nothing(run: Run, home: Path, highlight: str) -> None:
    """It is a check like any other."""
    assert highlight
    before = (home / "library" / "marks.json").read_bytes()
    assert run("check", "--repair") == (0, "sound: 2 articles, 1 highlight\n", "")
    assert (home / "library" / "marks.json").read_bytes() == before


def test_a_copy_from_a_conflict_is_told_and_joined(run: Run, home: Path, highlight: str) -> None:
    """`check` names it; `merge` joins it, once and for all, and says what it did."""
    file = home / "library" / "marks.json"
    copy = file.with_name("marks (conflicted copy 2026-03-14).json")
    text = file.read_text(encoding="utf-8")
    copy.write_text(text.replace(highlight, "elsewhere1").replace("count *again*", "count there"), encoding="utf-8")
    code, out, _ = run("check")
    assert code == 1
    assert copy.name in out
    assert run("merge", str(copy)) == (0, "merged: 1 added, 0 changed, 0 removed\n", "")
    assert run("merge", str(copy)) == (0, "merged: 0 added, 0 changed, 0 removed\n", "")
    copy.unlink()
    assert run("check") == (0, "sound: 2 articles, 2 highlights\n", "")
    notes = {json.loads(line)["note"] for line in run("marks", "--json")[1].splitlines()}
    assert notes == {"count *again*", "count there"}


def test_a_file_that_cannot_be_merged_is_one_clear_line(run: Run, home: Path, highlight: str) -> None:
    """Nothing is changed."""
    code, out, err = run("merge", str(home / "nothing.json"))
    assert (code, out) == (1, "")
    assert "nothing.json cannot be read" in err
    assert highlight in run("marks")[1]
