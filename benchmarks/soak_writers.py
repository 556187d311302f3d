"""Several writers at once on one library, for as long as you like: nothing that any of them was told is lost.

python benchmarks/soak_writers.py [--writers 3] [--marks 50] [--rounds 20] [--folder DIR]

Each writer is a process that makes marks on one article, one after the other, and gives the article a tag after each,
so that all change the same record; it tells each once it is on disk. Then a fresh copy must have every mark and tag
that was told and no other, undo must know every act, stock TinyDB must read the same from `marks.json` after the copy
has ended, and no temporary file may be left. Exits with 1 if anything is otherwise.
"""

import argparse
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tinydb import TinyDB

from reader.domain.errors import StorageError
from reader.domain.query import Query
from reader.library import marking
from reader.library.adding import add
from reader.library.model import Library
from reader.settings import Settings
from reader.storage.past import HistoryFile
from reader.wiring import HISTORY_FILE, MARKS_FILE, make_library

_TEXT = "The night ferry stayed in port. Eleven lamps were dark on Tuesday, and two of them were broken."


def opened(folder: Path) -> Library:
    """The library in a folder."""
    return make_library(Settings(library=folder, export_folder=folder / "exports"))


def fill(folder: Path) -> str:
    """Put one article into a new library; its id."""
    papers = folder / "papers"
    papers.mkdir(parents=True)
    (papers / "ferry.txt").write_text(f"Night ferry\n\n{_TEXT}\n", encoding="utf-8")
    library = opened(folder)
    if sum(1 for _ in add(library, [str(papers)])) != 1:
        message = "the article could not be added"
        raise RuntimeError(message)
    (article,) = library.articles.ids_of(library.articles.numbers(Query()))
    library.close()
    return article


def write(folder: Path, name: str, article: str, count: int) -> None:
    """Make marks and give tags, telling each."""
    library = opened(folder)
    for number in range(count):
        made, _ = marking.highlight(library, article, (10, 25), note=f"{name}, day {number} " * (number % 40))
        print(made.id, flush=True)
        tag = f"{name}x{number}"
        marking.tag_articles(library, [article], [tag])
        print(f"#{tag}", flush=True)
    library.close()


def faults(folder: Path, article: str, told: list[str]) -> list[str]:
    """What a fresh copy does not find as it was told."""
    library = opened(folder)
    marks = {mark.id for mark in library.marks.highlights()}
    found = marks | {f"#{tag}" for tag in library.marks.article_marks(article).tags}
    wrong = [f"{one} was told and is lost" for one in told if one not in found]
    wrong += [f"{one} is there and was never told" for one in found if one not in told]
    wrong += [*library.marks.faults(), *library.past.faults()]
    later = HistoryFile(folder / HISTORY_FILE)
    acts = replace(library, past=later).past.earlier().done
    if len(acts) != len(told):
        wrong.append(f"undo knows {len(acts)} of {len(told)} acts")
    library.close()
    with TinyDB(folder / MARKS_FILE, access_mode="r") as database:
        if {record["id"] for record in database.table("highlights")} != marks:
            wrong.append("stock TinyDB reads other marks")
    return wrong + [f"{file.name} is left" for file in folder.glob(".*.tmp")]


def main() -> int:
    """Run the rounds; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", type=int, default=3)
    parser.add_argument("--marks", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--folder")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--name", default="", help=argparse.SUPPRESS)
    parser.add_argument("--article", default="", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        write(arguments.write, arguments.name, arguments.article, arguments.marks)
        return 0
    with tempfile.TemporaryDirectory(dir=arguments.folder) as place:
        return _soak(Path(place), arguments)


def _soak(place: Path, arguments: argparse.Namespace) -> int:
    acts = bad = 0
    for number in range(arguments.rounds):
        folder = place / str(number)
        article = fill(folder)
        common = ["--write", str(folder), "--article", article, "--marks", str(arguments.marks), "--name"]
        writers = [
            subprocess.Popen([sys.executable, __file__, *common, f"w{one}"], stdout=subprocess.PIPE, text=True)  # noqa: S603
            for one in range(arguments.writers)
        ]
        told = [line for writer in writers for line in writer.communicate()[0].split("\n")[:-1]]
        try:
            found = faults(folder, article, told)
        except StorageError as error:
            found = [str(error)]
        if len(told) != 2 * arguments.writers * arguments.marks or any(writer.returncode for writer in writers):
            found.append("a writer did not come to its end")
        acts += len(told)
        bad += bool(found)
        for fault in found[:3]:
            print(f"round {number}: {fault}")
    print(f"{arguments.rounds} rounds of {arguments.writers} writers, {acts} acts told, {bad} rounds with a fault")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
