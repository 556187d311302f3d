"""A library of its own for every test of the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_helpers import FERRY, HARBOUR, Runner

from reader.cli.main import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds the library, the settings and the files of a test."""
    monkeypatch.setenv("NEWSMARK_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("NEWSMARK_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path


@pytest.fixture
def newsmark(home: Path) -> Runner:
    """The command in a process of its own."""
    return Runner(home)


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process: exit code, standard output, standard error."""
    assert home.is_dir()

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def articles(newsmark: Runner, run: Run) -> tuple[str, str]:
    """The ids of two articles in the library: the harbour, the ferry."""
    files = (newsmark.file("harbour.txt", HARBOUR), newsmark.file("ferry.txt", FERRY))
    code, out, err = run("add", *files)
    assert (code, err) == (0, "")
    first, second = out.split()
    return first, second
