"""A note in the reader's own editor: a real one, in a real terminal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pseudo_terminal import PseudoTerminal, environment

from reader.ui.editing import EditorError, edited, editor_command

EDITOR = """import pathlib, sys
place = pathlib.Path(sys.argv[-1])
pathlib.Path(sys.argv[1]).write_text(oct(place.stat().st_mode & 0o777) + str(place))
place.write_text(place.read_text() + "*Who* signed it?\\n")
print("editor-was-here")
"""


def script(folder: Path, body: str, *words: str) -> list[str]:
    """An editor with these arguments."""
    place = folder / "editor.py"
    place.write_text(body)
    return [sys.executable, str(place), *words]


def test_ctrl_o_hands_on_what_is_typed_and_takes_what_comes_back(tmp_path: Path) -> None:
    """Arguments in `$EDITOR` reach the editor; its file is for the reader's eyes only and is gone afterwards."""
    article, seen = tmp_path / "strike.txt", tmp_path / "seen"
    article.write_text("Harbour strike\n\nThe talks broke off on Tuesday. No date was set.\n", encoding="utf-8")
    command = script(tmp_path, EDITOR, f"'{seen}'")
    env = environment(tmp_path / "library", EDITOR=" ".join(command))
    env = {name: value for name, value in env.items() if name != "VISUAL"}
    with PseudoTerminal(str(article), env=env) as terminal:
        terminal.wait_for("1 of 1")
        terminal.press("\r")
        terminal.wait_for("min left")
        terminal.press("a")
        terminal.wait_for("Markdown is welcome")
        terminal.press("typed")
        terminal.wait_for("typed")
        at = len(terminal.sent)
        terminal.press("\x0f")
        terminal.wait_for("editor-was-here", since=at)
        terminal.wait_for("signed it?", since=at)
        terminal.press("\x13")
        terminal.wait_for("kept: note on")
        at = len(terminal.sent)
        terminal.press("A")
        terminal.wait_for("editor-was-here", since=at)
        terminal.wait_for("kept: note on", since=at)
        terminal.press("Q")
        assert terminal.end() == 0
        terminal.assert_restored()
    words = [sys.executable, "-P", "-c", "from reader.cli.main import run; run()", "marks", "--json"]
    told = subprocess.run(words, env=env, capture_output=True, text=True, check=True).stdout
    assert json.loads(told)["note"] == "typed\n*Who* signed it?\n*Who* signed it?"
    mode, place = seen.read_text()[:5], Path(seen.read_text()[5:])
    assert mode == "0o600"
    assert place.suffix == ".md"
    assert not place.parent.exists()


class TestWhatComesBack:
    @pytest.mark.parametrize("body", ["", "import pathlib, sys; pathlib.Path(sys.argv[-1]).touch()"])
    def test_an_unchanged_text_is_the_same(self, tmp_path: Path, body: str) -> None:
        """To the last space."""
        assert edited(script(tmp_path, body), "as it was  ") == "as it was  "

    def test_an_emptied_file_drops_no_word(self, tmp_path: Path) -> None:
        """An editor that empties or deletes its file is no wish to drop the note."""
        for body in ("open(__import__('sys').argv[-1], 'w')", "import os, sys; os.remove(sys.argv[-1])"):
            with pytest.raises(EditorError, match="came back empty, so the note is as it was"):
                edited(script(tmp_path, body), "words")

    def test_a_failed_editor_changes_nothing_and_loses_nothing(self, tmp_path: Path) -> None:
        """The message names the code, and the file with what it wrote."""
        body = "import sys; open(sys.argv[-1], 'w').write('half a thought'); sys.exit(3)"
        with pytest.raises(EditorError, match="ended with code 3") as raised:
            edited(script(tmp_path, body), "words")
        place = Path(str(raised.value).rpartition(" is in ")[2])
        assert place.read_text() == "half a thought"
        place.unlink()
        place.parent.rmdir()

    def test_an_editor_that_is_not_there_is_named(self) -> None:
        """With what sets another."""
        with pytest.raises(EditorError, match=r"no-such-editor could not be started: .*; \$EDITOR names it"):
            edited(["no-such-editor"], "words")

    def test_control_codes_do_not_come_in(self, tmp_path: Path) -> None:
        """The note is outside text like any other."""
        body = "import sys; open(sys.argv[-1], 'wb').write(b'a\\x1b[31mred\\xff')"
        assert "\x1b" not in edited(script(tmp_path, body), "")


class TestWhichEditor:
    def test_visual_goes_before_editor(self) -> None:
        """Both with arguments."""
        assert editor_command({"VISUAL": "code -w", "EDITOR": "vi"}) == ["code", "-w"]
        assert editor_command({"VISUAL": " ", "EDITOR": "'my vi' -n"}) == ["my vi", "-n"]

    def test_an_open_quotation_mark_is_told(self) -> None:
        """It names the variable."""
        with pytest.raises(EditorError, match=r"\$EDITOR cannot be read"):
            editor_command({"EDITOR": "'vi"})
