"""What tests in a terminal start from; loaded by `pytest_plugins` of the files that use it."""

from pathlib import Path

import pytest

from reader.cli.main import main


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The folder of a library that has one article."""
    place, folder = tmp_path / "strike.txt", tmp_path / "library"
    place.write_text("Harbour strike enters third week\n\nThe talks broke off on Tuesday.\n", encoding="utf-8")
    assert main(["--library", str(folder), "add", str(place)]) == 0
    return folder
