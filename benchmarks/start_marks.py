"""What a start costs with many marks, beside an empty Textual app and a library without marks, in one run.

    python benchmarks/start_marks.py [FOLDER] [--size 100000] [--marks 0,1000,10000,50000] [--rounds 5]

`rows` is the CPU until the first rows were on the screen. From then on `j` is pressed again and again, each as soon
as the one before has moved the cursor, for two seconds: `key` is what the first one took, `worst` the slowest of all.
`open` is the time from the first rows until Enter, pressed at once, has opened the article; `mark` until `HH`, pressed
then, was told to be on disk. `rest` is the CPU until nothing more is done, `memory` the proportional set size then, in
MiB. `alone` is the slowest of so many keys at rest, `others` the same while another copy makes a mark four times a
second. `quit` is the time from the key to the end of the process when nothing was marked, `quit, marked` after a mark;
newsboat's is in `benchmarks/start.py`. Times are wall, but for `rows` and `rest`, in milliseconds, the median of the
rounds, in a pseudo-terminal of 120 by 40; Linux only. FOLDER keeps the libraries.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from library import make
from marks import sample
from scale import EMPTY_APP, NEWSMARK, Program, compiled

from reader.domain.anchor import describe
from reader.library.settling import settle
from reader.settings import Settings
from reader.storage.mark_records import highlight_record
from reader.storage.marks_file import HIGHLIGHTS, layout
from reader.wiring import MARKS_FILE, make_library

_COLUMNS = 120
_PRESSING_SECONDS = 2.0
_WRITER = """
import sys, time
from dataclasses import replace
from pathlib import Path
from reader.storage.marks import TinyMarkStore
store = TinyMarkStore(Path(sys.argv[1]))
mark = store.highlights()[-1]
print(flush=True)
while True:
    store.put_highlight(replace(mark, note=str(time.time())))
    time.sleep(0.25)
"""
_EACH = 3
"""Highlights on an article."""


def library_with(folder: Path, size: int, count: int) -> Path:
    """A library with so many articles and highlights, three on each of the newest, whose index is up to date."""
    plain, place = folder / str(size), folder / f"{size}-marks-{count}"
    if not plain.exists():
        make(plain, size)
    if not place.exists():
        shutil.copytree(plain, place)
        library = make_library(Settings(library=place, export_folder=place))
        records = {}
        for number in range(count):
            (article_id,) = library.articles.ids_of([size - number // _EACH])
            document = library.articles.document(article_id)
            end = len(document.text) - 40 * (number % _EACH)
            quote, position = describe(document.text, end - 30, end, document.digest)
            mark = replace(sample(number), article_id=article_id, quote=quote, position=position)
            records[str(number + 1)] = highlight_record(mark)
        (place / MARKS_FILE).write_bytes(layout({HIGHLIGHTS: records}))
        settle(library)
        library.close()
    return place


def presses(program: Program, row: int = 1) -> list[float]:
    """Press `j` for a while, each when the one before was answered; how long each took, in milliseconds."""
    found: list[float] = []
    began = now = time.monotonic()
    while now - began < _PRESSING_SECONDS:
        program.send("j")
        program.until(f"{row + len(found) + 1:,} of ".encode())
        found.append((time.monotonic() - now) * 1000)
        now = time.monotonic()
    return found


def beside_another(program: Program, place: Path, row: int) -> list[float]:
    """The same while another copy of the program makes marks."""
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, place / MARKS_FILE], stdout=subprocess.PIPE)  # noqa: S603 - ours
    if writer.stdout is not None:
        writer.stdout.readline()
    try:
        return presses(program, row)
    finally:
        writer.kill()
        writer.communicate()


def begun(code: str) -> tuple[Program, dict[str, float]]:
    """A program whose first rows are on the screen, and what that took."""
    program = Program(code, _COLUMNS)
    program.until(b"Courier")
    return program, {"rows": program.cpu()}


def measure(code: str, place: Path | None = None) -> dict[str, float]:
    """Two starts: one in which keys move the cursor, and one in which a sentence is marked at once."""
    program, found = begun(code)
    took = presses(program) if place else []
    program.rest()
    found |= {"rest": program.cpu(), "memory": program.memory()}
    if place:
        has_marks = not place.name.endswith("-marks-0")
        alone = presses(program, len(took) + 1)
        beside = beside_another(program, place, len(took) + len(alone) + 1) if has_marks else alone
        found |= {"key": took[0], "worst": max(took), "alone": max(alone), "others": max(beside)}
        program.rest()
    found["quit"] = program.leave("Q") * 1000
    if not place:
        return found
    program, _ = begun(code)
    began = time.monotonic()
    for keys, told, name in (("\r", b"min left", "open"), ("HH", b"undoes", "mark")):
        program.send(keys)
        program.until(told)
        found[name] = (time.monotonic() - began) * 1000
    program.rest()
    program.send("u")
    program.rest()
    found["quit, marked"] = program.leave("Q") * 1000
    return found


def main() -> None:
    """Measure, and print a table: a row a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "newsmark-scale")
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--marks", default="0,1000,10000,50000")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    compiled()
    places = {int(count): library_with(given.folder, given.size, int(count)) for count in given.marks.split(",")}
    folders = {f"{count:,} marks": place for count, place in places.items()}
    programs = {"empty app": EMPTY_APP, **{name: NEWSMARK.format(str(place)) for name, place in folders.items()}}
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in programs}
    for number in range(given.rounds + 1):
        for name, code in programs.items():
            found = measure(code, folders.get(name))
            if number:  # the first round warms the caches
                runs[name].append(found)
    measures = [*runs[[*programs][-1]][0]]
    print(f"{'':14}" + "".join(f"{name:>14}" for name in measures))
    for name, found in runs.items():
        middle = [statistics.median(run[key] for run in found) if key in found[0] else None for key in measures]
        print(f"{name:14}" + "".join(f"{'' if one is None else f'{one:.0f}':>14}" for one in middle), flush=True)


if __name__ == "__main__":
    main()
