"""The docs tell the truth: commands, keys and pictures named in them exist and are up to date."""

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from reader.cli.parser import COMMANDS
from reader.ui.actions import ACTIONS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """The script that makes the generated parts."""
    spec = spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_readme_opens_with_exactly_two_one_line_commands() -> None:
    """The front door: install and run, install and test."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    assert all(block.count("\n") == 1 for block in blocks)
    assert "newsmark sample_articles" in blocks[0]
    assert "pytest" in blocks[1]
    assert README.index("```sh") < README.index("![")


def test_every_key_of_the_table_of_actions_is_in_the_readme(generate: ModuleType) -> None:
    """`python docs/generate.py` was run after the last change."""
    assert generate.readme() == README
    assert all(f"`{action.id}`" in README for action in ACTIONS)


def test_every_command_is_documented_as_it_prints_itself(generate: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The help in the docs is the help of the command."""
    documented = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert all(f"## newsmark {name}\n" in documented for name in COMMANDS)
    if sys.version_info[:2] == (3, 11):  # later versions of argparse lay the usage line out differently
        monkeypatch.setenv("COLUMNS", "100")
        assert generate.commands() == documented


def test_every_command_named_in_the_readme_exists() -> None:
    """No command is promised that is not there."""
    named = set(re.findall(r"^\$ newsmark (\w+)", README, re.MULTILINE))
    assert named
    assert named <= set(COMMANDS)


def test_every_link_of_the_docs_leads_somewhere() -> None:
    """Pictures and pages are in the repository."""
    for name in ("README.md", "ARCHITECTURE.md", "CHANGELOG.md"):
        for target in re.findall(r"\]\((?!https?://|#)([^)]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{name} links to {target}"


def test_architecture_names_every_room() -> None:
    """A newcomer finds each folder and each top-level module on the map."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [path for path in (ROOT / "reader").iterdir() if path.is_dir() and (path / "__init__.py").exists()]
    assert all(f"{room.name}/" in text for room in rooms)
    modules = [path.name for path in (ROOT / "reader").glob("*.py") if path.name != "__init__.py"]
    assert all(module in text for module in modules)
