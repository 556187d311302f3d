"""Copies of the marks that a synchroniser put beside them because two machines had changed the file.

Most say in their names what they are. Others have a number or the name of a machine only, as a file has that the reader
copied; they are told as long as they have something that is not here.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from reader.atomic import resolved, signature
from reader.domain.errors import StorageError
from reader.storage.failures import shown
from reader.storage.journal import journal_of
from reader.storage.shared_marks import SharedMarks

_WORDS = "[ck]onfl|конфл|競合|冲突|衝突|충돌|modstrid|bentrok"
"""What says in the languages of synchronisers that a file is from a conflict."""

_WITHOUT_WORDS = r" ?\(.+\)| ?\[.+\]| \d+| copy(?: \d+)?|_\d+|-.+"
"""How else copies are called: `marks (1)`, `marks 2`, `marks copy 2`, `marks-DESKTOP-7K2`, `marks-laptop-1`."""

_OWN = r".*\.(bak(\.\d+)?|lock|tmp)|.*\.damaged-\d{8}-\d{6}(-\d+)?\.\w+"
"""The names of files beside the marks that are no copies of them, whoever has copied them."""

_CONTENT = rb'[\s\xef\xbb\xbf]*\{\s*"(newsmark|highlights|articles|source_choices|places|removed)"\s*:'
_JOURNAL = rb'[0-9a-f]{8} \{"journal"'
"""How they begin. All these are made patterns of when there is a file of such a name, which is seldom."""

_WHAT = "is a copy from a conflict of two machines"

_SMALL = 4 << 20
"""Bytes up to which it is looked whether a copy has something that is not here; that of a larger one takes too long."""


class Copies:
    """The copies beside a marks file."""

    def __init__(self, path: Path, shared: SharedMarks, now: Callable[[], datetime]) -> None:
        self._path = path
        self._shared = shared
        self._now = now
        self._has_news: dict[tuple[str, str], tuple[int, bool]] = {}

    def warnings(self) -> Iterator[str]:
        """What to do with each, a line each. Raises StorageError if the marks cannot be read."""
        for file in conflicts(self._path):
            if self._brings(file):
                yield f"{shown(file)} {_WHAT}; join it with newsmark merge, then remove it"
            elif _says_so(self._path, file):
                yield f"{shown(file)} {_WHAT} and has nothing that is not here; remove it"

    def _brings(self, file: Path) -> bool:
        """True if joining the file would change something, or that cannot be told."""
        try:
            state = signature(file), signature(journal_of(file))
            is_large = file.stat().st_size > _SMALL
        except OSError:
            return True
        if is_large:
            return True
        revision, brings = self._has_news.get(state, (-1, True))
        if brings and revision != self._shared.revision:
            revision, brings = self._shared.revision, self._differs(file)
            self._has_news[state] = revision, brings
        return brings

    def _differs(self, file: Path) -> bool:
        from reader.storage.joining import differs, tables_in  # noqa: PLC0415 - only here

        try:
            theirs = tables_in(file, self._now)
        except StorageError:
            return True
        with self._shared.read() as state:
            return differs(state.marks.tables, theirs)


def conflicts(path: Path) -> list[Path]:
    """Files such as `marks (conflicted copy 2026-03-14).json` and `marks.sync-conflict-20260314-104200-ABC.json`.

    Copies of the journal are found too: `marks.json.sync-conflict-20260314-104200-ABC.journal`.
    """
    target = resolved(path)
    usual = {f"{target.name}{end}" for end in ("", ".journal", ".lock", ".bak")}
    with suppress(OSError), os.scandir(target.parent) as entries:
        beside = [entry for entry in entries if entry.name.startswith(target.stem) and entry.name not in usual]
        files = [target.with_name(entry.name) for entry in beside if entry.is_file()]
        return sorted(file for file in files if _is_copy(target, file))
    return []


def is_journal(file: Path) -> bool:
    """True if it begins as a journal does, or has the name of one; it may be damaged."""
    return file.suffix == journal_of(file).suffix or re.match(_JOURNAL, _beginning(file)) is not None


def _is_copy(path: Path, file: Path) -> bool:
    if re.fullmatch(_OWN, file.name, re.IGNORECASE):
        return False
    return _says_so(path, file) or (_matches(path, file, _WITHOUT_WORDS) and _is_of_marks(file))


def _says_so(path: Path, file: Path) -> bool:
    return _matches(path, file, rf"[._ \-(\[].*(?:{_WORDS}).*")


def _matches(path: Path, file: Path, between: str) -> bool:
    """True for a name with such a part before the suffix or behind it, of the marks or of the journal."""
    for one in (resolved(path), journal_of(path)):
        stem, suffix = re.escape(one.stem), re.escape(one.suffix)
        names = rf"{stem}(?:{between}){suffix}|{stem}{suffix}(?:{between})"
        if re.fullmatch(names, file.name, re.IGNORECASE):
            return True
    return False


def _is_of_marks(file: Path) -> bool:
    beginning = _beginning(file)
    return bool(re.match(_CONTENT, beginning) or re.match(_JOURNAL, beginning))


def _beginning(file: Path) -> bytes:
    with suppress(OSError), file.open("rb") as opened:
        return opened.read(256)
    return b""


def damaged_journals(path: Path) -> list[Path]:
    """Journals that were set aside because lines of them are damaged."""
    target = resolved(path)
    with suppress(OSError):
        return sorted(target.parent.glob(f"{target.stem}.damaged-*.journal"))
    return []
