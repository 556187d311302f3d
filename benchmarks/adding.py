"""Adding N text files to a library, beside reading and cleaning the same files alone, in one run.

    python benchmarks/adding.py [--files 10000] [--rounds 3]

The texts are invented (`library.py`), of 200 words, from forty sources. CPU of this process in milliseconds a file, the
median of the rounds.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from library import articles

from reader.domain.errors import SourceError
from reader.library.adding import add
from reader.settings import Settings
from reader.wiring import make_cleaner, make_library, make_source


def write_files(folder: Path, count: int) -> None:
    """The files, each with a headline and two paragraphs."""
    for number, (article, _, document) in enumerate(articles(count, 200)):
        source = article.metadata.source or "Courier"
        text = "\n\n".join(block.text for block in document.blocks)
        (folder / f"{number:06d}.txt").write_text(f"{text}\n\n{source}\n", encoding="utf-8")


def cpu(act: Callable[[], int]) -> float:
    """Milliseconds of an act for each file that it tells of."""
    before = time.process_time()
    count = act()
    return (time.process_time() - before) * 1000 / count


def alone(folder: Path) -> int:
    """Read and clean."""
    cleaner = make_cleaner()
    count = 0
    for fetched in make_source().fetch(str(folder)):
        if not isinstance(fetched, SourceError):
            cleaner.clean(fetched)
            count += 1
    cleaner.close()
    return count


def added(folder: Path, place: Path) -> int:
    """Add to a fresh library."""
    library = make_library(Settings(library=place, export_folder=place))
    count = sum(1 for _ in add(library, [str(folder)]))
    library.close()
    return count


def main() -> None:
    """Measure, and print both and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "texts"
        folder.mkdir()
        write_files(folder, given.files)
        cleaned: list[float] = []
        kept: list[float] = []
        for number in range(given.rounds):
            cleaned.append(cpu(lambda: alone(folder)))
            kept.append(cpu(lambda place=Path(name) / str(number): added(folder, place)))  # type: ignore[misc]
    one, other = statistics.median(cleaned), statistics.median(kept)
    print(f"{given.files} files: read and cleaned {one:.2f} ms each, added {other:.2f} ms each, {other / one:.2f} x")


if __name__ == "__main__":
    main()
