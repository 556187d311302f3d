"""Garbage collection is put off for the start of the app, and only for that."""

import gc

import pytest

from reader.library.model import Library
from reader.settings import Settings
from reader.ui.app import NewsmarkApp


@pytest.mark.parametrize("resting", [True, False])
async def test_garbage_is_collected_again_soon_after_the_start(
    library: Library, settings: Settings, *, resting: bool
) -> None:
    """A long reading does not grow for want of collecting; a program that never stopped collecting sees nothing."""
    frozen = gc.get_freeze_count()
    if resting:
        gc.disable()
    try:
        async with NewsmarkApp(library, settings).run_test() as pilot:
            await pilot.pause(0.7)
            assert gc.isenabled()
            assert (gc.get_freeze_count() > frozen) == resting
    finally:
        gc.unfreeze()
        gc.enable()
