"""Copies of the marks that a synchroniser put beside them because two machines had changed the file."""

import re
from contextlib import suppress
from pathlib import Path

from reader.atomic import resolved
from reader.storage.journal import journal_of


def conflicts(path: Path) -> list[Path]:
    """Files such as `marks (conflicted copy 2026-03-14).json` and `marks.sync-conflict-20260314-104200-ABC.json`.

    Copies of the journal are found too: `marks.json.sync-conflict-20260314-104200-ABC.journal`.
    """
    target = resolved(path)
    names = [_copies(target), _copies(journal_of(path))]
    with suppress(OSError):
        files = [file for file in target.parent.iterdir() if any(name.fullmatch(file.name) for name in names)]
        return sorted(file for file in files if file.is_file())
    return []


def _copies(file: Path) -> re.Pattern[str]:
    """How synchronisers name copies of a file."""
    stem, suffix = re.escape(file.stem), re.escape(file.suffix)
    return re.compile(rf"{stem}[._ -].*[ck]onfl.*{suffix}", re.IGNORECASE)
