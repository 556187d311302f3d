"""Driving the app in tests: press keys, read the screen."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from datetime import UTC, datetime
from itertools import count
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkerCancelled

from reader.ui.app import NewsmarkApp
from reader.ui.screens.previewing import PreviewingScreen
from reader.ui.screens.virtual import VirtualScreen

STRIKE = """Harbour strike enters third week

By Mira Oduya

PORT ELLIS – Talks between the dockers' union and the harbour's owners
broke off on Tuesday night. No date was set for another meeting.

"We were offered nothing that was not on the table in January," said the union's chair. She left before ten.

Some 340 containers wait on the quay.

Leave a Reply

Your email address will not be published. Required fields are marked *
"""
FERRY = """What the ferry report leaves out

The report has 212 pages and one sentence that matters. It is on the last of them.

Nobody who wrote it has been asked about it since.
"""
BRACKETS = """The [bold]letter[/bold] that nobody finished

It began with Dear [name] and ended in [/] and [@click=app.quit]here[/].

The town hall confirmed that it was genuine.
"""


class TickingClock:
    """A clock that stands at one moment, and names that count up."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def now(self) -> datetime:
        return datetime(2026, 3, 20, 9, 30, tzinfo=UTC)

    def new_id(self) -> str:
        return f"mark{next(self._numbers):06d}"


Run = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


async def idle(*_: object) -> None:
    """Wait until no task of the loop can go on: each waits for time, for a thread or for what is typed."""
    loop: Any = asyncio.get_running_loop()
    await asyncio.sleep(0)
    while loop._ready:  # noqa: ASYNC110 - the loop tells of no such event
        await asyncio.sleep(0)


async def drawn(pilot: Pilot[None], *_: object) -> bool:
    """Wait until all that is due is done, laid out for the size that the terminal has, and on the screen."""
    app = pilot.app
    await idle()
    while app.screen_stack:
        due = [screen for screen in app.screen_stack if _is_due(screen)]
        if app._resize_timer is not None:
            app._check_resize()
        elif due:
            for screen in due:
                screen._on_timer_update()
        else:
            break
        await idle()
    return True


def _is_due(screen: Screen[Any]) -> bool:
    """True if a screen has something to draw."""
    return screen._update_timer._active.is_set()


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the app has begun, what goes on in threads has ended, and all is read and drawn."""
    await drawn(pilot)
    while list(pilot.app.workers):
        await finish(pilot)
    await rest(pilot)


async def rest(pilot: Pilot[None]) -> None:
    """Wait until a list is read to its end, and previews, if there are any, show the article under the cursor."""
    screen = pilot.app.screen
    while isinstance(screen, VirtualScreen) and screen.is_current and not screen.finished:
        await pilot.pause(0.01)
    previews = [one for one in pilot.app.screen_stack if isinstance(one, PreviewingScreen)]
    while any(one.preview_due for one in previews if one.is_running):
        await pilot.pause(0.01)
    await drawn(pilot)


async def finish(pilot: Pilot[None]) -> None:
    """Wait for everything that goes on in threads; what was withdrawn counts as done."""
    for worker in list(pilot.app.workers):
        with suppress(WorkerCancelled):
            await worker.wait()
    await drawn(pilot)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait until everything that follows from them has happened."""
    await pilot.press(*keys)
    await idle()
    await _handed_on(pilot)
    await settle(pilot)
    if await _handed_on(pilot):
        await settle(pilot)


async def _handed_on(pilot: Pilot[None]) -> bool:
    """Wait until no key waits for another one; True if any did."""
    any_held = False
    while (waiting := _keys_held(pilot)) is not None:
        any_held = True
        await asyncio.wait([waiting])
        await idle()
    return any_held


def _keys_held(pilot: Pilot[None]) -> asyncio.Task[None] | None:
    """What hands on the keys that wait for one another; None if none waits."""
    task = pilot.app._typed_ahead._task if isinstance(pilot.app, NewsmarkApp) else None
    return task if task is not None and not task.done() else None


def rows(pilot: Pilot[None]) -> list[str]:
    """The screen as text, a string a row."""
    width, height = pilot.app.size
    lines = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip)[:width].rstrip() for strip in lines][:height]


def screen_text(pilot: Pilot[None]) -> str:
    """The screen as one text."""
    return "\n".join(rows(pilot))


def widget(pilot: Pilot[None], selector: str) -> Widget:
    """A widget of the screen on top."""
    return pilot.app.screen.query_one(selector, Widget)


def picture(pilot: Pilot[None]) -> str:
    """The screen as text: every row, and under it each styled run as `column–column style`."""
    lines: list[str] = []
    for strip in pilot.app.screen._compositor.render_strips():
        lines.append("|" + "".join(segment.text for segment in strip) + "|")
        column, looks = 0, []
        for segment in strip.simplify():
            end = column + segment.cell_length
            looks.append(f"{column}–{end} {segment.style}")
            column = end
        lines.append("  " + "; ".join(looks))
    return "\n".join(lines)


async def at_once(pilot: Pilot[None], *keys: str) -> None:
    """Send keys in one piece, and wait until all is done."""
    in_one_piece(pilot, *keys)
    await press(pilot)


def in_one_piece(pilot: Pilot[None], *keys: str) -> None:
    """Send keys as a fast hand or a slow line does: all of them before the first is handled."""
    driver = pilot.app._driver
    assert driver is not None
    for key in keys:
        name = key if len(key) > 1 else _character_to_key(key)
        driver.send_message(events.Key(name, key if len(key) == 1 else None))
