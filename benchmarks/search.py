"""What a search costs in a library of N invented articles: while typing, and ranked with snippets.

    python benchmarks/search.py [FOLDER] [--sizes 1000,10000,100000] [--queries 200]

`typing` is what a key of the filter waits for: what the answer begins with, and the rows of a screen of forty lines, as
the list does it when the filter is open. `all` finds every article that answers, which is done when nothing more is
typed. `ranked` finds the fifty best, each with its snippet, as `newsmark search` does. Queries are single words as they
stand in the texts (so common words are common), their first three letters, and pairs. `put off` are those with a word
of one or two letters that wait until nothing more is typed. CPU of the whole process in milliseconds; each is asked
once, so that nothing is known of it from before. FOLDER keeps the libraries.
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
from reader.library.beginning import Looked
from reader.library.model import Library
from reader.settings import Settings
from reader.wiring import make_library

_BEST = 50
_SCREEN = 19
"""Rows of a terminal of forty lines."""


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


def typing(library: Library, query: Query) -> bool:
    """As the list does; False if it is put off."""
    listing = catalogue.answering_typist(library, query, lambda: False, None, Looked(None, 0, _SCREEN))
    if listing is not None:
        [listing[place] for place in range(min(_SCREEN, listing.known))]
    return listing is not None


def whole(library: Library, query: Query) -> None:
    """As the list does when nothing more is typed."""
    catalogue.answering(library, query, lambda: False)


def shares(library: Library, texts: list[str]) -> list[float]:
    """Median, 95th percentile and worst while typing, of all that answer, and ranked."""
    asked = [parse(text, View.INBOX) for text in texts]
    typed = sorted(cpu(partial(typing, library, query)) for query in asked)
    every = sorted(cpu(partial(whole, library, query)) for query in asked)
    ranked = sorted(cpu(partial(library.articles.search, parse(text), _BEST)) for text in texts)
    measured = (typed, every, ranked)
    return [found[place] for found in measured for place in (len(found) // 2, len(found) * 95 // 100, -1)]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "newsmark-scale")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--queries", type=int, default=200)
    given = parser.parse_args()
    columns = "".join(f"{name + ' p50':>12}{'p95':>7}{'worst':>7}" for name in ("typing", "all", "ranked"))
    print(f"{'articles':>9} {'query':14}{columns}{'put off':>9}")
    for size in map(int, given.sizes.split(",")):
        folder = given.folder / str(size)
        if not folder.exists():
            subprocess.run([sys.executable, Path(__file__).with_name("library.py"), folder, str(size)], check=True)  # noqa: S603 - ours
        library = make_library(Settings(library=folder, export_folder=folder))
        began = time.process_time()
        library.articles.get_ready(View.INBOX)
        opening = (time.process_time() - began) * 1000
        print(f"{size:9} opening the filter: {opening:.1f}")
        whole(library, parse("warm", View.INBOX))
        for kind, texts in queries(given.queries).items():
            found = enumerate(shares(library, texts))
            figures = "".join(f"{figure:{7 if place % 3 else 12}.1f}" for place, figure in found)
            put_off = sum(not typing(library, parse(text, View.INBOX)) for text in texts)
            print(f"{size:9} {kind:14}{figures}{put_off:9}")
        library.close()


if __name__ == "__main__":
    main()
