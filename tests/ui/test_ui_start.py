"""How much is done to show the first screen: little of it twice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from driver import Run, settle
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet

from reader.ui.screens.list_screen import ListScreen


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often it was done by now: a full picture, a layout of the list, the rules of the style sheets read anew."""
    counts = dict.fromkeys(("pictures", "layouts", "reparsed"), 0)

    def count(owner: type[Any], method: str, name: str) -> None:
        original: Callable[..., Any] = getattr(owner, method)

        def counted(*given: object, **named: object) -> object:
            counts[name] += 1
            return original(*given, **named)

        monkeypatch.setattr(owner, method, counted)

    count(Compositor, "render_full_update", "pictures")
    count(ListScreen, "_refresh_layout", "layouts")
    count(Stylesheet, "reparse", "reparsed")
    return counts


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_first_screen_is_drawn_seldom_and_its_styles_are_read_once(
    run: Run, folder: Path, done: dict[str, int], size: tuple[int, int]
) -> None:
    async with run(folder, size=size) as pilot:
        await settle(pilot)
        assert done["pictures"] <= 2  # the list, and what an import has brought
        assert done["layouts"] <= 6
        assert not done["reparsed"]


async def test_below_the_list_nothing_is_mounted(run: Run, folder: Path) -> None:
    async with run(folder) as pilot:
        below, *_ = pilot.app.screen_stack
        assert below is not pilot.app.screen
        assert not below.children
