"""Running the command line in a process of its own, and articles to run it on."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HARBOUR = """\
Harbour lights go out at Port Ellis

By Mira Oduya
14 March 2026

The lights along the eastern mole went out on Tuesday night, and nobody in the harbour office could say why.

"We counted eleven lamps and eleven were dark," said the night pilot, who asked to be called only by his first name.

The owners promised a report within a week. The pilots have heard that promise before.
"""

FERRY = """\
Ferry timetable keeps one sailing a secret

The printed timetable lists nine sailings a day between the two islands, but there are ten, and the tenth is full.

Passengers learn of it from the bakery. The bakery opens at four.
"""

HOSTILE = (
    "Quiet \x1b]0;owned\x07night [bold]at[/] sea\n\n"
    "The \x1b[31mred buoy \u202edrifted\u202c past \x9b2J the pier, and [/nope] the keeper noted \u200bit down.\n\n"
    "A second paragraph with a bell\x07 and a backspace\x08 in it, long enough to be read as running text by anyone.\n"
)

ACTING = ("\x1b", "\x07", "\x08", "\x9b", "\u202e", "\u202c", "\u200b")
"""Characters that must never reach standard output."""


@dataclass(frozen=True)
class Runner:
    """Runs `newsmark` on a library of its own."""

    home: Path

    def __call__(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run to the end."""
        return subprocess.run(self.command(*arguments), input=stdin, capture_output=True, check=False, env=self.env)

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start, with pipes."""
        return subprocess.Popen(
            self.command(*arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.env,
        )

    def command(self, *arguments: str) -> list[str]:
        """The command line as the console script runs it."""
        return [sys.executable, "-P", "-c", "from reader.cli.main import run; run()", *arguments]

    @property
    def env(self) -> dict[str, str]:
        """An environment that knows only this library."""
        return {
            **os.environ,
            "NEWSMARK_LIBRARY": str(self.home / "library"),
            "NEWSMARK_CONFIG": str(self.home / "config.toml"),
            "PYTHONUTF8": "1",
        }

    def file(self, name: str, text: str) -> str:
        """A file with this text."""
        path = self.home / name
        path.write_text(text, encoding="utf-8")
        return str(path)
