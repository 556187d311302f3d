"""A terminal that is closed while the app starts: the process ends at once, and the library is sound."""

import random
import subprocess
import sys
import time
from pathlib import Path

from pseudo_terminal import PseudoTerminal, environment

TEXT = "Harbour strike enters third week\n\nThe talks broke off on Tuesday. No date was set for another meeting.\n"
SOON = 2.0
"""Seconds."""

PRELUDE = """
import sys
sys.excepthook = lambda *what: open({path!r}, "a").write(repr(what))
"""


def test_a_terminal_closed_at_any_moment_of_the_start(tmp_path: Path) -> None:
    """Within two seconds, without a traceback."""
    article, library, bugs = tmp_path / "strike.txt", tmp_path / "library", tmp_path / "bugs"
    article.write_text(TEXT, encoding="utf-8")
    env = environment(library)
    chance = random.Random(5)  # noqa: S311 - moments, not secrets
    for turn in range(7):
        words = [str(article)] if turn % 2 else []
        with PseudoTerminal(*words, env=env, prelude=PRELUDE.format(path=str(bugs))) as terminal:
            terminal.pass_time(chance.uniform(0, 0.6))
            terminal.hang_up()
            closed = time.monotonic()
            terminal.end()
            assert time.monotonic() - closed < SOON
            assert b"Traceback" not in terminal.sent
    assert not bugs.exists()
    command = [sys.executable, "-P", "-c", "from reader.cli.main import run\nrun()", "check"]
    if library.exists():
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert not [*library.glob(".*.tmp")]
