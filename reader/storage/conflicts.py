"""Copies of the marks that a synchroniser put beside them because two machines had changed the file."""

import re
from contextlib import suppress
from pathlib import Path

from reader.atomic import resolved


def conflicts(path: Path) -> list[Path]:
    """Files such as `marks (conflicted copy 2026-03-14).json` and `marks.sync-conflict-20260314-104200-ABC.json`."""
    target = resolved(path)
    stem, suffix = re.escape(target.stem), re.escape(target.suffix)
    pattern = re.compile(rf"{stem}[._ -].*[ck]onfl.*{suffix}", re.IGNORECASE)
    with suppress(OSError):
        return sorted(file for file in target.parent.iterdir() if pattern.fullmatch(file.name) and file.is_file())
    return []
