"""What Newsmark wrote into an export folder, so that it knows a file which the user changed.

`.newsmark-export.json` holds, for each file, whose article it is and the digests of what was last written. A file with
another digest was edited by hand. The manifest is written before the file, with the digests of both the old and the
new bytes, so that a crash between the two leaves no file that looks edited.
"""

import json
from dataclasses import field
from pathlib import Path

from reader.atomic import SHARED, read_regular, write_atomically
from reader.domain.frozen import frozen

NAME = ".newsmark-export.json"
"""The manifest's file name."""

_VERSION = 1


@frozen
class Entry:
    """One export file.

    Attributes:
        article: the id of the article.
        digests: SHA-256 (hex) of the bytes last written, newest first.
    """

    article: str
    digests: tuple[str, ...]


@frozen
class Manifest:
    """The entries of one folder by file name."""

    folder: Path
    files: dict[str, Entry] = field(default_factory=dict)

    def digests(self, name: str) -> tuple[str, ...]:
        """What was written under this name; empty if nothing is known."""
        entry = self.files.get(name)
        return entry.digests if entry else ()

    def keep(self, name: str, entry: Entry) -> None:
        """Write the manifest with this entry.

        Raises:
            OSError: it cannot be written.
        """
        entries = {**self.files, name: entry}
        files = {name: {"article": kept.article, "digests": kept.digests} for name, kept in entries.items()}
        text = json.dumps({"version": _VERSION, "files": files}, indent=1, sort_keys=True, ensure_ascii=True)
        write_atomically(self.folder / NAME, text.encode() + b"\n", new_mode=SHARED, follow=False)


def load(folder: Path) -> Manifest:
    """The folder's manifest; empty if there is none or it is damaged, so that every file counts as edited.

    Raises:
        OSError: the file is there and cannot be read.
    """
    raw = read_regular(folder / NAME)
    try:
        document = json.loads(raw or b"{}")
        if document.get("version") != _VERSION:
            return Manifest(folder)
        files = {
            str(name): Entry(str(kept["article"]), tuple(str(digest) for digest in kept["digests"]))
            for name, kept in document["files"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest(folder)
    return Manifest(folder, files)
