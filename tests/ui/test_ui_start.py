"""How much is done to show the first screen: little of it twice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from driver import Run, settle
from textual._compositor import Compositor
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen

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


async def test_nothing_lies_below_the_list(run: Run, folder: Path) -> None:
    async with run(folder) as pilot:
        assert [type(screen) for screen in pilot.app.screen_stack] == [ListScreen]


async def test_the_pointer_of_the_mouse_is_left_alone(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until another one is wanted: the terminal has its own."""
    asked: list[str] = []
    monkeypatch.setattr(App, "_set_pointer_shape", lambda _, shape: asked.append(shape))
    async with run(folder) as pilot:
        await settle(pilot)
        assert not asked
        pilot.app._set_pointer_shape("text")
        pilot.app._set_pointer_shape("default")
        assert asked == ["text", "default"]


async def test_a_size_that_is_told_late_is_not_laid_out(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terminal may have another size again when the one before is told."""
    async with run(folder, size=(80, 24)) as pilot:
        await settle(pilot)
        sizes: list[Size | None] = []
        monkeypatch.setattr(Screen, "_refresh_layout", lambda _, size=None, **__: sizes.append(size))
        pilot.app.screen.post_message(Resize(Size(80, 20), Size(80, 20)))
        await pilot.pause(0.05)
        assert Size(80, 20) not in sizes
