"""Make a library of N small invented articles, fast: the same tables as `newsmark add` fills, in a few transactions.

    python benchmarks/library.py FOLDER N [--words 60] [--unsettled]

The words are drawn from an invented vocabulary with the skew of a language (the commonest stands in most articles),
the articles are of forty sources and come in over ten years. One in ten lies in the archive, one in twenty is kept for
later, one in fifty is starred, half are read. The index is brought up to date at the end unless `--unsettled` is given.
"""

import argparse
import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from reader.domain.article import Article, MediaType, Metadata
from reader.domain.document import Block, BlockKind, Document
from reader.library.adding import article_id
from reader.library.measuring import measured
from reader.library.settling import settle
from reader.settings import Settings
from reader.storage.database import Database
from reader.storage.keeping import keep_article, pack
from reader.wiring import ARTICLES_FILE, make_library

_BEGAN = datetime(2016, 1, 1, tzinfo=UTC)
_DAYS = 3650
_BATCH = 5000
_ONSETS = "b br d dr f fl g h k kl l m n p pl r s sk st t tr v w".split()
_VOWELS = "a e i o u ea oo".split()
_ENDS = ("", "n", "r", "l", "st", "m", "ck")


def vocabulary(chance: random.Random, size: int) -> list[str]:
    """Invented words, short ones first."""
    found: dict[str, None] = {}
    while len(found) < size:
        syllables = 1 + len(found) // 800
        word = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(min(4, syllables)))
        found[word + chance.choice(_ENDS)] = None
    return list(found)


def articles(count: int, words: int, seed: int = 7) -> Iterator[tuple[Article, bytes, Document]]:
    """Invented articles, each with its bytes and its text."""
    chance = random.Random(seed)  # noqa: S311 - articles that can be made again
    known = vocabulary(chance, 6000)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(known))))
    for number in range(count):
        drawn = chance.choices(known, cum_weights=weights, k=words + 6)
        title = " ".join(drawn[:6]).capitalize()
        half = len(drawn) // 2
        texts = [" ".join(part).capitalize() + "." for part in (drawn[6:half], drawn[half:])]
        raw = "\n\n".join((f"{title} {number}", *texts)).encode()
        blocks = (Block(BlockKind.HEADLINE, f"{title} {number}"), *(Block(BlockKind.PARAGRAPH, text) for text in texts))
        document = Document(blocks)
        added = _BEGAN + timedelta(days=_DAYS * number / count)
        article = Article(
            id=article_id(raw),
            address=f"/invented/{number:06d}.txt",
            media_type=MediaType.TEXT,
            raw_digest=hashlib.sha256(raw).hexdigest(),
            text_digest=document.digest,
            added=added,
            metadata=Metadata(
                title=f"{title} {number}",
                source=f"The {known[number % 40].capitalize()} Courier",
                published=(added - timedelta(days=chance.random() * 30)).date().isoformat(),
            ),
            opening="",
            words=0,
            cut_blocks=0,
        )
        yield measured(article, document), raw, document


def fill(path: Path, count: int, words: int) -> None:
    """Put invented articles, and what was decided about them, into a new `articles.sqlite`."""
    database = Database(path)
    made = articles(count, words)
    left = count
    while left > 0:
        with database.change() as connection:
            for article, raw, document in (item for _, item in zip(range(min(_BATCH, left)), made, strict=False)):
                keep_article(connection, article, pack(article, raw, document))
        left -= _BATCH
    with database.change() as connection:
        connection.execute(
            "INSERT INTO status SELECT id, CASE WHEN number % 10 = 1 THEN 'archive' WHEN number % 20 = 2 THEN 'later'"
            " ELSE 'inbox' END, number % 50 = 3, number % 2, 0 FROM article WHERE number % 2 OR number % 20 = 2"
        )
    database.close()


def make(folder: Path, count: int, words: int = 60, *, settled: bool = True) -> None:
    """Make the library in a folder, which may not have one yet."""
    folder.mkdir(parents=True)
    fill(folder / ARTICLES_FILE, count, words)
    if settled:
        library = make_library(Settings(library=folder, export_folder=folder))
        settle(library)
        library.close()


def main() -> None:
    """Make the library that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--words", type=int, default=60)
    parser.add_argument("--unsettled", action="store_true")
    given = parser.parse_args()
    make(given.folder, given.count, given.words, settled=not given.unsettled)


if __name__ == "__main__":
    main()
