"""What a whole start costs, until nothing more is done, beside an empty Textual app.

    python benchmarks/at_rest.py [FOLDER] [--size 100000] [--rounds 15] [--columns 120]

The two are started in turn, and each start is compared with the one of the other program just before it, because a
machine that others use is not the same for long; the median of these ratios is told. CPU of the whole process with all
its threads and its proportional set size, in a pseudo-terminal of 40 lines; Linux only. FOLDER keeps the library.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from library import make
from scale import EMPTY_APP, NEWSMARK, Program, compiled


def measure(code: str, columns: int) -> tuple[float, float, float]:
    """CPU in milliseconds when the first rows were there and at rest, and the memory then, in MiB."""
    program = Program(code, columns)
    program.until(b"Courier")
    rows = program.cpu()
    program.rest()
    found = rows, program.cpu(), program.memory()
    program.leave("q")
    return found


def main() -> None:
    """Measure, and print the medians and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "newsmark-scale")
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--columns", type=int, default=120)
    given = parser.parse_args()
    compiled()
    place = given.folder / str(given.size)
    if not place.exists():
        make(place, given.size)
    pairs = [
        (measure(EMPTY_APP, given.columns), measure(NEWSMARK.format(str(place)), given.columns))
        for _ in range(given.rounds + 1)
    ][1:]
    for index, name in enumerate(("rows", "at rest", "memory")):
        empty = statistics.median(one[index] for one, _ in pairs)
        ours = statistics.median(one[index] for _, one in pairs)
        ratio = statistics.median(two[index] / one[index] for one, two in pairs)
        print(f"{name:8} {empty:6.0f} {ours:6.0f} {ratio:6.2f} x")


if __name__ == "__main__":
    main()
