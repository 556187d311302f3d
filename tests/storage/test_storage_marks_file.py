"""`marks.json` itself: its layout, what a hand may change in it, and what counts as damage."""

import json
import os
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from storage_samples import choice, highlight, put_and_close
from tinydb import TinyDB

from reader.domain.errors import DamagedMarksError, NewerLibraryError, StorageError
from reader.domain.mark import ArticleMarks, HighlightKind
from reader.storage.mark_records import choice_record, highlight_record
from reader.storage.marks import TinyMarkStore
from reader.storage.marks_file import layout

GOOD = highlight_record(highlight())
CHOICE = choice_record(choice())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "marks.json"


def write(path: Path, contents: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(contents if isinstance(contents, str) else json.dumps(contents))


def test_stock_tinydb_opens_the_file(path: Path) -> None:
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one"))
    store.put_highlight(highlight("two"))
    store.put_article_marks(ArticleMarks("art", ("strike",)))
    store.put_source_choice(choice())
    store.close()
    with TinyDB(path) as database:
        assert [(record.doc_id, record["id"]) for record in database.table("highlights")] == [(1, "one"), (2, "two")]
        assert database.table("articles").all()[0]["tags"] == ["strike"]
        assert database.table("source_choices").all() == [CHOICE]
        (about,) = database.table("newsmark").all()
        assert about["version"] == 1


def test_each_record_stands_on_one_line_and_a_change_touches_no_other(path: Path) -> None:
    store = TinyMarkStore(path)
    for number in range(5):
        store.put_highlight(highlight(f"hl{number}", note="two\nlines"))
    store.close()
    before = [line for line in path.read_text().split("\n") if "folded" not in line]
    put_and_close(path, highlight("hl2", note="größer"))
    after = [line for line in path.read_text().split("\n") if "folded" not in line]
    assert len(before) == len(after)
    assert [old == new for old, new in zip(before, after, strict=True)].count(False) == 1
    assert sum('"note": "größer"' in line for line in after) == 1


def test_record_numbers_go_on_after_another_copy_has_written(path: Path) -> None:
    mine, other = TinyMarkStore(path), TinyMarkStore(path)
    mine.put_highlight(highlight("one"))
    other.put_highlight(highlight("two"))
    mine.put_highlight(highlight("three"))
    other.remove_highlight("one")
    assert {mark.id for mark in mine.highlights()} == {mark.id for mark in other.highlights()} == {"two", "three"}


def test_unknown_fields_tables_and_kinds_stay(path: Path) -> None:
    record = {**GOOD, "colour": {"deep": [1, None]}, "kind": "rumour"}
    write(path, {"_default": {"7": {"x": 1}}, "highlights": {"3": record}, "odd": [1, 2]})
    store = TinyMarkStore(path)
    read = store.highlight(str(GOOD["id"]))
    assert read.kind is HighlightKind.PLAIN
    assert "rumour" in store.faults()[0]
    store.put_highlight(replace(read, note="new"))
    store.close()
    kept = json.loads(path.read_text())
    assert kept["highlights"]["3"].items() >= {**record, "note": "new"}.items()
    assert kept["_default"] == {"7": {"x": 1}}
    assert kept["odd"] == [1, 2]


def test_unknown_fields_of_a_choice_stay_and_the_name_may_be_missing(path: Path) -> None:
    record = {name: value for name, value in CHOICE.items() if name != "name"} | {"why": "it\x07 rings"}
    write(path, {"source_choices": {"4": record}})
    store = TinyMarkStore(path)
    (made,) = store.source_choices()
    assert made == replace(choice(), name="the coastal ledger")
    store.put_source_choice(replace(made, keep=True))
    store.close()
    kept = json.loads(path.read_text())["source_choices"]["4"]
    assert kept.items() >= {**record, "name": "the coastal ledger", "verdict": "keep"}.items()


def test_marks_that_are_choices_only_are_not_forgotten(path: Path) -> None:
    store = TinyMarkStore(path)
    store.put_source_choice(choice())
    store.close()
    path.write_bytes(b"")
    with pytest.raises(DamagedMarksError, match="empty although"):
        TinyMarkStore(path).source_choices()


def test_optional_fields_have_defaults(path: Path) -> None:
    needed = {name: GOOD[name] for name in ("id", "article_id", "exact", "start", "end", "text_digest")}
    record = {**needed, "created": "2026-03-14", "modified": "2026-03-14T10:42:00+02:00"}
    write(path, {"highlights": {"1": record}, "articles": {"1": {"article_id": "art"}}})
    store = TinyMarkStore(path)
    (mark,) = store.highlights()
    assert (mark.note, mark.tags, mark.kind, mark.quote.prefix) == ("", (), HighlightKind.PLAIN, "")
    assert mark.modified.isoformat() == "2026-03-14T08:42:00+00:00"
    assert list(store.all_article_marks()) == []


def test_hostile_text_is_made_safe_in_memory_and_left_alone_on_disk(path: Path) -> None:
    write(path, {"highlights": {"1": {**GOOD, "note": "a\x1b]52;c;eA==\x07b", "tags": ["t\u202ex"]}}})
    store = TinyMarkStore(path)
    (mark,) = store.highlights()
    assert (mark.note, mark.tags) == ("ab", ("tx",))
    store.put_highlight(highlight("another"))
    store.close()
    assert json.loads(path.read_text())["highlights"]["1"]["note"] == "a\x1b]52;c;eA==\x07b"


def test_reading_again_costs_no_reading(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = TinyMarkStore(path)
    store.put_highlight(highlight())
    monkeypatch.setattr("reader.storage.shared_marks.read_signed", None)
    assert len(store.highlights()) == 1


def test_a_new_file_is_private_and_an_old_one_keeps_its_mode(path: Path) -> None:
    put_and_close(path, highlight())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    put_and_close(path, highlight("two"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "synced" / "mine.json"
    target.parent.mkdir()
    path.parent.mkdir()
    path.symlink_to(target)
    put_and_close(path, highlight())
    put_and_close(path, highlight("two"))
    assert path.is_symlink()
    assert len(json.loads(target.read_text())["highlights"]) == 2


@pytest.mark.parametrize("way", ["file", "folder"])
def test_what_another_copy_writes_is_seen_through_a_link(tmp_path: Path, way: str) -> None:
    """Of the file, or of its folder; also the first mark, before which there is no journal."""
    place = tmp_path / "synced"
    place.mkdir()
    link = tmp_path / "link"
    link.symlink_to(place / "marks.json" if way == "file" else place)
    with closing(TinyMarkStore(link if way == "file" else link / "marks.json")) as here:
        assert not here.highlights()
        before = here.version()
        with closing(TinyMarkStore(place / "marks.json")) as there:
            there.put_highlight(highlight())
            assert len(here.highlights()) == 1
            assert here.version() != before


def test_the_last_good_copy_is_a_file_of_its_own(path: Path) -> None:
    put_and_close(path, highlight())
    copy = path.with_name("marks.json.bak")
    assert copy.read_bytes() == path.read_bytes()
    assert copy.stat().st_ino != path.stat().st_ino


def test_a_copy_that_cannot_be_written_does_not_fail_the_mark(path: Path) -> None:
    path.with_name("marks.json.bak").mkdir(parents=True)
    put_and_close(path, highlight())
    assert len(TinyMarkStore(path).highlights()) == 1


def test_beginning_anew_keeps_the_old_copy(path: Path) -> None:
    put_and_close(path, highlight("old"))
    path.unlink()
    put_and_close(path, highlight("new"))
    assert '"old"' in path.with_name("marks.json.bak.1").read_text()


def test_what_a_killed_writer_left_is_swept(path: Path) -> None:
    put_and_close(path, highlight())
    left = path.with_name(".marks.json.0123456789ab.tmp")
    left.write_text("half a fi")
    TinyMarkStore(path)
    assert not left.exists()
    assert len(TinyMarkStore(path).highlights()) == 1


def record_with(**fields: object) -> dict[str, object]:
    return {"highlights": {"1": {**GOOD, **fields}}}


def record_without(field: str) -> dict[str, object]:
    return {"highlights": {"1": {name: value for name, value in GOOD.items() if name != field}}}


WHOLE = layout({"highlights": {"1": GOOD, "2": {**GOOD, "id": "two"}}}).decode()
DAMAGED: dict[str, str | dict[str, object] | list[object]] = {
    "words": "these are not marks",
    "truncated": WHOLE[: len(WHOLE) // 2],
    "last brace": WHOLE.rstrip()[:-1],
    "stale tail": WHOLE + WHOLE[200:],
    "nuls": "\0" * 400,
    "nuls at the end": WHOLE + "\0" * 40,
    "blank": " \n ",
    "null": "null",
    "list": [],
    "conflict": WHOLE.replace('"2":', '<<<<<<< mine\n"2":'),
    "nested": "[" * 100_000,
    "huge number": '{"highlights": {"1": ' + "9" * 5000 + "}}",
    "table is a list": {"highlights": []},
    "record is a text": {"highlights": {"1": "x"}},
    "key is a word": {"highlights": {"one": GOOD}},
    "key is padded": {"highlights": {"01": GOOD}},
    "same key twice": WHOLE.replace('"2":', '"1":'),
    "same id twice": {"highlights": {"1": GOOD, "2": GOOD}},
    "same article twice": {"articles": {"1": {"article_id": "a", "note": "x"}, "2": {"article_id": "a"}}},
    "no id": record_without("id"),
    "no quote": record_without("exact"),
    "no digest": record_without("text_digest"),
    "no created": record_without("created"),
    "id is a number": record_with(id=4),
    "id with an escape": record_with(id="a\x1b[31mb"),
    "start is a text": record_with(start="5"),
    "start is true": record_with(start=True),
    "start is negative": record_with(start=-1),
    "start after end": record_with(start=9, end=9),
    "note is a list": record_with(note=["x"]),
    "tags are a text": record_with(tags="a b"),
    "tags hold a number": record_with(tags=[1]),
    "placed is a text": record_with(placed="there"),
    "placed without a quote": record_with(placed={"start": 1, "end": 2, "text_digest": ""}),
    "date is a word": record_with(modified="yesterday"),
    "date is out of range": record_with(modified="0001-01-01T00:00:00+14:00"),
    "version is a text": {"newsmark": {"1": {"version": "1"}}},
    "choice without a line": {"source_choices": {"1": {**CHOICE, "line": None}}},
    "choice of neither kind": {"source_choices": {"1": {**CHOICE, "verdict": "maybe"}}},
    "same choice twice": {"source_choices": {"1": CHOICE, "2": CHOICE}},
    "article without id": {"articles": {"1": {"note": "x"}}},
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_told_in_one_line_and_never_written(path: Path, name: str) -> None:
    write(path, DAMAGED[name])
    before = path.read_bytes()
    store = TinyMarkStore(path)
    acts = (
        store.highlights,
        lambda: store.put_highlight(highlight("new")),
        lambda: store.remove_highlight("hl00000001"),
        lambda: store.put_article_marks(ArticleMarks("a", note="x")),
    )
    for act in acts:
        with pytest.raises(DamagedMarksError) as caught:
            act()
        message = str(caught.value)
        assert "marks.json is damaged" in message
        assert message.isprintable()
        assert caught.value.path == path
        assert caught.value.backup is None
    assert len(store.faults()) == 1
    assert path.read_bytes() == before


def test_the_message_names_the_line(path: Path) -> None:
    write(path, layout({"highlights": {"1": GOOD, "2": {**GOOD, "id": "two", "end": "x"}}}).decode())
    with pytest.raises(DamagedMarksError, match=r"line 7: table highlights, record 2: end must be a whole number"):
        TinyMarkStore(path).highlights()


def test_bytes_that_are_not_utf8_are_damage(path: Path) -> None:
    put_and_close(path, highlight())
    path.write_bytes(path.read_bytes().replace(b"night", b"n\xffght"))
    with pytest.raises(DamagedMarksError, match="not UTF-8"):
        TinyMarkStore(path).highlights()


def test_a_damaged_file_names_its_sound_copy_only(path: Path) -> None:
    put_and_close(path, highlight())
    copy = path.with_name("marks.json.bak")
    path.write_text("{")
    with pytest.raises(DamagedMarksError, match="last good copy") as caught:
        TinyMarkStore(path).highlights()
    assert caught.value.backup == copy
    copy.write_text("{")
    (state,) = path.with_name("backups").iterdir()
    state.write_text("{")
    with pytest.raises(DamagedMarksError) as caught:
        TinyMarkStore(path).highlights()
    assert caught.value.backup is None


def test_an_empty_file_is_damage_only_if_there_were_marks(path: Path) -> None:
    write(path, "")
    store = TinyMarkStore(path)
    assert list(store.highlights()) == []
    store.put_highlight(highlight())
    store.close()
    path.write_bytes(b"")
    with pytest.raises(DamagedMarksError, match="empty although"):
        store.put_highlight(highlight("two"))


def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    write(path, {"newsmark": {"1": {"version": 3}}, "highlights": "in a new shape"})
    before = path.read_bytes()
    store = TinyMarkStore(path)
    for act in (store.highlights, lambda: store.put_highlight(highlight())):
        with pytest.raises(NewerLibraryError, match="newer Newsmark"):
            act()
    assert path.read_bytes() == before


def test_of_a_newer_file_what_is_known_is_read_and_nothing_written(path: Path, tmp_path: Path) -> None:
    """Whatever is tried; it is said, and what the file holds stays, journal and copies included."""
    put_and_close(path, highlight("one"))
    TinyMarkStore(path).put_highlight(highlight("two"))
    tables = json.loads(path.read_bytes())
    tables["newsmark"]["1"]["version"] = 3
    tables["moods"] = {"1": {"id": "x", "mood": "sombre"}}
    path.write_text(json.dumps(tables))
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    store = TinyMarkStore(path, patient=True)
    assert [one.id for one in store.highlights()] == ["one", "two"]
    writing: tuple[Callable[[], None], ...] = (
        lambda: store.put_highlight(highlight("three")),
        lambda: store.remove_highlight("one"),
        lambda: store.put_article_marks(ArticleMarks("a", ("x",))),
    )
    for act in writing:
        with pytest.raises(NewerLibraryError, match="format 3, this one knows 2"):
            act()
    store.retry()
    store.settle()
    store.mend()
    store.close()
    assert store.unwritten() is None
    assert "can be read and not changed" in store.faults()[0]
    with pytest.raises(NewerLibraryError):
        TinyMarkStore(tmp_path / "other" / "marks.json").merge(path)
    after = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    assert {file: data for file, data in after.items() if file in before} == before


def test_what_is_no_file_is_one_clear_line(tmp_path: Path) -> None:
    folder, pipe, loop = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "c.json"
    folder.mkdir()
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    (tmp_path / "file").write_text("x")
    for wrong in (folder, pipe, loop, tmp_path / "file" / "marks.json", tmp_path / ("n" * 300)):
        store = TinyMarkStore(wrong)
        for act in (store.highlights, lambda store=store: store.put_highlight(highlight())):
            with pytest.raises(StorageError) as caught:
                act()
            assert str(caught.value).isprintable()
        assert len(store.faults()) == 1
