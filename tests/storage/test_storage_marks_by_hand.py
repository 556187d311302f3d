"""What hands do to the files of the marks: it is kept, or told in one line, at any size."""

import errno
import json
import os
import re
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storage_samples import highlight, put_and_close

from reader.domain.errors import StorageError
from reader.domain.mark import ArticleMarks, HighlightKind
from reader.storage.journal import journal_of
from reader.storage.mark_records import highlight_record
from reader.storage.marks import TinyMarkStore
from reader.storage.marks_file import layout, parse


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "marks.json"


def edited(path: Path, old: str, new: str) -> None:
    """Change the file as an editor does."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_last_moment_that_there_is_can_be_followed(path: Path) -> None:
    """A mark with it can be changed, removed and put back."""
    put_and_close(path, highlight("one"))
    edited(path, "2026-03-14T10:45:00Z", "9999-12-31T23:59:59.999999Z")
    store = TinyMarkStore(path)
    store.put_highlight(replace(store.highlight("one"), note="on time"))
    found = store.highlight("one")
    store.remove_highlight("one")
    store.put_highlight(found)
    assert TinyMarkStore(path).highlight("one").note == "on time"


def test_a_line_that_was_doubled_is_told_soon_in_a_large_file() -> None:
    """The number stands twice."""
    numbers = [*range(1, 20_001), 20_000]
    data = '{"strange": {' + ", ".join(f'"{number}": {{}}' for number in numbers) + "}}"
    began = time.process_time()
    with pytest.raises(ValueError, match='"20000" stands twice'):
        parse(data.encode())
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ('"note": "one",\n"note": "two"', 'line 4: the key "note" stands twice in one object'),
        (
            '"note": "one {",\n"the \\"note": "}", "the \\"note": 2',
            'line 4: the key "the "note" stands twice in one object',
        ),
        (f'"note": "{"1" * 5000}",\n"mine": {"9" * 5000}', "line 4: a number has too many digits"),
        ('"note": "one"}},\n"highlights": {"2": {"a": {}', 'line 4: the key "highlights" stands twice in one object'),
    ],
)
def test_what_stands_twice_or_is_too_long_is_told_by_line(fields: str, wrong: str) -> None:
    """However it is nested, and whatever braces and quotation marks are in the texts."""
    data = f'{{"strange": {{"1": {{"highlights": "}}"}}}},\n"highlights": {{\n"1": {{{fields}}}}}}}'
    with pytest.raises(ValueError, match="^" + re.escape(wrong) + "$"):
        parse(data.encode())


def test_fields_that_are_not_known_come_back_with_what_was_removed(path: Path) -> None:
    """As does a kind that is not known."""
    store = TinyMarkStore(path)
    store.put_highlight(highlight("one"))
    store.put_article_marks(ArticleMarks("art0000001", ("ferries",)))
    store.close()
    edited(path, '"claim"', '"rumour", "mood": "by hand"')
    edited(path, '"restored"', '"shelf": "by hand too", "restored"')
    one = TinyMarkStore(path)
    mark, marks = one.highlight("one"), one.article_marks("art0000001")
    one.remove_highlight("one")
    one.put_article_marks(replace(marks, tags=()))
    one.put_highlight(mark)
    one.put_article_marks(marks)
    one.close()
    (alive, _) = path.read_text(encoding="utf-8").split('"removed": {\n')
    assert alive.count("rumour") == alive.count('"mood": "by hand"') == alive.count('"shelf": "by hand too"') == 1
    one.put_highlight(replace(mark, kind=HighlightKind.CLAIM))
    assert TinyMarkStore(path).highlight("one").kind is HighlightKind.CLAIM


def test_a_file_that_is_gone_is_told_with_the_copy_that_has_its_marks(path: Path) -> None:
    """Until marks are made anew; where there never were any, there is nothing to tell."""
    assert not TinyMarkStore(path).warnings()
    put_and_close(path, highlight("one"))
    path.unlink()
    (told,) = TinyMarkStore(path).faults()
    assert "is gone" in told
    assert "marks.json.bak has 1 highlight" in told
    put_and_close(path, highlight("two"))
    assert not TinyMarkStore(path).faults()


@pytest.mark.parametrize("reason", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_file_system_without_locks_is_told_with_what_to_do(
    path: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    """To try again would not help."""
    monkeypatch.setattr("fcntl.flock", Mock(side_effect=OSError(reason, os.strerror(reason))))
    with pytest.raises(StorageError, match=r"cannot be locked: its file system .*; choose another library"):
        TinyMarkStore(path).put_highlight(highlight("one"))


def test_a_journal_that_was_emptied_or_linked_is_told_by_its_name(path: Path) -> None:
    """It is begun with a header, and never followed through a link."""
    TinyMarkStore(path).put_highlight(highlight("one"))
    journal = journal_of(path)
    data = journal.read_bytes()
    journal.write_bytes(b"")
    assert "marks.json.journal is damaged: it is empty" in TinyMarkStore(path).warnings()[0]
    elsewhere = path.with_name("elsewhere")
    elsewhere.write_bytes(data)
    journal.unlink()
    journal.symlink_to(elsewhere)
    with pytest.raises(StorageError, match=r"marks\.json\.journal cannot be read: it is a link"):
        TinyMarkStore(path).highlights()


_WORDS = st.sampled_from(["id", "article_id", "created", "modified", "text_digest", "tags", "note", "version", "1"])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from(["a", "2026-03-14T10:42:00Z"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS | st.text(max_size=3), inner, max_size=5),
    max_leaves=8,
)


@settings(max_examples=40)
@given(st.dictionaries(st.just("strange") | st.text(max_size=3), st.dictionaries(_WORDS, _VALUES, max_size=4)))
def test_whatever_a_hand_wrote_is_read_as_json_reads_it(tables: dict[str, dict[str, object]]) -> None:
    """Each field with its value, in the order in which they stand, as dicts that can be changed one by one."""
    data = json.dumps({"first": {"1": {"id": "a", "tags": ["x"]}}, **tables}, indent=1)
    found = parse(data.encode()).tables
    assert json.dumps(found, indent=1) == data
    for table in found.values():
        table["more"] = {"id": "b"}
    changed = json.loads(data)
    assert json.dumps(found) == json.dumps({name: {**table, "more": {"id": "b"}} for name, table in changed.items()})


def test_what_many_marks_say_takes_room_once() -> None:
    """Two thousand marks, three on an article, take three times the room of their file at most."""
    marks = [
        replace(highlight(f"{number:032}"), article_id=f"{number // 3:032}", tags=("harbour", "strike"))
        for number in range(2_000)
    ]
    records = {str(number): highlight_record(mark) for number, mark in enumerate(marks, 1)}
    data = layout({"highlights": records})
    parse(data)
    tracemalloc.start()
    try:
        found = parse(data)
        room, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [*found.highlights.values()] == marks
    assert room < 3 * len(data)
