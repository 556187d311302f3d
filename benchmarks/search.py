"""What a search costs in a library of N invented articles: while typing, and ranked with snippets.

    python benchmarks/search.py [FOLDER] [--sizes 1000,10000,100000] [--queries 200]

`typing` finds all articles that answer and reads the first fifty rows, as the list does; `ranked` finds the fifty best,
each with its snippet, as `newsmark search` does. Queries are single words as they stand in the texts (so common words
are common), their first three letters, and pairs. CPU in milliseconds. FOLDER keeps the libraries.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import islice, pairwise
from pathlib import Path

from library import articles

from reader.domain.query import Query, View, parse
from reader.library import catalogue
from reader.library.model import Library
from reader.settings import Settings
from reader.wiring import make_library

_BEST = 50


def queries(count: int) -> dict[str, list[str]]:
    """Queries of each kind, drawn from texts like those in the library."""
    chance = random.Random(11)  # noqa: S311 - queries that can be made again
    words = [word for _, _, document in islice(articles(400, 60, seed=99), 400) for word in document.text.split()]
    singles = [word.strip(".").lower() for word in chance.choices(words, k=count)]
    return {
        "a word": singles,
        "three letters": [word[:3] for word in singles if len(word) >= 3],
        "two words": [" ".join(pair) for pair in pairwise(singles)],
    }


def cpu(act: Callable[[], object]) -> float:
    """Milliseconds of an act."""
    before = time.process_time()
    act()
    return (time.process_time() - before) * 1000


def typing(library: Library, query: Query) -> None:
    """As the list does."""
    catalogue.answering(library, query, lambda: False)[:_BEST]


def shares(library: Library, texts: list[str]) -> list[float]:
    """Median and 95th percentile while typing, and ranked."""
    typed = sorted(cpu(partial(typing, library, parse(text, View.INBOX))) for text in texts)
    ranked = sorted(cpu(partial(library.articles.search, parse(text), _BEST)) for text in texts)
    return [found[len(found) * share // 100] for found in (typed, ranked) for share in (50, 95)]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "newsmark-scale")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--queries", type=int, default=200)
    given = parser.parse_args()
    print(f"{'articles':>9} {'query':14} {'typing p50':>11} {'p95':>7} {'ranked p50':>11} {'p95':>7}")
    for size in map(int, given.sizes.split(",")):
        folder = given.folder / str(size)
        if not folder.exists():
            subprocess.run([sys.executable, Path(__file__).with_name("library.py"), folder, str(size)], check=True)  # noqa: S603 - ours
        library = make_library(Settings(library=folder, export_folder=folder))
        typing(library, parse("warm", View.INBOX))
        for kind, texts in queries(given.queries).items():
            figures = shares(library, texts)
            print(f"{size:9} {kind:14} {figures[0]:11.1f} {figures[1]:7.1f} {figures[2]:11.1f} {figures[3]:7.1f}")
        library.close()


if __name__ == "__main__":
    main()
