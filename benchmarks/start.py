"""How soon the list is there and takes a key, beside an empty Textual app and newsboat, all in one run.

    python benchmarks/start.py [FOLDER] [--sizes 1000,10000,100000] [--rounds 5]

`rows` is the CPU when the first rows were on the screen, `key` when a `j` that was pressed as soon as they were there
had moved the cursor, `rest` when nothing more was done; `quit` is the wall time from the key to the end of the process.
For newsboat, if it is installed, the list of feeds comes first and Enter opens the only feed; its articles are as many
and as long. CPU of the whole process in milliseconds, the median of the rounds, in a pseudo-terminal of 120 by 40;
Linux only. FOLDER keeps the libraries.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from library import articles
from scale import EMPTY_APP, NEWSMARK, Program, compiled

from reader.domain.article import Article
from reader.domain.document import Document

_FEED = "Courier of everything"


def newsboat(folder: Path, size: int) -> str:
    """The code that starts newsboat on its own copy of the same articles, which it has read already."""
    place = folder / f"newsboat-{size}"
    command = [str(shutil.which("newsboat")), "-u", str(place / "urls"), "-c", str(place / "cache.db")]
    command += ["-C", str(place / "config")]
    if not place.exists():
        place.mkdir(parents=True)
        items = "".join(_item(article, document) for article, _, document in articles(size, 60))
        head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{_FEED}</title>'
        (place / "feed.xml").write_text(f"{head}{items}</channel></rss>", encoding="utf-8")
        (place / "urls").write_text(f"file://{place / 'feed.xml'}\n", encoding="utf-8")
        (place / "config").write_text("", encoding="utf-8")
        subprocess.run([*command, "-x", "reload"], check=True)  # noqa: S603 - the peer
    return f"import os; os.execv({command[0]!r}, {command!r})"


def _item(article: Article, document: Document) -> str:
    came = article.added.strftime("%a, %d %b %Y %H:%M:%S +0000")
    about = f"<title>{article.metadata.title}</title><guid>{article.id}</guid><pubDate>{came}</pubDate>"
    return f"<item>{about}<description>{document.text}</description></item>"


def measure(name: str, code: str) -> dict[str, float]:
    """One start."""
    program = Program(code, 120)
    if name.startswith("newsboat"):
        program.until(_FEED.encode())
        program.send("\r")
        program.until(b"Articles in feed")
    else:
        program.until(b"Courier")
    found = {"rows": program.cpu()}
    if name.startswith("newsmark"):
        program.send("j")
        program.until(b"2 of ")
        found["key"] = program.cpu()
    elif name.startswith("newsboat"):
        program.send("j")
        program.rest()
        found["key"] = program.cpu()
    program.rest()
    found["rest"] = program.cpu()
    found["quit"] = program.leave("Q" if name.startswith("newsboat") else "q") * 1000
    return found


def main() -> None:
    """Measure, and print a table with ratios against the empty app and against newsboat at the same size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "newsmark-scale")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    compiled()
    programs = {"empty app": EMPTY_APP}
    for size in map(int, given.sizes.split(",")):
        library = given.folder / str(size)
        if not library.exists():
            subprocess.run([sys.executable, Path(__file__).with_name("library.py"), library, str(size)], check=True)  # noqa: S603 - ours
        programs[f"newsmark {size}"] = NEWSMARK.format(str(library))
        if shutil.which("newsboat") and size <= 10_000:
            programs[f"newsboat {size}"] = newsboat(given.folder, size)
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in programs}
    for number in range(given.rounds + 1):
        for name, code in programs.items():
            found = measure(name, code)
            if number:  # the first round warms the caches
                runs[name].append(found)
    middle = {
        name: {key: statistics.median(run[key] for run in found) for key in found[0]} for name, found in runs.items()
    }
    print(f"{'':18}{'rows':>8}{'key':>8}{'rest':>8}{'quit':>8}   rows against the empty app, against newsboat")
    for name, found in middle.items():
        peer = middle.get(name.replace("newsmark", "newsboat"), found)
        figures = "".join(
            f"{found[key]:8.0f}" if key in found else f"{'':8}" for key in ("rows", "key", "rest", "quit")
        )
        print(f"{name:18}{figures}   {found['rows'] / middle['empty app']['rows']:.2f} x", end="  ")
        print(f"{found['rows'] / peer['rows']:.2f} x" if peer is not found else "")


if __name__ == "__main__":
    main()
