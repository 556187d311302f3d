"""A library on disk with a clock that stands still."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FixedClock
from library_samples import FakeSource, LineCleaner

from reader.export.files import MarkdownFolder
from reader.library.model import Library
from reader.storage.articles import SqliteArticleStore
from reader.storage.marks import TinyMarkStore
from reader.storage.past import HistoryFile


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Real stores; a source and a cleaner that the test controls."""
    made = Library(
        articles=SqliteArticleStore(tmp_path / "articles.sqlite"),
        marks=TinyMarkStore(tmp_path / "marks.json"),
        source=FakeSource(),
        cleaner=LineCleaner(),
        exporter=MarkdownFolder(),
        clock=FixedClock(),
        past=HistoryFile(tmp_path / "history.jsonl"),
    )
    yield made
    made.close()
