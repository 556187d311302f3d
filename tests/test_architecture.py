"""The rules that the rooms keep: what may load what, and how large a room may be."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

READER = Path(__file__).parent.parent / "reader"
MODULES = sorted(READER.rglob("*.py"))
HEAVY = ("textual", "rich", "trafilatura", "lxml", "markdown_it", "charset_normalizer")


def loaded(*arguments: str, stdin: str = "") -> set[str]:
    """The heavy packages that a run of the command has loaded at its end."""
    script = (
        "import sys\nfrom reader.cli.main import main\n"
        f"code = main({list(arguments)!r})\n"
        f"print('LOADED', *[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
        "sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], input=stdin, capture_output=True, text=True, check=False)
    line = next(line for line in done.stderr.splitlines() if line.startswith("LOADED"))
    return set(line.split()[1:])


@pytest.mark.parametrize(
    "arguments", [("--help",), ("list",), ("add", "-"), ("clean", "-"), ("marks",), ("search", "harbour")]
)
def test_commands_never_load_the_screen(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command in a pipe pays for no Textual, and plain text for no extractor."""
    monkeypatch.setenv("NEWSMARK_LIBRARY", str(tmp_path))
    found = loaded(*arguments, stdin="A headline\n\nA sentence of the article. Another one.\n")
    assert found.isdisjoint({"textual", "rich", "trafilatura", "lxml"})


def test_no_room_is_crowded() -> None:
    """No file over 400 lines, no class over 300, no function over 50, no broad except."""
    found = [f"{path.relative_to(READER)}:{fault}" for path in MODULES for fault in crowded(path)]
    assert found == []


def crowded(path: Path) -> Iterator[str]:
    """Each place in a file that is too large or catches too much: its line and what it is."""
    text = path.read_text(encoding="utf-8")
    if text.count("\n") > 400:
        yield "401 the file"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > (300 if isinstance(node, ast.ClassDef) else 50):
                yield f"{node.lineno} {node.name}"
        if isinstance(node, ast.ExceptHandler):
            names = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)} if node.type else {"bare"}
            if not names.isdisjoint({"bare", "Exception", "BaseException"}):
                yield f"{node.lineno} except"
