"""Each mode as it looks, at two sizes; very small screens; what is shown when the marks are damaged.

After a change that is meant: `pytest tests/ui/test_ui_snapshots_modes.py --snapshot-update`; look at the diff.
"""

from pathlib import Path

import pytest
from driver import Run, picture, press
from modes import MODES, TITLES, Mode, write
from syrupy.assertion import SnapshotAssertion
from test_ui_jumps import open_article
from test_ui_marking import at

from reader.domain.errors import DamagedMarksError
from reader.library.model import Library
from reader.ui.screens.recovery_screen import RecoveryScreen

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    write(folder)
    return folder


@SIZES
@pytest.mark.parametrize("mode", MODES, ids=[mode.name for mode in MODES])
async def test_mode(
    run: Run, articles: Path, library: Library, mode: Mode, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The words of every row, and how each run of them is styled."""
    mode.prepare(library, articles)
    async with run(articles, size=size) as pilot:
        if mode.article:
            view = await open_article(pilot, TITLES[mode.article])
            if mode.words:
                at(view, mode.words)
        await mode.press(pilot)
        assert picture(pilot) == snapshot


@pytest.mark.parametrize("size", [(40, 10), (20, 5)], ids=["40x10", "20x5"])
@pytest.mark.parametrize(
    "keys", ["", "enter", "enter v )", "enter H H a", "enter comma a '", "enter comma a ' ?", "M", "?"]
)
async def test_very_small(
    run: Run, articles: Path, size: tuple[int, int], keys: str, snapshot: SnapshotAssertion
) -> None:
    """Everything is there, and nothing is wider than the screen."""
    async with run(articles, size=size) as pilot:
        await press(pilot, *keys.split())
        assert picture(pilot) == snapshot


@SIZES
async def test_damaged_marks(run: Run, articles: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """What is wrong and the ways out, over the list."""
    async with run(articles, size=size) as pilot:
        error = DamagedMarksError("marks.json is damaged (line 7: it ends too early) and was left", Path(), None)
        pilot.app.push_screen(RecoveryScreen(error, "18 highlights, last changed 14 March 2026 10:42"))
        await press(pilot)
        assert picture(pilot) == snapshot
