"""A text handed to the reader's own editor, in a private file that goes away afterwards."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from textual.app import App, SuspendNotSupported

from reader.domain.errors import NewsmarkError
from reader.domain.safe_text import safe

_USUAL = ("vi", "nano")
"""What is started where neither VISUAL nor EDITOR is set."""

_HELD_BACK = (signal.SIGINT, signal.SIGQUIT)
"""Keys of the editor that must not end the program behind it."""

_LATER = (signal.SIGTERM, signal.SIGHUP)


class EditorError(NewsmarkError):
    """The editor did not give a new text back; the old one stands."""


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """The editor and its arguments: `$VISUAL`, else `$EDITOR`, else one that is there.

    Raises:
        EditorError: there is none, or its quotation marks do not match.
    """
    named = next((name for name in ("VISUAL", "EDITOR") if environment.get(name, "").strip()), "")
    if not named:
        found = next(filter(None, map(shutil.which, _USUAL)), None)
        if found is None:
            message = "no editor is set; EDITOR=nano in the environment would start nano"
            raise EditorError(message)
        return [found]
    try:
        return shlex.split(environment[named])
    except ValueError as error:
        message = f"${named} cannot be read ({error}): {environment[named]}"
        raise EditorError(message) from error


def edited(command: list[str], text: str) -> str:
    """The text as it comes back from an editor that runs in this terminal; the same if it was not changed.

    Raises:
        EditorError: the editor could not be started, failed, or left no words. What a failed one wrote stays in its
            file, which the message names.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="newsmark-note-"))
        file = folder / "note.md"
        file.touch(0o600)
        file.write_text(f"{text}\n" if text else "", encoding="utf-8")
    except OSError as error:
        message = f"the note could not be handed to the editor: {error.strerror or error}"
        raise EditorError(message) from error
    keep = False
    try:
        code = _run([*command, str(file)])
        written = safe(_read(file)).rstrip()
        if code:
            keep = bool(written) and written != text.rstrip()
            where = f"; what it wrote is in {file}" if keep else ""
            message = f"{command[0]} ended with code {code}, so the note is as it was{where}"
            raise EditorError(message)
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
    if text.strip() and not written:
        message = "the file came back empty, so the note is as it was; empty it here to drop it"
        raise EditorError(message)
    return text if written == text.rstrip() else written


def edit(app: App[Any], text: str) -> str:
    """The text as it comes back from the reader's editor, which has the terminal meanwhile.

    Raises:
        EditorError: as for `edited`, or there is no terminal to give.
    """
    command = editor_command(os.environ)
    fault: EditorError | None = None
    try:
        with app.suspend():
            # Textual takes the terminal back only where nothing is raised.
            try:
                text = edited(command, text)
            except EditorError as error:
                fault = error
    except SuspendNotSupported as error:
        message = "the editor needs a terminal of its own, which this is not"
        raise EditorError(message) from error
    if fault is not None:
        raise fault
    return text


def _run(command: list[str]) -> int:
    try:
        with _signals_left_to_it():
            return subprocess.run(command, check=False).returncode  # noqa: S603 - the reader's own choice
    except OSError as error:
        message = f"the editor {command[0]} could not be started: {error.strerror or error}; $EDITOR names it"
        raise EditorError(message) from error


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    except OSError:
        return ""


@contextmanager
def _signals_left_to_it() -> Iterator[None]:
    """Keys that signal are for the editor; what asks the program to end is heard when the editor has ended."""
    heard: list[int] = []

    def hear(number: int, _: FrameType | None) -> None:
        if number in _LATER:
            heard.append(number)

    before = {int(number): signal.signal(number, hear) for number in (*_HELD_BACK, *_LATER)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for late in heard:
            signal.raise_signal(late)
