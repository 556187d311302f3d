"""An article store on a file of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.storage.articles import SqliteArticleStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store's file is."""
    return tmp_path / "articles.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteArticleStore]:
    """The store, closed at the end."""
    made = SqliteArticleStore(path)
    yield made
    made.close()
