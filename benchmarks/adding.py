"""Adding N text files to a library, beside reading and cleaning the same files alone, in one run.

    python benchmarks/adding.py [--files 10000] [--rounds 3] [--into FOLDER]

The texts are invented (`library.py`), of 200 words; no source is known of them. They are handled in portions of 250,
each read and cleaned alone, then added, or the other way round by turns, so that both meet the same machine. Told are
the CPU of this process in milliseconds a file, all threads, over all rounds, and the ratio: of the whole, and of the
portion in the middle. What is loaded on first use is loaded before. A round begins with an empty library, or with a
copy of the one in FOLDER.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from library import articles

from reader.domain.errors import SourceError
from reader.library.adding import add
from reader.library.model import Library
from reader.settings import Settings
from reader.wiring import make_cleaner, make_library, make_source

_PORTION = 250


def write_files(folder: Path, count: int) -> list[Path]:
    """The files, each with a headline and two paragraphs; the folders of the portions."""
    portions: list[Path] = []
    for number, (article, _, document) in enumerate(articles(count, 200)):
        if number % _PORTION == 0:
            portions.append(folder / f"{number:06d}")
            portions[-1].mkdir(parents=True)
        source = article.metadata.source or "Courier"
        text = "\n\n".join(block.text for block in document.blocks)
        (portions[-1] / f"{number:06d}.txt").write_text(f"{text}\n\n{source}\n", encoding="utf-8")
    return portions


def cpu(act: Callable[[], int]) -> float:
    """Milliseconds of an act."""
    before = time.process_time()
    act()
    return (time.process_time() - before) * 1000


def alone(folder: Path) -> int:
    """Read and clean; how many."""
    cleaner = make_cleaner()
    count = 0
    for fetched in make_source().fetch(str(folder)):
        if not isinstance(fetched, SourceError):
            cleaner.clean(fetched)
            count += 1
    cleaner.close()
    return count


def added(library: Library, folder: Path) -> int:
    """Add; how many."""
    return sum(1 for _ in add(library, [str(folder)]))


def one_round(portions: list[Path], place: Path) -> list[tuple[float, float]]:
    """Milliseconds of each portion, read and cleaned alone and added; closing the library is in the last."""
    taken: list[tuple[float, float]] = []
    library = make_library(Settings(library=place, export_folder=place))
    for number, portion in enumerate(portions):
        acts = [lambda portion=portion: alone(portion), lambda portion=portion: added(library, portion)]
        if number % 2:
            second, first = cpu(acts[1]), cpu(acts[0])
        else:
            first, second = cpu(acts[0]), cpu(acts[1])
        taken.append((first, second))
    closing = cpu(lambda: library.close() or 0)
    taken[-1] = (taken[-1][0], taken[-1][1] + closing)
    return taken


def main() -> None:
    """Measure, and print both and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--into", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        portions = write_files(Path(name) / "texts", given.files)
        one_round(portions[:1], Path(name) / "first")
        taken: list[tuple[float, float]] = []
        for number in range(given.rounds):
            place = Path(name) / str(number)
            if given.into:
                shutil.copytree(given.into, place)
            taken += one_round(portions, place)
    files = given.files * given.rounds
    one, other = (sum(times) / files for times in zip(*taken, strict=True))
    middle = statistics.median(second / first for first, second in taken)
    print(f"{given.files} files: read and cleaned {one:.2f} ms each, added {other:.2f} ms each: {other / one:.2f} x")
    print(f"the portion in the middle: {middle:.2f} x")


if __name__ == "__main__":
    main()
