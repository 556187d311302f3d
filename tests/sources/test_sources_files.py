"""Files, folders and standard input: what is an article is read, what is none gets one clear line."""

import io
import os
import socket
from collections.abc import Iterable
from pathlib import Path

import pytest

from reader.domain.article import MediaType
from reader.domain.errors import SourceError
from reader.domain.ports import Fetched
from reader.sources.files import MAX_BYTES, FileSource, sniff

SOURCE = FileSource()


def names(folder: Path) -> list[str]:
    """The names of the articles that a folder gives, which must give no errors."""
    return [Path(found.address).name for found in articles(SOURCE.fetch(str(folder)))]


def articles(found: Iterable[Fetched | SourceError]) -> list[Fetched]:
    listed = []
    for item in found:
        assert isinstance(item, Fetched), item
        listed.append(item)
    return listed


def errors(what: str) -> list[str]:
    """The messages for what is no article; each must be one printable line."""
    messages = [str(item) for item in SOURCE.fetch(what) if isinstance(item, SourceError)]
    assert all(message.isprintable() for message in messages)
    return messages


def error(what: str) -> str:
    (only,) = SOURCE.fetch(what)
    assert isinstance(only, SourceError)
    assert str(only).isprintable()
    return str(only)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        *(("a.txt", MediaType.TEXT), ("a.TEXT", MediaType.TEXT), ("a", MediaType.TEXT), ("a.log", MediaType.TEXT)),
        *(("a.html", MediaType.HTML), ("a.HTM", MediaType.HTML), ("a.xhtml", MediaType.HTML)),
        *(("a.md", MediaType.MARKDOWN), ("a.markdown", MediaType.MARKDOWN)),
    ],
)
def test_a_file_is_read_whole_and_its_ending_tells_what_it_is(tmp_path: Path, name: str, media_type: MediaType) -> None:
    """A file that is named outright is read whatever its ending."""
    (tmp_path / name).write_bytes(b"The ferry\r\nleft.\xff")
    (found,) = articles(SOURCE.fetch(str(tmp_path / name)))
    assert found == Fetched(str(tmp_path / name), b"The ferry\r\nleft.\xff", media_type)


