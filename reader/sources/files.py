"""Articles from files, folders and standard input.

A file is looked at before it is opened, so that a pipe or a device is never read, and once more when it is open.
"""

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from reader.domain.article import MediaType
from reader.domain.errors import SourceError
from reader.domain.ports import Fetched
from reader.domain.safe_text import safe_line

MAX_BYTES = 20_000_000
"""The largest file that is read: 20 MB."""

MEDIA_TYPES = {
    ".txt": MediaType.TEXT,
    ".text": MediaType.TEXT,
    ".html": MediaType.HTML,
    ".htm": MediaType.HTML,
    ".xhtml": MediaType.HTML,
    ".md": MediaType.MARKDOWN,
    ".markdown": MediaType.MARKDOWN,
}
"""What the ending of a file name says of the bytes. In a folder, only these and text without an ending count."""

_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html)\b", re.DOTALL | re.IGNORECASE)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SNIFFED = 4096
_WEB_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_UNDECODABLE = re.compile("[\ud800-\udfff]")


class FileSource:
    """Reads files, folders and standard input; implements the port `Source`."""

    def __init__(self, stdin: BinaryIO | None = None) -> None:
        self._stdin = stdin

    def fetch(self, what: str) -> Iterator[Fetched | SourceError]:
        """Read a file, every article in a folder, or `-`; one bad file is yielded as an error, the rest go on."""
        if what == "-":
            yield self._standard_input()
        elif not what or "\0" in what:
            yield SourceError("an empty name is no file; give a file, a folder, or - for standard input")
        elif _WEB_ADDRESS.match(what):
            yield SourceError(f"{safe_line(what)} is a web address; save the page, then add the file")
        else:
            path = Path(what).absolute()
            if _is_folder(path):
                yield from _folder(path)
            else:
                yield _file(path)

    def count(self, what: str) -> int:
        """How many articles and errors `fetch` is about to give, told by names alone."""
        path = Path(what.replace("\0", "")).absolute()
        if what in ("", "-") or _WEB_ADDRESS.match(what) or not _is_folder(path):
            return 1
        return sum(1 for _ in _walk(path)) or 1

    def _standard_input(self) -> Fetched | SourceError:
        stream = self._stdin or (sys.stdin.buffer if sys.stdin else None)
        if stream is None:
            return SourceError("standard input is closed; pipe an article into this command, or name a file")
        try:
            raw = stream.read(MAX_BYTES + 1) or b""
        except OSError as error:
            return _unreadable("standard input", error)
        address = f"stdin:{hashlib.sha256(raw).hexdigest()[:16]}"
        return _judged("standard input", Fetched(address, raw, sniff(raw)))


def sniff(raw: bytes) -> MediaType:
    """HTML if the bytes begin with a doctype or an `html` tag, in any encoding; else plain text."""
    start = raw[:_SNIFFED]
    for mark in _BYTE_ORDER_MARKS:
        start = start.removeprefix(mark)
    return MediaType.HTML if _HTML.match(start.replace(b"\0", b"")) else MediaType.TEXT


def address_of(path: Path) -> str:
    """The absolute path as text that can be kept: bytes of a name that are no UTF-8 are written as `%XX`."""
    text = os.path.abspath(path)  # noqa: PTH100 - the name as given: links stay, `..` goes
    return _UNDECODABLE.sub(lambda found: f"%{ord(found[0]) & 0xFF:02X}", text)


def _folder(folder: Path) -> Iterator[Fetched | SourceError]:
    any_found = False
    for found in _walk(folder):
        any_found = True
        yield found if isinstance(found, SourceError) else _file(found)
    if not any_found:
        endings = " ".join(MEDIA_TYPES)
        message = f"{_shown(folder)} holds no article; files count that end in {endings}, or text without an ending"
        yield SourceError(message)


def _walk(folder: Path) -> Iterator[Path | SourceError]:
    """Every file below a folder, by name; a folder that was seen before is not read again."""
    trail: list[_Open] = []
    seen: set[tuple[int, int]] = set()
    problem = _enter(folder, trail, seen)
    while problem or trail:
        if problem:
            yield problem
            problem = None
            continue
        path = next(trail[-1].paths, None)
        if path is None:
            trail.pop()
        elif _is_folder(path):
            problem = _enter(path, trail, seen)
        elif _counts(path):
            yield path


class _Open(NamedTuple):
    """A folder that is being read: which it is (device and inode), and what is still to be read in it."""

    identity: tuple[int, int]
    paths: Iterator[Path]


def _enter(folder: Path, trail: list[_Open], seen: set[tuple[int, int]]) -> SourceError | None:
    """Put a folder at the end of the trail, if it is new; or say why it cannot be read."""
    try:
        identity = _identity(folder)
        if any(identity == above.identity for above in trail):
            return SourceError(f"{_shown(folder)} leads back to a folder above it and was left out")
        if identity in seen:
            return None
        seen.add(identity)
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        return _unreadable(_shown(folder), error)
    trail.append(_Open(identity, iter([folder / name for name in names])))
    return None


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


def _counts(path: Path) -> bool:
    """True for what may be an article, and for what a line must be said about: links and files that are none."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return True
    except OSError:
        return True
    if path.suffix:
        return path.suffix.lower() in MEDIA_TYPES
    try:
        start = _read(path, _SNIFFED)
    except OSError:
        return True
    return b"\0" not in start or start.startswith(_BYTE_ORDER_MARKS)


def _file(path: Path) -> Fetched | SourceError:
    name = _shown(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return SourceError(f"{name} is {_kind(status.st_mode)}, not a file, and was left out")
        if status.st_size > MAX_BYTES:
            return _too_large(name)
        raw = _read(path, MAX_BYTES + 1)
    except FileNotFoundError:
        return SourceError(_missing(path))
    except OSError as error:
        return _unreadable(name, error)
    return _judged(name, Fetched(address_of(path), raw, MEDIA_TYPES.get(path.suffix.lower()) or sniff(raw)))


def _read(path: Path, limit: int) -> bytes:
    """The first bytes of a regular file, never waiting for a writer."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(None, "it is no longer a file")
        return file.read(limit)


def _judged(name: str, fetched: Fetched) -> Fetched | SourceError:
    if not fetched.raw:
        return SourceError(f"{name} is empty; there is nothing to read in it")
    return _too_large(name) if len(fetched.raw) > MAX_BYTES else fetched


def _too_large(name: str) -> SourceError:
    return SourceError(
        f"{name} is larger than {MAX_BYTES // 1_000_000} MB and was left out; split it, or take its text only"
    )


def _missing(path: Path) -> str:
    if path.is_symlink():
        return f"{_shown(path)} is a broken link: what it points to is not there"
    return f"{_shown(path)} is not there; check the name"


def _unreadable(name: str, error: OSError) -> SourceError:
    reason = safe_line(error.strerror or str(error))
    return SourceError(f"{name} cannot be read: {reason[:1].lower()}{reason[1:]}")


def _kind(mode: int) -> str:
    tests = ((stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISDIR, "a folder"))
    return next((words for test, words in tests if test(mode)), "a device")


def _shown(path: Path) -> str:
    return safe_line(str(path))
