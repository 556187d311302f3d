"""A folder of Markdown files, one an article, that belongs to the user.

A file that the user edited keeps every byte: only highlights that it does not hold yet are added at its end.
"""

import hashlib
import os
import re
from pathlib import Path

from reader.atomic import SHARED, read_regular, write_atomically
from reader.domain.article import Article
from reader.domain.errors import ExportError
from reader.domain.exports import ArticleExport, Written
from reader.domain.safe_text import safe_line
from reader.export import manifest as manifests
from reader.export.manifest import Entry, Manifest
from reader.export.markdown import LOST_HEADING, missing, render, render_highlights
from reader.export.names import endings, file_name
from reader.export.notes import closing

_EXPORTED = re.compile(rb"^exported: .*$", re.MULTILINE)


class MarkdownFolder:
    """Writes exports as Markdown files; implements the port `Exporter`."""

    def write(self, export: ArticleExport, folder: Path) -> Written:
        """Write or update the article's file in `folder`, which is made if it is not there.

        Raises:
            ExportError: the file cannot be written.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            manifest = manifests.load(folder)
            path = folder / _name(export.article, manifest)
            return Written(path, _write(export, path, manifest))
        except OSError as error:
            raise _refused(error, folder) from error


def write_records(path: Path, text: str) -> Written:
    """Write a file of records, whole; untouched if nothing would change.

    Raises:
        ExportError: the file cannot be written.
    """
    data = text.encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        present = read_regular(path)
        if present == data:
            return Written(path, "unchanged")
        write_atomically(path, data, new_mode=SHARED, follow=False)
    except OSError as error:
        raise _refused(error, path) from error
    return Written(path, "new" if present is None else "updated")


def _refused(error: OSError, path: Path) -> ExportError:
    where = safe_line(os.fsdecode(error.filename or path))
    reason = safe_line(error.strerror or str(error))
    return ExportError(f"{where} could not be written: {reason}; free the place, or choose another folder with --to")


def _write(export: ArticleExport, path: Path, manifest: Manifest) -> str:
    """Bring the file up to date; returns the outcome as in `Written`."""
    data = render(export).encode()
    present = read_regular(path)
    if present is None:
        _put(path, data, export, manifest, known=())
        return "new"
    digest = _digest(present)
    ours = digest in manifest.digests(path.name)
    if _EXPORTED.sub(b"", present, count=1) == _EXPORTED.sub(b"", data, count=1):
        if not ours:
            manifest.keep(path.name, Entry(export.article.id, (digest,)))
        return "unchanged"
    if ours:
        _put(path, data, export, manifest, known=(digest,))
        return "updated"
    return _merge(export, path, present)


def _put(path: Path, data: bytes, export: ArticleExport, manifest: Manifest, known: tuple[str, ...]) -> None:
    manifest.keep(path.name, Entry(export.article.id, (_digest(data), *known)))
    write_atomically(path, data, new_mode=SHARED, follow=False)


def _merge(export: ArticleExport, path: Path, present: bytes) -> str:
    """Add what is missing to a file that the user edited; the manifest keeps calling it edited."""
    try:
        text = present.decode()
    except UnicodeDecodeError as error:
        message = f"{safe_line(str(path))} was edited and is not UTF-8; save it as UTF-8 or move it, then export again"
        raise ExportError(message) from error
    new = missing(export, text)
    if not new:
        return "unchanged"
    addition = render_highlights(export, new)
    if LOST_HEADING in text:
        addition = addition.replace(LOST_HEADING + "\n\n", "", 1)
    parts = [text if text.endswith("\n") or not text else text + "\n"]
    end = closing(text)
    parts.extend([end + "\n"] if end else [])
    merged = "".join([*parts, "\n", addition, "\n"])
    write_atomically(path, merged.encode(), new_mode=SHARED, follow=False)
    return "merged"


def _name(article: Article, manifest: Manifest) -> str:
    """The name of the file that the article has, or is to have."""
    known = sorted(name for name, entry in manifest.files.items() if entry.article == article.id)
    taken = {name for name, entry in manifest.files.items() if entry.article != article.id}
    with os.scandir(manifest.folder) as entries:
        there = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    short, full = endings(article)
    for name in (*known, *there):
        if name in there and name.endswith((short, full)) and name not in taken:
            return name
    return file_name(article, full if any(name.endswith(short) for name in there) else short)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
