"""A library of five thousand articles."""

import shutil
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from reader.domain.article import Article, MediaType, Metadata
from reader.domain.document import Block, BlockKind, Document
from reader.settings import Settings
from reader.storage.database import Database
from reader.storage.keeping import keep_article, pack
from reader.wiring import ARTICLES_FILE

COUNT = 5000
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def item(number: int) -> tuple[Article, bytes, Document]:
    """The article numbered so; a higher number is newer. Every hundredth tells of the lock."""
    title = f"Tide table {number:05d}" + (" of the lock" if number % 100 == 0 else "")
    document = Document((Block(BlockKind.PARAGRAPH, f"High water is at {number} past four."),))
    article = Article(
        id=f"tide{number:06d}",
        address=f"/tides/{number}.txt",
        media_type=MediaType.TEXT,
        raw_digest=sha256(title.encode()).hexdigest(),
        text_digest=document.digest,
        added=BEGAN + timedelta(minutes=number),
        metadata=Metadata(title=title),
        opening="",
        words=6,
        cut_blocks=0,
    )
    return article, title.encode(), document


def write_file(path: Path) -> None:
    """Write the file of a library with so many articles."""
    database = Database(path)
    with database.change() as connection:
        for number in range(1, COUNT + 1):
            article, raw, document = item(number)
            keep_article(connection, article, pack(article, raw, document))
    database.close()


def library_of(articles: Path, folder: Path) -> Settings:
    """Settings of a library that has a copy of these articles; one saved view."""
    place = folder / "library"
    place.mkdir()
    shutil.copy(articles, place / ARTICLES_FILE)
    return Settings(library=place, export_folder=folder / "exports", views={"Locks": "lock is:unread"})
