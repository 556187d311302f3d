"""The folder of exports: stable, atomic, and the user's own."""

import json
import os
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from export_samples import SAYS, article, export, highlight, hostile, parse
from hypothesis import given, settings

from reader.domain.article import Metadata
from reader.domain.errors import ExportError
from reader.export.files import MarkdownFolder
from reader.export.manifest import NAME
from reader.export.names import MAX_BYTES, endings, file_name

FOLDER = MarkdownFolder()
FIRST = highlight("one")
SECOND = highlight("two", name="h2")


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_a_new_file_has_date_title_and_id_in_its_name(tmp_path: Path) -> None:
    """The folder is made, and the name sorts by date."""
    written = FOLDER.write(export(FIRST), tmp_path / "deep" / "exports")
    assert written.outcome == "new"
    assert written.path == tmp_path / "deep" / "exports" / "2026-03-13-ferry-late-again-abc123.md"
    assert parse(written.path.read_text("utf-8")).quotes == ["one"]


def test_exporting_twice_changes_nothing(tmp_path: Path) -> None:
    """Not one byte and not one time stamp, also on another day."""
    FOLDER.write(export(FIRST), tmp_path)
    FOLDER.write(export(FIRST, SECOND), tmp_path)
    before = snapshot(tmp_path)
    for day in ("2026-03-15", "2026-03-16"):
        assert FOLDER.write(export(FIRST, SECOND, day=day), tmp_path).outcome == "unchanged"
        assert snapshot(tmp_path) == before


def test_a_file_that_nobody_edited_is_brought_up_to_date(tmp_path: Path) -> None:
    """New, changed and removed highlights show; no temporary file is left."""
    FOLDER.write(export(FIRST, SECOND), tmp_path)
    written = FOLDER.write(export(replace(SECOND, note="checked")), tmp_path)
    assert written.outcome == "updated"
    text = written.path.read_text("utf-8")
    assert parse(text).quotes == ["two"]
    assert "checked" in text
    assert {path.name for path in tmp_path.iterdir()} == {written.path.name, NAME}


def test_a_changed_title_keeps_the_file(tmp_path: Path) -> None:
    """The file is found by the article's id."""
    path = FOLDER.write(export(FIRST), tmp_path).path
    written = FOLDER.write(export(FIRST, metadata=Metadata(title="Another headline")), tmp_path)
    assert (written.path, written.outcome) == (path, "updated")


@pytest.mark.parametrize("edit", [b"my words\n", b"\n```\nopen", b"\n<!-- open", b"no newline", b"\r\ncrlf\r\n", b""])
def test_an_edited_file_keeps_every_byte(tmp_path: Path, edit: bytes) -> None:
    """Only highlights that it does not hold are added at its end, and they can be read there."""
    path = FOLDER.write(export(FIRST), tmp_path).path
    edited = path.read_bytes().replace(b"> one", b"> one, as I remember it") + edit
    path.write_bytes(edited)
    assert FOLDER.write(export(FIRST), tmp_path).outcome == "unchanged"
    assert path.read_bytes() == edited
    assert FOLDER.write(export(FIRST, SECOND), tmp_path).outcome == "merged"
    merged = path.read_bytes()
    assert merged.startswith(edited)
    assert parse(merged.decode(), "commonmark").quotes == ["one, as I remember it", "two"]
    assert FOLDER.write(export(FIRST, SECOND, day="2026-04-01"), tmp_path).outcome == "unchanged"
    assert path.read_bytes() == merged


def test_lost_highlights_are_added_under_one_heading(tmp_path: Path) -> None:
    """A merge does not repeat the heading."""
    path = FOLDER.write(export(FIRST, lost=("h1",)), tmp_path).path
    path.write_bytes(path.read_bytes() + b"mine\n")
    FOLDER.write(export(FIRST, SECOND, lost=("h1", "h2")), tmp_path)
    assert path.read_text("utf-8").count("## Lost") == 1


def test_an_edit_that_was_taken_back_is_no_edit(tmp_path: Path) -> None:
    """Bytes that Newsmark wrote are Newsmark's to replace."""
    path = FOLDER.write(export(FIRST), tmp_path).path
    original = path.read_bytes()
    path.write_bytes(original + b"mine\n")
    FOLDER.write(export(FIRST, SECOND), tmp_path)
    path.write_bytes(original)
    assert FOLDER.write(export(FIRST, SECOND), tmp_path).outcome == "updated"


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"\xff", b'{"version": 1}', b'{"version": 2, "files": {}}', b"[" * 9999]
)
def test_a_damaged_manifest_makes_every_file_an_edited_one(tmp_path: Path, damage: bytes) -> None:
    """Nothing that the user may have written is replaced."""
    path = FOLDER.write(export(FIRST), tmp_path).path
    before = path.read_bytes()
    (tmp_path / NAME).write_bytes(damage)
    assert FOLDER.write(export(replace(FIRST, note="new note"), SECOND), tmp_path).outcome == "merged"
    assert path.read_bytes().startswith(before)


def test_the_manifest_mends_itself_where_the_file_is_as_it_would_be_written(tmp_path: Path) -> None:
    """After the manifest was lost, an unedited file becomes Newsmark's again."""
    FOLDER.write(export(FIRST), tmp_path)
    (tmp_path / NAME).unlink()
    assert FOLDER.write(export(FIRST), tmp_path).outcome == "unchanged"
    assert FOLDER.write(export(FIRST, SECOND), tmp_path).outcome == "updated"


