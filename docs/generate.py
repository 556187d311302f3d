"""Writes the generated parts of the docs: `python docs/generate.py`. A test checks that they are up to date."""

import contextlib
import io
import os
from pathlib import Path

from reader.cli.main import main as newsmark
from reader.cli.parser import COMMANDS
from reader.ui.actions import ACTIONS, Group, Scope, keys_of, sign

ROOT = Path(__file__).parent.parent
_BEGIN = "<!-- keys: made by docs/generate.py from the table of actions -->\n"
_END = "<!-- /keys -->"
_WHERE = {Scope.LIST: "list", Scope.ARTICLE: "article", Scope.MARKS: "marks"}


def key_table() -> str:
    """The table of actions as Markdown, a table a group."""
    lines: list[str] = []
    for group in Group:
        lines += [f"### {group.value}", "", "| key | does | where | name in settings |", "|---|---|---|---|"]
        for action in ACTIONS:
            if action.group is group:
                keys = " ".join(f"`{sign(key)}`" for key in keys_of(action))
                where = ", ".join(_WHERE[scope] for scope in action.scopes if scope in _WHERE) or "everywhere"
                lines.append(f"| {keys} | {action.help} | {where} | `{action.id}` |")
        lines.append("")
    return "\n".join(lines)


def readme() -> str:
    """The README with its table of keys."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{key_table()}\n{_END}{after}"


def commands() -> str:
    """Every command's help, as the command prints it."""
    parts = ["# Commands", "", "Made by `docs/generate.py` from the commands themselves.", ""]
    for name in ("", *COMMANDS):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            newsmark([*name.split(), "--help"])
        parts += [f"## newsmark {name}".rstrip(), "", "```text", printed.getvalue().rstrip(), "```", ""]
    return "\n".join(parts)


def main() -> None:
    """Write both."""
    os.environ["COLUMNS"] = "100"
    (ROOT / "README.md").write_text(readme(), encoding="utf-8")
    (ROOT / "docs" / "commands.md").write_text(commands(), encoding="utf-8")


if __name__ == "__main__":
    main()
