"""The thread that reads keys sleeps while none comes."""

import asyncio
import os
import pty
import select
import tty
from threading import Thread
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual import events

from reader.ui.terminal import Terminal


@pytest.mark.timeout(20)
async def test_only_an_escape_is_waited_for_with_a_short_breath(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be the beginning of another key; after any other key, nobody looks for the next until it comes."""
    keys: asyncio.Queue[str] = asyncio.Queue()
    breaths: list[float] = []
    wait = select.select

    def noted(reading: list[int], writing: list[int], broken: list[int], breath: float) -> tuple[list[int], ...]:
        breaths.append(breath)
        return wait(reading, writing, broken, breath)

    monkeypatch.setattr(select, "select", noted)
    app = SimpleNamespace(
        exit=None,
        call_later=lambda _, return_code: keys.put_nowait(f"gone {return_code}"),
        first_rows=SimpleNamespace(take_unread=lambda: b""),
        post_message=lambda event: keys.put_nowait(cast("events.Key", event).key),
    )
    terminal = Terminal(cast("Any", app))
    ours, terminal.fileno = pty.openpty()
    tty.setraw(terminal.fileno)
    thread = Thread(target=terminal.run_input_thread, daemon=True)
    thread.start()
    os.write(ours, b"j")
    assert await keys.get() == "j"
    assert min(breaths) >= 1
    os.write(ours, b"\x1b")
    assert await keys.get() == "escape"
    assert min(breaths) < 0.1
    os.close(ours)
    await asyncio.to_thread(thread.join)
    os.close(terminal.fileno)