def test_the_address_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same file has the same address from wherever it is named."""
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    (found,) = articles(SOURCE.fetch("../a.txt"))
    assert found.address == str(tmp_path / "a.txt")


def test_a_folder_gives_its_articles_in_order(tmp_path: Path) -> None:
    """By name, with the folders inside; hidden names, other endings and binaries do not count."""
    for name in ("b.txt", "a.html", "c/d.md", "c/e", ".hidden.txt", ".git/x.txt", "photo.jpg", "f.txt~"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    (tmp_path / "binary").write_bytes(b"\x7fELF\0\0")
    (tmp_path / "wide").write_bytes("words".encode("utf-16"))
    (tmp_path / "x.md").mkdir()
    (tmp_path / "x.md" / "inside.txt").write_text("words")
    assert names(tmp_path) == ["a.html", "b.txt", "d.md", "e", "wide", "inside.txt"]


def test_a_folder_without_an_article_says_what_counts(tmp_path: Path) -> None:
    """One line with the endings."""
    (tmp_path / "photo.jpg").write_bytes(b"x")
    message = error(str(tmp_path))
    assert "holds no article" in message
    assert ".xhtml" in message


def test_one_bad_file_gets_a_line_and_the_rest_go_on(tmp_path: Path) -> None:
    """Links to nowhere, loops, pipes, sockets, empty and oversized files are named; none is opened or waited for."""
    (tmp_path / "good.txt").write_text("words")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "up").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "pipe.txt")
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind(str(tmp_path / "socket"))
        found = list(SOURCE.fetch(str(tmp_path)))
    lines = [str(item).removeprefix(str(tmp_path) + "/") for item in found if isinstance(item, SourceError)]
    assert [Path(item.address).name for item in found if isinstance(item, Fetched)] == ["good.txt"]
    assert lines == [
        "broken.txt is a broken link: what it points to is not there",
        "circle cannot be read: too many levels of symbolic links",
        "device.txt is a device, not a file, and was left out",
        "empty.txt is empty; there is nothing to read in it",
        "large.txt is larger than 20 MB and was left out; split it, or take its text only",
        "pipe.txt is a pipe, not a file, and was left out",
        "socket is a socket, not a file, and was left out",
        "up leads back to a folder above it and was left out",
    ]


def test_a_folder_reached_twice_is_read_once(tmp_path: Path) -> None:
    """Two links to each other's folders end, and nothing comes twice."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text("words")
    (tmp_path / "one" / "link").symlink_to(tmp_path / "two", target_is_directory=True)
    assert names(tmp_path) == ["two.txt", "one.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_or_folder_is_named(tmp_path: Path) -> None:
    """The reason is the system's."""
    (tmp_path / "shut.txt").touch(mode=0o000)
    (tmp_path / "shut").mkdir(mode=0o000)
    messages = errors(str(tmp_path))
    (tmp_path / "shut").chmod(0o700)
    assert [message.rpartition(": ")[2] for message in messages] == ["permission denied"] * 2


def test_an_unreadable_file_is_named_also_for_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error while reading is a line."""
    (tmp_path / "a.txt").write_text("words")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert error(str(tmp_path / "a.txt")).endswith("a.txt cannot be read: permission denied")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        *(("", "an empty name"), ("a\0b", "an empty name"), ("nowhere.txt", "is not there"), ("/dev/null", "a device")),
        *(
            ("/dev/null/x", "not a directory"),
            ("x" * 5000, "name too long"),
            ("https://a.example/b", "is a web address"),
        ),
        ("no\x1b[31m\nsuch\u202efile", "nosuchfile is not there"),
    ],
)
def test_what_is_no_file_is_one_clear_line(what: str, said: str) -> None:
    """Names from outside are shown harmlessly."""
    assert said in error(what).replace("no such", "nosuch")


def test_a_name_that_is_no_utf_8_has_an_address_that_can_be_kept(tmp_path: Path) -> None:
    """The undecodable bytes stand as %XX."""
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("words")
    (found,) = articles(SOURCE.fetch(str(tmp_path)))
    assert found.address == str(tmp_path / "caf%E9.txt")
    found.address.encode()


def test_standard_input_is_named_by_its_bytes() -> None:
    """The same text piped twice has the same address."""
    (found,) = articles(FileSource(io.BytesIO(b"The ferry left.")).fetch("-"))
    (again,) = articles(FileSource(io.BytesIO(b"The ferry left.")).fetch("-"))
    assert found == again
    assert found.address.startswith("stdin:")
    assert len(found.address) == len("stdin:") + 16
    assert found.media_type is MediaType.TEXT


@pytest.mark.parametrize(("raw", "said"), [(b"", "is empty"), (b"x" * (MAX_BYTES + 1), "larger than 20 MB")])
def test_standard_input_that_is_no_article_is_one_line(raw: bytes, said: str) -> None:
    """Nothing, or too much."""
    (found,) = FileSource(io.BytesIO(raw)).fetch("-")
    assert isinstance(found, SourceError)
    assert said in str(found)


@pytest.mark.parametrize(
    ("raw", "media_type"),
    [
        *(
            (b"<!DOCTYPE html><p>", MediaType.HTML),
            (b"\n <html lang=en>", MediaType.HTML),
            (b"<p>words", MediaType.TEXT),
        ),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x -->\n<html xmlns="x">', MediaType.HTML),
        *(("<html>".encode("utf-16"), MediaType.HTML), (b"I wrote <html> by hand", MediaType.TEXT)),
        *((b"<htmlish>", MediaType.TEXT), (b"", MediaType.TEXT)),
    ],
)
def test_html_is_known_by_its_first_tag(raw: bytes, media_type: MediaType) -> None:
    """A leading doctype or html tag, in any encoding; a mention of one is text."""
    assert sniff(raw) is media_type


@pytest.mark.parametrize("head", [b"<!---->" * 580, b"<!-- a -->\n" * 360])
def test_a_file_of_comments_is_judged_at_once(head: bytes) -> None:
    """Whatever the number of ways to read them."""
    assert sniff(head + b"words") is MediaType.TEXT
    assert sniff(b"<!-- a -->\n" * 30 + b"<html>") is MediaType.HTML


def test_what_will_be_read_is_counted_by_names(tmp_path: Path) -> None:
    """Files, faults and standard input, as many as `fetch` gives."""
    (tmp_path / "deep").mkdir()
    for name in ("a.txt", "b.html", "deep/c.md", "picture.png", ".hidden.txt"):
        (tmp_path / name).write_text("The ferry left.")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    empty = tmp_path / "empty"
    empty.mkdir()
    for what in (str(tmp_path), str(tmp_path / "a.txt"), str(tmp_path / "not there"), str(empty), "", "a\0b"):
        assert SOURCE.count(what) == len(list(SOURCE.fetch(what)))
    assert SOURCE.count(str(tmp_path)) == 4
    assert SOURCE.count("-") == SOURCE.count("https://port.example/a") == 1