def test_a_crash_before_the_file_is_replaced_leaves_it_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The manifest, written first, knows the old bytes too."""
    path = FOLDER.write(export(FIRST), tmp_path).path
    real = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target == path:
            raise OSError(28, "No space left on device", str(target))
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(ExportError, match=r"^[^\n]*No space left on device[^\n]*$"):
            FOLDER.write(export(FIRST, SECOND), tmp_path)
    assert {entry.name for entry in tmp_path.iterdir()} == {path.name, NAME}
    assert FOLDER.write(export(FIRST, SECOND), tmp_path).outcome == "updated"


def test_two_articles_with_the_same_short_id_have_two_files(tmp_path: Path) -> None:
    """The second gets its whole id, and each stays with its own."""
    other = replace(export(SECOND), article=replace(article(), id="abc123zzzz"))
    first = FOLDER.write(export(FIRST), tmp_path).path
    second = FOLDER.write(other, tmp_path).path
    assert second.name.endswith("-abc123zzzz.md")
    assert FOLDER.write(export(FIRST), tmp_path).path == first
    assert FOLDER.write(other, tmp_path).path == second


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """A link in the place of the file is an error, and what it points to stays as it is."""
    outside = tmp_path / "outside.md"
    outside.write_text("mine")
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "x-abc123.md").symlink_to(outside)
    with pytest.raises(ExportError, match="is a link or no ordinary file"):
        FOLDER.write(export(FIRST), folder)
    assert outside.read_text() == "mine"
    assert (folder / "x-abc123.md").is_symlink()


def test_a_pipe_in_the_place_of_the_file_is_not_opened(tmp_path: Path) -> None:
    """It would hang."""
    os.mkfifo(tmp_path / "x-abc123.md")
    with pytest.raises(ExportError):
        FOLDER.write(export(FIRST), tmp_path)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "exports").write_text("a file")
    with pytest.raises(ExportError, match=r"^[^\n]*could not be written[^\n]*$"):
        FOLDER.write(export(FIRST), tmp_path / "exports")


def test_an_edited_file_in_another_encoding_is_left_alone(tmp_path: Path) -> None:
    """Adding UTF-8 to it would damage it."""
    path = FOLDER.write(export(FIRST), tmp_path).path
    path.write_bytes("mine".encode("utf-16"))
    with pytest.raises(ExportError, match="is not UTF-8"):
        FOLDER.write(export(FIRST, SECOND), tmp_path)
    assert path.read_bytes() == "mine".encode("utf-16")


def test_the_mode_of_a_file_is_kept(tmp_path: Path) -> None:
    """A file that the user shared or closed stays so."""
    path = FOLDER.write(export(FIRST), tmp_path).path
    path.chmod(0o640)
    FOLDER.write(export(FIRST, SECOND), tmp_path)
    assert path.stat().st_mode & 0o777 == 0o640


def test_the_manifest_is_plain_json(tmp_path: Path) -> None:
    """A person can read whose file is whose."""
    path = FOLDER.write(export(FIRST), tmp_path).path
    assert json.loads((tmp_path / NAME).read_bytes())["files"][path.name]["article"] == "abc123def4"


HOSTILE_TITLES = [
    *(
        "../../etc/passwd",
        "/etc/passwd",
        ".hidden",
        "-rf",
        "CON",
        "nul.txt",
        "a" * 500,
        "北京" * 200,
        "a/b\\c:d*e?f",
        "\x00",
    ),
    *("e\u0301te\u0301", "İstanbul", "😀", "  ", "#[[x]]^", "a\nb", "a--b", "ﷺ" * 90, "..", "~", "ǰ" * 80, "नमस्ते"),
]


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_a_hostile_title_makes_a_tame_name(title: str) -> None:
    """Letters, digits and hyphens of any script, in NFC, at most 120 bytes, in the folder."""
    assert_tame(title, "2026-03-13")


@given(hostile, hostile)
@settings(max_examples=100, deadline=None)
def test_any_title_makes_a_tame_name(title: str, published: str) -> None:
    """The same for any title and any date."""
    assert_tame(title, published)


def assert_tame(title: str, published: str) -> None:
    said = article(replace(SAYS, title=title, published=published))
    for ending in endings(said):
        name = file_name(said, ending)
        stem = name.removesuffix(".md")
        assert name.endswith(ending)
        assert all(letter.isalnum() or letter == "-" for letter in stem)
        assert len(name.encode()) <= MAX_BYTES
        assert unicodedata.is_normalized("NFC", name)
        assert stem[0].isalnum()
        assert "--" not in stem


@pytest.mark.parametrize("published", ["", "2026-13-40", "yesterday", "２０２６-03-13", "../../../../x"])
def test_an_article_without_a_date_is_undated(published: str) -> None:
    """Only a real ISO date gets into the name."""
    said = article(replace(SAYS, published=published))
    assert file_name(said, "-abc123.md") == "undated-ferry-late-again-abc123.md"


def test_a_long_title_is_cut_between_words() -> None:
    """No half word stands in a name."""
    said = article(replace(SAYS, title="harbour " * 40))
    assert file_name(said, "-abc123.md").removesuffix("-abc123.md").endswith("-harbour")
