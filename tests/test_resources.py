"""The folders beside the code are found in a checkout and in a wheel."""

import ast
from pathlib import Path

import pytest

from reader import resources


def test_both_folders_are_found() -> None:
    """This installation is whole."""
    assert resources.styles().is_dir()
    assert resources.sample_articles().is_dir()
    assert resources.styles().is_absolute()


def test_the_package_goes_before_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel holds them inside, a checkout beside; neither is a clear error."""
    package = tmp_path / "reader"
    package.mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    with pytest.raises(FileNotFoundError, match="the folder styles is neither in"):
        resources.styles()
    (tmp_path / "styles").mkdir()
    assert resources.styles() == tmp_path / "styles"
    (package / "styles").mkdir()
    assert resources.styles() == package / "styles"


def test_the_lowest_room_imports_nothing_of_the_others() -> None:
    """Only the standard library's paths."""
    tree = ast.parse(Path(resources.__file__).read_text("utf-8"))
    assert [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)] == ["pathlib"]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
