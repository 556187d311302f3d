"""Leaving does not wait for a terminal that is gone."""

import io
import os
import pty
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual.drivers._writer_thread import WriterThread

from reader.ui.terminal import HUNG_UP, Terminal


@pytest.mark.timeout(20)
async def test_what_nobody_will_read_is_not_written() -> None:
    """However much it is, and though nobody takes it from the queue; the app is asked to leave."""
    asked: list[int] = []
    rows = SimpleNamespace(take_unread=lambda: b"", stuck=False)
    app = SimpleNamespace(first_rows=rows, exit=None, call_later=lambda _, return_code: asked.append(return_code))
    terminal = Terminal(cast("Any", app))
    ours, theirs = pty.openpty()
    terminal.fileno = theirs
    terminal._writer_thread = WriterThread(io.StringIO())
    os.close(ours)
    terminal.run_input_thread()
    for _ in range(100):
        terminal.write("\x1b[?1006l")
    terminal.close()
    os.close(theirs)
    assert asked == [HUNG_UP]
